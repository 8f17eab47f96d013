"""Quantiles, and intervals of them that assume no distribution.

A quantile lies at place 1 + (n − 1)q of the sorted numbers, between two of them by linear interpolation (type 7 of Hyndman
and Fan 1996; Excel's PERCENTILE.INC, numpy, and labkit's pivots). Interval: two of the sorted numbers themselves, chosen by
the binomial distribution (Hahn and Meeker 1991, 5.2); it holds for every distribution, and needs enough numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction


def quantile(ordered: Sequence[Fraction | int], q: Fraction) -> Fraction:
    """Return the quantile ``q`` of sorted numbers, exactly; raises ValueError of none, or of a ``q`` outside 0 to 1.

    >>> quantile([Fraction(1), Fraction(2), Fraction(10)], Fraction(9, 10))
    Fraction(42, 5)
    """
    if not ordered or not 0 <= q <= 1:
        raise ValueError("at least one number is needed, and a q between 0 and 1")
    place = q * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def places_around(n: int, q: float, *, confidence: float = 0.95) -> tuple[int, int] | None:
    """Return the ranks (from 1) of the two sorted numbers between which the quantile lies; None where ``n`` is too small.

    Each side may miss with half of 1 − confidence; where the outermost number misses more often, the other side takes less.

    >>> places_around(20, 0.5), places_around(58, 0.95), places_around(59, 0.95)
    ((6, 15), None, (50, 59))
    """
    from scipy.stats import binom  # noqa: PLC0415

    if n < fewest_for(q, confidence=confidence):
        return None
    miss = 1 - confidence
    over, under = q**n, (1 - q) ** n
    above = miss - under if under > miss / 2 else miss / 2
    below = miss - over if over > miss / 2 else miss / 2
    low = 1 if under > miss / 2 else int(binom.ppf(below, n, q))
    high = n if over > miss / 2 else int(binom.ppf(1 - above, n, q)) + 1
    return max(low, 1), min(high, n)


def fewest_for(q: float, *, confidence: float = 0.95) -> int:
    """Return how many numbers an interval of the quantile needs at least.

    >>> fewest_for(0.5), fewest_for(0.9), fewest_for(0.95)
    (6, 29, 59)
    """
    if not 0 < q < 1:
        raise ValueError("q must lie between 0 and 1")
    tail = max(q, 1 - q)
    n = max(2, math.floor(math.log(1 - confidence) / math.log(tail)))
    while q**n + (1 - q) ** n > 1 - confidence:
        n += 1
    return n


def quantile_interval(
    ordered: Sequence[Fraction | int], q: float, *, confidence: float = 0.95
) -> tuple[Fraction | int, Fraction | int] | None:
    """Return the interval of the quantile ``q`` of sorted numbers; None where they are too few.

    >>> quantile_interval([Fraction(one) for one in range(1, 21)], 0.5)
    (Fraction(6, 1), Fraction(15, 1))
    """
    places = places_around(len(ordered), q, confidence=confidence)
    return None if places is None else (ordered[places[0] - 1], ordered[places[1] - 1])
