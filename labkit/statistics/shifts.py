"""How far a typical case shifted (Hodges and Lehmann 1963) with the test that goes with it; it holds against outliers.

A shift of medians tells of one case. It is not multiplied by cases: totals need the mean (``comparisons``).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from labkit.statistics.levels import Floats

MOST = 4_000_000  # differences that are held at once


@dataclass(frozen=True)
class Shift:
    """The shift after − before, its limits (None where too few for them), and p of no shift.

    ``value`` is None where the samples are too large to hold all differences: the test stands.
    """

    value: float | None
    low: float | None
    high: float | None
    p: float


def shift_in_pairs(differences: Floats, *, confidence: float = 0.95) -> Shift:
    """Return the median of the Walsh averages of the pairs' differences, with Wilcoxon's signed rank test (1945).

    Limits by the normal approximation (Hollander, Wolfe and Chicken 2014, 3.3). Zero differences stay in the estimate and,
    as Pratt (1959) ranks them, in the test.

    >>> shift_in_pairs(np.array([-6.0, -5, -5, -4, -3, -7])).value
    -5.0
    """
    from scipy.stats import wilcoxon  # noqa: PLC0415

    pairs = len(differences)
    p = float(wilcoxon(differences, zero_method="pratt").pvalue)
    if pairs * (pairs + 1) // 2 > MOST:
        return Shift(None, None, None, p)
    rows, columns = np.triu_indices(pairs)
    spread = math.sqrt(pairs * (pairs + 1) * (2 * pairs + 1) / 24)
    return _shift((differences[rows] + differences[columns]) / 2, spread, confidence, p)


def shift_apart(before: Floats, after: Floats, *, confidence: float = 0.95) -> Shift:
    """Return the median of all differences after − before, with the test of Mann and Whitney (1947).

    Limits by the normal approximation (Hollander, Wolfe and Chicken 2014, 4.3).

    >>> shift_apart(np.array([9.0, 10, 11]), np.array([4.0, 5, 6])).value
    -5.0
    """
    from scipy.stats import mannwhitneyu  # noqa: PLC0415

    p = float(mannwhitneyu(before, after).pvalue)
    one, two = len(before), len(after)
    if one * two > MOST:
        return Shift(None, None, None, p)
    spread = math.sqrt(one * two * (one + two + 1) / 12)
    return _shift((after[:, None] - before[None, :]).ravel(), spread, confidence, p)


def _shift(every: Floats, spread: float, confidence: float, p: float) -> Shift:
    ordered = np.sort(every)
    place = math.floor(len(ordered) / 2 - NormalDist().inv_cdf(0.5 + confidence / 2) * spread)
    value = float(np.median(ordered))
    if place < 1:
        return Shift(value, None, None, p)
    return Shift(value, float(ordered[place - 1]), float(ordered[-place]), p)
