"""Linear models of a series whose neighbouring periods resemble each other, averaged over how much they may do so.

A period's deviation is taken as a slow part, whose correlation falls as ``rho ** distance``, plus noise of its own (the mean
of a period rests on few records). Neither ``rho`` nor the share of noise is known, and of a short series both are badly
estimated: an interval that puts in one best value is too narrow. So each pair of them is weighted by its restricted
likelihood (Patterson & Thompson 1971) and by a prior that favours none (Berger & Yang 1994: ``1 / sqrt(1 - rho**2)``), and
the interval is that of the weighted mixture of Student's distributions. Nothing is drawn: the same series, the same bytes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from labkit.statistics.association import Floats

CORRELATIONS = 40
NOISE = ((0.0, 0.5), (1 / 3, 0.25), (2 / 3, 0.25))
HALVINGS = 40
NOTHING = 1e-20


@dataclass(frozen=True)
class Estimates:
    """A number of each series with its interval and the p of its being 0; arrays of one place a series."""

    value: Floats
    low: Floats
    high: Floats
    p: Floats


@dataclass(frozen=True)
class _Deviations:
    """What the deviations may be like: correlation of the slow part, share of noise, logarithm of the weight beforehand."""

    rho: Floats
    noise: Floats
    weight: Floats


def _deviations() -> _Deviations:
    """Return the grid: equal steps of the angle are the prior; with a negative correlation noise is not told apart."""
    angles = (np.arange(CORRELATIONS) + 0.5) / CORRELATIONS * math.pi
    rows = [
        (rho, noise, math.log(weight))
        for rho in np.cos(angles)
        for noise, weight in (NOISE if rho > 0 else ((0.0, 1.0),))
    ]
    return _Deviations(*np.array(rows).T)


@dataclass(frozen=True)
class Fitted:
    """A linear model of one or many series: least-squares coefficients, and how likely each kind of deviation is."""

    design: Floats
    place: Floats
    coefficients: Floats
    spread: Floats
    weight: Floats
    deviations: _Deviations

    @property
    def correlation(self) -> Floats:
        """Return how much neighbouring periods of each series resemble each other, averaged over what is likely."""
        found: Floats = ((1 - self.deviations.noise) * self.deviations.rho) @ self.weight
        return found

    def estimate(self, contrast: Floats, *, confidence: float = 0.95) -> Estimates:
        """Return ``contrast`` times the coefficients; of a series without any deviation low = high = value and p is nan."""
        from scipy.special import stdtr, stdtrit  # noqa: PLC0415

        freedom = len(self.design) - self.design.shape[1]
        value = contrast @ self.coefficients
        weights = self.design @ np.linalg.solve(self.design.T @ self.design, contrast)
        error = np.sqrt(self._variance(weights)[:, None] * self.spread / freedom)
        outside = 1 - confidence
        most = stdtrit(freedom, 1 - outside / 2)
        near, far = error.min(axis=0) * most, error.max(axis=0) * most
        with np.errstate(invalid="ignore", divide="ignore"):
            p = 2 * (self.weight * stdtr(freedom, -np.abs(value) / error)).sum(axis=0)
            for _ in range(HALVINGS):
                middle = (near + far) / 2
                more = 2 * (self.weight * stdtr(freedom, -middle / error)).sum(axis=0) > outside
                near, far = np.where(more, middle, near), np.where(more, far, middle)
        still = self.spread.max(axis=0) == 0
        reach = np.where(still, 0.0, far)
        return Estimates(value, value - reach, value + reach, np.where(still, np.nan, p))

    def _variance(self, weights: Floats) -> Floats:
        """Return the variance of the weighted sum of periods under each kind of deviation of variance 1."""
        rho, noise = self.deviations.rho, self.deviations.noise
        behind, slow = np.zeros_like(rho), np.zeros_like(rho)
        for weight, gap in zip(weights, np.diff(self.place, prepend=self.place[0]), strict=True):
            behind *= rho**gap
            slow += weight * (weight + 2 * behind)
            behind += weight
        found: Floats = (1 - noise) * slow + noise * float(weights @ weights)
        return found


def fit(values: Floats, design: Floats, place: npt.NDArray[np.int64]) -> Fitted:
    """Fit ``design`` (a row a period) to ``values``: one series, or a column each of many.

    ``place`` numbers the periods in rising order; a missing period is a place left out. Raises ValueError where the periods
    are no more than the coefficients, or cannot tell them apart.

    >>> fitted = fit(np.array([1.0, 3, 2, 4, 3, 5, 4, 6]), np.ones((8, 1)), np.arange(8))
    >>> found = fitted.estimate(np.array([1.0]))
    >>> found.value.round(2).tolist(), bool(found.low[0] < 0)
    ([3.5], True)
    """
    series = values.reshape(len(values), -1)
    rows, count = design.shape
    if rows <= count or np.linalg.matrix_rank(design) < count:
        raise ValueError("more periods than coefficients are needed, and coefficients that the periods tell apart")
    coefficients = np.linalg.lstsq(design, series, rcond=None)[0]
    rest = series - design @ coefficients
    rest[:, (rest**2).sum(axis=0) <= NOTHING * (series**2).sum(axis=0)] = 0.0
    deviations = _deviations()
    white, size = _whitened(np.hstack([design, rest]), place, deviations)
    model, left = white[:, :, :count], white[:, :, count:]
    inner, cross = model.swapaxes(1, 2) @ model, model.swapaxes(1, 2) @ left
    spread = np.maximum((left**2).sum(axis=1) - (cross * np.linalg.solve(inner, cross)).sum(axis=1), 0.0)
    with np.errstate(divide="ignore"):
        fits = (rows - count) * np.log(spread)
    fits[:, spread.max(axis=0) == 0] = 0.0
    likely = deviations.weight[:, None] - (size + np.linalg.slogdet(inner)[1])[:, None] / 2 - fits / 2
    weight = np.exp(likely - likely.max(axis=0))
    return Fitted(
        design,
        place.astype(np.float64),
        coefficients.astype(np.float64),
        spread,
        weight / weight.sum(axis=0),
        deviations,
    )


def _whitened(columns: Floats, place: npt.NDArray[np.int64], deviations: _Deviations) -> tuple[Floats, Floats]:
    """Return the columns freed of resemblance under each kind of deviation, and the logarithm of what that divides by.

    Source: R. E. Kalman (1960); one step a period, so that ten years of days take no longer than they must.
    """
    rho, noise = deviations.rho[:, None], deviations.noise[:, None]
    expected = np.zeros((len(rho), columns.shape[1]))
    unsure, size = 1 - noise, np.zeros(len(rho))
    white = np.empty((len(rho), *columns.shape))
    for at, gap in enumerate(np.diff(place, prepend=place[0])):
        kept = rho ** int(gap)
        expected, unsure = kept * expected, kept**2 * unsure + (1 - kept**2) * (1 - noise)
        total = unsure + noise
        surprise = columns[at] - expected
        white[:, at] = surprise / np.sqrt(total)
        size += np.log(total[:, 0])
        expected, unsure = expected + unsure / total * surprise, unsure * noise / total
    return white, size
