"""A grid of shades with the number in each cell: when, or where, it is busiest."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from labkit.charts.amounts import amount
from labkit.charts.bars import row_labels
from labkit.charts.chart import ChartKind
from labkit.charts.contrast import text_colour_on
from labkit.charts.data import ChartData
from labkit.charts.fitting import MOST_ROWS, Fitted
from labkit.charts.heads import head_of_rows
from labkit.charts.style import GREY, PALE, SMALL, new_figure
from labkit.charts.words import highest
from labkit.charts.wrapping import width_of, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_COLUMNS = 40
ROW, HEAD = 0.36, 20.0
NARROW, WIDE = 30.0, 88.0


def fit(data: ChartData) -> Fitted:
    """Return at most 60 rows and 40 columns, without intervals."""
    return Fitted(data).without_intervals().capped(MOST_ROWS, MOST_COLUMNS)


def paint(data: ChartData) -> Figure:
    """Draw rows by series; shades begin at zero, numbers below zero are red; an empty cell is white with 「–」."""
    decimals = min(data.decimals, 1) if max(map(abs, data.numbers), default=0) >= 1 else data.decimals
    texts = [[amount(value, decimals) for value in row] for row in data.values]
    widest = max((width_of(text, SMALL) for row in texts for text in row), default=0)
    heads = max((width_of(name, 10) for name in data.series), default=0)
    cell = max(NARROW, widest + 10, min(heads + 10, WIDE))
    names = row_labels(data)
    beside = max((width_of(name, 10) for name in names), default=0) + 45
    tall = max(ROW, 0.2 * max((name.count("\n") + 1 for name in names), default=1) + 0.08)
    width = max(8.0, (beside + cell * len(data.series)) / 72 + 0.3)
    figure = new_figure(width, 1.2 + tall * max(1, len(names)))
    axes = figure.axes[0]
    _shades(axes, data, texts)
    room = ((width - 0.3) * 72 - beside) / max(1, len(data.series)) - 6
    axes.set_xticks(
        [x + 0.5 for x in range(len(data.series))],
        labels=["\n".join(wrapped(name, room, 10, 3)) for name in data.series],
    )
    axes.set_yticks([y + 0.5 for y in range(len(names))], labels=names)
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    inside = f"格內為{data.scale_label}"
    axes.set_xlabel(
        "\n".join(wrapped(f"{data.across}；{inside}" if data.across else inside, 430, 10.5)), loc="left", color=GREY
    )
    head_of_rows(axes, data)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return figure


def _shades(axes: Axes, data: ChartData, texts: list[list[str]]) -> None:
    from matplotlib import colormaps  # noqa: PLC0415
    from matplotlib.colors import TwoSlopeNorm  # noqa: PLC0415

    low, high = min([*data.numbers, 0.0]), max([*data.numbers, 0.0])
    most = max(-low, high) or 1.0
    below = low < 0
    colours = colormaps["RdBu" if below else "Blues"]
    norm = TwoSlopeNorm(vmin=-most, vcenter=0, vmax=most) if below else None
    if data.labels and data.series:
        edges = {"vmin": 0, "vmax": most} if norm is None else {"norm": norm}
        axes.pcolormesh(data.values, cmap=colours, edgecolors=PALE, linewidth=0.6, **edges)
    axes.set_xlim(0, max(1, len(data.series)))
    axes.set_ylim(max(1, len(data.labels)), 0)
    for y, row in enumerate(data.values):
        for x, value in enumerate(row):
            share = 0.0 if math.isnan(value) else value / most
            ground = colours((share + 1) / 2 if below else share)[:3] if not math.isnan(value) else (1.0, 1.0, 1.0)
            ink = text_colour_on((float(ground[0]), float(ground[1]), float(ground[2])))
            axes.text(x + 0.5, y + 0.5, texts[y][x], ha="center", va="center", fontsize=SMALL, color=ink)


HEAT_MAP = ChartKind(label="熱區圖", paint=paint, finding=highest, fit=fit)
