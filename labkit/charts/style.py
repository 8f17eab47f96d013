"""How every chart is drawn: the shipped font, an accessible palette, the same bytes on every run.

Palette: UK Government Analysis Function, categorical colours (contrast 3:1 against white and between neighbours). No
colour stands alone: each comes with its own hatch, marker and dash, so that 36 series are told apart in black and white.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import io
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from labkit.core.files import sha256_text
from labkit.core.resources import FONT, FONT_FAMILY

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PALETTE = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")
HATCHES = ("", "///", "...", "xxx", "\\\\\\", "+++")
MARKERS = ("o", "s", "^", "D", "v", "P")
DASHES: tuple[Any, ...] = (
    "-",
    (0, (6, 2)),
    (0, (2, 1.5)),
    (0, (6, 2, 1.5, 2)),
    (0, (10, 3)),
    (0, (4, 1.5, 1.5, 1.5, 1.5, 1.5)),
)
INK, GREY, PALE = "#1D1D1D", "#595959", "#D9D9D9"
SMALL = 9.5
SETTINGS: Any = {
    "font.family": FONT_FAMILY,
    "font.size": 11,
    "text.color": INK,
    "text.parse_math": False,
    "axes.unicode_minus": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.labelsize": 10.5,
    "axes.titlelocation": "left",
    "axes.titlesize": 11,
    "axes.axisbelow": True,
    "grid.color": PALE,
    "grid.linewidth": 0.8,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 10,
    "ytick.labelsize": 10,
    "hatch.linewidth": 0.7,
    "legend.frameon": False,
    "legend.fontsize": 10,
    "figure.dpi": 110,
    "savefig.dpi": 150,
    "svg.hashsalt": "labkit",
    "svg.fonttype": "path",
}
NO_METADATA: Any = {"Date": None, "Creator": None, "Format": None, "Type": None}


@dataclasses.dataclass(frozen=True)
class Look:
    """How one series is told apart: by colour, and by hatch, marker and dash."""

    colour: str
    hatch: str
    marker: str
    dash: Any


def look(number: int) -> Look:
    """Return the look of series ``number`` (from 0): colour and hatch together return after 36."""
    turn = number + number // len(PALETTE)
    return Look(PALETTE[number % len(PALETTE)], HATCHES[turn % 6], MARKERS[turn % 6], DASHES[turn % 6])


@functools.cache
def _register_font() -> None:
    from matplotlib import font_manager  # noqa: PLC0415

    font_manager.fontManager.addfont(str(FONT))


@contextlib.contextmanager
def styled() -> Iterator[None]:
    """Draw inside this block: every text, also those that a kind of chart adds, is in the shipped font.

    Nobody's own matplotlibrc counts.
    """
    import matplotlib as mpl  # noqa: PLC0415

    _register_font()
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(SETTINGS)
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


def new_figure(width: float = 8, height: float = 4.5, panels: int = 1) -> Figure:
    """Return a figure with ``panels`` axes one above the other, in labkit's style; no window, no global state."""
    from matplotlib.figure import Figure  # noqa: PLC0415

    with styled():
        figure = Figure(figsize=(width, height), layout="constrained")
        figure.subplots(panels, 1)
    return figure


def to_png(figure: Figure) -> bytes:
    """Return the figure as PNG without the drawing program's version."""
    out = io.BytesIO()
    with styled():
        figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def to_svg(figure: Figure, title: str, alt: str) -> bytes:
    """Return the figure as SVG: every text drawn as paths, ``title`` and ``alt`` for those who do not see it."""
    out = io.StringIO()
    with styled():
        figure.savefig(out, format="svg", metadata=NO_METADATA)
    own = sha256_text(title + alt)[:12]  # several drawings may stand in one page
    said = f'<title id="title-{own}">{escape(title)}</title>\n<desc id="desc-{own}">{escape(alt)}</desc>'
    naming = f' role="img" aria-labelledby="title-{own} desc-{own}" lang="zh-Hant"'
    drawing = out.getvalue()
    opening, inside = drawing[drawing.index("<svg") :].split(">", 1)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{opening}{naming}>\n{said}{inside}'.encode()
