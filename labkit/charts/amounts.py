"""Numbers as they stand on a chart: digits grouped, 萬 and 億 on axes, one number of decimals for all of them."""

from __future__ import annotations

import math
from collections.abc import Iterable

MISSING = "–"
MYRIADS = ((1e12, "兆"), (1e8, "億"), (1e4, "萬"))
EXACT, BEYOND = 1e8, 1e16
CLOSE, EXACTLY, REST = 1e-9, 1e-12, 1e-14
MOST_DECIMALS = 12


def decimals_of(values: Iterable[float]) -> int:
    """Return how many decimals a chart of ``values`` shows: none for whole numbers, 2 at most; four digits below 1.

    >>> decimals_of([1.0, 2.5]), decimals_of([1 / 3, 20.0]), decimals_of([0.00125]), decimals_of([3.0])
    (1, 2, 5, 0)
    """
    there = [abs(value) for value in values if not math.isnan(value)]
    top = max(there, default=0)
    most = 2 if top >= 1 or top == 0 else min(MOST_DECIMALS, 3 - math.floor(math.log10(top)))
    for decimals in range(most):
        if all(math.isclose(round(value, decimals), value, rel_tol=0, abs_tol=CLOSE * top) for value in there):
            return decimals
    return most


def amount(value: float, decimals: int = 2) -> str:
    """Return ``value`` with grouped digits; from 億 on with two decimals of its 億 or 兆; NaN is 「–」.

    >>> amount(1234567, 0), amount(1234567890, 0), amount(12.5, 1), amount(float("nan"))
    ('1,234,567', '12.35億', '12.5', '–')
    """
    if math.isnan(value):
        return MISSING
    if abs(value) >= BEYOND:
        return f"{value:.2e}"
    if abs(value) >= EXACT:
        return in_myriads(value, max(size for size, _ in MYRIADS if abs(value) >= size))
    text = f"{value:,.{decimals}f}"
    return text.removeprefix("-") if not text.strip("-0.,") else text


def in_myriads(value: float, size: float) -> str:
    """Return ``value`` in 萬, 億 or 兆 (``size``), with at most two decimals.

    >>> in_myriads(12000, 1e4), in_myriads(3e8, 1e8), in_myriads(0, 1e8)
    ('1.2萬', '3億', '0')
    """
    number = f"{value / size:,.2f}".rstrip("0").rstrip(".")
    return "0" if number in {"0", "-0"} else number + dict(MYRIADS)[size]


def tick_texts(places: Iterable[float]) -> list[str]:
    """Return the words of an axis' places: all in 萬, 億 or 兆, the largest in which no place needs two decimals.

    >>> tick_texts([0, 5000, 10000, 12000]), tick_texts([0, 2500, 5000, 10000]), tick_texts([0, 0.5, 1])
    (['0', '0.5萬', '1萬', '1.2萬'], ['0', '2,500', '5,000', '10,000'], ['0', '0.5', '1.0'])
    """
    ticks = [float(place) for place in places]
    top = max((abs(place) for place in ticks), default=0)
    ticks = [0.0 if abs(place) < REST * top else place for place in ticks]  # what rounding left of a zero
    if top >= BEYOND:
        return ["0" if place == 0 else f"{place:.1e}" for place in ticks]
    size = next((size for size, _ in MYRIADS if top >= size and all(_round(place / size) for place in ticks)), None)
    if size:
        return [in_myriads(place, size) for place in ticks]
    decimals = decimals_of(ticks)
    return ["0" if place == 0 else f"{place:,.{decimals}f}" for place in ticks]


def _round(number: float) -> bool:
    return math.isclose(round(number, 1), number, rel_tol=EXACTLY)
