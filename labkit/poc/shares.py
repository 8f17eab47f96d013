"""A share as people read it: in %, with Wilson's interval."""

from __future__ import annotations

from fractions import Fraction

from labkit.poc.take import Taken
from labkit.statistics.intervals import wilson

METHOD = "Wilson 區間"


def percent_of(part: int, whole: int) -> Taken:
    """Return ``part`` of ``whole`` in %, exactly, with its interval.

    >>> taken = percent_of(5, 5)
    >>> str(taken.value), round(taken.low, 1), taken.high
    ('100', 56.6, 100.0)
    """
    low, high = (100 * limit for limit in wilson(part, whole))
    return Taken(Fraction(100 * part, whole), whole, None, low, high, method=METHOD)
