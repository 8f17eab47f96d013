"""Clusters of bars, told apart by colour and hatch: upright while every number and label has room, else lying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labkit.charts.bars import FILLED, WIDTH, lying_bars, number_texts, paint_bars, scale
from labkit.charts.chart import ChartKind
from labkit.charts.data import ChartData
from labkit.charts.heads import series_key
from labkit.charts.style import SMALL, new_figure
from labkit.charts.words import highest
from labkit.charts.wrapping import width_of, wrapped

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PLOT = (WIDTH - 1.0) * 72
HEIGHT = 4.2
LINES = 2


def paint(data: ChartData) -> Figure:
    """Draw upright clusters where there is room for every word, lying ones where there is not."""
    texts = number_texts(data)
    slot = PLOT / max(1, len(data.labels))
    widest = max((width_of(text, SMALL) for row in texts for text in row), default=0)
    names = [wrapped(f"{label}{_mark(data, row)}", slot - 8, 10) for row, label in enumerate(data.labels)]
    whole = all(len(lines) <= LINES and width_of("\n".join(lines), 10) <= slot - 6 for lines in names)
    if not whole or widest + 3 > slot * FILLED / max(1, len(data.series)):
        return lying_bars(data, texts)
    figure = new_figure(WIDTH, HEIGHT)
    axes = figure.axes[0]
    paint_bars(axes, data, texts, upright=True)
    axes.set_xticks(range(len(names)), labels=["\n".join(lines) for lines in names])
    axes.set_xlim(-0.5, max(1, len(names)) - 0.5)
    scale(axes, data, upright=True)
    axes.set_xlabel(data.keys)
    series_key(axes, data)
    return figure


def _mark(data: ChartData, row: int) -> str:
    return f"（{data.marks[row]}）" if data.marks and data.marks[row] else ""


GROUPED_BAR = ChartKind(label="群組長條圖", paint=paint, finding=highest)
