"""Numbers of which some carry a unit or a percent sign and others do not, or in several spellings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import ClassVar

from labkit.cleaning.suspicion import Coded, Positions, Suspicion
from labkit.taiwan.numerals import MEASURES

NUMBERED = re.compile(r"\s*[-+]?[0-9][0-9,]*(?:\.[0-9]+)?\s*(?P<unit>%|％|[^\s0-9,./:號\-]{0,8}\.?)\s*")
LONGER = re.compile(r"\s*[-+]?[0-9][0-9,]*(?:\.[0-9]+)?\s*[A-Za-z%％].*")
ENOUGH, FEWEST = 0.9, 20


class MixedUnit(Suspicion):
    """In a column of numbers, cells with a unit are doubted where other cells carry none, or where units are spelt variously.

    Where nine of ten numbers carry the same unit the column is in order, and only the others are doubted.
    """

    label: ClassVar[str] = "在數字後寫了單位，同欄其他格沒寫或寫法不同"
    label_en: ClassVar[str] = "a number with a unit that the others lack or spell otherwise"

    def find(self, columns: Sequence[Coded]) -> Iterator[tuple[str, Positions]]:
        """Yield the rows whose numbers carry units, where units are mixed."""
        for column in columns:
            if rows := _mixed(column):
                yield column.name, column.rows_with(rows)


def _mixed(column: Coded) -> list[int]:
    units: dict[int, str] = {}
    cells = Counter[str]()
    for number, value in enumerate(column.values):
        match = NUMBERED.fullmatch(value) if column.counts[number] else None
        if match and (match["unit"].isascii() or match["unit"] in MEASURES):
            units[number] = match["unit"]
            cells[match["unit"]] += int(column.counts[number])
    told = sum(cells.values())
    if column.filled < FEWEST or told < ENOUGH * column.filled or len(cells) == 1:
        return []
    usual, most = cells.most_common(1)[0]
    in_order = usual if most >= ENOUGH * told else ""
    longer = [number for number, value in enumerate(column.values) if number not in units and LONGER.fullmatch(value)]
    return [*(number for number, unit in units.items() if unit != in_order), *longer]
