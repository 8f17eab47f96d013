"""Where direct identifiers stand in what a carrier gave: tables are judged by column, loose texts one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyarrow as pa

from labkit.privacy.detection.beside import with_names_beside
from labkit.privacy.detection.column import ColumnHits, look
from labkit.privacy.detection.escapes import unescaped
from labkit.privacy.detection.spans import Span, find_all, is_masked, plain_text, settled
from labkit.privacy.detection.texts import find_in
from labkit.privacy.release.carrier import Block, Column, Passage, Piece, quoted
from labkit.privacy.release.known import Known
from labkit.privacy.release.table_blocks import speaks
from labkit.privacy.roles import role_of_name

RAW = "RAW_IDENTIFIER"
ROWS_SHOWN = 3


@dataclass(frozen=True)
class Sighting:
    """A place, what stands there, how often, and the name of the table's column if it stands in one."""

    place: str
    entity: str
    count: int
    column: str = ""


def sightings(pieces: Iterable[Piece], known: Known) -> list[Sighting]:
    """Return what stands in the pieces of a file, each place and entity once."""
    passages: list[Passage] = []
    found: list[Sighting] = []
    for piece in pieces:
        if isinstance(piece, Passage):
            passages.append(piece)
        else:
            found += [one for column in piece.columns for one in _in_column(piece, column, known)]
    found += _in_passages(passages, known)
    return [Sighting(_shown(one.place, known), one.entity, one.count, one.column) for one in found]


def _in_passages(passages: Iterable[Passage], known: Known) -> Iterator[Sighting]:
    """Yield what stands in loose texts: an equal value at one place counts once."""
    places: dict[str, dict[str, set[str]]] = {}
    for one in passages:
        for text in {one.text, unescaped(one.text)}:
            if text.strip():
                places.setdefault(one.column, {}).setdefault(text, set()).add(one.place)
    values: dict[tuple[str, str], set[str]] = {}
    for column, told in places.items():
        for text, entity, value in _told(list(told), column, known):
            for place in told[text]:
                values.setdefault((place, entity), set()).add(value)
    yield from (Sighting(place, entity, len(found)) for (place, entity), found in values.items())


def _told(texts: list[str], column: str, known: Known) -> Iterator[tuple[str, str, str]]:
    """Yield text, entity and value of all that stands in loose texts."""
    for at, spans in find_in(texts, column=column).items():
        for span in _unmasked(spans, texts[at]):
            yield texts[at], span.entity, plain_text(texts[at][span.start : span.end])
    for text in texts:
        yield from ((text, RAW, value) for value in known.inside(text))


def _unmasked(spans: Iterable[Span], text: str) -> list[Span]:
    return [span for span in spans if span.role == "direct" and not is_masked(text[span.start : span.end])]


def _in_column(block: Block, column: Column, known: Known) -> Iterator[Sighting]:
    """Yield what stands in a column, searched under its own name and any other that may be its name."""
    cells = column.cells.cast(pa.string()) if pa.types.is_null(column.cells.type) else column.cells
    names = [column.name, *(one for one in column.also if speaks(one))]
    read = [with_names_beside(look(name, cells, careful=True)) for name in dict.fromkeys(names)]
    hits = read[0]
    seen: dict[str, dict[int, int]] = {}
    for at in sorted({at for one in read for at in one.found}):
        for span in _unmasked(settled(span for one in read for span in one.found.get(at, ())), hits.texts[at]):
            seen.setdefault(span.entity, {}).setdefault(at, 0)
            seen[span.entity][at] += 1
    raw = known.cells(column.name, hits.texts)
    if raw:
        seen[RAW] = dict.fromkeys(raw, 1)
    for entity, times in seen.items():
        yield Sighting(_place(block, column, hits, times), entity, _count(hits, times), column.name)


def _count(hits: ColumnHits, times: dict[int, int]) -> int:
    weights = hits.weights
    return int(sum(int(weights[at]) * often for at, often in times.items()))


def _place(block: Block, column: Column, hits: ColumnHits, times: dict[int, int]) -> str:
    """Return sheet, column and the first rows; a column's name only where it is surely no value."""
    rows = [block.rows[row] for row, code in enumerate(hits.codes.tolist()) if code in times]
    more = "等" if len(rows) > ROWS_SHOWN else ""
    name = column.name if speaks(column.name) or role_of_name(column.name) else ""
    where = f"{block.place}第 {column.number} 欄{quoted(name) if name else ''}"
    return f"{where}第 {'、'.join(map(str, rows[:ROWS_SHOWN]))} 列{more}"


def _shown(place: str, known: Known) -> str:
    """Return a place without the names in it that are values themselves."""
    return re.sub("「([^」]*)」", lambda one: "" if _tells(one[1], known) else one[0], place)


def _tells(name: str, known: Known) -> bool:
    return any(span.role == "direct" for span in find_all(name)) or bool(known.inside(name))
