"""Records brought to a mean per day, week, month, quarter or year; what does not fill a period is left out and counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from labkit.statistics.association import Floats

Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]

WEEK = 7
MONDAY = 3
MONTHS = {"月": 1, "季": 3, "年": 12}
GRAINS = ("日", "週", *MONTHS)
FULL = 2 / 3
RARE = 1 / 4


@dataclass(frozen=True)
class Periods:
    """A mean per period in rising order of ``place``; ``rest`` that of the records that ``other`` marked, where asked for.

    ``seasons`` is the weekday of each day, None of longer periods. ``gaps`` counts the periods between the first and the
    last that hold no record. ``left_out`` counts records: of the period that holds the change (``change_period``), of a
    period at either end that is not whole (``part_period``), of a weekday that is rarely open (``rare_weekday``), of a period
    in which one of both groups is absent (``one_group``).
    """

    value: Floats
    after: Flags
    place: Whole
    seasons: Whole | None
    rest: Floats
    gaps: int
    left_out: tuple[tuple[str, int], ...]

    @property
    def sides(self) -> tuple[int, int]:
        """Return how many periods lie before and after the change."""
        return int((~self.after).sum()), int(self.after.sum())


def periods_of(value: Floats, day: Whole, after: Flags, *, grain: str, other: Flags | None = None) -> Periods:
    """Return the mean of the records per ``grain`` (日 週 月 季 年; weeks begin on Monday, ISO 8601).

    ``day`` counts from 1970-01-01. With ``other`` the records that it marks are averaged apart, as ``rest``, and a period
    needs both. Days are numbered over the weekdays that are usually open: a closed Sunday is no gap. A period at the start
    or the end of either side is not whole if it holds fewer than two thirds of the usual number of days. Raises ValueError
    for an unknown grain.

    >>> days = np.arange(4, 32)
    >>> found = periods_of(np.ones(28), days, days >= 20, grain="週")
    >>> found.place.tolist(), found.after.tolist(), found.left_out
    ([1, 2, 4], [False, False, True], (('change_period', 7),))
    """
    if grain not in GRAINS:
        raise ValueError(f"a series is grouped by one of {'、'.join(GRAINS)}")
    usual = _usual_weekdays(day) if grain == "日" else np.ones(WEEK, dtype=bool)
    place = _places(day, grain, usual)
    kept = usual[_weekday(day)]
    reasons = {"rare_weekday": ~kept}
    seen = np.unique(place[kept])
    reasons["change_period"] = np.isin(place, np.intersect1d(place[kept & after], place[kept & ~after]))
    part = np.zeros(len(day), dtype=bool) if grain == "日" else _part(place, day, after, ~reasons["change_period"])
    reasons["part_period"] = part
    if other is not None:
        reasons["one_group"] = ~np.isin(place, np.intersect1d(place[other], place[~other]))
    left_out, kept = [], np.ones(len(day), dtype=bool)
    for name, flags in reasons.items():
        left_out += [(name, int((flags & kept).sum()))] if (flags & kept).any() else []
        kept &= ~flags
    marked = np.zeros(len(day), dtype=bool) if other is None else other
    places, first = np.unique(place[kept], return_index=True)
    return Periods(
        value=_means(value, place, kept & ~marked, places),
        after=after[kept][first],
        place=places,
        seasons=_weekday(day[kept][first]) if grain == "日" else None,
        rest=_means(value, place, kept & marked, places) if other is not None else np.empty(0),
        gaps=int(seen[-1] - seen[0] + 1 - len(seen)) if len(seen) else 0,
        left_out=tuple(left_out),
    )


def _weekday(day: Whole) -> Whole:
    """Return the weekday, Monday = 0."""
    return (day + MONDAY) % WEEK


def _usual_weekdays(day: Whole) -> Flags:
    """Tell which weekdays are open: those with at least a quarter of the days of the one that is open most."""
    counts = np.bincount(_weekday(np.unique(day)), minlength=WEEK)
    usual: Flags = counts >= max(RARE * counts.max(), 1)
    return usual


def _places(day: Whole, grain: str, usual: Flags) -> Whole:
    """Return the number of each record's period; days are numbered over the usual weekdays alone."""
    week = (day + MONDAY) // WEEK
    if grain == "週":
        return week
    if grain == "日":
        rank = np.cumsum(usual) - 1
        return week * int(usual.sum()) + rank[_weekday(day)]
    return day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) // MONTHS[grain]


def _part(place: Whole, day: Whole, after: Flags, kept: Flags) -> Flags:
    """Mark the records of a period at the start or the end of a side that holds clearly fewer days than is usual."""
    periods, days = np.unique(np.unique(np.stack([place[kept], day[kept]]), axis=1)[0], return_counts=True)
    if not len(periods):
        return np.zeros(len(place), dtype=bool)
    thin = set(periods[days < FULL * np.median(days)].tolist())
    ends = {
        int(place[kept & side][at])
        for side in (after, ~after)
        if (kept & side).any()
        for at in _ends(place, kept & side)
    }
    return np.isin(place, list(thin & ends))


def _ends(place: Whole, kept: Flags) -> tuple[int, int]:
    return int(place[kept].argmin()), int(place[kept].argmax())


def _means(value: Floats, place: Whole, kept: Flags, places: Whole) -> Floats:
    at = np.searchsorted(places, place[kept])
    sums, counts = (np.bincount(at, weights=one, minlength=len(places)) for one in (value[kept], None))
    found: Floats = sums / counts
    return found
