"""A range that tells roughly where numbers lie and never who is at their ends."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

LOW, HIGH = 0.05, 0.95
DIGITS = 2


@dataclass(frozen=True)
class Range:
    """From about ``low`` to about ``high``, rounded to two significant digits."""

    low: float
    high: float


def rounded(value: float, digits: int = DIGITS) -> float:
    """Return ``value`` with two significant digits.

    >>> rounded(12345), rounded(0.01234), rounded(0)
    (12000.0, 0.012, 0.0)
    """
    if not value:
        return 0.0
    return round(value, digits - 1 - math.floor(math.log10(abs(value)))) + 0.0


def inner_range(counts: Mapping[float, int], k: int) -> Range | None:
    """Return the rounded range of 90 % of the rows; None unless ``k`` rows lie at or beyond each end, and between them.

    >>> inner_range({float(value): 1 for value in range(1000)}, 5)
    Range(low=49.0, high=950.0)
    """
    total = sum(counts.values())
    if total < 3 * k:
        return None
    values = sorted(counts)
    low = _at(values, counts, max(k, math.ceil(LOW * total)))
    high = _at(values, counts, total - max(k, math.ceil(LOW * total)) + 1)
    unit = _unit(high - low)
    narrow = rounded(low) == rounded(high) and low < high
    ends = [round(end / unit) * unit if narrow else rounded(end) for end in (low, high)]
    first, last = _off(ends[0], values, unit), _off(ends[1], values, -unit)
    return Range(first, last if first < last else first + max(unit, _unit(first)))


def _at(values: list[float], counts: Mapping[float, int], rank: int) -> float:
    seen = 0
    for value in values:
        seen += counts[value]
        if seen >= rank:
            return value
    return values[-1]


def _off(value: float, values: list[float], step: float) -> float:
    """Move a bound inwards where rounding put it on the least or the greatest value."""
    return value + step if value in {values[0], values[-1]} else value


def _unit(value: float) -> float:
    """Return the unit of a value's first digit: 100 for 345."""
    return 10.0 ** math.floor(math.log10(abs(value))) if value else 1.0
