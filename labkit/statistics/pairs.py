"""The change of a mean of the same cases, before and after."""

from __future__ import annotations

from typing import Any

import numpy as np

from labkit.statistics.comparisons import MeanChange, change_of, need, need_spread
from labkit.statistics.levels import TIMES, Floats, Levels


def in_pairs(before: Floats, after: Floats, *, seed: int = 0, times: int = TIMES) -> MeanChange:
    """Compare the same cases before and after, place by place; raises ValueError for fewer than 3 pairs, or no spread.

    The standardised effect is the mean difference over the standard deviation of the differences.
    """
    pairs = len(before)
    need(pairs, "成對的案件", "對")
    differences = after - before
    need_spread(float(np.ptp(differences)), "每一對的差完全相同")
    both = np.stack([before, after])

    def again(dice: np.random.Generator, count: int) -> Levels:
        return _pair_levels(both[:, dice.integers(0, pairs, (count, pairs))])

    sizes = (pairs, pairs)
    return change_of(_pair_levels(both), again, sizes, float(differences.std(ddof=1)), (seed, times))


def _pair_levels(both: Any) -> Levels:
    pairs = both.shape[-1]
    means = both.mean(axis=-1)
    off = both - means[..., None]
    scale = pairs * (pairs - 1)
    squares = (off**2).sum(axis=-1) / scale
    together = (off[0] * off[1]).sum(axis=-1) / scale
    return Levels(means[0], means[1], squares[0], squares[1], (pairs - 1, pairs - 1), together)
