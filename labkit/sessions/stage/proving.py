"""The stage of metrics: what is claimed, how it stands, what more would prove it."""

from __future__ import annotations

import functools

from labkit.charts.chart import Chart, draw
from labkit.core.document import Document, Grid
from labkit.core.errors import NotDrawable
from labkit.core.html import Shown
from labkit.core.table import Table
from labkit.poc.graph import evaluate_all
from labkit.poc.intervals.uncertainty import Uncertainty
from labkit.poc.metric import Metric
from labkit.poc.named import results_named
from labkit.poc.result import MetricResult
from labkit.sessions.asking.metric import ask_metric
from labkit.sessions.names import free_name
from labkit.sessions.shown import Detailed, Results, missing_evidence, said
from labkit.sessions.stage.analysis import AnalysisStage
from labkit.sessions.stage.releasing import Numbers


class ProvingStage(AnalysisStage):
    """The steps of notebook 05 that compute and question metrics."""

    def ask_metric(self) -> object:
        """Ask for a metric by one of the templates; what is answered stands in metrics/."""
        return ask_metric(self.ws, self.protected())

    def metrics(self) -> Results[MetricResult]:
        """Evaluate the confirmed metrics on the protected tables, each after those it names, dated by the session.

        Cells of pivots and analyses are taken after small cells were hidden: what nobody may see, no metric computes with.
        """
        specs = [Metric.load(path) for path in self.ws.specs_of("metrics")]
        cells = self.cells if any(results_named(one) for one in specs) else {}
        found = evaluate_all(specs, self.measured_tables, self.day, results=cells)
        results: Results[MetricResult] = Detailed()
        for one in found.values():
            results[free_name(one.metric.name, results)] = one
        return results

    @functools.cached_property
    def measured_tables(self) -> dict[str, Table]:
        """Return what metrics are computed from: the protected tables, and the team's code tables (closures)."""
        return {**self.ws.code_tables(), **self.protected()}

    @functools.cached_property
    def cells(self) -> Results[Numbers]:
        """Return the pivots and analyses with small cells hidden: what metrics may take numbers from."""
        return self.protect_cells({**self.pivots(), **self.analyses()})

    def standing(self, results: Results[MetricResult]) -> Shown:
        """Show the five things that stand beside each claim: claimed, reproduced, estimated, verified by, limits."""
        if not results:
            return said("還沒有指標。請複製範本到 metrics/，填入數字與來源。")
        told = {name: dict(one.standing) for name, one in results.items()}
        head = list(dict.fromkeys(what for one in told.values() for what in one))
        lines = [(name, *(one.get(what, "–") for what in head)) for name, one in told.items()]
        return Shown(Document("", (Grid.of(["指標", *head], lines),)))

    def missing_evidence(self, results: Results[MetricResult]) -> Shown:
        """Show what an auditor would ask of each metric, and what a stronger sentence would need."""
        return missing_evidence(results)

    def uncertainty(self, results: Results[MetricResult]) -> Results[Chart]:
        """Draw, for each metric whose interval has several causes, how much of its width each input makes."""
        drawn: Results[Chart] = Results()
        for name, result in results.items():
            try:
                drawn[name] = draw(Uncertainty(result))
            except NotDrawable:
                continue
        return drawn
