"""Cells written in another shape than nearly all of their column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import ClassVar

from labkit.cleaning.suspicion import Coded, Positions, Suspicion

RARE, USUAL, FEWEST = 0.02, 0.9, 20
RUNS = (
    (re.compile("[0-9]+"), "9"),
    (re.compile("[A-Za-z]+"), "a"),
    (re.compile("[㐀-鿿豈-﫿]+"), "字"),
    (re.compile(r"\s+"), " "),
)


class OddShape(Suspicion):
    """Where a few shapes (digits 9, letters a, Han 字, signs as they are) make nine cells of ten, the rare others are odd.

    A rare shape makes at most 2 % of the filled cells, or is a single cell. Columns of prose have no usual shapes and are left alone.
    """

    label: ClassVar[str] = "的寫法和同欄其他格不同（例如數字裡夾了字母）"
    label_en: ClassVar[str] = "written in another shape than the column's usual ones"

    def find(self, columns: Sequence[Coded]) -> Iterator[tuple[str, Positions]]:
        """Yield the rows of rare shapes."""
        for column in columns:
            if column.filled >= FEWEST and (odd := _odd(column)):
                yield column.name, column.rows_with(odd)


def _odd(column: Coded) -> list[int]:
    shapes = [shape(value) for value in column.values]
    cells = Counter[str]()
    for one, count in zip(shapes, column.counts.tolist(), strict=True):
        cells[one] += count
    rare = {one for one, count in cells.items() if count <= max(1, RARE * column.filled)}
    usual = column.filled - sum(cells[one] for one in rare)
    if usual < USUAL * column.filled or not any("9" in one for one in cells if one not in rare):
        return []
    words = {
        number for number, one in enumerate(shapes) if one == "字" and column.counts[number] > 1
    }  # 缺考 comes back
    return [
        number for number, one in enumerate(shapes) if one in rare and column.counts[number] and number not in words
    ]


def shape(value: str) -> str:
    """Return how a value is written.

    >>> shape("12.0 oz"), shape("pn-5c"), shape("新安里12號")
    ('9.9 a', 'a-9a', '字9字')
    """
    told = value.strip()
    for pattern, sign in RUNS:
        told = pattern.sub(sign, told)
    return told
