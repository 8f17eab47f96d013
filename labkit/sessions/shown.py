"""What a stage hands to a notebook: dictionaries that show themselves as tables, a line for each entry."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TypeVar

from labkit.cleaning.recipe import Recipe
from labkit.cleaning.step import STEPS
from labkit.core.cells import HIDDEN_MARK
from labkit.core.document import Document, Grid
from labkit.core.html import Shown, to_html
from labkit.core.html import said as said  # noqa: PLC0414  (said again for the stages)
from labkit.core.messages import say
from labkit.core.result import Result
from labkit.poc.result import MetricResult
from labkit.taiwan.roc_dates import roc_text
from labkit.workspace.layout import Workspace

R = TypeVar("R", bound=Result)


class Results(dict[str, R]):
    """Results by name: each one's summary, and what it left out."""

    def shown(self) -> Shown:
        """Return a line for each result."""
        lines = [(name, one.summary, _left_out(one)) for name, one in self.items()]
        return _grid(["名稱", "結果", "未納入的列"], lines, otherwise="沒有可顯示的結果。")

    def _repr_html_(self) -> str:
        return self.shown()._repr_html_()

    def __repr__(self) -> str:
        """Return the summaries, never a cell."""
        return "\n".join(f"{name}：{one.summary}" for name, one in self.items())


class Proposals(dict[str, Recipe]):
    """Proposed recipes by table: each step with its reason."""

    def _repr_html_(self) -> str:
        lines = [(name, step.label, step.why) for name, recipe in self.items() for step in recipe.steps]
        return _grid(["資料表", "建議的步驟", "為什麼"], lines, otherwise="沒有建議的步驟。")._repr_html_()

    def __repr__(self) -> str:
        """Return the reasons."""
        return "\n".join(f"{name}：{step.label}，{step.why}" for name, recipe in self.items() for step in recipe.steps)


def overview(ws: Workspace, nth: int) -> Shown:
    """Show the plan of session ``nth``, its goals, and the raw files that it will read."""
    plan = ws.plan(nth)
    facts = [("輔導日期", roc_text(plan.date)), ("輔導形式", plan.form), ("議程", "\n".join(plan.agenda) or "（未填）")]
    facts += [("本次目標", "\n".join(plan.goals) or "（未填）"), ("確認過的設定", f"{len(ws.spec_files())} 個檔案")]
    files = [(path.name, f"{path.stat().st_size:,} 位元組") for path in ws.raw_files()]
    plan_grid = Grid.of(["項目", "內容"], facts, caption=f"第 {nth} 次輔導")
    return Shown(Document("開始", (plan_grid, Grid.of(["原始資料檔", "大小"], files, caption="data/raw"))))


def missing_evidence(results: Results[MetricResult]) -> Shown:
    """Show what an auditor would ask of each metric, and what a stronger sentence would need."""
    lines = [(name, "檢核", finding.sentence) for name, result in results.items() for finding in result.checks]
    lines += [(name, "要說得更有把握", need) for name, result in results.items() for need in result.needs]
    return _grid(["指標", "性質", "內容"], lines, otherwise="沒有缺少的項目。")


def _grid(columns: list[str], lines: Sequence[tuple[str, ...]], *, otherwise: str) -> Shown:
    return Shown(Document("", (Grid.of(columns, lines),))) if lines else said(otherwise)


class Detailed(Results[R]):
    """Results that show their whole document each, folded: journals, findings, places and counts, never a cell."""

    def _repr_html_(self) -> str:
        parts = [
            f"<details><summary>{escape(name)}</summary>{to_html(one.to_document())}</details>"
            for name, one in self.items()
        ]
        return self.shown()._repr_html_() + "\n".join(parts)


def _left_out(result: Result) -> str:
    if getattr(result, "whole_hidden", False):
        return HIDDEN_MARK
    reasons = (
        (STEPS[why].label if why in STEPS else say(f"left_out.{why}"), count) for why, count in result.left_out.items()
    )
    return "、".join(f"{reason} {count:,}" for reason, count in reasons) or "無"
