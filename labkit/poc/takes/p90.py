"""The 90th percentile of a column's numbers: nine records of ten lie below."""

from __future__ import annotations

from fractions import Fraction

from labkit.poc.intervals.quantile import taken_at
from labkit.poc.take import Cells, Take, TakeExample, Taken


def compute(cells: Cells) -> Taken:
    """Return it with an interval of order statistics, from 29 records on."""
    return taken_at(cells, Fraction(9, 10), "P90")


P90 = Take(
    label="P90",
    label_en="90th percentile",
    compute=compute,
    examples=(TakeExample({"分": [1, 2, 10]}, {"column": "分"}, "42/5", 3),),
)
