"""Is the target reached? 達標, 未達標, or 尚不能判斷 where the interval lies on both sides of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Literal

from labkit.core.errors import UnitMismatch
from labkit.poc.found import Found
from labkit.poc.metric import Metric
from labkit.poc.stated import Baseline
from labkit.poc.units import MINUTES, Unit, number_text
from labkit.taiwan.roc_dates import roc_text

Word = Literal["達標", "未達標", "尚不能判斷"]


@dataclass(frozen=True)
class Reached:
    """Whether the target is reached, why so, and which part of it (達成率, in %, where that makes sense)."""

    word: Word
    why: str
    part: Fraction | None = None
    early: bool = False

    @property
    def text(self) -> str:
        """Return the judgement in words."""
        part = "" if self.part is None else f"，達成率 {number_text(self.part)} %"
        word = "期限未到，目前未達" if self.early else self.word
        return f"{word}（{self.why}{part}）"


def reached(metric: Metric, found: Found, as_of: date | None = None) -> Reached | None:
    """Return whether ``metric.target`` is reached; None where it has no number; before its day it may still be reached.

    Raises UnitMismatch for a target in a unit that cannot be compared with the metric's.
    """
    judged, by = _reached(metric, found), metric.target.by if metric.target else None
    early = bool(judged and judged.word == "未達標" and by and as_of and as_of < by)
    return replace(judged, early=early) if judged else None


def _reached(metric: Metric, found: Found) -> Reached | None:
    target = metric.target
    if target is None or target.value is None:
        return None
    goal = _in_unit(target.value, target.unit, found.amount.unit, metric.name)
    if not metric.direction:
        return Reached("尚不能判斷", "沒有寫越高越好或越低越好（direction）")
    sign = 1 if _more_is_better(metric) else -1
    part = _part(metric, found, goal)
    estimate = found.estimate
    if estimate is None:
        met = sign * (found.amount.value - goal) >= 0
        return Reached("達標" if met else "未達標", "只比單一數字，沒有區間", part)
    ends = sorted(sign * (Fraction(end) - goal) for end in (estimate.low, estimate.high))
    if ends[0] >= 0:
        return Reached("達標", "整個區間都達到目標", part)
    if ends[1] < 0:
        return Reached("未達標", "整個區間都沒有達到目標", part)
    return Reached("尚不能判斷", "區間跨過目標值", part)


def _more_is_better(metric: Metric) -> bool:
    return metric.is_improvement or metric.direction == "越高越好"


def _part(metric: Metric, found: Found, goal: Fraction) -> Fraction | None:
    """Return 達成率: what is reached over the goal; for 越低越好 the fall from the baseline over the fall that was set."""
    if _more_is_better(metric):
        return found.amount.value / goal * 100 if goal > 0 and found.amount.value >= 0 else None
    before: Baseline | None = metric.baseline
    if before is None or before.value is None:
        return None
    try:
        start = _in_unit(before.value, before.unit, found.amount.unit, metric.name)
    except UnitMismatch:  # a baseline for each case beside a target for a year: each may stand, no part can be told
        return None
    return (start - found.amount.value) / (start - goal) * 100 if start > goal else None


def _in_unit(value: Fraction, unit: str, wanted: Unit, place: str) -> Fraction:
    """Return ``value`` in the unit ``wanted``; a number without a unit is in the metric's."""
    parsed = Unit.parse(unit, place=place) if unit else wanted
    if parsed == wanted:
        return value
    one, other = (each.above[0] if len(each.above) == 1 else "" for each in (parsed, wanted))
    if one not in MINUTES or other not in MINUTES or parsed.below != wanted.below:
        raise UnitMismatch(
            place=place, left=unit, right=str(wanted), what="比較（目標值或原始值與指標），請改用同一種單位"
        )
    return value * MINUTES[one] / MINUTES[other]


def target_in_words(metric: Metric, found: Found | None = None) -> str:
    """Return the target with its number, day and who set it; a number without a unit is in that of ``found``."""
    target = metric.target
    if target is None:
        return "未提供"
    number = (
        ""
        if target.value is None
        else f"{number_text(target.value)} {target.unit or metric.unit or unit_of(found)}".strip()
    )
    facts = [f"{roc_text(target.by)}前" if target.by else "", f"{target.set_by}訂定" if target.set_by else ""]
    return with_facts(target.said, number, facts)


def unit_of(found: Found | None) -> str:
    """Return the unit of what was found, empty for a bare number."""
    return str(found.amount.unit) if found and found.amount.unit != Unit() else ""


def baseline_in_words(metric: Metric, found: Found | None = None) -> str:
    """Return the baseline with its number, period, n and method: 「480 分鐘（113年1–3月，n＝30，碼表計時）」."""
    before = metric.baseline
    if before is None:
        return "未提供"
    number = (
        ""
        if before.value is None
        else f"{number_text(before.value)} {before.unit or metric.unit or unit_of(found)}".strip()
    )
    facts = [before.period, f"n＝{before.n:,}" if before.n else "", before.method, before.source]
    return with_facts(before.said, number, facts)


def with_facts(said: str, number: str, facts: list[str]) -> str:
    """Return the words, the number and the facts in brackets; what is empty is left out.

    >>> with_facts("", "480 分鐘", ["113年1–3月", "n＝30", ""])
    '480 分鐘（113年1–3月，n＝30）'
    """
    known = "，".join(one for one in facts if one)
    told = "：".join(one for one in (said, number) if one) or "未提供"
    return f"{told}（{known}）" if known else told
