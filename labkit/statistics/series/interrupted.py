"""Interrupted time series: how far the periods after a change lie from what the earlier trend would have given.

Segmented regression, level and slope, time centred at the change (Wagner et al. 2002). Two ways of writing the model give
different "immediate effects" (BMC Medical Research Methodology 2025, s12874-025-02556-8), so the headline is fixed here: the
AVERAGE over the periods after the change of observed − expected. As the coefficients are those of least squares, it is
exactly the mean of the periods after, less the mean of the line through the periods before drawn on to the same places: a
spreadsheet gives the same number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from labkit.statistics.association import Floats
from labkit.statistics.series.resemblance import Estimates, Fitted, fit

Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Segments:
    """What changed; ``centre`` is how many periods after the change the middle of the periods after lies."""

    fitted: Fitted
    centre: float

    @property
    def average(self) -> Estimates:
        """Return observed − expected, the average over the periods after: the headline."""
        return self._change(1.0, self.centre)

    @property
    def level(self) -> Estimates:
        """Return the step of the line at the change."""
        return self._change(1.0, 0.0)

    @property
    def slope(self) -> Estimates:
        """Return by how much the line rises faster per period after the change."""
        return self._change(0.0, 1.0)

    def _change(self, level: float, slope: float) -> Estimates:
        return self.fitted.estimate(_contrast(self.fitted.design.shape[1], {2: level, 3: slope}))


def interrupted(
    values: Floats, after: npt.NDArray[np.bool_], place: Places, seasons: npt.NDArray[np.int64] | None = None
) -> Segments:
    """Compare the periods after a change with the trend before it.

    ``values``: a mean per period in rising order of ``place`` (or a column each of many series); ``after``: which periods
    come after the change; ``seasons`` (the weekday of a day) get a level of their own each.

    >>> weeks = np.arange(20)
    >>> noise = np.array([0.5, -0.5, -0.5, 0.5] * 5)
    >>> found = interrupted(50.0 - weeks - 6.0 * (weeks >= 10) + noise, weeks >= 10, weeks)
    >>> found.average.value.round(1).tolist(), bool(found.average.high[0] < 0)
    ([-5.9], True)
    """
    time = place - (place[~after].max() + place[after].min()) / 2
    columns = [np.ones(len(place)), time, after, after * time]
    fitted = fit(values, _with_seasons(columns, seasons), place)
    return Segments(fitted, float(time[after].mean()))


def stepped(
    values: Floats, after: npt.NDArray[np.bool_], place: Places, seasons: npt.NDArray[np.int64] | None = None
) -> Estimates:
    """Return how far the level after the change lies above the level before it, without any trend.

    It is for series that a trend should have left already: differences of a counter that changed and one that did not.

    >>> gap = np.array([2.0, 1, 3, 2, 2, 1, 3, 2, 7, 6, 8, 7, 7, 6, 8, 7])
    >>> stepped(gap, np.arange(16) >= 8, np.arange(16)).value.round(2).tolist()
    [5.0]
    """
    fitted = fit(values, _with_seasons([np.ones(len(place)), after], seasons), place)
    return fitted.estimate(_contrast(fitted.design.shape[1], {1: 1.0}))


def drift(values: Floats, place: Places, seasons: npt.NDArray[np.int64] | None = None) -> Estimates:
    """Return how much a series rises per period.

    >>> drift(np.array([1.0, 3, 3, 5, 5, 7, 7, 9]), np.arange(8)).value.round(2).tolist()
    [1.05]
    """
    fitted = fit(values, _with_seasons([np.ones(len(place)), place - place.mean()], seasons), place)
    return fitted.estimate(_contrast(fitted.design.shape[1], {1: 1.0}))


def bend(values: Floats, place: Places, seasons: npt.NDArray[np.int64] | None = None) -> Estimates:
    """Return how far a series curves: what a period's square adds; a line drawn on from a curve leads astray.

    >>> place = np.arange(12)
    >>> found = bend(30 * 0.7**place + np.array([0.3, -0.3, -0.3, 0.3] * 3), place)
    >>> bool(found.low[0] > 0)
    True
    """
    time = place - place.mean()
    fitted = fit(values, _with_seasons([np.ones(len(place)), time, time**2], seasons), place)
    return fitted.estimate(_contrast(fitted.design.shape[1], {2: 1.0}))


def _with_seasons(columns: Sequence[npt.NDArray[Any]], seasons: npt.NDArray[np.int64] | None) -> Floats:
    own = [] if seasons is None else [seasons == one for one in np.unique(seasons)[1:]]
    return np.column_stack([*columns, *own]).astype(float)


def _contrast(size: int, parts: dict[int, float]) -> Floats:
    found = np.zeros(size)
    for at, part in parts.items():
        found[at] = part
    return found
