"""A grid of shades with the number in each cell: when, or where, it is busiest."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from labkit.charts.chart import ChartKind
from labkit.charts.data import ChartData
from labkit.charts.style import new_figure
from labkit.core.document import shown

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DARK = 0.55


def paint(data: ChartData) -> Figure:
    """Draw rows by series; the shade starts at zero, an empty cell is white with 「–」."""
    from matplotlib import colormaps  # noqa: PLC0415

    figure = new_figure(max(6, 1.6 + 0.75 * len(data.series)), max(2.6, 1.3 + 0.42 * len(data.labels)))
    axes = figure.axes[0]
    top = max((value for row in data.values for value in row if not math.isnan(value)), default=1) or 1
    axes.imshow(data.values, cmap=colormaps["Blues"], vmin=0, vmax=top, aspect="auto")
    for y, row in enumerate(data.values):
        for x, value in enumerate(row):
            text = "–" if math.isnan(value) else shown(round(value, 1))
            axes.text(
                x, y, text, ha="center", va="center", fontsize=9, color="white" if value > DARK * top else "#1d1d1d"
            )
    axes.set_xticks(range(len(data.series)), labels=data.series)
    axes.set_yticks(range(len(data.labels)), labels=data.labels)
    axes.set_xlabel(f"{data.across}（格內為{data.measure}）" if data.across else data.measure)
    axes.set_ylabel(data.keys)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return figure


def finding(data: ChartData) -> str:
    """Say which cell is the highest."""
    cells = [(v, y, x) for y, row in enumerate(data.values) for x, v in enumerate(row) if not math.isnan(v)]
    if not cells:
        return "沒有可畫的資料"
    value, y, x = max(cells, key=lambda cell: cell[0])
    across = f"、{data.across}「{data.series[x]}」" if data.across else ""
    return f"{data.keys}「{data.labels[y]}」{across}最高：{shown(round(value, 2))}（{data.measure}）"


HEAT_MAP = ChartKind("熱區圖", paint, finding)
