"""The stages of analysis: pivots, charts, metrics."""

from __future__ import annotations

from collections.abc import Mapping

from labkit.charts.chart import Chart, draw
from labkit.core.html import Shown
from labkit.pivots.pivot import pivot
from labkit.pivots.result import PivotResult
from labkit.pivots.spec import PivotSpec
from labkit.poc.metric import Metric, MetricResult
from labkit.sessions.names import first_key, free_name, named
from labkit.sessions.shown import Results, missing_evidence
from labkit.sessions.stage.protecting import ProtectingStage
from labkit.taiwan.roc_dates import roc_text


class AnalysisStage(ProtectingStage):
    """The steps of notebooks 04 and 05."""

    def pivots(self, table: str = "", rows: str = "") -> Results[PivotResult]:
        """Compute the confirmed pivots; where there are none, or ``rows`` is named, one count pivot."""
        tables = self.protected()
        specs = {path.stem: PivotSpec.load(path) for path in sorted((self.ws.root / "pivots").glob("*.yml"))}
        results: Results[PivotResult] = Results()
        if specs and not (table or rows):
            for stem, spec in specs.items():
                results[free_name(spec.name or stem, results)] = pivot(
                    named(tables, spec.table, place="04_pivot"), spec
                )
            return results
        name, key = (table, rows) if table and rows else first_key(tables, table, rows)
        result = pivot(
            named(tables, name, place="04_pivot"),
            rows=[key] if key else [],
            name=f"{name}：件數" + (f"（依{key}）" if key else ""),
        )
        return Results({result.name: result})

    def charts(self, results: Mapping[str, PivotResult]) -> Results[Chart]:
        """Draw each pivot as its specification says; a bar chart where it says nothing."""
        drawn: Results[Chart] = Results()
        for name, result in results.items():
            if result.spec.rows and result.placed.height and result.measure_count == 1:
                drawn[name] = draw(
                    result,
                    result.spec.chart or "bar",
                    source=f"資料來源：{result.source}；輔導日期 {roc_text(self.day)}",
                )
        return drawn

    def metrics(self) -> Results[MetricResult]:
        """Evaluate the confirmed metrics on the protected tables, dated by the session."""
        tables = self.protected()
        results: Results[MetricResult] = Results()
        for path in sorted((self.ws.root / "metrics").glob("*.yml")):
            metric = Metric.load(path)
            results[free_name(metric.name, results)] = metric.evaluate(tables, as_of=self.day)
        return results

    def missing_evidence(self, results: Results[MetricResult]) -> Shown:
        """Show what each metric still lacks before more may be claimed."""
        return missing_evidence(results)
