"""Chart: a picture with its data, its words and what it could not draw; ``draw`` makes one of a result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from labkit.charts.data import ChartData, Drawable
from labkit.charts.fitting import Fitted, finite, fit, in_roc
from labkit.charts.frame import framed, settled
from labkit.charts.style import styled, to_png, to_svg
from labkit.charts.words import alt_text, small_lines
from labkit.charts.wrapping import LABEL, LABEL_LINES, LABEL_SIZE, is_cut, safe_text
from labkit.core.document import Document, Grid, Picture, Text
from labkit.core.errors import SpecInvalid
from labkit.core.finding import Finding
from labkit.core.glyphs import missing_glyphs
from labkit.core.plugs import Register
from labkit.core.result import Result
from labkit.core.table import Protection

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, kw_only=True)
class ChartKind:
    """A way to draw: its zh-TW label, the drawing, and the sentence that says what is seen.

    ``fit`` sorts, folds and caps the data before it is drawn and tells what it did; ``label_room``: how wide, in
    points, and how many lines a label may be; ``maps``: takes boundaries of areas.
    """

    label: str
    paint: Callable[[ChartData], Figure]
    finding: Callable[[ChartData], str]
    fit: Callable[[ChartData], Fitted] = fit
    label_room: tuple[float, int] = (LABEL, LABEL_LINES)
    maps: bool = False


KINDS: Register[ChartKind] = Register("labkit.charts.kinds", ChartKind)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Chart(Result):
    """A drawn chart: as PNG and SVG, as text (``alt``), as table (``data``); ``drawn`` is what stands in the picture."""

    kind: str
    png: bytes
    svg: bytes
    finding: str
    alt: str
    data: Grid
    drawn: ChartData
    kept_protection: Protection | None = None

    @property
    def summary(self) -> str:
        """Return what the chart shows."""
        return self.finding

    @property
    def protection(self) -> Protection | None:
        """Return the protection of the rows behind the chart."""
        return self.kept_protection

    def figure(self) -> Figure:
        """Return the chart as a matplotlib figure, painted anew from what is drawn."""
        return paint(KINDS[self.kind], self.drawn, self.name)

    def to_document(self) -> Document:
        """Return the picture, its sentence, what it could not draw, and its data as a table."""
        notes = tuple(Text(finding.sentence, "note") for finding in self.findings)
        picture = Picture(self.png, self.alt, self.data, self.name, self.svg)
        return Document(self.name, (picture, Text(self.finding), *notes, self.data))


def draw(  # noqa: PLR0913  (a verb of the public API)
    result: Drawable,
    kind: str | None = None,
    *,
    title: str | None = None,
    source: str = "",
    boundaries: str | Path | None = None,
    key: str = "",
) -> Chart:
    """Draw ``result`` as ``kind``, or as the kind that its data name; what cannot be drawn is listed as findings.

    The title states the finding unless ``title`` is given. ``boundaries`` is the team's own GeoJSON or TopoJSON, for a map
    beside ranked areas, and ``key`` its property that holds the areas' codes or names. Raises SpecInvalid for an unknown
    kind or key, NotDrawable for several measures (different units do not share an axis), FileBroken for boundaries that
    cannot be read.
    """
    data = result.chart_data()
    name = kind or data.kind
    plug = KINDS.named(name, place="draw", what="圖表")
    fitted = _fitted(plug, replace(data, source=source or data.source))
    if boundaries is not None:
        fitted = _with_map(plug, fitted, Path(boundaries), key)
    found = fitted.data.finding or plug.finding(fitted.data)
    lacking = missing_glyphs(fitted.data.words + found + (title or ""))
    if lacking:
        signs = {"signs": "、".join(lacking)}
        fitted = fitted.noting("", Finding("missing_glyphs", count=len(lacking), level="warning", facts=signs))
    figure = paint(plug, fitted.data, title or found)
    alt = alt_text(plug.label, found, fitted.data)
    return Chart(
        name=title or found,
        kind=name,
        png=to_png(figure),
        svg=to_svg(figure, title or found, alt),
        finding=found,
        alt=alt,
        data=result.chart_grid(),
        drawn=fitted.data,
        findings=fitted.findings,
        kept_protection=result.protection,
    )


def paint(plug: ChartKind, data: ChartData, title: str) -> Figure:
    """Return the figure of ``data`` with title and small lines; signs that the font lacks are drawn as 〓."""
    safe = data.drawable()
    with styled():
        figure = plug.paint(safe)
        framed(figure, safe_text(title), [safe_text(line) for line in small_lines(safe)])
        settled(figure)
    return figure


def _fitted(plug: ChartKind, data: ChartData) -> Fitted:
    clean = finite(data)
    fitted = plug.fit(clean.data)
    drawn = Fitted(in_roc(fitted.data), (*clean.findings, *fitted.findings))
    width, lines = plug.label_room
    cut = sum(1 for label in drawn.data.labels if is_cut(label, width, LABEL_SIZE, lines))
    return drawn.noting("", Finding("labels_cut", count=cut)) if cut else drawn


def _with_map(plug: ChartKind, fitted: Fitted, path: Path, key: str) -> Fitted:
    from labkit.charts.boundaries import read_shapes, unmatched  # noqa: PLC0415

    if not plug.maps:
        known = [name for name, one in KINDS.items() if one.maps]
        raise SpecInvalid(place="draw", name="boundaries", what=f"{plug.label}不能加地圖。", known=known)
    shapes = read_shapes(path, key)
    return fitted.noting("", *unmatched(fitted.data, shapes)).on(shapes)
