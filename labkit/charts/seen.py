"""What stands in a matplotlib figure, whoever drew it: its words, bars, lines, colours and axes."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from labkit.charts.contrast import RGB
from labkit.charts.curves import INTERVAL

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEAST_POINTS = 3
SAME = 1e-6


@dataclass(frozen=True)
class Series:
    """One line, or one set of bars: its name, numbers and looks; ``starts`` are where bars begin, empty for a line."""

    name: str
    values: tuple[float, ...]
    colours: frozenset[RGB]
    pattern: tuple[str, ...]
    starts: tuple[float, ...] = ()


@dataclass(frozen=True)
class Panel:
    """One pair of axes. ``limits`` are the ends of the axis along which bars stand; ``log``: it has no zero.

    ``beside`` are the words in the drawing and at its ticks, ``texts`` these and the words of titles and legend.
    """

    number: int
    series: tuple[Series, ...]
    limits: tuple[float, float]
    log: bool
    beside: str
    texts: str
    axis_words: str
    other_colours: frozenset[RGB] = frozenset()

    @property
    def bars(self) -> list[Series]:
        """Return the sets of bars."""
        return [one for one in self.series if one.starts]


@dataclass(frozen=True)
class Seen:
    """A figure: its panels, every word in it, and the numbers of panels that lie upon another with another scale."""

    panels: tuple[Panel, ...]
    words: str
    overlaid: tuple[int, ...]


def seen(figure: Figure) -> Seen:
    """Return what stands in ``figure``; it is laid out, so that its ticks have their words, and not changed otherwise."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        figure.draw_without_rendering()
    shown = [axes for axes in figure.axes if axes.get_visible()]
    panels = tuple(_panel(number, axes) for number, axes in enumerate(shown, start=1))
    texts = [text.get_text() for text in figure.texts]
    texts += [str(figure.get_suptitle()), str(figure.get_supxlabel()), str(figure.get_supylabel())]
    words = "\n".join([*texts, *(f"{panel.texts}\n{panel.axis_words}" for panel in panels)])
    return Seen(panels, words, tuple(_overlaid(shown)))


def _panel(number: int, axes: Axes) -> Panel:
    from matplotlib.container import BarContainer  # noqa: PLC0415

    bars = [one for one in axes.containers if isinstance(one, BarContainer) and len(one.patches)]
    lying = any(getattr(one, "orientation", None) == "horizontal" for one in bars)
    axis: Any = axes.xaxis if lying else axes.yaxis
    low, high = sorted(float(end) for end in axis.get_view_interval())
    legend = axes.get_legend()
    names = [text.get_text() for text in legend.get_texts()] if legend else []
    ticks = [text.get_text() for one in (axes.xaxis, axes.yaxis) for text in one.get_ticklabels()]
    beside = [*(text.get_text() for text in axes.texts), *ticks]
    titles = [axes.get_title(loc=place) for place in ("left", "center", "right")]
    return Panel(
        number=number,
        series=(*(_bars(one) for one in bars), *_lines(axes)),
        limits=(low, high),
        log=axis.get_scale() == "log",
        beside="\n".join(beside),
        texts="\n".join([*beside, *titles, *names]),
        axis_words="\n".join([axes.get_xlabel(), axes.get_ylabel(), *titles]),
        other_colours=_wedges(axes),
    )


def _bars(bars: Any) -> Series:
    lying = getattr(bars, "orientation", None) == "horizontal"
    patches = list(bars.patches)
    return Series(
        name=str(bars.get_label()),
        values=tuple(float(one.get_width() if lying else one.get_height()) for one in patches),
        colours=frozenset(_rgb(one.get_facecolor()) for one in patches),
        pattern=("bar", str(patches[0].get_hatch() or "")),
        starts=tuple(float(one.get_x() if lying else one.get_y()) for one in patches),
    )


def _lines(axes: Axes) -> Iterator[Series]:
    """Return the lines that show data: three points or more, not the rules at a level and not the edges of bands."""
    for line in axes.lines:
        numbers: Any = line.get_ydata(orig=False)
        values = tuple(float(value) for value in numbers)
        if (
            len(values) < LEAST_POINTS
            or line.get_gid() == INTERVAL
            or line.get_transform() != axes.transData
            or line.get_linestyle() == "None"
        ):
            continue
        pattern = ("line", str(line._dash_pattern), str(line.get_marker()))  # type: ignore[attr-defined]  # noqa: SLF001
        yield Series(str(line.get_label()), values, frozenset([_rgb(line.get_color())]), pattern)


def _wedges(axes: Axes) -> frozenset[RGB]:
    from matplotlib.collections import PathCollection  # noqa: PLC0415
    from matplotlib.patches import Wedge  # noqa: PLC0415

    pies = [_rgb(one.get_facecolor()) for one in axes.patches if isinstance(one, Wedge)]
    dots = [
        one.get_facecolor() for one in axes.collections if isinstance(one, PathCollection) and one.get_array() is None
    ]
    return frozenset([*pies, *(_rgb(colour) for group in dots for colour in group)])


def _rgb(colour: Any) -> RGB:
    from matplotlib.colors import to_rgb  # noqa: PLC0415

    red, green, blue = to_rgb(colour)
    return (round(float(red), 3), round(float(green), 3), round(float(blue), 3))


def _overlaid(axes: Sequence[Axes]) -> Iterator[int]:
    """Return the numbers of axes that lie upon earlier ones with another scale: a second axis."""
    for number, one in enumerate(axes):
        for other in axes[:number]:
            same = all(
                abs(a - b) < SAME for a, b in zip(one.get_position().bounds, other.get_position().bounds, strict=True)
            )
            if same and one.has_data() and other.has_data() and _scales(one) != _scales(other):
                yield number + 1
                break


def _scales(axes: Axes) -> tuple[float, ...]:
    return (*axes.get_xlim(), *axes.get_ylim())


def grows_only(values: Sequence[float], least: int) -> bool:
    """Tell whether ``values`` never fall and end above their beginning; fewer than ``least`` numbers tell nothing.

    >>> grows_only([1, 3, 3, 9], 4), grows_only([1, 3, 2, 9], 4), grows_only([1, 2], 4)
    (True, False, False)
    """
    there = [value for value in values if not math.isnan(value)]
    pairs = pairwise(there)
    return len(there) >= least and there[-1] > there[0] and all(a <= b for a, b in pairs)
