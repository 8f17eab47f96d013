"""How every chart is drawn: the shipped font, an accessible palette, the same bytes on every run.

Palette: UK Government Analysis Function (contrast 3:1 against white and between neighbours).
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from labkit.core.resources import FONT, FONT_FAMILY

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PALETTE = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")
SETTINGS: Any = {
    "font.family": FONT_FAMILY,
    "font.size": 11,
    "axes.unicode_minus": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 13,
    "figure.dpi": 110,
    "svg.hashsalt": "labkit",
}


@functools.cache
def _register_font() -> None:
    from matplotlib import font_manager  # noqa: PLC0415

    font_manager.fontManager.addfont(str(FONT))


@contextlib.contextmanager
def styled() -> Iterator[None]:
    """Draw inside this block: every text, also those that a kind of chart adds, is in the shipped font."""
    import matplotlib as mpl  # noqa: PLC0415

    _register_font()
    with mpl.rc_context(SETTINGS):
        yield


@contextlib.contextmanager
def font_known_as(name: str) -> Iterator[None]:
    """Let matplotlib find the shipped font under ``name``, which another package's plots insist on."""
    from matplotlib import font_manager  # noqa: PLC0415

    _register_font()
    manager: Any = font_manager.fontManager
    before = list(manager.ttflist)
    manager.ttflist[:0] = [dataclasses.replace(one, name=name) for one in before if one.fname == str(FONT)]
    try:
        yield
    finally:
        manager.ttflist[:] = before


def new_figure(width: float = 8, height: float = 4.5) -> Figure:
    """Return an empty figure in labkit's style; no window, no global state."""
    from matplotlib.figure import Figure  # noqa: PLC0415

    with styled():
        figure = Figure(figsize=(width, height), layout="constrained")
        figure.add_subplot()
    return figure


def to_png(figure: Figure) -> bytes:
    """Return the figure as PNG without the drawing program's version."""
    out = io.BytesIO()
    with styled():
        figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()
