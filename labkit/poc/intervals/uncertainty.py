"""Where the width of an interval comes from: the share of each input, as something that can be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from labkit.charts.data import ChartData
from labkit.core.document import Grid
from labkit.core.errors import NotDrawable
from labkit.core.table import Protection
from labkit.poc.result import MetricResult

SHARE = "占區間寬度的比例"


@dataclass(frozen=True)
class Uncertainty:
    """The shares of the variance that the inputs of a metric make, the largest first."""

    result: MetricResult

    @property
    def shares(self) -> list[tuple[str, float]]:
        """Return each input with its share in percent; raises NotDrawable where fewer than two inputs vary."""
        estimate = self.result.found.estimate
        shares = {name: 100 * share for name, share in (estimate.shares if estimate else {}).items() if share > 0}
        if len(shares) < 2:  # noqa: PLR2004  (one alone makes all of it)
            raise NotDrawable(place=self.result.name)
        return sorted(shares.items(), key=lambda one: -one[1])

    @property
    def protection(self) -> Protection | None:
        """Return the protection of the tables behind the metric."""
        return self.result.protection

    def chart_data(self) -> ChartData:
        """Return the bars."""
        names, values = zip(*self.shares, strict=True)
        return ChartData(
            labels=list(names),
            series=[SHARE],
            values=[[value] for value in values],
            measure=SHARE,
            unit="%",
            keys="輸入",
            population=self.result.name,
            source="；".join(self.result.metric.sources),
            finding=f"{self.result.name}：不確定有 {values[0]:.0f} % 來自「{names[0]}」",
        )

    def chart_grid(self) -> Grid:
        """Return the shares as a table."""
        return Grid.of(
            ["輸入", f"{SHARE}（%）"], [(name, round(value, 1)) for name, value in self.shares], caption=SHARE
        )
