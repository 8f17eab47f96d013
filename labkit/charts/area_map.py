"""A map of areas in shades of the first series, each area with its rank: the ranked list beside it carries the numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from labkit.charts.amounts import tick_texts
from labkit.charts.boundaries import Polygon, Shapes, area_of
from labkit.charts.contrast import text_colour_on
from labkit.charts.data import ChartData
from labkit.charts.style import GREY
from labkit.charts.wrapping import wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MAP_WIDTH, MAP_HEIGHT = 6.0, 5.0
FAINT = 0.12
WHITE = (1.0, 1.0, 1.0)
MOST_RANKS = 60


def paint_map(axes: Axes, data: ChartData, shapes: Shapes, ranks: Sequence[str]) -> None:
    """Fill each area by its number; an area without one is hatched."""
    from matplotlib import colormaps  # noqa: PLC0415
    from matplotlib.cm import ScalarMappable  # noqa: PLC0415
    from matplotlib.colors import ListedColormap, Normalize  # noqa: PLC0415

    colours = ListedColormap(colormaps["Blues"]([FAINT + (1 - FAINT) * step / 255 for step in range(256)]))
    first = data.column(0) if data.series else []
    there = [value for value in first if not math.isnan(value)]
    norm = Normalize(min([0.0, *there]), max([0.0, *there]) or 1.0)
    rows = {shapes.of_row(data, row): row for row in range(len(data.labels) - 1, -1, -1)}
    for name, polygons in shapes.areas.items():
        row = rows.get(name)
        value = math.nan if row is None or not data.series else first[row]
        ground = WHITE if math.isnan(value) else tuple(float(part) for part in colours(norm(value))[:3])
        _fill(axes, polygons, ground, hatched=math.isnan(value))
        if row is not None and not math.isnan(value) and len(shapes.areas) <= MOST_RANKS:
            _number(axes, polygons, ranks[row].rstrip(". "), ground)
    key = axes.inset_axes(_frame(axes, shapes), transform=axes.transData)
    bar = axes.get_figure(root=True).colorbar(ScalarMappable(norm, colours), cax=key, orientation="horizontal")  # type: ignore[union-attr]
    bar.ax.xaxis.set_major_formatter(lambda value, _: tick_texts([value])[0])
    words = f"{data.scale_label}；區內數字為名次，斜線為沒有數值"
    bar.set_label("\n".join(wrapped(words, MAP_WIDTH * 60, 10)), fontsize=10)


def _fill(axes: Axes, polygons: Sequence[Polygon], ground: Any, *, hatched: bool) -> None:
    from matplotlib.patches import PathPatch  # noqa: PLC0415
    from matplotlib.path import Path  # noqa: PLC0415

    rings = [ring for polygon in polygons for ring in polygon]
    path = Path.make_compound_path(*(Path(list(ring), closed=True) for ring in rings))
    hatch = "////" if hatched else ""
    axes.add_patch(PathPatch(path, facecolor=ground, edgecolor=GREY, linewidth=0.8, hatch=hatch))


def _number(axes: Axes, polygons: Sequence[Polygon], text: str, ground: Any) -> None:
    """Write ``text`` into the largest part, on the widest stretch of its middle line."""
    ring = max((polygon[0] for polygon in polygons), key=area_of)
    ys = [y for _, y in ring]
    middle = (min(ys) + max(ys)) / 2
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    crossings = sorted(x + (middle - y) * (u - x) / (v - y) for (x, y), (u, v) in pairs if (y > middle) != (v > middle))
    stretches = list(zip(crossings[::2], crossings[1::2], strict=False))
    if stretches:
        left, right = max(stretches, key=lambda ends: ends[1] - ends[0])
        axes.text((left + right) / 2, middle, text, ha="center", va="center", fontsize=9, color=text_colour_on(ground))


def _frame(axes: Axes, shapes: Shapes) -> tuple[float, float, float, float]:
    """Fit the map into ``axes`` and leave room below it; returns where its key stands there."""
    points = [point for ring in shapes.rings for point in ring]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    middle = math.radians((min(ys) + max(ys)) / 2)
    aspect = 1.0 if shapes.projected else 1 / max(0.1, math.cos(middle))
    wide, tall = (max(xs) - min(xs)) or 1.0, (max(ys) - min(ys)) or 1.0
    inch = max(wide / (MAP_WIDTH - 0.5), tall * aspect / MAP_HEIGHT) / aspect
    axes.set_aspect(aspect)
    axes.set_xlim(min(xs) - wide * 0.02, max(xs) + wide * 0.02)
    axes.set_ylim(min(ys) - 1.1 * inch, max(ys) + tall * 0.02)
    axes.set_anchor("N")
    axes.set_axis_off()
    return (min(xs) + wide * 0.1, min(ys) - 0.45 * inch, wide * 0.8, 0.14 * inch)
