"""The sentence that the evidence allows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from labkit.poc.found import Found
from labkit.poc.metric import Metric
from labkit.poc.wording.comparing import ALLOWED, beside, crosses_zero, rung_of, tested_in_words
from labkit.poc.wording.number import interval_in_words, is_saving, number_in_words
from labkit.poc.wording.target import reached, target_in_words
from labkit.taiwan.roc_dates import roc_text


def statement_of(metric: Metric, found: Found, equivalents: Mapping[str, str], as_of: date | None) -> str:
    """Return what may be said of ``metric`` in one zh-TW paragraph.

    Never a bare 「天」, never 顯著 without a test, no causal word below the rung with a comparison, no number without the
    interval or the reason why there is none.
    """
    rung = rung_of(metric, found)
    parts = [
        f"{metric.name}：{_origin(metric, found)}{ALLOWED[rung].introduced}，{number_in_words(metric, found, equivalents)}。",
        interval_in_words(metric, found),
        crosses_zero(found),
        tested_in_words(found.tested),
        beside(rung, found),
        _target(metric, found, as_of),
        _use(metric, found),
        _dated(metric, found, as_of),
    ]
    return "".join(part for part in parts if part)


def _origin(metric: Metric, found: Found) -> str:
    """Return on whose word the numbers stand."""
    typed = not found.used and not found.read and all(one.typed_inputs_only for one in found.asked)
    if metric.status == "已查核" and metric.verified:
        return f"依已查核的數字（{roc_text(metric.verified.on)}查核）"
    if metric.status == "已查核":
        return "依標為已查核、但沒有查核紀錄的數字"
    if metric.status == "實測":
        return "依標為實測、但未附紀錄表的數字" if typed else "依實測的紀錄（未查核）"
    return "依機關宣稱的數字（未查核）"


def _target(metric: Metric, found: Found, as_of: date | None) -> str:
    judged = reached(metric, found, as_of)
    return f"目標值「{target_in_words(metric, found)}」：{judged.text}。" if judged else ""


def _use(metric: Metric, found: Found) -> str:
    """Return that a time saved is no money, and what it is used for."""
    if metric.cashable or not is_saving(metric, found):
        return ""
    used = f"省下的時間用於{metric.reused_for}。" if metric.reused_for else ""
    return f"這是時間，不是可收回的經費。{used}"


def _dated(metric: Metric, found: Found, as_of: date | None) -> str:
    """Return the period of the data, n, and the day of the statement."""
    window = metric.time
    period = found.period or (
        f"{roc_text(window.start)}至{roc_text(window.end)}" if window.start and window.end else ""
    )
    facts = [
        f"資料期間：{period}" if period else "",
        f"{'較少的一邊 ' if found.ways else ''}n＝{found.n:,}" if found.n else "",
        f"計算日期：{roc_text(as_of)}" if as_of else "",
    ]
    told = "；".join(one for one in facts if one)
    return f"（{told}）" if told else ""
