"""A number must be what it says it is: measured, verified, as well designed, and as fresh."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from labkit.poc.check import Check, Trial
from labkit.poc.evidence import rung_in_words
from labkit.poc.found import Found, Given
from labkit.poc.metric import Metric
from labkit.taiwan.roc_dates import roc_text

OLD = 366


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield where the stated status goes further than what the number rests on."""
    if metric.status == "實測" and typed_alone(found):
        yield "標為「實測」，而數字都是手動輸入的。請改由紀錄表量測（inputs 的 measured），或把 status 改為「機關宣稱」。"
    if metric.status == "已查核" and metric.verified is None:
        yield "標為「已查核」，而沒有寫由誰、在哪一天查核。請填 verified 的 by（單位與職稱，不必寫姓名）與 on（日期），或改為「機關宣稱」。"
    if metric.design > found.reached:
        yield (
            f"寫的是證據{rung_in_words(metric.design)}，而資料只到{rung_in_words(found.reached)}。"
            f"請補上該設計的資料，或把 design 改為 {found.reached}。"
        )
    yield from _old(metric, given.as_of)


def typed_alone(found: Found) -> bool:
    """Tell whether nothing but typed numbers went in."""
    return not found.used and not found.read and all(one.typed_inputs_only for one in found.asked)


def _old(metric: Metric, as_of: date | None) -> Iterator[str]:
    """Yield data that are more than a year older than the statement, and a check that came before the data ended."""
    end = metric.time.end or (date(metric.time.year, 12, 31) if metric.time.year else None)
    data = (metric.claim.data_date if metric.claim else None) or end
    if as_of and data and (as_of - data).days > OLD:
        yield f"資料只到{roc_text(data)}，距計算日期{roc_text(as_of)}超過一年。請換成較新的資料，或在說法裡寫明資料日期。"
    if metric.verified and end and metric.verified.on < end:
        yield f"查核日期{roc_text(metric.verified.on)}早於資料期間的最後一天{roc_text(end)}。請在資料齊全之後再查核一次。"


RECORDS = """kind: product
id: a
name: 節省的時間
whose: 同仁
status: 實測
inputs:
- {name: 每件, measured: {table: 計時, take: mean, column: 分鐘}, unit: 分鐘/件}
- {name: 件數, value: 2, unit: 件/年}
"""
TIMED = {"計時": {"分鐘": [4, 5, 6]}}
STATUS = Check(
    label="證據狀態",
    label_en="Status",
    look=look,
    fires=(
        Trial.time("status: 實測"),
        Trial.time("status: 已查核"),
        Trial.time("design: 3"),
        Trial.time("claim: {said: 每件省 5 分, data_date: 2023-03-01}", as_of=date(2025, 3, 14)),
        Trial.time("time: {year: 113}\nverified: {by: 主計室科長, on: 2024-06-30}"),
    ),
    silent=(
        Trial(RECORDS, TIMED),
        Trial.time("status: 已查核\nverified: {by: 主計室科長, on: 2025-02-01}\ntime: {year: 113}"),
        Trial.time("design: 1"),
        Trial.time("claim: {said: 每件省 5 分, data_date: 2024-12-31}", as_of=date(2025, 3, 14)),
    ),
)
