"""Different records before and after: the difference of their means.

The mean is the headline, since minutes a case are multiplied by cases; the shift of a typical case and its test stand beside.
Values of 0 and 1 alone are shares: Newcombe's interval of their difference and Fisher's test.
"""

from __future__ import annotations

import numpy as np

from labkit.poc.change.wording import compared, of_shift
from labkit.poc.comparison import Compared, Comparison, Floats, Sampled
from labkit.poc.found import Tested
from labkit.statistics.comparisons import need
from labkit.statistics.samples import apart
from labkit.statistics.shares import share_change
from labkit.statistics.shifts import shift_apart

DESIGN = "兩批不同案件的平均差"


def compare(sampled: Sampled) -> Compared:
    """Return the difference of the means; raises ValueError for fewer than 3 records on a side, or no spread."""
    before, after = sampled.value[~sampled.after], sampled.value[sampled.after]
    need(len(before), "改變前", "筆")
    need(len(after), "改變後", "筆")
    if np.isin(sampled.value, (0.0, 1.0)).all():
        return shares(before, after)
    shift = shift_apart(before, after)
    tested = Tested(name="Mann-Whitney 檢定", p=shift.p)
    return compared(apart(before, after, seed=sampled.seed), DESIGN, tested=tested, remarks=of_shift(shift))


def shares(before: Floats, after: Floats) -> Compared:
    """Return the difference of two shares."""
    found = share_change((int(before.sum()), len(before)), (int(after.sum()), len(after)))
    return Compared(
        effect=found.effect,
        before=found.before,
        after=found.after,
        n=(len(before), len(after)),
        method="兩批不同案件的比例差，Newcombe 區間",
        low=found.low,
        high=found.high,
        ratio=found.ratio,
        tested=Tested(name="Fisher 精確檢定", p=found.p),
    )


UNPAIRED = Comparison(label="前後各一批", label_en="Two samples", rung=2, compare=compare)
