"""ChartData: what a kind of chart draws, and everything that it has to say beside the drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from labkit.charts.amounts import decimals_of
from labkit.charts.wrapping import safe_text

if TYPE_CHECKING:
    from labkit.charts.boundaries import Shapes
    from labkit.core.document import Grid
    from labkit.core.table import Protection

Rows = list[list[float]]
PERCENT = frozenset("%％‰")


@dataclass(frozen=True, kw_only=True)
class ChartData:
    """Rows (``labels``) by ``series`` of numbers; NaN is no data. ``low`` and ``high`` are intervals of the same shape.

    ``at`` are places along the axis where the labels stand for a quantity: a place for each row (weeks of a curve), or one
    more (edges of bins). ``measure`` says what the numbers are, ``unit`` in what; ``population`` who or what was counted: the
    denominator. ``cumulative`` and ``survivors_only`` are owned up to here, and told by ``lint_chart``. ``finding`` is
    the sentence that stands as title; empty: the kind of chart says its own.

    Optional: ``interval`` says what kind of interval (95% 信賴區間); ``at_risk`` and ``censored`` are counts at each place of
    a survival curve, of the same shape as ``values``; ``marks`` are remarks on rows (小樣本; empty for none); ``codes``
    are the official codes of areas, by which boundaries are matched; ``additive``: the numbers of the rows add up.
    ``notes`` are sentences below the drawing, ``shapes`` the boundaries that a caller passed to ``draw``.
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
    interval: str = ""
    at_risk: Rows | None = None
    censored: Rows | None = None
    marks: list[str] | None = None
    codes: list[str] | None = None
    additive: bool = True
    notes: tuple[str, ...] = ()
    shapes: Shapes | None = None

    def __post_init__(self) -> None:
        """Refuse, as a programmer's error, numbers that are not rows by series."""
        shape = (len(self.labels), len(self.series))
        for name in ("values", "low", "high", "at_risk", "censored"):
            rows = getattr(self, name)
            if rows is not None and (len(rows) != shape[0] or any(len(row) != shape[1] for row in rows)):
                raise ValueError(f"{name} is not {shape[0]} rows by {shape[1]} series")
        if self.at is not None and len(self.at) not in {shape[0], shape[0] + 1}:
            raise ValueError(f"at has {len(self.at)} places for {shape[0]} rows")

    def column(self, number: int, rows: Rows | None = None) -> list[float]:
        """Return the numbers of series ``number``, of ``rows`` (an interval's end) or of the values."""
        return [row[number] for row in (self.values if rows is None else rows)]

    @property
    def numbers(self) -> list[float]:
        """Return every number that is there."""
        return [value for row in self.values for value in row if not math.isnan(value)]

    @property
    def decimals(self) -> int:
        """Return how many decimals the numbers are shown with; a percentage has one at most."""
        return min(decimals_of(self.numbers), 1 if self.unit in PERCENT else 9)

    @property
    def scale_label(self) -> str:
        """Return what the axis of the numbers says: the measure, and its unit in brackets."""
        told = not self.unit or self.measure.endswith((self.unit, f"（{self.unit}）"))
        return self.measure if told else f"{self.measure}（{self.unit}）"

    def taking(self, rows: Sequence[int], series: Sequence[int] | None = None) -> ChartData:
        """Return the data with the rows ``rows``, in this order, and the series ``series`` (all unless named)."""
        across = range(len(self.series)) if series is None else series

        def cut(table: Rows | None) -> Rows | None:
            return None if table is None else [[table[row][one] for one in across] for row in rows]

        def picked(column: list[Any] | None) -> list[Any] | None:
            return None if column is None else [column[row] for row in rows]

        edges = self.at is not None and len(self.at) > len(self.labels)
        same = list(rows) == list(range(len(self.labels)))
        return replace(
            self,
            labels=[self.labels[row] for row in rows],
            series=[self.series[one] for one in across],
            values=cut(self.values) or [],
            low=cut(self.low),
            high=cut(self.high),
            at_risk=cut(self.at_risk),
            censored=cut(self.censored),
            at=self.at if same else None if edges else picked(self.at),
            marks=picked(self.marks),
            codes=picked(self.codes),
        )

    @property
    def words(self) -> str:
        """Return every text of the data that a chart may draw."""
        parts = [*self.labels, *self.series, *(self.marks or []), *self.notes]
        single = [self.measure, self.unit, self.keys, self.across, self.population, self.interval, self.as_of]
        return "".join([*parts, *single, self.source, self.finding])

    def drawable(self) -> ChartData:
        """Return the data with 〓 for signs that the font lacks: they are listed beside the chart."""
        return replace(
            self,
            labels=[safe_text(text) for text in self.labels],
            series=[safe_text(text) for text in self.series],
            measure=safe_text(self.measure),
            unit=safe_text(self.unit),
            keys=safe_text(self.keys),
            across=safe_text(self.across),
            population=safe_text(self.population),
            interval=safe_text(self.interval),
            marks=None if self.marks is None else [safe_text(text) for text in self.marks],
            notes=tuple(safe_text(text) for text in self.notes),
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
