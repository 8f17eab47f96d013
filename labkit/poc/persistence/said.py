"""What the metric of persistence says: what counts as going on, of whom, until when; all ways to divide side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from labkit.poc.amount import Amount
from labkit.poc.found import Found
from labkit.poc.intervals.shares import PERCENT
from labkit.poc.persistence.people import EPOCH, People
from labkit.poc.persistence.ways import Way
from labkit.taiwan.roc_dates import roc_text

if TYPE_CHECKING:
    from labkit.poc.kinds.survival import Survival

UNSAID = "怎樣算持續：未說明，請寫 definition（例如 加入後第 12 週起仍有紀錄）"
NOBODY_STOPPED = "觀察到的人全部持續或全部停止，無法計算區間"


def meaning(metric: Survival, people: People | None = None) -> str:
    """Return the definition: what counts as going on, from when on silence is stopping, and how far the data reach."""
    own = f"持續的定義：{metric.definition}" if metric.definition else ""
    if metric.period is None:
        return own or UNSAID
    said = f"持續＝加入後第 {metric.period} {metric.step}起仍有紀錄"
    if people is None:
        return own or said
    until = date.fromordinal(people.cut_off + EPOCH)
    which = "設定的截止日" if metric.cut_off else "資料的最後一天"
    said += f"，連續 {metric.gap} {metric.step}沒有紀錄算停止；資料到 {roc_text(until)}（{which}）"
    return "；".join(part for part in (said, own) if part)


def found_of(metric: Survival, chosen: Way, ways: Sequence[Way], said: str, people: People | None = None) -> Found:
    """Return what was found: ``chosen`` is the headline, the other ways stand beside it."""
    least = metric.least if people else 0
    until = f"至 {roc_text(date.fromordinal(people.cut_off + EPOCH))}" if people else ""
    beside = "、".join(f"{way.short} {way.text(metric.decimals, least)}%" for way in ways if way is not chosen)
    parts = [chosen.whom, f"換別的分母：{beside}" if beside else "", said]
    value = chosen.value
    if value is None:
        raise ValueError("a way without a share is no headline")
    return Found(
        amount=Amount(value, PERCENT),
        said=f"{chosen.text(metric.decimals)}%（{'；'.join(part for part in parts if part)}）",
        lines=tuple(way.line(metric.decimals, least) for way in ways),
        n=chosen.whole,
        estimate=chosen.estimate,
        no_estimate="" if chosen.estimate else NOBODY_STOPPED,
        inputs={way.of: Amount(way.value, PERCENT) for way in ways if way.value is not None},
        period=until,
    )
