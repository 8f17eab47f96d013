"""Chart: a picture with its data, its words and what it could not draw; ``draw`` makes one of a result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from labkit.charts.data import ChartData, Drawable
from labkit.charts.style import styled, to_png
from labkit.core.document import Document, Grid, Picture, Text
from labkit.core.finding import Finding
from labkit.core.glyphs import drawable, missing_glyphs
from labkit.core.plugs import Register
from labkit.core.result import Result
from labkit.core.table import Protection

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class ChartKind:
    """A way to draw: its zh-TW label, the drawing, and the sentence that says what is seen."""

    label: str
    paint: Callable[[ChartData], Figure]
    finding: Callable[[ChartData], str]


KINDS: Register[ChartKind] = Register("labkit.charts.kinds", ChartKind)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Chart(Result):
    """A drawn chart."""

    png: bytes
    alt: str
    data: Grid
    kept_protection: Protection | None = None

    @property
    def summary(self) -> str:
        """Return what the chart shows."""
        return self.alt

    @property
    def protection(self) -> Protection | None:
        """Return the protection of the rows behind the chart."""
        return self.kept_protection

    def to_document(self) -> Document:
        """Return the picture, its sentence and its data as a table."""
        notes = tuple(Text(finding.sentence, "note") for finding in self.findings)
        return Document(
            self.name, (Picture(self.png, self.alt, self.data, self.name), Text(self.alt), *notes, self.data)
        )


def draw(result: Drawable, kind: str = "bar", *, title: str | None = None, source: str = "") -> Chart:
    """Draw ``result`` as ``kind``; signs that the font lacks are listed as a finding.

    The title states the finding unless ``title`` is given. Raises SpecInvalid for an unknown kind, NotDrawable for several
    measures: different units do not share an axis.
    """
    plug = KINDS.named(kind, place="draw", what="圖表")
    data = result.chart_data()
    found = data.finding or plug.finding(data)
    with styled():
        figure = plug.paint(data.drawable())
        figure.axes[0].set_title(drawable(title or found), loc="left")
        if source:
            figure.supxlabel(drawable(source), fontsize=9, x=0.01, ha="left")
    grid = result.chart_grid()
    lacking = missing_glyphs("".join([found, *data.labels, *data.series, title or "", source]))
    findings = (
        (Finding("missing_glyphs", count=len(lacking), level="warning", facts={"signs": "、".join(lacking)}),)
        if lacking
        else ()
    )
    return Chart(
        name=title or found,
        png=to_png(figure),
        alt=found,
        data=grid,
        findings=findings,
        kept_protection=result.protection,
    )
