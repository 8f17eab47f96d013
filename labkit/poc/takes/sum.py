"""The sum of a column's numbers, exactly."""

from __future__ import annotations

from labkit.poc.take import EXACT, Cells, Take, TakeExample, Taken
from labkit.statistics.exact import exact_sum


def compute(cells: Cells) -> Taken:
    """Return the sum; of all records, it is exact and has no interval."""
    return Taken(exact_sum(cells.exact), len(cells.exact), exact=True, why_not=EXACT)


SUM = Take(
    label="合計",
    label_en="Sum",
    compute=compute,
    examples=(TakeExample({"里": [0.1, 0.2, None]}, {"column": "里"}, "0.3", 2, {"empty_measure": 1}),),
)
