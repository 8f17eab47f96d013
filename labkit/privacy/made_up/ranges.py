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
    Range(low=50.0, high=950.0)
    """
    total = sum(counts.values())
    if total < 3 * k:
        return None
    values = sorted(counts)
    low = _at(values, counts, max(k, math.ceil(LOW * total)))
    high = _at(values, counts, total - max(k, math.ceil(LOW * total)) + 1)
    found = Range(_off(rounded(low), values), _off(rounded(high), values))
    return found if found.low < found.high else Range(found.low, found.low + _unit(found.low))


def _at(values: list[float], counts: Mapping[float, int], rank: int) -> float:
    seen = 0
    for value in values:
        seen += counts[value]
        if seen >= rank:
            return value
    return values[-1]


def _off(value: float, values: list[float]) -> float:
    """Move a bound by one unit where rounding put it on the least or the greatest value, or beyond it."""
    if len(values) < 3 or values[0] < value < values[-1]:  # noqa: PLR2004
        return value
    unit = _unit(value)
    return rounded(value + unit if value <= values[0] else value - unit)


def _unit(value: float) -> float:
    return 10.0 ** (math.floor(math.log10(abs(value))) - DIGITS + 1) if value else 1.0
