"""The stage of metrics: what is claimed, how it stands, what more would prove it."""

from __future__ import annotations

from labkit.core.document import Document, Grid
from labkit.core.html import Shown
from labkit.poc.graph import evaluate_all
from labkit.poc.metric import Metric
from labkit.poc.result import MetricResult
from labkit.sessions.names import free_name
from labkit.sessions.shown import Results, missing_evidence, said
from labkit.sessions.stage.analysis import AnalysisStage


class ProvingStage(AnalysisStage):
    """The steps of notebook 05."""

    def metrics(self) -> Results[MetricResult]:
        """Evaluate the confirmed metrics on the protected tables, each after those it names, dated by the session."""
        tables = {**self.ws.code_tables(), **self.protected()}
        found = evaluate_all(map(Metric.load, self.ws.specs_of("metrics")), tables, self.day)
        results: Results[MetricResult] = Results()
        for one in found.values():
            results[free_name(one.metric.name, results)] = one
        return results

    def standing(self, results: Results[MetricResult]) -> Shown:
        """Show the five things that stand beside each claim: claimed, reproduced, estimated, verified by, limits."""
        if not results:
            return said("還沒有指標。請複製範本到 metrics/，填入數字與來源。")
        head = [what for what, _ in next(iter(results.values())).standing]
        lines = [(name, *(told for _, told in one.standing)) for name, one in results.items()]
        return Shown(Document("", (Grid.of(["指標", *head], lines),)))

    def missing_evidence(self, results: Results[MetricResult]) -> Shown:
        """Show what an auditor would ask of each metric, and what a stronger sentence would need."""
        return missing_evidence(results)
