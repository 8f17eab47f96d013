"""From scores to ranks, exactly: fractions from the first digit to the last, ties shared and never broken."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

Scores = Mapping[tuple[str, str], Sequence[Fraction]]
"""(reviewer, application) -> a score for each criterion, in the order of the criteria."""
FEWEST_DIGITS, MOST_DIGITS = 2, 6


@dataclass(frozen=True)
class Placed:
    """An application's place: its mean of the weighted totals, the reviewers it rests on, and its rank from 1.

    Equal means share a rank, and the next rank is passed over (1, 2, 2, 4).
    """

    application: str
    mean: Fraction
    scored_by: int
    rank: int


def weighted_totals(scores: Scores, weights: Sequence[Fraction]) -> dict[tuple[str, str], Fraction]:
    """Return each reviewer's total for each application: the scores times the weights, added up.

    >>> weighted_totals({("R1", "A1"): (Fraction(80), Fraction(90))}, (Fraction(1, 4), Fraction(3, 4)))
    {('R1', 'A1'): Fraction(175, 2)}
    """
    return {
        place: sum((weight * score for weight, score in zip(weights, told, strict=True)), Fraction(0))
        for place, told in scores.items()
    }


def mean_of_each(totals: Mapping[tuple[str, str], Fraction]) -> dict[str, Fraction]:
    """Return each application's mean over the reviewers who scored it."""
    found: dict[str, list[Fraction]] = {}
    for (_, application), total in totals.items():
        found.setdefault(application, []).append(total)
    return {application: sum(told, Fraction(0)) / len(told) for application, told in found.items()}


def place_all(totals: Mapping[tuple[str, str], Fraction], order: Sequence[str]) -> tuple[Placed, ...]:
    """Return every application of ``order`` once, best first; those with equal means stand in that order.

    Raises ValueError, a programmer's error, for an application that nobody scored.
    """
    means = mean_of_each(totals)
    unscored = [one for one in order if one not in means]
    if unscored:
        message = f"nobody scored {unscored}"
        raise ValueError(message)
    counts = Counter(application for _, application in totals)
    best = sorted(-means[one] for one in order)
    placed = [Placed(one, means[one], counts[one], 1 + bisect_left(best, -means[one])) for one in order]
    return tuple(sorted(placed, key=lambda each: each.rank))


def rank_points(totals: Mapping[tuple[str, str], Fraction]) -> dict[str, Fraction]:
    """Return each application's mean of its ranks with each reviewer, turned so that more is better.

    A reviewer's rank among the n that this reviewer scored counts as (rank - 1/2) / n, ties at their middle rank: so reviewers who
    were away from some weigh like the others.

    >>> rank_points({("R1", "A1"): Fraction(9), ("R1", "A2"): Fraction(5)})
    {'A1': Fraction(3, 4), 'A2': Fraction(1, 4)}
    """
    by_reviewer: dict[str, list[Fraction]] = {}
    for (reviewer, _), total in totals.items():
        by_reviewer.setdefault(reviewer, []).append(total)
    for own in by_reviewer.values():
        own.sort()
    points: dict[tuple[str, str], Fraction] = {}
    for (reviewer, application), mine in totals.items():
        own = by_reviewer[reviewer]
        below, up_to = bisect_left(own, mine), bisect_right(own, mine)
        points[reviewer, application] = Fraction(below + up_to, 2 * len(own))
    return mean_of_each(points)


def digits_that_tell(values: Sequence[Fraction]) -> int:
    """Return how many decimals are needed for unequal values to look unequal: from 2 to 6.

    >>> digits_that_tell([Fraction(80), Fraction(80001, 1000)])
    3
    """
    for digits in range(FEWEST_DIGITS, MOST_DIGITS):
        if len({rounded(one, digits) for one in values}) == len(set(values)):
            return digits
    return MOST_DIGITS


def rounded(value: Fraction, digits: int = FEWEST_DIGITS) -> str:
    """Return a value as people read it, half rounded away from zero.

    >>> rounded(Fraction(2, 3)), rounded(Fraction(5, 1000)), rounded(Fraction(-5, 1000))
    ('0.67', '0.01', '-0.01')
    """
    scaled = abs(value) * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = -1 if value < 0 else 1
    shown = (Decimal(sign * whole) / Decimal(10) ** digits).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{shown or abs(shown)}"
