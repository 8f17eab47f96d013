"""「以上」 and 「以內」 must be borne by the whole interval, not by the estimate alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from labkit.poc.amount import Amount
from labkit.poc.check import Check, Trial
from labkit.poc.claimed.reproduced import comparable
from labkit.poc.claimed.said_numbers import SaidNumber, said_numbers
from labkit.poc.found import Estimate, Found, Given
from labkit.poc.metric import Metric
from labkit.poc.take import EXACT
from labkit.poc.units import MINUTES, number_text
from labkit.poc.wording.number import why_none

RUNS = 3
TIMED = re.compile(r"時間|時數|工時|耗時|處理|清理|整併|彙整|辦理|等待|秒|分鐘|小時")
SETTING_UP = "；並說明建置與第一次設定的時間有沒有算進去、做幾次之後回本"
NO_BOUND = {"歲", "元", "天", ""}


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield each bound that the interval does not reach."""
    del given
    if metric.claim is None:
        return
    for one in said_numbers(metric.claim.said):
        if not one.bound or one.unit in NO_BOUND or not comparable(one, found.amount):
            continue
        yield from _few_runs(one, metric, found)
        yield from _unborne(one, metric, found)


def _few_runs(one: SaidNumber, metric: Metric, found: Found) -> Iterator[str]:
    """Yield that a bound on a time needs three timed runs on each side."""
    words = f"{metric.claim.said if metric.claim else ''}{metric.name}"
    shortened = one.unit == "%" and one.change == "down" and TIMED.search(words)
    if not (shortened or (one.unit in MINUTES and "件" in found.amount.unit.below)):
        return
    n = (metric.claim.n if metric.claim else None) or found.n
    if n is None or n < RUNS:
        counted = f"每邊只有 {n} 次" if n else "沒有計時次數"
        yield f"「{one.text}」{counted}。改變前、後請各至少計時 {RUNS} 次並留下紀錄{SETTING_UP if shortened else ''}。"


def _unborne(one: SaidNumber, metric: Metric, found: Found) -> Iterator[str]:
    estimate = found.estimate
    if estimate is None and found.no_estimate == EXACT:
        estimate = Estimate(
            value=float(found.amount.value), low=float(found.amount.value), high=float(found.amount.value), method=""
        )
    if estimate is None:
        yield f"「{one.text}」要由區間的{_end(one)}撐住，而區間無法計算（{why_none(metric, found)}）。請補量測，或刪去這個詞、只寫數字。"
        return
    ends = sorted(abs(Fraction(end)) for end in (estimate.low, estimate.high))
    if estimate.low * estimate.high < 0:
        ends[0] = Fraction(0)
    worst = ends[0] if one.bound == "least" else ends[1]
    (word, exact), *_ = comparable(one, Amount(worst, found.amount.unit))
    short = exact < abs(one.value) if one.bound == "least" else exact > abs(one.value)
    if short:
        told = number_text(exact.limit_denominator(10**6))
        yield f"「{one.text}」站不住：{_end_of(one, estimate)}是 {told} {word}。請改寫成估計值與區間，或把數字改到資料撐得住的地方。"


def _end_of(one: SaidNumber, estimate: Estimate) -> str:
    """Return what was too low or too high: the end of an interval, or the counted number itself."""
    return f"區間的{_end(one)}" if estimate.low < estimate.high else "算出的數字"


def _end(one: SaidNumber) -> str:
    return "下限" if one.bound == "least" else "上限"


def between(low: float, high: float) -> Estimate:
    """Return an interval for the trials."""
    return Estimate(value=(low + high) / 2, low=low, high=high, method="試例")


AT_LEAST = Check(
    label="「以上」與區間",
    label_en="At least",
    look=look,
    fires=(
        Trial.number(99, "%", "claim: 資料清理時間減少 99 % 以上", found={"n": 2, "estimate": between(98, 99.6)}),
        Trial.number(99, "%", "claim: 資料清理時間減少 99 % 以上", found={"n": 5, "estimate": between(98, 99.6)}),
        Trial.number(99, "%", "claim: 資料清理時間減少 99 % 以上"),
        Trial.number(82, "%", "claim: 滿意度逾 80 %", found={"n": 40, "estimate": between(67, 91)}),
        Trial.number(0.8, "秒", "claim: {said: 1 秒內開啟, n: 20}", found={"estimate": between(0.6, 1.4)}),
        Trial.number(248_000, "人次", "claim: 到館突破 25 萬人次", found={"no_estimate": EXACT}),
        Trial.number(85, "%", "claim: {said: 9 成以上個案獲得服務, n: 40}", found={"estimate": between(79, 91)}),
    ),
    silent=(
        Trial.number(99.5, "%", "claim: 資料清理時間減少 99 % 以上", found={"n": 5, "estimate": between(99.1, 99.8)}),
        Trial.number(99, "%", "claim: 資料清理時間減少 99 %"),
        Trial.number(523_000, "件", "claim: 全年受理逾 52 萬件", found={"no_estimate": EXACT}),
        Trial.number(99, "%", "claim: 65 歲以上長者的逾期比率 99 %"),
        Trial.number(0.8, "秒", "claim: {said: 1 秒內開啟, n: 20}", found={"estimate": between(0.6, 0.9)}),
    ),
)
