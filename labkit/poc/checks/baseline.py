"""A relative change or a numeric target without a baseline cannot be checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from labkit.poc.check import Check, Trial
from labkit.poc.claimed.from_to import from_to
from labkit.poc.claimed.said_numbers import said_numbers
from labkit.poc.found import Found, Given
from labkit.poc.metric import Metric

MEASURED_BEFORE = 2
RUNNING = """kind: cumulative
id: a
name: 甲
unit: 件
measured: {table: 表}
time: {field: 日, year: 114}
target: {value: 400}
"""
DOUBLED = re.compile(r"翻倍|翻一番|倍增|加倍|倍數成長|(?:腰斬|減半)")


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield a change or a target that stands on no baseline."""
    del given
    known = metric.baseline is not None and metric.baseline.value is not None
    if known or found.reached >= MEASURED_BEFORE:
        return
    total = getattr(metric, "kind", "") == "cumulative"  # it begins at 0
    said = said_numbers(metric.claim.said) if metric.claim else []
    changed = [one.text for one in said if one.change and one.unit in {"%", "百分點", "倍"}]
    changed += [one[0] for one in DOUBLED.finditer(metric.claim.said)] if metric.claim else []
    if changed and any(from_to(said)):
        return  # 「由 50 分鐘縮短為 15 分鐘」 says where it began
    if changed:
        yield f"「{changed[0]}」沒有原始值（baseline 的 value），無法驗證。請補上改變前的數字、期間、筆數與量測方法。"
    elif metric.target and metric.target.value is not None and not total:
        yield "目標值是數字，而沒有原始值的數字，無法驗證進步了多少。請補上改變前的數字、期間、筆數與量測方法。"


BASELINE = Check(
    label="原始值",
    label_en="Baseline",
    look=look,
    fires=(
        Trial.number(70, "%", "claim: 資源分配精準度提高 70 % 以上"),
        Trial.number(70, "%", "claim: 精準度提高 70 個百分點\nbaseline: 原本憑經驗分配"),
        Trial.number(2, "倍", "claim: 電子書借閱人次倍增"),
        Trial.number(2, "%", "claim: 逃漏稅案件減少 2 成"),
        Trial.number(70, "%", "target: {said: 達到 80 %, value: 80, unit: '%'}"),
    ),
    silent=(
        Trial.number(70, "%", "claim: 精準度提高 70 %\nbaseline: {said: 誤差 40 %, value: 40, unit: '%'}"),
        Trial.number(70, "%", "claim: 精準度提高到 70 %"),
        Trial.number(70, "%", "claim: 精準度提高 70 %", found={"reached": 2}),
        Trial.number(70, "%", "claim: 申報時間由 50 分鐘縮短為 15 分鐘，減少 70 %"),
        Trial.time("target: 每件節省 5 分鐘\n"),
        Trial(RUNNING, {"表": {"日": [date(2025, 1, 5)]}}, date(2025, 3, 14)),
    ),
)
