"""The same cases (or workers) before and after: the mean of their differences, so that what makes cases differ cancels.

Several records of a case on a side count as their mean; a case without a partner on the other side is counted and left out.
"""

from __future__ import annotations

import numpy as np

from labkit.poc.change.wording import compared, of_shift
from labkit.poc.comparison import Compared, Comparison, Sampled, needed
from labkit.poc.found import Tested
from labkit.statistics.pairs import in_pairs
from labkit.statistics.shifts import shift_in_pairs

DESIGN = "同一案件前後成對的平均差"


def compare(sampled: Sampled) -> Compared:
    """Return the mean difference of pairs; raises ValueError for fewer than 3 pairs, or where all differ alike."""
    codes = np.unique(needed(sampled.pair, "配對"), return_inverse=True)[1]
    count = int(codes.max(initial=-1)) + 1
    sizes = [np.bincount(codes[side], minlength=count) for side in (~sampled.after, sampled.after)]
    sums = [np.bincount(codes[s], sampled.value[s], minlength=count) for s in (~sampled.after, sampled.after)]
    both = (sizes[0] > 0) & (sizes[1] > 0)
    before, after = (total[both] / many[both] for total, many in zip(sums, sizes, strict=True))
    alone = int((sizes[0] + sizes[1])[~both].sum())
    change = in_pairs(before, after, seed=sampled.seed)
    shift = shift_in_pairs(after - before)
    repeated = int(((sizes[0] > 1) | (sizes[1] > 1))[both].sum())
    remarks = (f"{repeated:,} 個案件在同一邊有多筆，以其平均計。",) if repeated else ()
    return compared(
        change,
        DESIGN,
        tested=Tested(name="Wilcoxon 符號等級檢定", p=shift.p),
        remarks=(*remarks, *of_shift(shift)),
        left_out=(("no_pair", alone),) if alone else (),
    )


PAIRED = Comparison(label="同案前後成對", label_en="Pairs", rung=3, compare=compare, needs=("pair",))
