"""Numbers that cannot be: a share above 100 % or below 0, negative minutes, a saving larger than the time before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from labkit.poc.amount import Amount
from labkit.poc.check import Check, Trial
from labkit.poc.claimed.said_numbers import SaidNumber, said_numbers
from labkit.poc.found import Found, Given
from labkit.poc.metric import Metric
from labkit.poc.units import MINUTES, Unit, number_text

WHOLE = 100
MAY_EXCEED = re.compile(
    r"達成率|達標率|成長率|增加率|年增|月增|增幅|執行率|報酬率|負荷率|超載|使用率|利用率|占床率|佔床率|周轉率|週轉率|倍"
)
SAVED = re.compile(r"節省|省下|減少|縮短|縮減|降低")
LEVELS = ("%", *MINUTES, "件", "人次", "人", "次", "份", "工作天", "日曆天")


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield what cannot be, in the words of the claim and in the computed number."""
    del given
    words = f"{metric.name}{metric.claim.said if metric.claim else ''}"
    if metric.claim:
        for one in said_numbers(metric.claim.said):
            yield from _share(one, words)
    yield from _computed(found, words)
    yield from _saved(metric, found)


def _share(one: SaidNumber, words: str) -> Iterator[str]:
    """Yield what is wrong with a share that a claim states."""
    above = one.value > WHOLE or (one.value == WHOLE and one.bound == "least")
    if one.unit == "倍" and one.change == "down" and abs(one.value) >= 1:
        yield f"「{one.text}」不可能：減少一倍就沒有了。請改寫減少的百分比，並寫出前後各是多少。"
    if one.unit != "%" or one.change == "up" or (MAY_EXCEED.search(words) and one.change != "down"):
        return
    if one.change == "down":
        if abs(one.value) > WHOLE or (abs(one.value) == WHOLE and one.bound == "least"):
            yield f"「{one.text}」不可能：最多只能減少 100 %（減到零）。請核對基準值與算式，改寫實際減少的百分比。"
    elif above:
        yield (
            f"「{one.text}」不可能：比率最高就是 100 %，沒有更高的值。"
            "請改寫成實際的數字，例如「n 人中 m 人（m ÷ n）」，並附分母與區間。"
        )


def _computed(found: Found, words: str) -> Iterator[str]:
    value, unit = found.amount.value, found.amount.unit
    if unit == Unit(("%",)) and found.reached <= 1 and not MAY_EXCEED.search(words):
        if value > WHOLE:
            yield f"算出的 {number_text(value)} % 超過 100 %。請核對分子是不是都包含在分母之內。"
        elif value < 0:
            yield f"算出的 {number_text(value)} % 小於 0，比率不會是負的。請核對分子與分母。"
    for name, amount in found.inputs.items():
        if amount.value < 0 and amount.unit.above and amount.unit.above[0] in LEVELS:
            yield f"「{name}」是負的（{amount}），不可能。請核對輸入的數字或相減的先後。"


def _saved(metric: Metric, found: Found) -> Iterator[str]:
    """Yield a saving that is larger than what there was before."""
    before = metric.baseline
    if before is None or before.value is None or not before.unit:
        return
    amounts = {metric.name: found.amount, **found.inputs}
    for name, amount in amounts.items():
        same = _in_unit(amount, Unit.parse(before.unit, place=metric.name))
        if SAVED.search(name) and same is not None and same > before.value:
            yield (
                f"「{name}」{amount} 比原始值 {number_text(before.value)} {before.unit} 還多，省下的不可能超過原有的。"
                "請核對原始值的單位與期間。"
            )


def _in_unit(amount: Amount, wanted: Unit) -> Fraction | None:
    """Return the value in the unit ``wanted``; None where the two cannot be compared."""
    if amount.unit == wanted:
        return amount.value
    one, other = (unit.above[0] if len(unit.above) == 1 else "" for unit in (amount.unit, wanted))
    if one not in MINUTES or other not in MINUTES or amount.unit.below != wanted.below:
        return None
    return amount.value * MINUTES[one] / MINUTES[other]


POSSIBLE_RANGE = Check(
    label="數值可能存在",
    label_en="Possible range",
    look=look,
    fires=(
        Trial.number(95, "%", "claim: 使用者滿意度達 100 % 以上"),
        Trial.number(95, "%", "claim: {said: 滿意度超過百分之百}"),
        Trial.number(112, "%", ""),
        Trial.number(95, "%", "claim: 清理時間減少 120 %"),
        Trial.number(95, "%", "claim: 等待時間縮短 2 倍"),
        Trial.time("name: 每年節省的時間\nbaseline: {said: 原本每年二十萬分鐘, value: 200000, unit: 分鐘/年}\n"),
        Trial.time("baseline: {said: 原本每件 4 分鐘, value: 240, unit: 秒/件}\n").renamed("每件,", "每件節省,"),
    ),
    silent=(
        Trial.number(95, "%", "claim: 使用者滿意度達 100 %"),
        Trial.number(95, "%", "claim: 滿意度 95 % 以上"),
        Trial.number(120, "%", "question: 目標達成率\nclaim: 達成率 120 %").renamed("name: 指標", "name: 達成率"),
        Trial.number(95, "%", "claim: 件數成長 150 %"),
        Trial.number(95, "%", "claim: 件數成長 2 倍，錯誤減少 0.5 倍"),
        Trial.number(99, "%", "claim: 清理時間減少 99 % 以上"),
        Trial.time("name: 每年節省的時間\nbaseline: {said: 原本每年六十萬分鐘, value: 10000, unit: 小時/年}\n"),
    ),
)
