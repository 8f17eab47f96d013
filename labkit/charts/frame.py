"""What stands around the drawing: the finding as title above, n, source and date in small lines below; all inside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from labkit.charts.style import GREY
from labkit.charts.wrapping import wrapped

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INCH = 72.0
EDGE = 10.0
TITLE, NOTE = 14.0, 9.0
LINE = 1.45
PLACES = 5


def framed(figure: Figure, title: str, notes: Sequence[str]) -> None:
    """Make room above and below the drawing of ``figure`` and write there; the drawing keeps its size.

    Long texts are broken into lines, so that they never run off the picture.
    """
    width = figure.get_figwidth() * INCH - 2 * EDGE
    heads = wrapped(title, width, TITLE)
    feet = [line for note in notes for line in wrapped(note, width, NOTE)]
    top = EDGE + len(heads) * TITLE * LINE + 4
    bottom = EDGE + len(feet) * NOTE * LINE if feet else 2.0
    body = figure.get_figheight() * INCH
    whole = body + top + bottom
    figure.set_figheight(whole / INCH)
    left = EDGE / (width + 2 * EDGE)
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.set(rect=(left * 0.7, bottom / whole, 1 - left, body / whole))  # type: ignore[call-arg]
    figure.text(left, 1 - EDGE / whole, "\n".join(heads), va="top", fontsize=TITLE, linespacing=1.3)
    figure.text(left, EDGE * 0.8 / whole, "\n".join(feet), va="bottom", fontsize=NOTE, color=GREY, linespacing=1.3)


def settled(figure: Figure) -> None:
    """Lay the figure out once and for all, its places rounded: the solver's last digits differ from run to run."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for axes in figure.axes:
        left, bottom, width, height = (round(float(part), PLACES) for part in axes.get_position(original=True).bounds)
        axes.set_position((left, bottom, width, height))
