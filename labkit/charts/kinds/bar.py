"""Horizontal bars from zero, labelled with their numbers: long Chinese names stay readable."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from labkit.charts.chart import ChartKind
from labkit.charts.data import ChartData
from labkit.charts.style import PALETTE, new_figure
from labkit.core.document import shown

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HATCHES = ("", "//", "..", "xx", "\\\\", "++")


def paint(data: ChartData) -> Figure:
    """Draw one bar a row and series, in the order of the rows, the first on top."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    height = max(2.4, 0.8 + 0.34 * len(data.labels) * max(1, len(data.series)))
    figure = new_figure(8, min(height, 30))
    axes = figure.axes[0]
    thick = 0.8 / max(1, len(data.series))
    fraction = any(not value.is_integer() for row in data.values for value in row if not math.isnan(value))
    for number, name in enumerate(data.series):
        places = [row + number * thick for row in range(len(data.labels))]
        widths = [0 if math.isnan(row[number]) else row[number] for row in data.values]
        style = number % len(PALETTE)
        bars = axes.barh(
            places, widths, thick * 0.92, color=PALETTE[style], hatch=HATCHES[style], edgecolor="white", label=name
        )
        texts = [
            "–" if math.isnan(row[number]) else f"{row[number]:,.2f}" if fraction else shown(row[number])
            for row in data.values
        ]
        axes.bar_label(bars, labels=texts, padding=3, fontsize=9)
    axes.set_yticks([row + 0.4 - thick / 2 for row in range(len(data.labels))], labels=data.labels)
    axes.invert_yaxis()
    axes.margins(x=0.12)
    axes.set_xlim(left=min(0, axes.get_xlim()[0] if any(v < 0 for row in data.values for v in row) else 0))
    axes.set_xlabel(data.measure)
    axes.set_ylabel(data.keys)
    if all(value.is_integer() for row in data.values for value in row if not math.isnan(value)):
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.tick_params(left=False)
    if len(data.series) > 1:
        axes.legend(frameon=False, loc="lower right")
    return figure


def finding(data: ChartData) -> str:
    """Say which row stands highest."""
    totals = [sum(v for v in row if not math.isnan(v)) for row in data.values]
    if not totals:
        return "沒有可畫的資料"
    best = max(range(len(totals)), key=totals.__getitem__)
    return f"{data.keys}以「{data.labels[best]}」最高：{shown(round(totals[best], 2))}（{data.measure}）"


BAR = ChartKind("長條圖", paint, finding)
