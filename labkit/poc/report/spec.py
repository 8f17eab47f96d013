"""PocReport: what a team writes in reports/poc.yml; every number in it is named, never typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from labkit.core.errors import SpecInvalid
from labkit.core.spec import Spec, SpecPart

HEADINGS = {
    "completeness": "資料完整性",
    "feasibility": "應用可行性",
    "innovation": "服務效能創新性",
    "growth": "未來擴散性",
}
CHANGE = {"inputs": "投入", "activities": "活動", "outputs": "產出", "outcomes": "成果", "impact": "影響"}
ROWS = {"problem": "發現問題", "pain": "核心痛點", "solution": "數據解方", "proof": "POC 驗證"}
MOST_FIGURES = 6


def _several(value: Any) -> Any:
    """Return one text as a list of one; nothing and blank texts as none."""
    texts = (value,) if isinstance(value, str) else () if value is None else value
    return (
        [one for one in texts if not isinstance(one, str) or one.strip()] if isinstance(texts, list | tuple) else value
    )


def _chapter(value: Any) -> Any:
    return {"text": value} if isinstance(value, (str, list, tuple)) else {} if value is None else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_several)]


class Chapter(SpecPart):
    """What stands under one heading: the team's paragraphs, and which metrics and charts belong there."""

    text: Texts = ()
    metrics: Texts = ()
    charts: Texts = ()


ChapterText = Annotated[Chapter, BeforeValidator(_chapter)]


class Change(SpecPart):
    """The theory of change: 投入, 活動, 產出, 成果, 影響 (HM Treasury, Magenta Book)."""

    inputs: Texts = ()
    activities: Texts = ()
    outputs: Texts = ()
    outcomes: Texts = ()
    impact: Texts = ()


class SheetRows(SpecPart):
    """The four rows of the one-page results sheet, and the metrics that stand in large print (``metrics``, at most six)."""

    problem: Texts = ()
    pain: Texts = ()
    solution: Texts = ()
    proof: Texts = ()
    metrics: Annotated[Texts, Field(max_length=MOST_FIGURES)] = ()


class PocReport(Spec):
    """A report: the team's words under the four criteria of the selection, and which metrics and charts stand where.

    Source of the headings: 政府機關資料創新及技術應用輔導 申請簡章, 選案標準. Texts may hold ``{id}``, ``{id:人日}``, ``{id:區間}`` and
    ``{id:n}``. A metric or chart that no chapter names stands under 服務效能創新性.
    """

    title: str = Field(min_length=1)
    metrics: Texts = ()
    completeness: ChapterText = Chapter()
    feasibility: ChapterText = Chapter()
    innovation: ChapterText = Chapter()
    growth: ChapterText = Chapter()
    theory_of_change: Change = Change()
    sheet: SheetRows = SheetRows()
    limits: Texts = ()
    next_steps: Texts = ()

    @property
    def chapters(self) -> dict[str, Chapter]:
        """Return the four chapters by the name of their key, in the order of the criteria."""
        return {name: getattr(self, name) for name in HEADINGS}

    def chosen(self, known: Iterable[str]) -> list[str]:
        """Return the ids that the report speaks of, all of ``known`` unless some are named; raises SpecInvalid."""
        there = list(known)
        wanted = list(self.metrics) or there
        placed = [one for part in self.chapters.values() for one in part.metrics]
        for names, among in ((wanted, there), ([*self.sheet.metrics, *placed], wanted)):
            for name in names:
                if name not in among:
                    raise SpecInvalid(place="成果報告", name=name, what=f"沒有指標「{name}」。", known=among)
        return wanted

    def report_texts(self) -> Iterator[tuple[str, str]]:
        """Yield every text of the report with its place."""
        yield "標題", self.title
        for name, heading in HEADINGS.items():
            yield from _placed(heading, getattr(self, name).text)
        for name, stage in CHANGE.items():
            yield from _placed(f"改變理論（{stage}）", getattr(self.theory_of_change, name))
        yield from _placed("限制", self.limits)
        yield from _placed("下一步", self.next_steps)

    def sheet_texts(self) -> Iterator[tuple[str, str]]:
        """Yield every text of the results sheet with its place."""
        yield "標題", self.title
        for name, row in ROWS.items():
            yield from _placed(row, getattr(self.sheet, name))


def _placed(place: str, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from ((f"{place} 第 {at} 段", text) for at, text in enumerate(texts, 1))
