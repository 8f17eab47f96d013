"""What else changed inside the window: changes that the team states, and those of policy that touch every agency."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from labkit.poc.check import Check, Trial
from labkit.poc.found import Found, Given
from labkit.poc.metric import Metric
from labkit.taiwan.roc_dates import roc_text

COMPARED, CONTROLLED = 2, 5
EVERYWHERE = (
    (date(2021, 5, 19), "全國疫情警戒升為第三級（至110年7月26日），臨櫃人數與辦理方式改變", "中央流行疫情指揮中心公告"),
    (date(2023, 5, 1), "COVID-19 改列第四類傳染病，疫情期間的措施結束", "衛生福利部公告"),
    (date(2025, 5, 28), "紀念日及節日實施條例公布，114年的工作天由 250 天減為 247 天", "紀念日及節日實施條例"),
    (date(2026, 1, 1), "政府機關不再補行上班，星期六沒有補班日", "115年政府機關辦公日曆表"),
)


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield the changes that lie inside the window, or beside a comparison without one."""
    del given
    start, end = _window(metric, found)
    compared = found.reached >= COMPARED
    for one in metric.co_changes:
        if start is None or end is None or start <= one.on <= end:
            yield f"同一期間另有改變：{roc_text(one.on)}「{one.what}」。差距不能全歸於這個措施，請分段比較，或找沒有這個措施的單位對照。"
    if not compared or found.reached >= CONTROLLED or start is None or end is None:
        return
    for day, what, source in EVERYWHERE:
        if start < day <= end:
            yield f"比較的期間跨過{roc_text(day)}：{what}（{source}）。請以每個工作天計算，並分段或以對照單位比較。"


def _window(metric: Metric, found: Found) -> tuple[date | None, date | None]:
    """Return the first and last day of the metric's window; where it states none, those of its records."""
    window = metric.time
    if found.days and not (window.start or window.end or window.year):
        return found.days
    if window.year:
        return window.start or date(window.year, 1, 1), window.end or date(window.year, 12, 31)
    return window.start, window.end


ACROSS = "time: {field: 日期, from: 2025-07-01, to: 2026-06-30}\n"
CO_CHANGES = Check(
    label="同時發生的改變",
    label_en="Co-changes",
    look=look,
    fires=(
        Trial.number(5, "分鐘", "co_changes: [{on: 2025-03-01, what: 同月新增叫號機}]"),
        Trial.number(5, "分鐘", ACROSS + "co_changes: [{on: 2025-09-01, what: 增加一名櫃員}]"),
        Trial.number(5, "分鐘", ACROSS, found={"reached": 2}),
        Trial.number(5, "分鐘", "time: {year: 114}", found={"reached": 3}),
        Trial.number(5, "分鐘", "", found={"reached": 3, "days": (date(2025, 3, 1), date(2025, 9, 1))}),
    ),
    silent=(
        Trial.number(5, "分鐘", ACROSS),
        Trial.number(5, "分鐘", ACROSS, found={"reached": 5}),
        Trial.number(5, "分鐘", ACROSS + "co_changes: [{on: 2024-09-01, what: 增加一名櫃員}]"),
        Trial.number(5, "分鐘", "time: {year: 113}", found={"reached": 3}),
        Trial.number(
            5,
            "分鐘",
            "co_changes: [{on: 2025-12-01, what: 同月新增叫號機}]",
            found={"reached": 3, "days": (date(2025, 7, 1), date(2025, 9, 1))},
        ),
    ),
    level="info",
)
