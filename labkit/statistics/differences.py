"""Differences of two groups, with intervals: means (Welch 1947) and shares (Newcombe 1998, method 10)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from labkit.statistics.association import Floats
from labkit.statistics.intervals import wilson


@dataclass(frozen=True)
class Difference:
    """How much the first group lies above the second; the limits are None where a group is too small."""

    value: float
    low: float | None
    high: float | None


def mean_difference(first: Floats, second: Floats, *, confidence: float = 0.95) -> Difference | None:
    """Return the difference of two means with Welch's interval; None where a group is empty.

    >>> import numpy as np
    >>> round(mean_difference(np.array([3.0, 4, 5]), np.array([1.0, 2, 3])).value, 6)
    2.0
    """
    from scipy.stats import t  # noqa: PLC0415

    if not len(first) or not len(second):
        return None
    value = float(first.mean() - second.mean())
    if min(len(first), len(second)) < 2:  # noqa: PLR2004  (no spread of one)
        return Difference(value, None, None)
    parts = [float(one.var(ddof=1)) / len(one) for one in (first, second)]
    spread = sum(parts)
    if spread == 0:
        return Difference(value, value, value)
    freedom = 1 / sum((part / spread) ** 2 / (len(one) - 1) for part, one in zip(parts, (first, second), strict=True))
    reach = float(t.ppf(0.5 + confidence / 2, freedom)) * math.sqrt(spread)
    return Difference(value, value - reach, value + reach)


def mean_interval(numbers: Floats, *, confidence: float = 0.95) -> tuple[float, float] | None:
    """Return Student's interval of the mean; None of fewer than two numbers.

    >>> import numpy as np
    >>> [round(limit, 2) for limit in mean_interval(np.array([1.0, 2, 3]))]
    [-0.48, 4.48]
    """
    from scipy.stats import t  # noqa: PLC0415

    if len(numbers) < 2:  # noqa: PLR2004  (no spread of one)
        return None
    reach = float(t.ppf(0.5 + confidence / 2, len(numbers) - 1) * numbers.std(ddof=1) / math.sqrt(len(numbers)))
    return float(numbers.mean()) - reach, float(numbers.mean()) + reach


def share_difference(first: tuple[int, int], second: tuple[int, int], *, confidence: float = 0.95) -> Difference | None:
    """Return the difference of two shares (part, whole) with Newcombe's interval; None where a group is empty.

    >>> found = share_difference((56, 70), (48, 80))
    >>> round(found.value, 4), round(found.low, 4), round(found.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    if not first[1] or not second[1]:
        return None
    one, two = first[0] / first[1], second[0] / second[1]
    low1, high1 = wilson(*first, confidence=confidence)
    low2, high2 = wilson(*second, confidence=confidence)
    down = math.hypot(one - low1, high2 - two)
    up = math.hypot(high1 - one, two - low2)
    return Difference(one - two, one - two - down, one - two + up)
