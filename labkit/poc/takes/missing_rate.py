"""The share, in %, of records whose cell is not filled; blanks alone are not filled."""

from __future__ import annotations

from labkit.poc.intervals.shares import percent_of
from labkit.poc.take import Cells, Take, TakeExample, Taken


def compute(cells: Cells) -> Taken:
    """Return the share of all records with Wilson's interval."""
    return percent_of(cells.rows - len(cells.beside), cells.rows)


MISSING_RATE = Take(
    label="未填率",
    label_en="Missing rate",
    compute=compute,
    reads="blanks",
    unit="%",
    examples=(TakeExample({"電話": ["02", None, " ", "03"]}, {"column": "電話"}, "50", 4),),
)
