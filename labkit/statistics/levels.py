"""Two levels, before and after, with the errors of their estimates; and limits for their difference and their ratio.

The limits are those of a studentised bootstrap (Efron and Tibshirani 1993, chapter 12.5), taken equal-tailed and
symmetric (Hall 1988), at each end the wider: with skewed samples of 20 to 30 (lognormal, sigma up to 1) they hold the truth at
least 92 times in 100 where BCa holds it 85 to 92 times (``make bench`` prints both).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
TIMES = 4_999
FEW, MANY = 10, 2_000  # below, resamples repeat each other; above, the mean of many is normal
LOST = 0.01  # the part of resamples without a spread that may be passed over
NARROW = 1e-9


@dataclass(frozen=True)
class Levels:
    """A level on each side, the variance of each and their covariance: numbers, or arrays with a place for each resample.

    ``freedom`` are the degrees of freedom of the two variances.
    """

    before: Any
    after: Any
    variance_before: Any
    variance_after: Any
    freedom: tuple[int, int]
    covariance: Any = 0.0


Change = Callable[[Levels], tuple[Any, Any]]


def difference(levels: Levels) -> tuple[Any, Any]:
    """Return after − before with its standard error."""
    spread = levels.variance_before + levels.variance_after - 2 * levels.covariance
    return levels.after - levels.before, np.sqrt(np.maximum(spread, 0.0))


def log_ratio(levels: Levels) -> tuple[Any, Any]:
    """Return the logarithm of after / before with its standard error (delta method); NaN where a level is not above 0."""
    before, after = (np.where(one > 0, one, np.nan) for one in (levels.before, levels.after))
    spread = levels.variance_before / before**2 + levels.variance_after / after**2
    spread = spread - 2 * levels.covariance / (before * after)
    return np.log(after / before), np.sqrt(np.maximum(spread, 0.0))


def student(seen: Levels, change: Change, *, confidence: float = 0.95) -> tuple[float, float]:
    """Return the limits of Student's t, with Welch's degrees of freedom (1947) where the two sides are apart."""
    from scipy.stats import t  # noqa: PLC0415

    value, error = change(seen)
    reach = float(t.ppf(0.5 + confidence / 2, _freedom(seen)) * error)
    return float(value) - reach, float(value) + reach


def studentised(seen: Levels, again: Levels, change: Change, *, confidence: float = 0.95) -> tuple[float, float] | None:
    """Return the limits of the studentised bootstrap, at each end the wider; None if too many resamples have no spread."""
    value, error = (float(one) for one in change(seen))
    values, errors = change(again)
    usable = np.isfinite(values) & (errors > NARROW * error)
    if error <= 0 or usable.mean() < 1 - LOST:
        return None
    off = (values[usable] - value) / errors[usable]
    low, high = (float(one) for one in np.quantile(off, [0.5 - confidence / 2, 0.5 + confidence / 2]))
    reach = float(np.quantile(np.abs(off), confidence))
    return value - max(high, reach) * error, value - min(low, -reach) * error


def _freedom(levels: Levels) -> float:
    parts = [float(one) for one in (levels.variance_before, levels.variance_after)]
    if levels.covariance or not all(parts):
        return float(min(levels.freedom) if levels.covariance else levels.freedom[0 if parts[0] else 1])
    return sum(parts) ** 2 / sum(part**2 / free for part, free in zip(parts, levels.freedom, strict=True))
