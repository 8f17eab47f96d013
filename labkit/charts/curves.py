"""What lines and curves share: places along the axis, names at the ends of lines, bands of uncertainty."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from labkit.charts.amounts import MISSING, amount, tick_texts
from labkit.charts.data import ChartData
from labkit.charts.heads import head_of_numbers
from labkit.charts.style import look
from labkit.charts.wrapping import width_of, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BODY, LINE_OF_TEXT, PLOT = 3.9, 15.0, 430.0
INTERVAL = "interval"
END_SIZE, END_WIDTH, END_LINES = 10.0, 120.0, 2
PLACE_WIDTH, PLACE_LINES = 84.0, 3


def places_of(data: ChartData) -> list[float]:
    """Return where the rows stand: ``at``, the middles of bins, or one after the other."""
    if data.at is None:
        return [float(row) for row in range(len(data.labels))]
    if len(data.at) > len(data.labels):
        return [(low + high) / 2 for low, high in pairwise(data.at)]
    return list(data.at)


def height_for(series: int) -> float:
    """Return how tall, in inches, the drawing has to be, so that every name finds its line."""
    return max(BODY, 1.1 + series * LINE_OF_TEXT * 1.15 * END_LINES / 72 / 1.4)


def band(axes: Axes, data: ChartData, one: int, places: Sequence[float], step: Any = None) -> None:
    """Shade the interval of a series, edged so that it is seen in black and white."""
    if data.low is None or data.high is None:
        return
    ends = (data.column(one, data.low), data.column(one, data.high))
    colour = look(one).colour
    axes.fill_between(places, *ends, step=step, color=colour, alpha=0.16, linewidth=0, zorder=1)
    for end in ends:
        draw: Any = axes.plot if step is None else axes.step
        where = {} if step is None else {"where": step}
        draw(places, end, color=colour, linewidth=0.7, alpha=0.7, zorder=1.1, gid=INTERVAL, **where)


def name_ends(axes: Axes, data: ChartData, places: Sequence[float], height: float) -> None:
    """Write each series' name and last number at the end of its line; names that would touch are spread."""
    ends = []
    for one, name in enumerate(data.series):
        there = [(place, value) for place, value in zip(places, data.column(one), strict=True) if not math.isnan(value)]
        last = amount(there[-1][1], data.decimals) if there else MISSING
        words = f"{name} {last}" if len(data.series) > 1 else last
        place, value = there[-1] if there else (max(places, default=0.0), axes.get_ylim()[0])
        ends.append((value, place, "\n".join(wrapped(words, END_WIDTH, END_SIZE, END_LINES)), one))
    low, high = axes.get_ylim()
    per_point = (high - low) / ((height - 1.1) * 72)
    left, edge = axes.get_xlim()
    right = edge + (edge - left) * 0.015
    for (value, place, words, one), level in _spread(sorted(ends), per_point, low):
        line: Any = {"arrowstyle": "-", "color": look(one).colour, "linewidth": 0.8, "shrinkA": 0, "shrinkB": 4}
        axes.annotate(
            words,
            (place, value),
            (right, level),
            ha="left",
            va="center",
            fontsize=END_SIZE,
            linespacing=1.1,
            annotation_clip=False,
            arrowprops=line | {"relpos": (0, 0.5)},
        )


def _spread(ends: list[Any], per_point: float, low: float) -> list[tuple[Any, float]]:
    """Return each end with the level of its name: as near as may be, in the same order, none upon another."""
    heights = [(words.count("\n") + 1) * LINE_OF_TEXT * per_point for _, _, words, _ in ends]
    levels: list[float] = []
    for number, (value, _, _, _) in enumerate(ends):
        floor = levels[-1] + (heights[number - 1] + heights[number]) / 2 if levels else low
        levels.append(max(value, floor))
    wanted = [end[0] for end in ends]
    for number in range(len(levels) - 1, -1, -1):
        ceiling = levels[number + 1] - (heights[number] + heights[number + 1]) / 2 if number + 1 < len(levels) else None
        top = levels[number] if ceiling is None else min(levels[number], ceiling)
        levels[number] = top if ceiling is None else max(min(wanted[number], ceiling), min(top, ceiling))
    return list(zip(ends, levels, strict=True))


def value_axis(axes: Axes, data: ChartData, *, zero: bool) -> None:
    """Set the upright axis of the numbers: from zero if ``zero``, in 萬 or 億, with its measure and unit."""
    from matplotlib.ticker import FixedLocator, MaxNLocator  # noqa: PLC0415

    ends = [*data.numbers, *([0.0] if zero or not data.numbers else [])]
    ends += [v for rows in (data.low, data.high) if rows for row in rows for v in row if not math.isnan(v)]
    low, high = min(ends), max(ends)
    if high <= low:
        low, high = min(low, 0.0), max(high, low + 1)
    whole = all(float(value).is_integer() for value in data.numbers)
    ticks = MaxNLocator(6, integer=whole, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    room = 0.015 * float(ticks[-1] - ticks[0])
    axes.set_ylim(float(ticks[0]) - (room if low < 0 else 0), float(ticks[-1]) + room)
    axes.yaxis.set_major_locator(FixedLocator(list(ticks)))
    axes.set_yticklabels(tick_texts(ticks))
    head_of_numbers(axes, data.scale_label)
    axes.grid(visible=True, axis="y")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)


def name_places(axes: Axes, labels: Sequence[str], places: Sequence[float]) -> list[int]:
    """Name the places along the axis, as many as stand side by side, evenly where they are even; returns the named rows."""
    if not places:
        axes.set_xticks([])
        return []
    span = (max(places) - min(places)) or 1.0
    names = ["\n".join(wrapped(label, PLACE_WIDTH, END_SIZE, PLACE_LINES)) for label in labels]
    order = sorted(range(len(places)), key=places.__getitem__)
    kept = _even(order, places, names, span) or _greedy(order, places, names, span)
    axes.set_xticks([places[row] for row in kept], labels=[names[row] for row in kept])
    margin = span * 0.03
    axes.set_xlim(min(places) - margin, max(places) + margin)
    return kept


def _even(order: Sequence[int], places: Sequence[float], names: Sequence[str], span: float) -> list[int]:
    """Return every k-th row that fits, so that the last is named where a small k allows it; empty where rows are uneven."""
    last = len(order) - 1
    for every in range(1, len(order) + 1):
        kept = list(order[::every])
        if all(_apart(places, names, a, b, span) for a, b in pairwise(kept)):
            ends = [k for k in range(every, min(2 * every, last + 1)) if last % k == 0]
            uneven = every > max(1, len(order) // 4)
            return [] if uneven else list(order[:: ends[0]]) if ends else kept
    return []


def _greedy(order: Sequence[int], places: Sequence[float], names: Sequence[str], span: float) -> list[int]:
    kept = [order[-1]]
    for row in reversed(order[:-1]):
        if _apart(places, names, row, kept[-1], span):
            kept.append(row)
    return kept[::-1]


def _apart(places: Sequence[float], names: Sequence[str], left: int, right: int, span: float) -> bool:
    room = (places[right] - places[left]) / span * PLOT
    return room >= (width_of(names[left], 10) + width_of(names[right], 10)) / 2 + 8
