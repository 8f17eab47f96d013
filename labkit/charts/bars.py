"""Bars from zero with their numbers and intervals, lying or upright: shared by the kinds that draw bars."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from labkit.charts.amounts import amount, tick_texts
from labkit.charts.data import ChartData
from labkit.charts.heads import head_of_numbers, head_of_rows, series_key
from labkit.charts.style import GREY, INK, SMALL, look, new_figure
from labkit.charts.wrapping import LABEL, LABEL_LINES, LABEL_SIZE, is_cut, width_of, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, THICK, GAP, LINE = 8.0, 0.24, 0.12, 0.185
CLOSE_ROWS, CLOSER = 20, 0.8
FILLED = 0.8
Texts = Sequence[Sequence[str]]


def number_texts(data: ChartData) -> list[list[str]]:
    """Return what stands at the end of each bar."""
    return [[amount(value, data.decimals) for value in row] for row in data.values]


def row_labels(data: ChartData, *, ranks: Sequence[str] | None = None) -> list[str]:
    """Return the labels broken into at most three lines, with their remark and rank."""
    marks = data.marks or [""] * len(data.labels)
    fronts = ranks or [""] * len(data.labels)
    rows = zip(fronts, data.labels, marks, strict=True)
    return ["\n".join(_row_label(f"{front}{label}", f"（{mark}）" if mark else "")) for front, label, mark in rows]


def _row_label(label: str, mark: str) -> list[str]:
    """Return the lines of a label; a remark is never cut off with its end."""
    if not mark or not is_cut(label + mark, LABEL, LABEL_SIZE, LABEL_LINES):
        return wrapped(label + mark, LABEL, LABEL_SIZE, LABEL_LINES)
    return [*wrapped(label, LABEL, LABEL_SIZE, LABEL_LINES - 1), *wrapped(mark, LABEL, LABEL_SIZE, 1)]


def body_height(labels: Sequence[str], series: int) -> float:
    """Return how tall, in inches, the drawing of lying bars has to be."""
    lines = max((label.count("\n") + 1 for label in labels), default=1)
    row = max(THICK * max(1, series) + GAP, LINE * lines + GAP)
    single = max(series, lines) == 1 and len(labels) > CLOSE_ROWS
    return 1.0 + max(1, len(labels)) * row * (CLOSER if single else 1)


def lying_bars(data: ChartData, texts: Texts | None = None, labels: Sequence[str] | None = None) -> Figure:
    """Return a figure of horizontal bars in the order of the rows, the first on top."""
    names = labels if labels is not None else row_labels(data)
    figure = new_figure(WIDTH, body_height(names, len(data.series)))
    paint_lying(figure.axes[0], data, texts or number_texts(data), names)
    return figure


def paint_lying(axes: Axes, data: ChartData, texts: Texts, names: Sequence[str]) -> None:
    """Paint horizontal bars with their words into ``axes``."""
    paint_bars(axes, data, texts, upright=False)
    axes.set_yticks(range(len(names)), labels=list(names))
    axes.set_ylim(max(len(names), 1) - 0.5, -0.5)
    scale(axes, data, upright=False)
    head_of_rows(axes, data)
    series_key(axes, data)


def paint_bars(axes: Axes, data: ChartData, texts: Texts, *, upright: bool) -> None:
    """Paint a bar for each row and series, with its interval and its number."""
    thick = FILLED / max(1, len(data.series))
    for one, name in enumerate(data.series):
        looks = look(one)
        places = bar_places(data, one)
        lengths = [0 if math.isnan(value) else value for value in data.column(one)]
        draw: Any = axes.bar if upright else axes.barh
        edge = "none" if looks.hatch == "" else "white"
        draw(
            places, lengths, thick * 0.9, color=looks.colour, hatch=looks.hatch, edgecolor=edge, linewidth=0, label=name
        )
        paint_intervals(axes, data, one, upright=upright)
        _write(axes, data, one, texts, upright=upright)


def bar_places(data: ChartData, one: int) -> list[float]:
    """Return the middles of the bars of a series: clusters of bars stand around 0, 1, 2."""
    thick = FILLED / max(1, len(data.series))
    return [row - FILLED / 2 + (one + 0.5) * thick for row in range(len(data.labels))]


def paint_intervals(axes: Axes, data: ChartData, one: int, *, upright: bool) -> None:
    """Paint the interval of each row of a series: a thin line from low to high."""
    if data.low is None or data.high is None:
        return
    rows = zip(bar_places(data, one), data.column(one, data.low), data.column(one, data.high), strict=True)
    there = [(place, low, high) for place, low, high in rows if not (math.isnan(low) or math.isnan(high))]
    draw: Any = axes.vlines if upright else axes.hlines
    for colour, width in (("white", 4.0), (INK, 1.5)):
        draw(
            [p for p, _, _ in there], [a for _, a, _ in there], [b for _, _, b in there], colors=colour, linewidth=width
        )


def _write(axes: Axes, data: ChartData, one: int, texts: Texts, *, upright: bool) -> None:
    """Write each number at the far end of its bar and interval."""
    for row, place in enumerate(bar_places(data, one)):
        value = data.values[row][one]
        back = not math.isnan(value) and value < 0
        ends = [0 if math.isnan(value) else value]
        for rows in (data.low, data.high):
            ends += [rows[row][one]] if rows and not math.isnan(rows[row][one]) else []
        end, step = (min(ends), -4) if back else (max(ends), 4)
        axes.annotate(
            texts[row][one],
            (place, end) if upright else (end, place),
            (0, step) if upright else (step, 0),
            textcoords="offset points",
            ha="center" if upright else "right" if back else "left",
            va=("top" if back else "bottom") if upright else "center",
            fontsize=SMALL,
        )


def scale(axes: Axes, data: ChartData, *, upright: bool) -> None:
    """Let the axis of the numbers begin at zero, in 萬 or 億 where numbers are large, and say what they are."""
    from matplotlib.ticker import FixedLocator, MaxNLocator  # noqa: PLC0415

    ends = [0.0, *data.numbers]
    ends += [v for rows in (data.low, data.high) if rows for row in rows for v in row if not math.isnan(v)]
    whole = all(float(value).is_integer() for value in data.numbers)
    low, high = min(ends), max(ends)
    high = high if high > low else low + 1
    if min(data.numbers, default=0) < 0:
        room = (
            16 / 250 if upright else max(width_of(text, SMALL) + 6 for row in number_texts(data) for text in row) / 360
        )
        low -= (high - low) * room
    ticks = MaxNLocator(6, integer=whole, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    ticks = [tick for tick in ticks if low - 1e-9 <= tick <= high + (high - low) * 0.02]
    axis, limit = (axes.yaxis, axes.set_ylim) if upright else (axes.xaxis, axes.set_xlim)
    limit(low, high)
    axis.set_major_locator(FixedLocator(ticks))
    axis.set_ticklabels(tick_texts(ticks))
    axes.grid(visible=True, axis="y" if upright else "x")
    axes.tick_params(length=0)
    if upright:
        head_of_numbers(axes, data.scale_label)
    else:
        axes.set_xlabel("\n".join(wrapped(data.scale_label, 400, 10.5)))
    zero = axes.axhline if upright else axes.axvline
    zero(0, color=GREY, linewidth=1, zorder=2.5)
    axes.spines[["left", "bottom"]].set_visible(False)
