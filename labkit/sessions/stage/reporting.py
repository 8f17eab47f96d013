"""The stage of what a team hands in: the timing kit before it measures, the report and the results sheet after, verified."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from labkit.charts.chart import Chart
from labkit.core.document import Document, Grid, Picture, Text
from labkit.core.html import Shown
from labkit.poc.report.results_sheet import write_sheet
from labkit.poc.report.spec import PocReport
from labkit.poc.report.verify import verify_report
from labkit.poc.report.write import write_report
from labkit.poc.result import MetricResult
from labkit.poc.timing.kit import write_kit
from labkit.poc.timing.plan import TimingPlan, plan_timing
from labkit.poc.timing.spec import TimingSpec
from labkit.sessions.publish import check_publishable, safe_name
from labkit.sessions.shown import Results, said
from labkit.sessions.stage.proving import ProvingStage
from labkit.statistics.power import MOST, detectable, needed

CASES = (10, 20, 30, 50, 100, 200)
NO_REPORT = "還沒有 reports/poc.yml，未產生。請複製範本，寫下四個標題之下的文字。"


class ReportingStage(ProvingStage):
    """The steps of notebook 05 that make papers."""

    def cases_needed(self, effect: float, sd: float) -> Shown:
        """Show which difference in minutes so many cases a side can show, and how many ``effect`` needs.

        ``sd`` is the standard deviation of single cases; two independent samples, alpha 0.05 two-sided, power 0.8.
        """
        lines = [(n, round(detectable(n, sd), 1)) for n in CASES]
        head = Text(_cases_told(effect, sd))
        grid = Grid.of(
            ["前後各量幾件", "看得出的最小差別（分鐘）"], lines, caption="要量幾件（顯著水準 0.05、檢定力 0.8）"
        )
        return Shown(Document("", (head, grid)))

    def timing_plans(self) -> Results[TimingPlan]:
        """Plan each timing of timing/: how many cases, which ones, and what difference they can show."""
        specs = [TimingSpec.load(path) for path in self.ws.specs_of("timing")]
        return Results({spec.name: plan_timing(spec) for spec in specs})

    def timing_kits(self, plans: Results[TimingPlan]) -> Shown:
        """Write each plan's sheets to print, form to type into, and metric, under work/."""
        lines = []
        for name, plan in plans.items():
            folder = self.room / "exports" / safe_name(f"計時_{name}")
            for path in folder.glob("*") if folder.is_dir() else ():
                path.unlink()
            lines += [(name, path.relative_to(self.ws.root).as_posix()) for path in write_kit(plan, folder)]
        return Shown(Document("", (Grid.of(["計時", "檔案"], lines),))) if lines else said("timing/ 裡沒有計時設定。")

    def poc_report(self, results: Results[MetricResult], charts: Mapping[str, Chart]) -> Shown:
        """Write the report of reports/poc.yml into the outbox in four formats, with the record of its numbers.

        ``charts`` may be named in the report; so may pivots and analyses, which are then drawn with small cells hidden.
        """
        spec = self._report_spec()
        if spec is None:
            return said(NO_REPORT)
        named = [name for chapter in spec.chapters.values() for name in chapter.charts if name not in charts]
        drawn = self.charts({name: self.cells[name] for name in named if name in self.cells}) if named else {}
        pictures = [Picture(one.png, one.alt, one.data, name, one.svg) for name, one in {**charts, **drawn}.items()]
        return _told(write_report(spec, _publishable(results), self._poc_folder, pictures=pictures, **self._facts()))

    def results_sheet(self, results: Results[MetricResult]) -> Shown:
        """Write the one-page results sheet of reports/poc.yml into the outbox."""
        spec = self._report_spec()
        if spec is None:
            return said(NO_REPORT)
        return _told(write_sheet(spec, _publishable(results), self._poc_folder, **self._facts()))

    def verify_reports(self) -> Shown:
        """Compute every number of the papers again and compare; raises ReportStale."""
        checked = [
            verify_report(path, self.measured_tables, results=self.cells)
            for path in sorted(self._poc_folder.glob("*.json"))
        ]
        return said("\n".join(one.summary for one in checked) or "這次沒有報告。")

    @property
    def _poc_folder(self) -> Path:
        return self.outbox / "report" / f"{self.name[:2]}-成果報告"

    def _report_spec(self) -> PocReport | None:
        path = self.ws.root / "reports" / "poc.yml"
        return PocReport.load(path) if path.is_file() else None

    def _facts(self) -> dict[str, Any]:
        """Return what a paper says of its origin: the agency, the day, the tables and where they lie."""
        tables = self.measured_tables
        places = {name: self.room / "protected" / f"{name}.parquet" for name in self.protected()}
        return {
            "agency": self.ws.team.agency,
            "as_of": self.day,
            "tables": tables,
            "sources": {name: path.relative_to(self.ws.root).as_posix() for name, path in places.items()},
        }


def _cases_told(effect: float, sd: float) -> str:
    """Return how many cases show ``effect``, or that no number of cases that people can time does."""
    given = f"每件時間的標準差是 {sd:g} 分鐘時，"
    try:
        cases = needed(effect, sd)
    except ValueError:
        return (
            f"{given}{effect:g} 分鐘的差別太小，前後各量 {MOST:,} 件也看不出。"
            "請改看較大的差別（effect_minutes），或先試量 10 件，確認標準差（sd_minutes）有沒有寫錯單位。"
        )
    return f"{given}要看得出 {effect:g} 分鐘的差別，改變前、後各要量 {cases:,} 件。"


def _publishable(results: Results[MetricResult]) -> dict[str, MetricResult]:
    """Return the results by id; raises NotProtected for one made from unprotected rows."""
    for one in results.values():
        check_publishable(one)
    return {one.metric.id: one for one in results.values()}


def _told(paths: Sequence[Path]) -> Shown:
    return said("已放入這次的成果：" + "、".join(path.name for path in paths))
