"""The stage of what people take away from numbers: small cells hidden, charts, workbooks to refresh, the page of areas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from labkit.analysis.dashboard.page import dashboard_html
from labkit.analysis.kind import KINDS
from labkit.analysis.result import AnalysisResult
from labkit.charts.chart import Chart, draw
from labkit.charts.honesty import lint_chart
from labkit.core.document import Document, Grid
from labkit.core.errors import CellsRefused, NotDrawable
from labkit.core.files import write_whole
from labkit.core.html import Shown
from labkit.pivots.explain import Explanation, explain
from labkit.pivots.exports.write import write_pivot
from labkit.pivots.result import PivotResult
from labkit.privacy.cell_policy import CellPolicy
from labkit.privacy.policy import Policy
from labkit.sessions.publish import check_publishable, safe_name
from labkit.sessions.shown import Detailed, Results, said
from labkit.sessions.stage.protecting import ProtectingStage
from labkit.taiwan.roc_dates import roc_text

Numbers = PivotResult | AnalysisResult
N = TypeVar("N", PivotResult, AnalysisResult)
FORMATS = (".xlsx", ".ods")


class ReleasingStage(ProtectingStage):
    """The steps of notebook 04 after the numbers are there."""

    def explained(self, results: Mapping[str, PivotResult]) -> Results[Explanation]:
        """Say each pivot as Excel steps and as pandas code."""
        return Results({name: explain(result) for name, result in results.items()})

    def protect_cells(self, results: Mapping[str, Numbers], least: int = 0) -> Results[Numbers]:
        """Hide cells that rest on too few records, and what would give them back; tables of one source are one puzzle.

        ``least`` is the fewest records that may be shown; 0 takes the strictest that the confirmed policies' audiences ask for.
        """
        from labkit.privacy.small_cells import protect_cells  # noqa: PLC0415  (SciPy: only where cells are hidden)

        asked = CellPolicy.of(least or self._least())
        return Detailed(zip(results, protect_cells(list(results.values()), asked), strict=True))

    def _least(self) -> int:
        policies = [Policy.load(path) for path in self.ws.specs_of("policies")]
        return max((CellPolicy.of(policy).smallest for policy in policies), default=CellPolicy().smallest)

    def hidden(self, results: Mapping[str, Numbers]) -> Shown:
        """Show how many cells of each result are hidden, and why."""
        lines = [
            (
                name,
                sum(cell.hidden for cell in result.cells),
                "\n".join(one.sentence for one in result.findings) or "無",
            )
            for name, result in results.items()
        ]
        return Shown(Document("", (Grid.of(["名稱", "不陳示的數值", "說明"], lines),))) if lines else said("沒有結果。")

    def charts(self, results: Mapping[str, Numbers]) -> Results[Chart]:
        """Draw each pivot and analysis that has one kind of number, as its specification says or as suits it best."""
        drawn: Results[Chart] = Results()
        for name, result in results.items():
            if _is_drawable(result):
                kind = getattr(result.spec, "chart", "") or None
                drawn[name] = draw(result, kind, source=f"資料來源：{result.source}；輔導日期 {roc_text(self.day)}")
        return drawn

    def lint(self, charts: Mapping[str, Chart]) -> Shown:
        """Show what misleads or is lacking in each chart."""
        lines = [(name, finding.sentence) for name, chart in charts.items() for finding in lint_chart(chart)]
        return Shown(Document("", (Grid.of(["圖", "要改的地方"], lines),))) if lines else said("沒有發現會誤導的畫法。")

    def workbooks(self, results: Mapping[str, PivotResult]) -> Shown:
        """Write each pivot as workbooks that colleagues can refresh, with the protected records beside; under work/, never published."""
        folder, lines = self.room / "workbooks", []
        for name, result in results.items():
            check_publishable(result)
            for suffix in FORMATS:
                path = folder / f"{safe_name(name)}{suffix}"
                try:
                    write_pivot(result, path)
                except CellsRefused as refused:
                    lines.append((path.name, str(refused)))
                else:
                    lines.append((path.relative_to(self.ws.root).as_posix(), "可重新整理"))
        return Shown(Document("", (Grid.of(["檔案", "狀態"], lines),))) if lines else said("沒有樞紐。")

    def dashboards(self, results: Mapping[str, Numbers]) -> Shown:
        """Write the page of every analysis of areas into the outbox: one file that opens without server or network."""
        made = []
        for name, result in results.items():
            if isinstance(result, AnalysisResult) and result.kind is KINDS["areas"]:
                check_publishable(result)
                path = self.outbox / "report" / f"{self.name[:2]}-{safe_name(name)}.html"
                made.append(write_whole(path, dashboard_html(result)).name)
        return said("已做成單一檔案的狀態頁：" + "、".join(made) if made else "這次沒有各區狀態的分析。")


def _is_drawable(result: Numbers) -> bool:
    """Tell whether there is something to draw, of one kind of number."""
    if isinstance(result, PivotResult) and not (result.spec.rows and result.placed.height):
        return False
    try:
        return bool(result.chart_data().labels)
    except NotDrawable:
        return False
