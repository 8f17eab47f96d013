"""The gate before anything is published: it reads every file of a folder and fails closed.

Each carrier's text is looked through with the recognizers, and for the direct identifiers that stand in the raw tables.
A kind of file that the gate cannot read is refused, not waved through. What it says: file, place, entity; never a value.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pandas as pd

from labkit.core.document import Document, Grid, Text
from labkit.core.errors import FileMissing, GateRefused
from labkit.core.result import Result
from labkit.core.table import Table
from labkit.privacy.carriers import Passage, Unreadable, passages
from labkit.privacy.detection.column import ColumnHits
from labkit.privacy.detection.spans import find_all
from labkit.privacy.role_of import role_of
from labkit.privacy.scan import looked_at

SHORTEST_INSIDE = 3
OFFICE = re.compile(r"[局處科課室所院廳部會區市縣鄉鎮]$|[0-9]{0,2}年$")
LEAST_DISTINCT = 0.1
MASKED = re.compile("[○〇◯●□*＊]|[Xx_#]{2}")  # what a policy hid is not refused: risk is measured where it was hidden
RAW = "RAW_IDENTIFIER"
UNREAD = "UNREADABLE"


@dataclass(frozen=True)
class GateHit:
    """Where something was found: file, place in it, entity, how often."""

    file: str
    place: str
    entity: str
    count: int


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class GateResult(Result):
    """What the gate found; it passes only with no hit at all."""

    counts_only: ClassVar[bool] = True
    hits: tuple[GateHit, ...]
    files: int
    allowed: tuple[tuple[str, str], ...] = ()

    @property
    def passed(self) -> bool:
        """Tell whether everything may be published."""
        return not self.hits

    @property
    def frame(self) -> pd.DataFrame:
        """Return a row per hit: file, place, entity, count."""
        return pd.DataFrame([vars(hit) for hit in self.hits], columns=["file", "place", "entity", "count"])

    @property
    def summary(self) -> str:
        """Return whether the gate passed."""
        if self.passed:
            return f"個資檢查通過：{self.files} 個檔案都沒有發現直接識別資料。"
        return f"個資檢查不通過：{len({hit.file for hit in self.hits})} 個檔案、{len(self.hits)} 處。"

    def to_document(self) -> Document:
        """Return the hits as a grid."""
        rows = [(hit.file, hit.place, hit.entity, hit.count) for hit in self.hits]
        return Document("個資檢查", (Text(self.summary), Grid.of(["檔案", "位置", "種類", "次數"], rows)))

    def refuse_unless_passed(self) -> None:
        """Raise GateRefused, naming file, place and entity of every hit."""
        if not self.passed:
            shown = [f"．{hit.file}（{hit.place}）：{hit.entity} {hit.count} 處" for hit in self.hits[:20]]
            raise GateRefused(what="\n".join(shown))


@dataclass(frozen=True)
class Known:
    """The raw tables' direct identifiers, ready to be looked for: whole, or inside a longer text from three signs on."""

    values: frozenset[str]

    @functools.cached_property
    def lengths(self) -> dict[str, list[int]]:
        """Return the lengths of the values that begin with each sign."""
        found: dict[str, set[int]] = {}
        for value in self.values:
            if len(value) >= SHORTEST_INSIDE:
                found.setdefault(value[0], set()).add(len(value))
        return {sign: sorted(lengths) for sign, lengths in found.items()}

    def stands_in(self, text: str) -> bool:
        """Tell whether ``text`` is one of the values, or holds one."""
        if text in self.values:
            return True
        return any(
            text[start : start + length] in self.values
            for start, sign in enumerate(text)
            for length in self.lengths.get(sign, ())
        )


def gate(folder: str | Path, raw: Sequence[Table | pd.DataFrame] = ()) -> GateResult:
    """Read every file below ``folder``, names included; raises FileMissing if there is no such folder."""
    root = Path(folder)
    if not root.is_dir():
        raise FileMissing(place=root.name)
    known = Known(raw_identifiers(raw))
    hits: list[GateHit] = []
    files = sorted(path for path in root.rglob("*") if not path.is_dir())
    for path in files:
        hits += _hits(path, path.relative_to(root).as_posix(), known)
    return GateResult(name="個資檢查", hits=tuple(hits), files=len(files))


def _hits(path: Path, name: str, known: Known) -> list[GateHit]:
    counted = Counter[tuple[str, str]]()
    if path.is_symlink() or any(part.startswith(".") for part in Path(name).parts):
        return [GateHit(name, "隱藏檔或連結", UNREAD, 1)]
    try:
        for passage in [Passage("檔名", name), *passages(path)]:
            counted.update((passage.place, entity) for entity in _found(passage, known))
    except Unreadable as error:
        return [GateHit(name, str(error), UNREAD, 1)]
    return [GateHit(name, place, entity, count) for (place, entity), count in counted.items()]


def _found(passage: Passage, known: Known) -> Iterator[str]:
    for span in find_all(passage.text, column=passage.column):
        if span.role == "direct" and not MASKED.search(passage.text[span.start : span.end]):
            yield span.entity
    if known.stands_in(_plain(passage.text)):
        yield RAW


def raw_identifiers(tables: Iterable[Table | pd.DataFrame]) -> frozenset[str]:
    """Return the direct identifiers that stand in the raw tables, normalised; kept in memory only.

    These are the values that recognizers find, and the whole cells of columns that are direct by their name, unless the
    same text stands in a column that identifies nobody (an office's name, say).
    """
    values: set[str] = set()
    for table in tables:
        values |= _identifiers(Table.of(table))
    return frozenset(value for value in values if len(value) > 1)


def _identifiers(table: Table) -> set[str]:
    columns = looked_at(table)
    roles = {one.name: role_of(one).role for one in columns}
    spans = {
        _plain(one.texts[at][span.start : span.end])
        for one in columns
        for at, found in one.found.items()
        for span in found
        if span.role == "direct"
    }
    direct = [one for one in columns if roles[one.name] == "direct" and _tells_apart(one)]
    cells = {_plain(text) for one in direct for text in one.texts}
    harmless = {_plain(text) for one in columns if roles[one.name] == "safe" for text in one.texts}
    return spans | {cell for cell in cells if len(cell) >= SHORTEST_INSIDE and not OFFICE.search(cell)} - harmless


def _tells_apart(column: ColumnHits) -> bool:
    """Tell whether a column's cells differ as people's do: a handful of categories identifies nobody."""
    return bool(len(column.texts) >= LEAST_DISTINCT * column.weights.sum())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().upper()
