"""ChartData: what a kind of chart draws, and everything that it has to say beside the drawing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from labkit.core.glyphs import drawable

if TYPE_CHECKING:
    from labkit.core.document import Grid
    from labkit.core.table import Protection

Rows = list[list[float]]


@dataclass(frozen=True, kw_only=True)
class ChartData:
    """Rows (``labels``) by ``series`` of numbers; NaN is no data. ``low`` and ``high`` are intervals of the same shape.

    ``at`` are places along the axis where the labels stand for a quantity: a place for each row (weeks of a curve), or one
    more (edges of bins). ``measure`` says what the numbers are, ``unit`` in what; ``population`` who or what was counted: the
    denominator. ``cumulative`` and ``survivors_only`` are owned up to here, and told by ``lint_chart``. ``finding`` is
    the sentence that stands as title; empty: the kind of chart says its own.
    """

    labels: list[str]
    series: list[str]
    values: Rows
    measure: str
    unit: str = ""
    keys: str = ""
    across: str = ""
    low: Rows | None = None
    high: Rows | None = None
    at: list[float] | None = None
    n: int | None = None
    source: str = ""
    as_of: str = ""
    population: str = ""
    cumulative: bool = False
    survivors_only: bool = False
    finding: str = ""
    kind: str = "bar"

    def drawable(self) -> ChartData:
        """Return the data with 〓 for signs that the font lacks: they are listed beside the chart."""
        return replace(
            self,
            labels=[drawable(text) for text in self.labels],
            series=[drawable(text) for text in self.series],
            measure=drawable(self.measure),
            unit=drawable(self.unit),
            keys=drawable(self.keys),
            across=drawable(self.across),
            population=drawable(self.population),
        )


class Drawable(Protocol):
    """What can be drawn: a result that says what a chart of it shows."""

    def chart_data(self) -> ChartData:
        """Return what a chart shows; raises NotDrawable where several measures would share an axis."""
        ...

    def chart_grid(self) -> Grid:
        """Return the numbers of the chart as a table, for those who do not see it."""
        ...

    @property
    def protection(self) -> Protection | None:
        """Return the protection of the rows behind."""
        ...
