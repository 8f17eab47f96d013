"""Records of the same weekday and hour before and after: the differences within these strata, weighed together.

A peak hour is compared with a peak hour. A stratum with records on one side only is counted and left out.
"""

from __future__ import annotations

import numpy as np

from labkit.poc.change.wording import compared
from labkit.poc.comparison import Compared, Comparison, Sampled, needed
from labkit.statistics.strata import in_strata

APART = "各組的差距彼此相差很多，超過機會能解釋的程度，區間已經放寬。請看看是不是有登打錯誤，或只在某些時段有效。"
DESIGN = "同組之內、依兩邊件數加權的平均差"


def compare(sampled: Sampled) -> Compared:
    """Return the weighed difference; raises ValueError where too few records share a stratum with others."""
    _, codes = np.unique(needed(sampled.stratum, "分組"), return_inverse=True)
    count = int(codes.max(initial=-1)) + 1
    sizes = [np.bincount(codes[side], minlength=count) for side in (~sampled.after, sampled.after)]
    shared = (sizes[0] > 0) & (sizes[1] > 0)
    if not shared.any():
        message = "沒有任何一組在改變前與改變後都有紀錄；請用較粗的分組（例如只用星期），或補量同時段的案件。"
        raise ValueError(message)
    kept, places = shared[codes], np.cumsum(shared) - 1
    before, after = kept & ~sampled.after, kept & sampled.after
    change = in_strata(
        (sampled.value[before], places[codes[before]]),
        (sampled.value[after], places[codes[after]]),
        seed=sampled.seed,
    )
    alone = int((~kept).sum())
    remarks: tuple[str, ...] = (
        f"共 {int(shared.sum()):,} 組前後都有紀錄；{int((~shared).sum()):,} 組只有一邊，沒有比較。",
    )
    if change.wider > 1:
        remarks = (*remarks, APART)
    return compared(change, DESIGN, remarks=remarks, left_out=(("no_counterpart", alone),) if alone else ())


MATCHED = Comparison(
    label="同星期同時段", label_en="Matched weekday and hour", rung=3, compare=compare, needs=("stratum",)
)
