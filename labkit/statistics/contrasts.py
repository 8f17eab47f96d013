"""A weighted sum of the means of independent groups, with the interval of Welch (1947) and Satterthwaite (1946)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from labkit.statistics.association import Floats


@dataclass(frozen=True)
class Contrast:
    """The sum, its interval and the p of its being 0; p is None of groups without any spread."""

    value: float
    low: float
    high: float
    p: float | None


def contrast_of_means(groups: Sequence[Floats], weights: Sequence[float], *, confidence: float = 0.95) -> Contrast:
    """Return the weighted sum of the means of ``groups``, each of at least two numbers; raises ValueError of fewer.

    >>> import numpy as np
    >>> changed, same = (np.array([3.0, 4, 5]), np.array([9.0, 10, 11])), (np.array([5.0, 6, 7]), np.array([6.0, 7, 8]))
    >>> found = contrast_of_means([*changed, *same], [1, -1, -1, 1])
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2)
    (-5.0, -7.66, -2.34)
    """
    from scipy.stats import t  # noqa: PLC0415

    if min(map(len, groups)) < 2:  # noqa: PLR2004  (no spread of one)
        raise ValueError("each group needs two numbers")
    value = float(sum(weight * one.mean() for one, weight in zip(groups, weights, strict=True)))
    parts = [weight**2 * float(one.var(ddof=1)) / len(one) for one, weight in zip(groups, weights, strict=True)]
    spread = sum(parts)
    if spread == 0:
        return Contrast(value, value, value, None)
    freedom = 1 / sum((part / spread) ** 2 / (len(one) - 1) for part, one in zip(parts, groups, strict=True))
    error = math.sqrt(spread)
    reach = float(t.ppf(0.5 + confidence / 2, freedom)) * error
    return Contrast(value, value - reach, value + reach, 2 * float(t.sf(abs(value) / error, freedom)))
