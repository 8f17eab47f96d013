"""Confidence intervals."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

TIMES, AT_ONCE, MANY = 2_000, 2_000_000, 20_000


def wilson(part: int, whole: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Return the Wilson score interval (1927) of the share ``part / whole``; never outside 0 and 1, sound for small numbers.

    Raises ValueError unless 0 <= part <= whole and whole is at least 1.

    >>> [round(limit, 3) for limit in wilson(8, 10)]
    [0.49, 0.943]
    """
    if not 0 <= part <= whole or whole < 1:
        raise ValueError("the part must lie between 0 and the whole, and the whole be at least 1")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    middle = part + z * z / 2
    spread = z * math.sqrt(part * (whole - part) / whole + z * z / 4)
    low, high = ((middle + way * spread) / (whole + z * z) for way in (-1, 1))
    return (low if part else 0.0), (high if part < whole else 1.0)


def ratio_interval(
    above: npt.ArrayLike, below: npt.ArrayLike, *, seed: int = 0, confidence: float = 0.95
) -> tuple[float, float] | None:
    """Return the interval of Σ above / Σ below over records that were drawn at random; None of fewer than two records.

    Percentiles of 2,000 resamples of the records (bootstrap, Efron 1979), which ``seed`` fixes; above 20,000 records, where
    both agree, the linearised variance of a ratio (Cochran 1977, 6.3). None too where a resample could have a denominator
    of zero or less.

    >>> [round(limit, 2) for limit in ratio_interval([1, 2, 3, 4], [10, 10, 10, 10])]
    [0.15, 0.35]
    """
    top, bottom = np.asarray(above, np.float64), np.asarray(below, np.float64)
    if len(top) < 2 or bottom.sum() <= 0:  # noqa: PLR2004  (no spread of one)
        return None
    tail = (1 - confidence) / 2
    if len(top) > MANY:
        ratio = top.sum() / bottom.sum()
        reach = (
            NormalDist().inv_cdf(1 - tail) * np.std(top - ratio * bottom, ddof=1) * math.sqrt(len(top)) / bottom.sum()
        )
        return float(ratio - reach), float(ratio + reach)
    dice, found = np.random.default_rng(seed), []
    step = max(1, AT_ONCE // len(top))
    for start in range(0, TIMES, step):
        drawn = dice.integers(0, len(top), (min(step, TIMES - start), len(top)))
        sums = bottom[drawn].sum(axis=1)
        if (sums <= 0).any():
            return None
        found.append(top[drawn].sum(axis=1) / sums)
    low, high = np.quantile(np.concatenate(found), [tail, 1 - tail])
    return float(low), float(high)
