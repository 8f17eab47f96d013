"""How many records."""

from __future__ import annotations

from fractions import Fraction

from labkit.poc.take import EXACT, Cells, Take, TakeExample, Taken


def compute(cells: Cells) -> Taken:
    """Return the number of records: a count is exact and has no interval."""
    return Taken(Fraction(cells.rows), cells.rows, exact=True, why_not=EXACT)


COUNT = Take(
    label="筆數",
    label_en="Count",
    compute=compute,
    reads="rows",
    examples=(TakeExample({"分": [5, None, 7]}, {}, "3", 3),),
)
