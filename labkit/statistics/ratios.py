"""An interval for a ratio of two sums over the same records: complaints per case, minutes per visit."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
RESAMPLES = 2_000
MOST_KINDS = 5_000
AT_ONCE = 2_000_000


class RatioInterval(NamedTuple):
    """The bounds, and whether records were drawn again (bootstrap) or the ratio taken as linear (very many records)."""

    low: float
    high: float
    resampled: bool = True


def ratio_interval(
    above: npt.ArrayLike, below: npt.ArrayLike, *, confidence: float = 0.95, seed: int = 0
) -> RatioInterval | None:
    """Return an interval of ``sum(above) / sum(below)``: records are drawn again with both their numbers (percentiles).

    Records alike in both numbers are drawn together, as one multinomial count; of more than 5,000 different ones the interval
    is the linear one, which then agrees to the printed digits. None for fewer than two records, and where a denominator of
    zero or less is within reach, so that no interval holds. Source: Efron and Tibshirani (1993), chapter 13; Cochran (1977), 6.4.

    >>> low, high, _ = ratio_interval([1, 0, 0, 1, 0] * 40, [1] * 200)
    >>> round(low, 3), round(high, 3)
    (0.335, 0.465)
    """
    pairs = np.column_stack([np.asarray(above, dtype=np.float64), np.asarray(below, dtype=np.float64)])
    if len(pairs) < 2:  # noqa: PLR2004  (one record has no spread)
        return None
    kinds, counts = np.unique(pairs, axis=0, return_counts=True)
    if len(kinds) > MOST_KINDS:
        return _linear(pairs, confidence)
    parts, wholes = _resampled(kinds, counts, np.random.default_rng(seed)).T
    if (wholes <= 0).any():
        return None
    low, high = np.quantile(parts / wholes, [(1 - confidence) / 2, (1 + confidence) / 2])
    return RatioInterval(float(low), float(high))


def _resampled(kinds: Floats, counts: npt.NDArray[np.int64], dice: np.random.Generator) -> Floats:
    """Return both sums of as many records, drawn with replacement, a row for each time."""
    rows = int(counts.sum())
    at_once = max(1, AT_ONCE // len(kinds))
    drawn = [
        dice.multinomial(rows, counts / rows, size=min(at_once, RESAMPLES - start)) @ kinds
        for start in range(0, RESAMPLES, at_once)
    ]
    return np.vstack(drawn)


def _linear(pairs: Floats, confidence: float) -> RatioInterval | None:
    rows = len(pairs)
    part, whole = (float(side) for side in pairs.sum(axis=0))
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    if whole <= z * math.sqrt(rows) * float(pairs[:, 1].std(ddof=1)):
        return None
    ratio = part / whole
    error = math.sqrt(float(np.square(pairs @ [1.0, -ratio]).sum()) * rows / (rows - 1)) / whole
    return RatioInterval(ratio - z * error, ratio + z * error, resampled=False)
