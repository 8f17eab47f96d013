"""Numbers rounded to the precision that their interval earns, in 萬 and 億 as papers write them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from labkit.poc.found import Estimate
from labkit.poc.units import number_text

FINEST, STEPS = -6, 10
SCALES = ((8, "億", 7), (4, "萬", 3))


@dataclass(frozen=True)
class Rounded:
    """An estimate and its bounds as text, rounded alike; the unit is not in it."""

    value: str
    low: str
    high: str


def rounded(estimate: Estimate, factor: Fraction = Fraction(1), *, coarsest: int = 12) -> Rounded:
    """Return the estimate times ``factor``, rounded to the second digit of the interval's width.

    ``coarsest``: the power of ten that it is at least rounded to (shares keep their first decimal, as checks name them so).

    >>> rounded(Estimate(value=294363, low=209505, high=380856, method=""))
    Rounded(value='29 萬', low='21 萬', high='38 萬')
    >>> rounded(Estimate(value=12.8, low=11.5504, high=14.1653, method=""))
    Rounded(value='12.8', low='11.6', high='14.2')
    """
    value, low, high = (
        Fraction(one).limit_denominator(10**9) * factor for one in (estimate.value, estimate.low, estimate.high)
    )
    place = min(coarsest, place_of(float(high - low) or abs(float(value)) / 10))
    biggest = max(abs(low), abs(high))
    return Rounded(*(in_words(one, place, biggest) for one in (value, low, high)))


def place_of(width: float) -> int:
    """Return the power of ten that a number is rounded to where its interval is ``width`` wide.

    >>> place_of(171351), place_of(2.6), place_of(0)
    (4, -1, -6)
    """
    return max(FINEST, math.floor(math.log10(width / STEPS))) if width > 0 else FINEST


def in_words(value: Fraction, place: int, biggest: Fraction | None = None) -> str:
    """Return ``value`` rounded half up to ``place``, in 億 or 萬 where the place is coarse enough for ``biggest``.

    >>> in_words(Fraction(294363), 4), in_words(Fraction(294363), 3), in_words(Fraction(2943), 2)
    ('29 萬', '29.4 萬', '2,900')
    """
    step = Fraction(10) ** place
    exact = math.floor(abs(value) / step + Fraction(1, 2)) * step * (-1 if value < 0 else 1)
    for power, word, coarse in SCALES if exact else ():
        if place >= coarse and (abs(value) if biggest is None else biggest) >= 10**power:
            return f"{_fixed(exact / 10**power, power - place)} {word}"
    return _fixed(exact, -place)


def _fixed(value: Fraction, digits: int) -> str:
    """Return ``value`` with exactly ``digits`` decimals, none where it is below zero."""
    text = number_text(value, max(digits, 1))
    return f"{text}.{'0' * digits}" if digits > 0 and "." not in text else text
