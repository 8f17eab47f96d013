"""The median of a column's numbers: half of the records lie below."""

from __future__ import annotations

from fractions import Fraction

from labkit.poc.intervals.quantile import taken_at
from labkit.poc.take import Cells, Take, TakeExample, Taken


def compute(cells: Cells) -> Taken:
    """Return it with an interval of order statistics, from six records on."""
    return taken_at(cells, Fraction(1, 2), "中位數")


MEDIAN = Take(
    label="中位數",
    label_en="Median",
    compute=compute,
    examples=(TakeExample({"分": [30, 10, None, 25]}, {"column": "分"}, "25", 3, {"empty_measure": 1}),),
)
