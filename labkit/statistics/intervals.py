"""Confidence intervals."""

from __future__ import annotations

import math
from statistics import NormalDist


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
