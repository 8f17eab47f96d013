"""The form to type the paper into: the sheet's columns, the plan's lines prefilled, choices where there are some."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from labkit.documents.formats._writer import UNDATED, repacked
from labkit.poc.timing.columns import (
    ABOUT,
    CASE,
    COUNTER,
    DAY,
    END,
    NUMBER,
    PAUSE,
    PERIOD,
    PERIODS,
    SHEET,
    SLOT,
    START,
    TYPED,
)
from labkit.poc.timing.plan import TimingPlan
from labkit.poc.timing.sheet import FILLING, PRIVATE
from labkit.poc.timing.spec import TimingSpec
from labkit.taiwan.roc_dates import roc_text

WIDTHS = {PERIOD: 6, NUMBER: 9, DAY: 15, SLOT: 14, COUNTER: 11, START: 12, END: 12, PAUSE: 11, CASE: 14}
LONGEST_LIST = 255  # what Excel takes for a list written out
LAST_SECOND = 86399 / 86400


def typed_frame(plan: TimingPlan) -> pd.DataFrame:
    """Return the lines to type into, 前 before 後, by number; what people fill in is missing."""
    lines = [
        {
            PERIOD: visit.period,
            NUMBER: f"{visit.period}-{number:02}",
            DAY: roc_text(visit.day),
            SLOT: visit.slot,
            COUNTER: visit.counter,
        }
        for period in PERIODS
        for visit in plan.visits
        if visit.period == period
        for number in visit.numbers
    ]
    return pd.DataFrame(lines).reindex(columns=list(TYPED)).astype("string")


def typed_book(plan: TimingPlan) -> bytes:
    """Return the form as an Excel workbook: choices for period, slot, counter and kind of case; times and minutes are checked."""
    import xlsxwriter  # noqa: PLC0415

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": plan.name, "created": datetime.combine(UNDATED, datetime.min.time(), tzinfo=UTC)})
    frame, sheet = typed_frame(plan), book.add_worksheet(SHEET)
    head = book.add_format({"bold": True, "bg_color": "#EAF1F7", "border": 1, "valign": "vcenter"})
    plain = book.add_format({"border": 1, "num_format": "@"})
    fill = book.add_format({"border": 1, "bg_color": "#FFF6D6"})
    clock = book.add_format({"border": 1, "bg_color": "#FFF6D6", "num_format": "hh:mm:ss"})
    for at, name in enumerate(TYPED):
        sheet.set_column(at, at, WIDTHS.get(name, 24))
        sheet.write_string(0, at, name, head)
        empty = clock if name in {START, END} else fill
        for row, cell in enumerate(frame[name], 1):
            if pd.isna(cell):
                sheet.write_blank(row, at, None, empty)
            else:
                sheet.write_string(row, at, str(cell), plain)
        if rule := _rule(name, plan.spec):
            sheet.data_validation(1, at, len(frame), at, rule)
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    _about(book, plan)
    book.close()
    return repacked(out.getvalue())


def _rule(name: str, spec: TimingSpec) -> dict[str, Any]:
    """Return what Excel checks in a column: a stop for what cannot be, a word of warning for what is only unplanned."""
    choices = {PERIOD: PERIODS, SLOT: spec.slots, COUNTER: spec.counters, CASE: spec.case_types}.get(name, ())
    if choices and len(",".join(choices)) <= LONGEST_LIST and not any("," in one for one in choices):
        kind = "stop" if name == PERIOD else "warning"
        why = "請由清單選一個。" if kind == "stop" else "不在計畫的清單裡，確定嗎？"
        return {
            "validate": "list",
            "source": list(choices),
            "error_type": kind,
            "error_title": name,
            "error_message": why,
        }
    if name in {START, END}:
        why = "請輸入一天之內的時刻，例如 9:14:23。"
        limits = {"criteria": "between", "minimum": 0, "maximum": LAST_SECOND}
        return {"validate": "decimal", **limits, "error_title": name, "error_message": why}
    if name == PAUSE:
        why = "請輸入分鐘數（0 以上），沒有中斷就空白。"
        return {"validate": "decimal", "criteria": ">=", "value": 0, "error_title": name, "error_message": why}
    return {}


def _about(book: Any, plan: TimingPlan) -> None:
    sheet, wrap = book.add_worksheet(ABOUT), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 90)
    lines = (
        f"計時輸入表：{plan.name}",
        f"開始＝{plan.spec.starts}",
        f"結束＝{plan.spec.ends}",
        PRIVATE,
        *FILLING,
        "填好後執行「labkit poc timing-read 檔案 --out 計時結果.xlsx」：算出每件分鐘，並列出哪幾列沒有填、哪幾列的時刻有問題。",
    )
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, line, wrap)
