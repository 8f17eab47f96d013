"""The canvas as one page: problem and pain on top, then a row for each action, read from data to metric."""

from __future__ import annotations

from collections.abc import Mapping
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
    head = (Row("問題", _paragraphs(canvas.problem)), Row("痛點", _paragraphs(canvas.pain)))
    rows = [Row(_label(canvas, at), _action(one, files, metrics)) for at, one in enumerate(canvas.actions, 1)]
    dated = roc_text(as_of) if as_of else ""
    subtitle = "　".join(part for part in (agency, NAME, dated) if part)
    foot = (f"{f' {ARROW} '.join(WAY)}。檔案依資料盤點、指標依 metrics/ 的定義；預期效益在量測之前都是估計。",)
    return OnePage(canvas.title, subtitle, (*head, *rows), foot, as_of)


def _label(canvas: Canvas, at: int) -> str:
    return f"做法 {at}" if len(canvas.actions) > 1 else "做法"


def _action(one: Action, files: Mapping[str, str], metrics: Mapping[str, str]) -> tuple[str, ...]:
    data = "；".join(f"{name}（{files[name]}）" for name in one.data)
    due = roc_text(one.due) if one.due else ""
    return (
        f"資料：{data}",
        *_paragraphs(f"{ARROW} 方法：{one.method}"),
        f"{ARROW} 誰負責：{one.owner}　{ARROW} 完成日期：{due}",
        f"{ARROW} 指標：{metrics[one.metric]}",
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())
