"""Lines with markers, named at their ends: no colour has to be looked up; a missing number is a gap."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from labkit.charts.bars import WIDTH
from labkit.charts.chart import ChartKind
from labkit.charts.curves import (
    PLACE_LINES,
    PLACE_WIDTH,
    band,
    height_for,
    name_ends,
    name_places,
    places_of,
    value_axis,
)
from labkit.charts.data import ChartData
from labkit.charts.fitting import DAY, MONTH, Fitted, days_of, many_told
from labkit.charts.style import GREY, look, new_figure
from labkit.charts.words import NOTHING, highest, short, told

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MANY_POINTS, MOST_POINTS = 40, 1500
MONTHS = 12


def fit(data: ChartData) -> Fitted:
    """Place ISO dates at their distance in time; a line takes 1,500 rows and 36 series."""
    days = days_of(data.labels) if data.at is None else None
    if days and days[0][0] in {DAY, MONTH}:
        by_month = days[0][0] == MONTH
        at = [float(day.year * MONTHS + day.month if by_month else day.toordinal()) for _, day in days]
        data = replace(data, at=at)
        order = sorted(range(len(at)), key=at.__getitem__)
        data = data.taking(order)
    return many_told(Fitted(data).capped(MOST_POINTS))


def paint(data: ChartData) -> Figure:
    """Draw a line for each series; the axis of a line need not begin at zero."""
    height = height_for(len(data.series))
    figure = new_figure(WIDTH, height)
    axes = figure.axes[0]
    places = places_of(data)
    name_places(axes, data.labels, places)
    size = 6 if len(places) <= MANY_POINTS else 3
    for one, name in enumerate(data.series):
        looks = look(one)
        band(axes, data, one, places)
        axes.plot(
            places,
            data.column(one),
            color=looks.colour,
            marker=looks.marker,
            linestyle=looks.dash,
            markersize=size,
            markeredgecolor="white",
            markeredgewidth=0.6,
            linewidth=2,
            label=name,
        )
    value_axis(axes, data, zero=_near_zero(data))
    if min(data.numbers, default=0) < 0:
        axes.axhline(0, color=GREY, linewidth=1)
    axes.set_xlabel(data.keys)
    name_ends(axes, data, places, height)
    return figure


def _near_zero(data: ChartData) -> bool:
    """Tell whether zero belongs on the axis: it costs less than half of the height."""
    low, high = min(data.numbers, default=0), max(data.numbers, default=0)
    return 0 <= low <= (high - low)


def finding(data: ChartData) -> str:
    """Say how one line moved from its first to its last number; of several, which number is the highest."""
    if len(data.series) != 1:
        return highest(data)
    there = [(label, row[0]) for label, row in zip(data.labels, data.values, strict=True) if not math.isnan(row[0])]
    if len(there) < 2:  # noqa: PLR2004  (one number has no course)
        return highest(data) if there else NOTHING
    (first, start), (last, end) = there[0], there[-1]
    moved = "增為" if end > start else "減為" if end < start else "持平，仍為"
    return f"{data.measure}由「{short(first)}」的 {told(start, data)}{moved}「{short(last)}」的 {told(end, data)}"


LINE = ChartKind(label="折線圖", paint=paint, finding=finding, fit=fit, label_room=(PLACE_WIDTH, PLACE_LINES))
