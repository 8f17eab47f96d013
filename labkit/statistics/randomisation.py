"""How often other lots would have told as large a difference, where lots decided which days (or cases) came after."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from labkit.statistics.levels import MANY, Floats

TIMES = 9_999
NEARLY = 1e-9
AT_ONCE = 2_000_000


def lots_p(sums: Floats, sizes: Floats, after: npt.NDArray[np.bool_], *, seed: int = 0, times: int = TIMES) -> float:
    """Return p of no difference of the means when whole clusters (a sum and a number of records each) draw their side anew.

    Two-sided, the observed draw counted (Phipson and Smyth 2010); ``seed`` fixes the draws. Above 2,000 clusters the sum of
    one side over all draws is normal (Hájek 1960) and none is drawn.

    >>> lots_p(np.array([9.0, 10, 11, 4, 5, 6]), np.ones(6), np.array([False] * 3 + [True] * 3)) < 0.2
    True
    """
    if len(after) > MANY:
        return _of_many(sums, sizes, after)
    dice = np.random.default_rng(seed)
    seen = abs(float(_differences(sums, sizes, after[None, :])[0]))
    limit = seen - NEARLY * max(1.0, seen)
    exceeded, portion = 0, max(1, AT_ONCE // len(after))
    for done in range(0, times, portion):
        drawn = dice.permuted(np.tile(after, (min(portion, times - done), 1)), axis=1)
        exceeded += int((np.abs(_differences(sums, sizes, drawn)) >= limit).sum())
    return (exceeded + 1) / (times + 1)


def _of_many(sums: Floats, sizes: Floats, after: npt.NDArray[np.bool_]) -> float:
    """Return p by the variance that the lots give to how far one side lies from the common mean."""
    off = sums - sums.sum() / sizes.sum() * sizes
    one = int(after.sum())
    spread = math.sqrt(one * (len(after) - one) / len(after) * float(off.var(ddof=1)))
    return min(1.0, 2 * NormalDist().cdf(-abs(float(off[after].sum())) / spread))


def _differences(sums: Floats, sizes: Floats, drawn: npt.NDArray[np.bool_]) -> Floats:
    total, whole = float(sums.sum()), float(sizes.sum())
    part, many = drawn @ sums, drawn @ sizes
    found: Floats = part / many - (total - part) / (whole - many)
    return found
