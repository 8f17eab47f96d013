"""Areas from the highest down, with intervals: bars, or dots on their intervals; beside them a map if boundaries are passed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from labkit.charts.area_map import MAP_HEIGHT, MAP_WIDTH, paint_map
from labkit.charts.bars import WIDTH, body_height, lying_bars, number_texts, paint_lying, row_labels, scale
from labkit.charts.chart import ChartKind
from labkit.charts.data import ChartData
from labkit.charts.fitting import MOST_BARS, MOST_ROWS, Fitted, many_told
from labkit.charts.heads import head_of_rows, series_key
from labkit.charts.style import GREY, SMALL, look, new_figure, styled
from labkit.charts.words import highest

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def fit(data: ChartData) -> Fitted:
    """Sort by the first series, missing last; keep the first 60 rows."""

    def rank(row: int) -> tuple[bool, float]:
        value = data.values[row][0] if data.series else math.nan
        return (math.isnan(value), 0.0 if math.isnan(value) else -value)

    fitted = Fitted(data.taking(sorted(range(len(data.labels)), key=rank)))
    across = max(1, len(data.series))
    fitted = many_told(fitted.capped(max(1, min(MOST_ROWS, MOST_BARS // across))))
    if data.low is not None and data.high is not None:
        remarks = "、".join(dict.fromkeys(mark for mark in fitted.data.marks or [] if mark))
        hollow = f"空心點為{remarks}。" if remarks else ""
        return fitted.noting(f"{hollow}區間重疊的地區，名次先後不代表真有高低。")
    return fitted


def ranks(data: ChartData) -> list[str]:
    """Return the rank of each row, equals the same; nothing for rows without a number."""
    first = data.column(0) if data.series else [math.nan] * len(data.labels)
    return ["" if math.isnan(value) else f"{1 + sum(1 for other in first if other > value)}. " for value in first]


def paint(data: ChartData) -> Figure:
    """Draw the ranked rows, and the map at their right where there are boundaries."""
    dots = data.low is not None and data.high is not None
    names = row_labels(data, ranks=ranks(data))
    if data.shapes is None and not dots:
        return lying_bars(data, labels=names)
    figure = _figure(data, body_height(names, len(data.series)))
    axes = figure.axes[0]
    if dots:
        _dots(axes, data, names)
    else:
        paint_lying(axes, data, number_texts(data), names)
    if data.shapes is not None:
        paint_map(figure.axes[1], data, data.shapes, ranks(data))
    return figure


def _figure(data: ChartData, height: float) -> Figure:
    if data.shapes is None:
        return new_figure(WIDTH, height)
    from matplotlib.figure import Figure  # noqa: PLC0415

    with styled():
        figure = Figure(figsize=(WIDTH + MAP_WIDTH, max(height, MAP_HEIGHT)), layout="constrained")
        figure.subplots(1, 2, width_ratios=[WIDTH, MAP_WIDTH])
    return figure


def _dots(axes: Axes, data: ChartData, names: Sequence[str]) -> None:
    """Paint a dot on its interval for each row and series; a row with a remark is hollow."""
    texts = number_texts(data)
    step = 0.8 / max(1, len(data.series))
    for one, name in enumerate(data.series):
        looks = look(one)
        for row, value in enumerate(data.column(one)):
            place = row - 0.4 + (one + 0.5) * step
            low, high = ((rows or [])[row][one] for rows in (data.low, data.high))
            ends = [end for end in (value, low, high) if not math.isnan(end)]
            if not (math.isnan(low) or math.isnan(high)):
                axes.hlines(place, low, high, color=looks.colour, linewidth=2.2)
            weak = bool(data.marks and data.marks[row])
            fill = "white" if weak else looks.colour
            shown = [] if math.isnan(value) else [value]
            axes.plot(
                shown,
                [place] * len(shown),
                looks.marker,
                color=looks.colour,
                markerfacecolor=fill,
                markersize=7.5,
                markeredgewidth=1.6,
            )
            axes.annotate(
                texts[row][one],
                (max(ends, default=0), place),
                (6, 0),
                textcoords="offset points",
                va="center",
                fontsize=SMALL,
            )
        axes.plot([], [], looks.marker, color=looks.colour, markersize=7.5, label=name)
    axes.set_yticks(range(len(names)), labels=list(names))
    axes.set_ylim(max(len(names), 1) - 0.5, -0.5)
    scale(axes, data, upright=False)
    axes.hlines(range(len(names)), *axes.get_xlim(), color=GREY, linewidth=0.4, linestyle=(0, (1, 3)), zorder=0.5)
    head_of_rows(axes, data)
    series_key(axes, data)


RANKED_AREAS = ChartKind(label="地區排序圖", paint=paint, finding=highest, fit=fit, maps=True)
