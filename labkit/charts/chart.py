"""Chart: a picture with its data, its words and what it could not draw; ``draw`` makes one of a result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from labkit.charts.style import styled, to_png
from labkit.core.document import Document, Grid, Picture, Text
from labkit.core.errors import NotDrawable
from labkit.core.finding import Finding
from labkit.core.glyphs import drawable, missing_glyphs
from labkit.core.plugs import Register
from labkit.core.result import Result
from labkit.core.table import Protection

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


class Drawable(Protocol):
    """What can be drawn: a result with a wide frame whose first columns are keys."""

    @property
    def frame(self) -> pd.DataFrame:
        """Return the wide frame."""
        ...

    @property
    def shown_frame(self) -> pd.DataFrame:
        """Return the wide frame as people read it."""
        ...

    @property
    def row_keys(self) -> tuple[str, ...]:
        """Return the names of the key columns."""
        ...

    @property
    def measure_count(self) -> int:
        """Return how many measures, each with its own unit, the frame holds."""
        ...

    @property
    def column_keys(self) -> tuple[str, ...]:
        """Return the names of the key columns across."""
        ...

    @property
    def measure_label(self) -> str:
        """Return what the numbers are, with their unit."""
        ...

    @property
    def protection(self) -> Protection | None:
        """Return the protection of the rows behind."""
        ...


@dataclass(frozen=True)
class ChartData:
    """What a kind of chart draws: labels of rows, names of series, values; and its words."""

    labels: list[str]
    series: list[str]
    values: list[list[float]]
    measure: str
    keys: str
    across: str = ""

    def drawable(self) -> ChartData:
        """Return the data with 〓 for signs that the font lacks: they are listed beside the chart."""
        labels, series = [drawable(text) for text in self.labels], [drawable(text) for text in self.series]
        measure, keys, across = drawable(self.measure), drawable(self.keys), drawable(self.across)
        return replace(self, labels=labels, series=series, measure=measure, keys=keys, across=across)


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
    if result.measure_count != 1:
        raise NotDrawable(place=result.measure_label)
    data = chart_data(result)
    found = plug.finding(data)
    with styled():
        figure = plug.paint(data.drawable())
        figure.axes[0].set_title(drawable(title or found), loc="left")
        if source:
            figure.supxlabel(drawable(source), fontsize=9, x=0.01, ha="left")
    grid = Grid.of_frame(result.shown_frame, caption=data.measure)
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


def chart_data(result: Drawable) -> ChartData:
    """Return labels, series and values of a result's wide frame; missing cells become NaN."""
    frame, keys = result.frame, list(result.row_keys)
    series = [name for name in frame.columns if name not in keys]
    labels = ["／".join(str(part) for part in row) for row in frame[keys].itertuples(index=False, name=None)]
    values = frame[series].astype("float64").to_numpy().tolist()
    across = "／".join(result.column_keys)
    return ChartData(labels, [str(name) for name in series], values, result.measure_label, "／".join(keys), across)
