"""Step curves that fall when someone stops, with their intervals, those still observed, and those whose end is not known."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from labkit.charts.amounts import amount
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
from labkit.charts.data import PERCENT, ChartData
from labkit.charts.fitting import Fitted, many_told
from labkit.charts.style import look, new_figure
from labkit.charts.words import NOTHING, short, told
from labkit.charts.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_PLACES, AT_RISK_PLACES = 1500, 8
RISK_LINE, RISK_TOP = 15.0, 44.0


def fit(data: ChartData) -> Fitted:
    """Keep 1,500 places and 36 curves; say what the marks of censoring mean."""
    fitted = Fitted(data)
    places = places_of(data)
    if places != sorted(places):
        fitted = Fitted(data.taking(sorted(range(len(places)), key=places.__getitem__)))
    if data.censored is not None:
        fitted = fitted.noting("「＋」為設限：觀察到此為止，之後的情形不明。")
    return many_told(fitted.capped(MOST_PLACES))


def paint(data: ChartData) -> Figure:
    """Draw a step curve for each series; the axis of the numbers begins at zero."""
    risk = len(data.series) * RISK_LINE / 72 + 0.3 if data.at_risk else 0
    height = height_for(len(data.series))
    figure = new_figure(WIDTH, height + risk)
    axes = figure.axes[0]
    places = places_of(data)
    named = name_places(axes, data.labels, places)
    for one, name in enumerate(data.series):
        looks = look(one)
        band(axes, data, one, places, step="post")
        axes.step(
            places, data.column(one), where="post", color=looks.colour, linestyle=looks.dash, linewidth=2, label=name
        )
        _censored(axes, data, one, places)
    value_axis(axes, data, zero=True)
    axes.set_xlabel(data.keys)
    name_ends(axes, data, places, height)
    if data.at_risk:
        _at_risk(axes, data, places, named)
    return figure


def _censored(axes: Axes, data: ChartData, one: int, places: Sequence[float]) -> None:
    if data.censored is None:
        return
    gone = zip(places, data.column(one), data.column(one, data.censored), strict=True)
    marks = [(place, value) for place, value, count in gone if count > 0 and not math.isnan(value)]
    axes.plot(
        [p for p, _ in marks], [v for _, v in marks], "+", color=look(one).colour, markersize=9, markeredgewidth=1.6
    )


def _at_risk(axes: Axes, data: ChartData, places: Sequence[float], named: Sequence[int]) -> None:
    """Write below the axis how many are still observed, at the places that are named."""
    head = {"xycoords": "axes fraction", "textcoords": "offset points", "va": "top", "fontsize": 9}
    every = max(1, math.ceil(len(named) / AT_RISK_PLACES))
    axes.annotate("觀察中的人數", (0, 0), (-8, -RISK_TOP), ha="right", **head)  # type: ignore[arg-type]
    for one, name in enumerate(data.series):
        below = -RISK_TOP - RISK_LINE * (one + 1)
        title = "全部" if len(data.series) == 1 else wrapped(name, 90, 9, 1)[0]
        axes.annotate(title, (0, 0), (-8, below), ha="right", **head)  # type: ignore[arg-type]
        for row in named[::every]:
            text = amount((data.at_risk or [])[row][one], 0)
            axes.annotate(
                text,
                (places[row], 0),
                (0, below),
                xycoords=("data", "axes fraction"),
                textcoords="offset points",
                ha="center",
                va="top",
                fontsize=9,
            )


def finding(data: ChartData) -> str:
    """Say where each curve ends, with its interval."""
    ends = []
    for one, name in enumerate(data.series):
        rows = [row for row in range(len(data.labels)) if not math.isnan(data.values[row][one])]
        if rows:
            row = rows[-1]
            whose = f"「{short(name)}」" if len(data.series) > 1 else ""
            ends.append(
                f"{whose}到{data.keys}「{short(data.labels[row])}」為 {told(data.values[row][one], data)}{_interval(data, row, one)}"
            )
    if not ends:
        return NOTHING
    return f"{data.measure}" + "、".join(ends[:3]) + (f"等 {len(ends)} 條曲線" if len(ends) > 3 else "")  # noqa: PLR2004


def _interval(data: ChartData, row: int, one: int) -> str:
    if data.low is None or data.high is None or math.isnan(data.low[row][one]) or math.isnan(data.high[row][one]):
        return ""
    unit = data.unit if data.unit in PERCENT else ""
    low, high = (f"{amount(end[row][one], 1)}{unit}" for end in (data.low, data.high))
    return f"（{data.interval or '區間'} {low} 至 {high}）"


SURVIVAL = ChartKind(label="存活曲線", paint=paint, finding=finding, fit=fit, label_room=(PLACE_WIDTH, PLACE_LINES))
