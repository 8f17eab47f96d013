"""Rows of cells seen as tables: parted at blank rows, the names of the columns found below titles."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow as pa

from labkit.privacy.detection.context import named
from labkit.privacy.recognizer import RECOGNIZERS
from labkit.privacy.release.carrier import Block, Column, Passage, Piece

LOOK, BELOW, MOST_NAMES = 10, 1, 2
HALF = 0.5
LONGEST = 30
SENTENCE = re.compile("[，。；]|：.")
NUMBER = re.compile(r"[-+(]?[0-9][0-9,./:%) -]*")
Row = tuple[int, Mapping[int, str]]
Names = Mapping[int, str]


def blocks(place: str, rows: Iterable[Row]) -> Iterator[Piece]:
    """Yield a sheet's rows (number, cells by column from 0; blank ones may be absent) as blocks, the header's cells as passages.

    A block below a blank row goes on under the names of a block above that fills the same columns, unless it has its own.
    """
    above: tuple[list[int], Names] = ([], {})
    for part in _parts(rows):
        used = sorted({column for _, cells in part for column in cells})
        head = _header(part, len(used))
        inherited = above[1] if above[0] == used else {}
        if head is None or (inherited and head == len(part) - 1):
            names, body, start = inherited, part, 0
        else:
            names, body, start = part[head][1], part[head + 1 :], head + 1
        yield from (
            Passage(f"{place}第 {number} 列", text) for number, cells in part[:start] for text in cells.values()
        )
        if body:
            first = part[: start + BELOW] if start else [] if names else part[:LOOK]
            yield _block(place, body, used, (names, inherited, first))
        above = (used, names)


def _parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield runs of rows between blank ones, filled cells alone."""
    part: list[Row] = []
    last = 0
    for number, cells in rows:
        filled = {column: text for column, text in cells.items() if text and not text.isspace()}
        if part and (not filled or number > last + 1):
            yield part
            part = []
        if filled:
            part.append((number, filled))
        last = number
    if part:
        yield part


def _header(part: Sequence[Row], width: int) -> int | None:
    """Return the place of the first row of names: at least half of its cells are filled, and none with a number."""
    for at, (_, cells) in enumerate(part[:LOOK]):
        if len(cells) >= HALF * width and not any(NUMBER.fullmatch(text.strip()) for text in cells.values()):
            return at
    return None


def _block(place: str, body: Sequence[Row], used: Sequence[int], naming: tuple[Names, Names, Sequence[Row]]) -> Block:
    names, inherited, first = naming
    columns = []
    for at, column in enumerate(used):
        cells = pa.array([row.get(column) for _, row in body], pa.string())
        name = names.get(column, "") if is_short(names.get(column, "")) else ""
        also = {*_other_names(column, first, names, used[at + 1 : at + 2]), inherited.get(column, "")} - {"", name}
        titled = set() if len(used) == 1 and _is_prose(body, column) else also  # a title names no paragraph
        columns.append(Column(column + 1, name, cells, tuple(sorted(titled))))
    return Block(place, tuple(columns), [number for number, _ in body])


def _is_prose(body: Sequence[Row], column: int) -> bool:
    """Tell whether at least half of a column's cells are sentences."""
    told = [row[column] for _, row in body if column in row]
    return sum(not is_short(text) for text in told) >= HALF * len(told)


def _other_names(column: int, first: Sequence[Row], names: Names, beside: Sequence[int]) -> set[str]:
    """Return what else among the first rows may name a column; a column in which such words abound is a list of them.

    The row below the header counts where the header's cell is blank, or the next one is: merged over several columns.
    """
    merged = not names or column not in names or any(one not in names for one in beside)
    rows = first if merged else first[:-BELOW]
    told = {text for _, row in rows if (text := row.get(column)) and speaks(text)}
    return told if len(told) <= MOST_NAMES else set()


def speaks(name: str) -> bool:
    """Tell whether a cell may be the name of a column of personal data.

    >>> speaks("聯絡電話"), speaks("件數"), speaks("請洽聯絡電話 02-23456789，謝謝")
    (True, False, False)
    """
    plain = name.strip()
    return (
        is_short(plain) and not re.search("[0-9]{3}", plain) and any(named(one, plain) for one in RECOGNIZERS.values())
    )


def is_short(name: str) -> bool:
    """Tell whether a cell may be a name at all: a sentence, or a title of two parts, names no column.

    >>> is_short("申請人："), is_short("登記者 2,500 人中 320 人規律。"), is_short("去識別化：照顧服務_個案")
    (True, False, False)
    """
    return len(name.strip()) <= LONGEST and not SENTENCE.search(name.strip())


def of_records(place: str, records: Sequence[Mapping[str, str]]) -> Block:
    """Return records as a block; the keys are the names of its columns."""
    keys = list(dict.fromkeys(itertools.chain.from_iterable(records)))
    columns = [
        Column(number, key, pa.array([record.get(key) for record in records], pa.string()))
        for number, key in enumerate(keys, 1)
    ]
    return Block(place, tuple(columns), range(1, len(records) + 1))
