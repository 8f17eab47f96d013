"""Lots decided which days (or cases) came after: the difference of the means, and what other lots would have told.

Where whole days are on one side, days were drawn: records of a day are no separate evidence. Where a day has both, the
``pair`` column (a counter) or, without one, each record is taken to have been drawn by itself. Days that all lie
before the change on one side and after it on the other were not drawn, and are refused.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from labkit.poc.change.wording import compared
from labkit.poc.comparison import Compared, Comparison, Sampled, needed
from labkit.poc.found import Tested
from labkit.statistics.comparisons import need
from labkit.statistics.randomisation import lots_p
from labkit.statistics.samples import in_clusters

DAYS = "日子"
LIKELY = 0.05


def compare(sampled: Sampled) -> Compared:
    """Return the difference of the means; raises ValueError for fewer than 3 drawn units on a side, or no spread."""
    name, codes = _drawn(sampled)
    days = needed(sampled.day, "日期")
    count = int(codes.max(initial=-1)) + 1
    sums, sizes = (np.bincount(codes, one, minlength=count).astype(float) for one in (sampled.value, codes * 0 + 1))
    after = np.bincount(codes, sampled.after, minlength=count) > 0
    for side, told in ((~after, "改變前"), (after, "改變後")):
        need(int(side.sum()), f"{told}抽到的{name}", "個")
    if name == DAYS:
        _drawn_by_lot(np.unique(days[~sampled.after]), np.unique(days[sampled.after]))
    change = in_clusters((sums[~after], sizes[~after]), (sums[after], sizes[after]), seed=sampled.seed)
    tested = Tested(name=f"重抽籤檢定（以{name}為單位）", p=lots_p(sums, sizes, after, seed=sampled.seed))
    remarks = (f"以{name}為抽籤單位：改變前 {change.n[0]:,} 個，改變後 {change.n[1]:,} 個。",)
    return compared(change, f"抽籤決定先後，以{name}為一組的平均差", tested=tested, remarks=remarks)


def _drawn_by_lot(before: Any, after: Any) -> None:
    """Refuse days that a date parts cleanly, unless lots would do so one time in twenty."""
    parted = before.max() < after.min() or after.max() < before.min()
    if parted and 2 / math.comb(len(before) + len(after), len(before)) < LIKELY:
        message = "改變前與改變後的日子以一個日期分開，不是抽籤決定的；請改用 unpaired、matched 或 series。"
        raise ValueError(message)


def _drawn(sampled: Sampled) -> tuple[str, Any]:
    """Return what lots drew, in words, and a code for each record's unit."""
    for name, told in ((DAYS, needed(sampled.day, "日期")), ("同一對象", sampled.pair)):
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
