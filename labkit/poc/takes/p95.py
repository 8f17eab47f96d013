"""The 95th percentile of a column's numbers: nineteen records of twenty lie below."""

from __future__ import annotations

from fractions import Fraction

from labkit.poc.intervals.quantile import taken_at
from labkit.poc.take import Cells, Take, TakeExample, Taken


def compute(cells: Cells) -> Taken:
    """Return it with an interval of order statistics, from 59 records on."""
    return taken_at(cells, Fraction(19, 20), "P95")


P95 = Take(
    label="P95",
    label_en="95th percentile",
    compute=compute,
    examples=(TakeExample({"毫秒": [*range(1, 21)]}, {"column": "毫秒"}, "381/20", 20),),
)
