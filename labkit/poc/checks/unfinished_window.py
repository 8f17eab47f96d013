"""A window that ends after the day of the statement: the records of its last part cannot be there yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from labkit.poc.check import Check, Trial
from labkit.poc.found import Found, Given
from labkit.poc.metric import Metric
from labkit.taiwan.roc_dates import roc_text

STATED = """kind: product
id: a
name: 甲
time: {field: 日, year: 114}
inputs:
- {name: 件數, measured: {table: 表}, unit: 件}
- {name: 倍數, value: 1, unit: 倍, n: 1}
"""
TABLE = {"表": {"日": [date(2025, 1, 5), date(2025, 1, 6)]}}


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield a sentence where records are taken from a window that is not over, by a kind that needs it whole."""
    window = metric.time
    end = window.end or (date(window.year, 12, 31) if window.year else None)
    if not getattr(type(metric), "whole_period", True) or not found.used or not end or not given.as_of:
        return
    if end > given.as_of:
        yield (
            f"期間到{roc_text(end)}才結束，計算日期是{roc_text(given.as_of)}：這只是部分期間的數字，不能當作整個期間。"
            "請等期間結束再算，或把 time 的 to 改為已有完整資料的日子。"
        )


UNFINISHED_WINDOW = Check(
    label="期間尚未結束",
    label_en="Unfinished window",
    look=look,
    fires=(Trial(STATED, TABLE, date(2025, 3, 14)),),
    silent=(Trial(STATED, TABLE, date(2025, 12, 31)), Trial(STATED, TABLE)),
)
