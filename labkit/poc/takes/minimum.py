"""The smallest number of a column."""

from __future__ import annotations

from labkit.poc.take import Cells, Take, TakeExample, Taken


def compute(cells: Cells) -> Taken:
    """Return it; an extreme moves with the number of records, so it has no interval."""
    return Taken(min(cells.exact), len(cells.exact), why_not="最大與最小值隨筆數改變，沒有區間")


MINIMUM = Take(
    label="最小",
    label_en="Minimum",
    compute=compute,
    examples=(TakeExample({"分": [3.5, None, 9]}, {"column": "分"}, "7/2", 2, {"empty_measure": 1}),),
)
