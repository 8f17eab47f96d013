"""What stands at the head of a drawing, read from left to right: what the rows and numbers are, and the names of series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from labkit.charts.data import ChartData
from labkit.charts.style import GREY
from labkit.charts.wrapping import width_of, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIZE, ROWS, NUMBERS = 10.0, 180.0, 420.0
KEY_NAME, KEY_SIGN, KEY_ROW, HEAD_ROW = 150.0, 42.0, 330.0, 20.0


def head_of_rows(axes: Axes, data: ChartData) -> None:
    """Say above the labels at the left what they are."""
    words = "\n".join(wrapped(data.keys, ROWS, SIZE))
    axes.annotate(
        words,
        (0, 1),
        (-4, 5),
        xycoords="axes fraction",
        textcoords="offset points",
        ha="right",
        va="bottom",
        fontsize=SIZE,
        color=GREY,
    )


def head_of_numbers(axes: Axes, words: str, width: float = NUMBERS) -> None:
    """Say above the upright axis what its numbers are, in which unit."""
    axes.set_title("\n".join(wrapped(words, width, SIZE)), fontsize=SIZE, color=GREY, pad=8)


def series_key(axes: Axes, data: ChartData) -> None:
    """Name several series above the drawing, in the order of the bars."""
    from matplotlib.transforms import ScaledTranslation  # noqa: PLC0415

    if len(data.series) < 2:  # noqa: PLR2004  (one series needs no name)
        return
    handles, names = axes.get_legend_handles_labels()
    short = ["\n".join(wrapped(name, KEY_NAME, SIZE, 2)) for name in names]
    widest = max(width_of(name, SIZE) for name in short) + KEY_SIGN
    lines = axes.get_title(loc="left").count("\n") + 1 if axes.get_title(loc="left") else 0
    up = ScaledTranslation(0, lines * HEAD_ROW / 72, axes.get_figure(root=True).dpi_scale_trans)  # type: ignore[union-attr]
    axes.legend(
        handles,
        short,
        loc="lower left",
        bbox_to_anchor=(0, 1),
        bbox_transform=axes.transAxes + up,
        borderaxespad=0.3,
        ncols=max(1, min(len(names), int(KEY_ROW / widest))),
        handlelength=1.8,
        handleheight=1.1,
        columnspacing=1.4,
        borderpad=0.2,
    )
