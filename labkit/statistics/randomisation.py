"""How often other lots would have told as large a difference, where lots decided which days (or cases) came after."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from labkit.statistics.levels import Floats

TIMES = 9_999
NEARLY = 1e-9
AT_ONCE = 2_000_000


def lots_p(sums: Floats, sizes: Floats, after: npt.NDArray[np.bool_], *, seed: int = 0, times: int = TIMES) -> float:
    """Return p of no difference of the means when whole clusters (a sum and a number of records each) draw their side anew.

    Two-sided, the observed draw counted (Phipson and Smyth 2010); ``seed`` fixes the draws.

    >>> lots_p(np.array([9.0, 10, 11, 4, 5, 6]), np.ones(6), np.array([False] * 3 + [True] * 3)) < 0.2
    True
    """
    dice = np.random.default_rng(seed)
    seen = abs(float(_differences(sums, sizes, after[None, :])[0]))
    limit = seen - NEARLY * max(1.0, seen)
    exceeded, portion = 0, max(1, AT_ONCE // len(after))
    for done in range(0, times, portion):
        drawn = dice.permuted(np.tile(after, (min(portion, times - done), 1)), axis=1)
        exceeded += int((np.abs(_differences(sums, sizes, drawn)) >= limit).sum())
    return (exceeded + 1) / (times + 1)


def _differences(sums: Floats, sizes: Floats, drawn: npt.NDArray[np.bool_]) -> Floats:
    total, whole = float(sums.sum()), float(sizes.sum())
    part, many = drawn @ sums, drawn @ sizes
    found: Floats = part / many - (total - part) / (whole - many)
    return found
