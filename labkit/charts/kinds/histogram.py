"""Touching bars over bins: each bin holds its lower edge and not its upper one. Several series stand in panels."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from labkit.charts.amounts import amount, decimals_of
from labkit.charts.bars import WIDTH, lying_bars, number_texts, scale
from labkit.charts.chart import ChartKind
from labkit.charts.curves import PLOT
from labkit.charts.data import ChartData
from labkit.charts.fitting import MOST_ROWS, Fitted
from labkit.charts.heads import head_of_numbers
from labkit.charts.panels import panel_name, panelled
from labkit.charts.style import SMALL, look, new_figure
from labkit.charts.words import NOTHING, cells, short, told
from labkit.charts.wrapping import width_of, wrapped
from labkit.core.finding import Finding

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

EVEN = 0.01
TALL = 3.2
HALF_OPEN = "每組含左端、不含右端"


def has_edges(data: ChartData) -> bool:
    """Tell whether ``at`` holds the edges of the bins."""
    return data.at is not None and len(data.at) == len(data.labels) + 1


def fit(data: ChartData) -> Fitted:
    """Keep 60 bins and six panels; bins of unequal width are drawn equally wide, and told."""
    fitted = panelled(Fitted(data).without_intervals(), MOST_ROWS)
    if not has_edges(fitted.data):
        return fitted
    at = fitted.data.at or []
    widths = [high - low for low, high in pairwise(at)]
    if any(abs(width - widths[0]) > EVEN * abs(widths[0]) or math.isinf(width) for width in widths):
        return fitted.noting("各組寬度不同，長條高低不代表密集程度。", Finding("uneven_bins", count=len(widths)))
    return fitted


def paint(data: ChartData) -> Figure:
    """Draw a panel for each series: touching bars, numbers above, edges below."""
    count = max(1, len(data.series))
    names = _slot_names(data)
    if names is None:
        return lying_bars(data)
    figure = new_figure(WIDTH, (TALL - 0.6) * count + 0.8, count)
    for one, axes in enumerate(figure.axes[: len(data.series)]):
        _panel(axes, data, one)
        scale(axes, data, upright=True)
        head_of_numbers(axes, "：".join(filter(None, [panel_name(data, one), data.scale_label])))
        _edges(axes, data, names)
    for axes in figure.axes[:-1]:
        axes.tick_params(labelbottom=False)
    last = figure.axes[-1]
    last.set_xlabel(f"{data.keys}（{HALF_OPEN}）" if has_edges(data) else data.keys)
    return figure


def _slot_names(data: ChartData) -> list[str] | None:
    """Return the words under the bins: edges, or labels; None where labels have no room side by side."""
    if has_edges(data):
        at = data.at or []
        decimals = decimals_of([edge for edge in at if math.isfinite(edge)])
        return [("以上" if edge > 0 else "以下") if math.isinf(edge) else amount(edge, decimals) for edge in at]
    slot = PLOT / max(1, len(data.labels)) - 4
    names = ["\n".join(wrapped(label, slot, 10)) for label in data.labels]
    fits = all(width_of(name, 10) <= slot and name.count("\n") <= 2 for name in names)  # noqa: PLR2004  (three lines)
    return names if fits else None


def _panel(axes: Axes, data: ChartData, one: int) -> None:
    column, looks = data.column(one), look(one)
    heights = [0 if math.isnan(value) else value for value in column]
    axes.bar(
        range(len(heights)),
        heights,
        1.0,
        color=looks.colour,
        hatch=looks.hatch,
        edgecolor="white",
        linewidth=1.0,
        label=data.series[one],
    )
    texts = [row[one] for row in number_texts(data)]
    if max((width_of(text, SMALL) for text in texts), default=0) + 2 > PLOT / max(1, len(texts)):
        texts = ["–" if math.isnan(value) else "" for value in column]
    for place, (height, text) in enumerate(zip(heights, texts, strict=True)):
        up = height >= 0
        axes.annotate(
            text,
            (place, height),
            (0, 3 if up else -3),
            textcoords="offset points",
            ha="center",
            va="bottom" if up else "top",
            fontsize=SMALL,
        )


def _edges(axes: Axes, data: ChartData, names: list[str]) -> None:
    places = [number - 0.5 if has_edges(data) else float(number) for number in range(len(names))]
    widest = max((width_of(name, 10) for name in names), default=0) + 8
    every = max(1, math.ceil(widest * len(names) / PLOT)) if has_edges(data) else 1
    axes.set_xticks(places[::every], labels=names[::every])
    axes.set_xlim(-0.5, max(1, len(data.labels)) - 0.5)


def finding(data: ChartData) -> str:
    """Say which bin holds the most."""
    there = cells(data)
    if not there:
        return NOTHING
    value, row, one = max(there, key=lambda cell: cell[0])
    whose = f"「{short(data.series[one])}」的" if len(data.series) > 1 else ""
    return f"{whose}{data.keys}以「{short(data.labels[row])}」最多：{told(value, data)}"


HISTOGRAM = ChartKind(label="直方圖", paint=paint, finding=finding, fit=fit)
