"""Lots decided which days (or cases) came after: the difference of the means, and what other lots would have told.

Where whole days are on one side, days were drawn: records of a day are no separate evidence. Where a day has both, the
``pair`` column (a counter) or, without one, each record is taken to have been drawn by itself.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from labkit.poc.change.wording import compared
from labkit.poc.comparison import Compared, Comparison, Sampled, needed
from labkit.poc.found import Tested
from labkit.statistics.comparisons import need
from labkit.statistics.randomisation import lots_p
from labkit.statistics.samples import in_clusters


def compare(sampled: Sampled) -> Compared:
    """Return the difference of the means; raises ValueError for fewer than 3 drawn units on a side, or no spread."""
    name, codes = _drawn(sampled)
    count = int(codes.max(initial=-1)) + 1
    sums, sizes = (np.bincount(codes, one, minlength=count).astype(float) for one in (sampled.value, codes * 0 + 1))
    after = np.bincount(codes, sampled.after, minlength=count) > 0
    for side, told in ((~after, "改變前"), (after, "改變後")):
        need(int(side.sum()), f"{told}抽到的{name}", "個")
    change = in_clusters((sums[~after], sizes[~after]), (sums[after], sizes[after]), seed=sampled.seed)
    tested = Tested(name=f"重抽籤檢定（以{name}為單位）", p=lots_p(sums, sizes, after, seed=sampled.seed))
    remarks = (f"以{name}為抽籤單位：改變前 {change.n[0]:,} 個，改變後 {change.n[1]:,} 個。",)
    return compared(change, f"抽籤決定先後，以{name}為單位的平均差", tested=tested, remarks=remarks)


def _drawn(sampled: Sampled) -> tuple[str, Any]:
    """Return what lots drew, in words, and a code for each record's unit."""
    for name, told in (("日子", needed(sampled.day, "日期")), ("單位", sampled.pair)):
        if told is None:
            continue
        _, codes = np.unique(told, return_inverse=True)
        sides = [np.bincount(codes, side) for side in (sampled.after, ~sampled.after)]
        if not ((sides[0] > 0) & (sides[1] > 0)).any():
            return name, codes
    return "案件", np.arange(len(sampled.value))


RANDOMISED = Comparison(
    label="抽籤決定先後", label_en="Randomised days or cases", rung=6, compare=compare, needs=("day",)
)
