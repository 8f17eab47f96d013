"""Do several people rank the same things alike: Kendall's coefficient of concordance W, ties corrected.

Source: Kendall and Babington Smith (1939), The problem of m rankings, Annals of Mathematical Statistics 10, 275-287; with the
correction for ties of Kendall (1948), Rank Correlation Methods: W = 12 S / (m² (n³ - n) - m T), where S is the sum of the
squared deviations of the rank sums, and T adds up t³ - t over each group of t tied things of each person.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

LEAST = 2


def kendall_w(values: Sequence[Sequence[Fraction]]) -> Fraction | None:
    """Return W of ``values``, a row per person and a column per thing: 0 no agreement at all, 1 the same order everywhere.

    Only the order of a row's values counts. None where there are fewer than two persons or two things, or where every
    person values all things alike.

    >>> kendall_w([[Fraction(1), Fraction(2), Fraction(3)], [Fraction(10), Fraction(30), Fraction(20)]])
    Fraction(3, 4)
    """
    persons, things = len(values), len(values[0]) if values else 0
    if persons < LEAST or things < LEAST:
        return None
    ranked = [middle_ranks(row) for row in values]
    sums = [sum(column, Fraction(0)) for column in zip(*ranked, strict=True)]
    mean = Fraction(persons * (things + 1), 2)
    spread = sum(((one - mean) ** 2 for one in sums), Fraction(0))
    ties = sum(t**3 - t for row in values for t in Counter(row).values())
    most = persons**2 * (things**3 - things) - persons * ties
    return 12 * spread / most if most else None


def middle_ranks(row: Sequence[Fraction]) -> list[Fraction]:
    """Return the rank of each value from 1 for the least, equal values at the middle of their ranks.

    >>> middle_ranks([Fraction(5), Fraction(7), Fraction(5)])
    [Fraction(3, 2), Fraction(3, 1), Fraction(3, 2)]
    """
    ordered = sorted(row)
    return [Fraction(1 + bisect_left(ordered, one) + bisect_right(ordered, one), 2) for one in row]
