"""The change of a mean between two samples: of different records, or of clusters (days) drawn whole."""

from __future__ import annotations

from typing import Any

import numpy as np

from labkit.statistics.comparisons import MeanChange, change_of, need, need_spread, pooled
from labkit.statistics.levels import TIMES, Floats, Levels


def apart(before: Floats, after: Floats, *, seed: int = 0, times: int = TIMES) -> MeanChange:
    """Compare two samples of different records; raises ValueError for fewer than 3 on a side, or no spread on both.

    >>> import numpy as np
    >>> found = apart(np.array([9.0, 10, 11, 12]), np.array([4.0, 5, 6, 7]))
    >>> found.effect, found.low < -5 < found.high
    (-5.0, True)
    """
    ones = np.ones(len(before)), np.ones(len(after))
    return in_clusters((before, ones[0]), (after, ones[1]), seed=seed, times=times)


def in_clusters(
    before: tuple[Floats, Floats], after: tuple[Floats, Floats], *, seed: int = 0, times: int = TIMES
) -> MeanChange:
    """Compare two samples of clusters (days), each a sum and a number of records; single records are clusters of one.

    The level of a side is the sum of all over the number of all. Raises ValueError for fewer than 3 clusters on a side.
    """
    need(len(before[0]), "改變前", "筆")
    need(len(after[0]), "改變後", "筆")
    sides = [np.stack(side) for side in (before, after)]
    need_spread(max(float(np.ptp(sums / sizes)) for sums, sizes in sides), "改變前與改變後的數值各自完全相同")
    freedom = (len(before[0]) - 1, len(after[0]) - 1)

    def levels(first: Any, second: Any) -> Levels:
        (one, spread), (two, wide) = _cluster_level(first), _cluster_level(second)
        return Levels(one, two, spread, wide, freedom)

    def again(dice: np.random.Generator, count: int) -> Levels:
        return levels(*(side[:, dice.integers(0, side.shape[1], (count, side.shape[1]))] for side in sides))

    counts = (len(before[0]), len(after[0]))
    single = all((sizes == 1).all() for _, sizes in sides)
    spread = pooled([float(sums.std(ddof=1)) for sums, _ in sides], counts) if single else 0.0
    return change_of(levels(*sides), again, counts, spread, (seed, times))


def _cluster_level(side: Any) -> tuple[Any, Any]:
    sums, sizes = side
    count, whole = sums.shape[-1], sizes.sum(axis=-1)
    mean = sums.sum(axis=-1) / whole
    off = ((sums - mean[..., None] * sizes) ** 2).sum(axis=-1)
    return mean, off * count / (count - 1) / whole**2
