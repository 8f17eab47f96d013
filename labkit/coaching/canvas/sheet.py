"""The canvas as one page: problem and pain on top, then a row for each action, read from data to metric."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from labkit.coaching.canvas.spec import Action, Canvas
from labkit.documents.one_page.page import OnePage, Row
from labkit.taiwan.roc_dates import roc_text

NAME = "資料應用策略"
ARROW = "→"
WAY = ("問題", "痛點", "資料", "方法", "負責", "日期", "指標")


def canvas_page(
    canvas: Canvas,
    *,
    files: Mapping[str, str],
    metrics: Mapping[str, str],
    agency: str = "",
    as_of: date | None = None,
) -> OnePage:
    """Return the page; ``files`` and ``metrics`` are what the workspace has, by name, with what to say of each.

    Raises CanvasRefused for a canvas with open parts, or that names a file or a metric that is not there.
    """
    canvas.refuse_unlinked(files, metrics)
    head = (Row("問題", _paragraphs(canvas.problem)), Row(f"{ARROW} 痛點", _paragraphs(canvas.pain)))
    told = [_action(one, files, metrics) for one in canvas.actions]
    rows = _steps(told[0]) if len(told) == 1 else _actions(told)
    dated = roc_text(as_of) if as_of else ""
    subtitle = "　".join(part for part in (agency, NAME, dated) if part)
    foot = (f"{f' {ARROW} '.join(WAY)}。檔案依資料盤點、指標依 metrics/ 的定義；預期效益在量測之前都是估計。",)
    return OnePage(canvas.title, subtitle, (*head, *rows), foot, as_of)


def _action(one: Action, files: Mapping[str, str], metrics: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in each step of an action, in the order of the way."""
    data = "；".join(f"{name}（{files[name]}）" for name in one.data)
    due = roc_text(one.due) if one.due else ""
    return dict(zip(WAY[2:], (data, one.method, one.owner, due, metrics[one.metric]), strict=True))


def _steps(told: Mapping[str, str]) -> list[Row]:
    """Return a row for each step, where there is one action."""
    return [Row(f"{ARROW} {label}", _paragraphs(text)) for label, text in told.items()]


def _actions(several: Sequence[Mapping[str, str]]) -> list[Row]:
    """Return a row for each action, its steps below each other."""
    return [
        Row(f"{ARROW} 做法 {at}", tuple(f"{label}：{text}" for label, text in told.items()))
        for at, told in enumerate(several, 1)
    ]


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())
