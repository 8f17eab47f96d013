"""Exact sums of very many fractions: brought to one denominator they are whole numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction


def on_one_denominator(*columns: Sequence[Fraction]) -> tuple[int, list[list[int]]]:
    """Return the least common denominator of all numbers, and each column's numerators over it.

    >>> on_one_denominator([Fraction(1, 2), Fraction(2)], [Fraction(1, 3)])
    (6, [[3, 12], [2]])
    """
    whole = math.lcm(*{one.denominator for column in columns for one in column})
    return whole, [[one.numerator * (whole // one.denominator) for one in column] for column in columns]


def exact_sum(numbers: Sequence[Fraction]) -> Fraction:
    """Return the sum, 0 of none.

    >>> exact_sum([Fraction("0.1")] * 3)
    Fraction(3, 10)
    """
    whole, (numerators,) = on_one_denominator(numbers)
    return Fraction(sum(numerators), whole)
