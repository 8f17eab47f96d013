"""Confidence intervals."""

from __future__ import annotations


def wilson(part: int, whole: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Return the Wilson score interval (1927) of the share ``part / whole``; never outside 0 and 1, sound for small numbers.

    >>> [round(limit, 3) for limit in wilson(8, 10)]
    [0.49, 0.943]
    """
    from scipy.stats import binomtest  # noqa: PLC0415

    found = binomtest(part, whole).proportion_ci(confidence, method="wilson")
    return float(found.low), float(found.high)
