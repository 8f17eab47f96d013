"""The mean of a column's numbers, exactly; with the standard deviation of the sample.

Interval: Student's t. It assumes that the mean, not the records, is about normal: with less than about 30 records of very
skewed times it is too narrow on the long side; then take the median.
"""

from __future__ import annotations

import numpy as np

from labkit.poc.take import Cells, Take, TakeExample, Taken
from labkit.statistics.differences import mean_interval
from labkit.statistics.exact import exact_sum


def compute(cells: Cells) -> Taken:
    """Return the mean, how many it rests on, and their standard deviation."""
    n = len(cells.exact)
    low, high = mean_interval(np.array(cells.floats)) or (None, None)
    method, why_not = ("Student t 區間", "") if low is not None else ("", "只有 1 筆，看不出每筆相差多少")
    return Taken(exact_sum(cells.exact) / n, n, cells.sd, low, high, method=method, why_not=why_not)


MEAN = Take(
    label="平均",
    label_en="Mean",
    compute=compute,
    examples=(
        TakeExample({"分": [10, None, 20, 30]}, {"column": "分"}, "20", 3, {"empty_measure": 1}),
        TakeExample({"分": [1, 1, 2]}, {"column": "分"}, "4/3", 3),
    ),
)
