"""How strongly groups go with a number or a class, on one scale from 0 to 1, corrected for the number of groups.

Numbers: the root of Kelley's epsilon squared (1935) of their ranks. Classes: Cramér's V with the correction of Bergsma (2013),
J. Korean Stat. Soc. 42. Intervals: by turning round the noncentral F and chi-square distributions (Smithson 2003).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
MOST = 1e9


@dataclass(frozen=True)
class Scores:
    """A target as columns of scores with mean 0; ``classes`` is 0 for a number (one column of standardised ranks)."""

    values: Floats
    classes: int = 0


@dataclass(frozen=True)
class Strength:
    """How strongly groups go with a target, from 0 to 1, with its interval; ``statistic`` is what permutations compare."""

    statistic: float
    value: float
    low: float
    high: float


def rank_scores(numbers: Floats) -> Scores:
    """Return the standardised ranks of ``numbers``; ties share their mean rank."""
    from scipy.stats import rankdata  # noqa: PLC0415

    ranks = rankdata(numbers).astype(np.float64)
    spread = ranks.std()
    return Scores(((ranks - ranks.mean()) / (spread or 1.0))[:, None])


def class_scores(codes: Codes, classes: int) -> Scores:
    """Return a column for each class, scaled so that the groups' sums of squares add up to chi-square."""
    one_hot = np.zeros((len(codes), classes))
    one_hot[np.arange(len(codes)), codes] = 1.0
    shares = one_hot.mean(axis=0)
    return Scores((one_hot - shares) / np.sqrt(np.where(shares > 0, shares, 1.0)), classes)


def between(codes: Codes, groups: int, scores: Floats) -> float:
    """Return the squares between the groups: n × eta squared for a number, chi-square for classes."""
    sizes = np.bincount(codes, minlength=groups)
    sums = np.stack([np.bincount(codes, one, minlength=groups) for one in scores.T])
    return float((sums**2 / np.maximum(sizes, 1)).sum())


def strength(codes: Codes, groups: int, target: Scores, *, confidence: float = 0.95) -> Strength:
    """Return how strongly the groups ``codes`` (0 to ``groups`` − 1, none empty) go with ``target``.

    Groups that differ less than chance would have it tell nothing of how little: the upper limit is then that of as much
    as chance makes on average.

    >>> found = strength(np.array([0, 0, 1, 1] * 5), 2, rank_scores(np.array([1.0, 2, 8, 9] * 5)))
    >>> round(found.value, 2), found.low < found.value < found.high
    (0.89, True)
    """
    statistic, rows = between(codes, groups, target.values), len(codes)
    if groups < 2 or rows <= groups:  # noqa: PLR2004  (nothing to compare)
        return Strength(statistic, 0.0, 0.0, 1.0)
    of = _of_classes if target.classes else _of_number
    value, low, high = of(statistic, rows, groups, target.classes, 0.5 - confidence / 2)
    return Strength(statistic, *(min(1.0, math.sqrt(max(0.0, one))) for one in (value, low, high)))


def _of_number(statistic: float, rows: int, groups: int, classes: int, tail: float) -> tuple[float, float, float]:
    from scipy.special import ncfdtr  # noqa: PLC0415

    del classes
    share = min(statistic / rows, 1 - 1e-12)
    value = 1 - (1 - share) * (rows - 1) / (rows - groups)
    ratio = (share / (groups - 1)) / ((1 - share) / (rows - groups))

    def shift(ratio: float, at: float) -> float:
        return _noncentral(lambda shift: float(ncfdtr(groups - 1, rows - groups, shift, ratio)) - at)

    low, high = shift(ratio, 1 - tail), shift(max(1.0, ratio), tail)
    return value, low / (low + rows), high / (high + rows)


def _of_classes(statistic: float, rows: int, groups: int, classes: int, tail: float) -> tuple[float, float, float]:
    from scipy.special import chndtr  # noqa: PLC0415

    freedom, most = (groups - 1) * (classes - 1), min(groups, classes) - 1
    corrected = [size - (size - 1) ** 2 / (rows - 1) - 1 for size in (groups, classes)]
    value = max(0.0, statistic / rows - freedom / (rows - 1)) / max(min(corrected), 1e-12)
    if classes == 2:  # noqa: PLR2004  (two classes are the numbers 0 and 1: V squared is eta squared)
        return value, *_of_number(statistic, rows, groups, classes, tail)[1:]

    def shift(statistic: float, at: float) -> float:
        return _noncentral(lambda shift: float(chndtr(statistic, freedom, shift)) - at)

    low, high = shift(statistic, 1 - tail), shift(max(float(freedom), statistic), tail)
    return value, low / rows / most, high / rows / most


def _noncentral(over: Callable[[float], float]) -> float:
    """Return the shift at which ``over``, which falls, is 0; 0 where it is below 0 from the start."""
    from scipy.optimize import brentq  # noqa: PLC0415

    if not over(0.0) > 0:
        return 0.0
    end = 1.0
    while over(end) > 0 and end < MOST:
        end *= 2
    return float(brentq(over, 0.0, end, xtol=1e-6)) if end < MOST else MOST
