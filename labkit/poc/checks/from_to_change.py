"""「由 80 % 提升至 92 %，提升 12 %」: the change that a claim states against the two levels that it states."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from labkit.poc.check import Check, Trial
from labkit.poc.claimed.from_to import from_to
from labkit.poc.claimed.reproduced import how_near, trimmed
from labkit.poc.claimed.said_numbers import SaidNumber, said_numbers
from labkit.poc.found import Found, Given
from labkit.poc.metric import Metric
from labkit.poc.units import Unit

RELATIVE = {"%", "倍"}
POINTS = Unit(("百分點",))


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield a stated change that the stated levels do not come to; of one pair of levels, as two would be guessed apart."""
    del given
    said = said_numbers(metric.claim.said) if metric.claim else []
    pairs = list(from_to(said))
    if len(pairs) != 1:
        return
    (before, after), *_ = pairs
    for one in said:
        told = one.unit == "%" and found.amount.unit == POINTS  # percent_or_points says it
        if one.change and not (one.bound or told) and one is not before and one is not after:
            yield from _compared(one, before, after)


def _compared(one: SaidNumber, before: SaidNumber, after: SaidNumber) -> Iterator[str]:
    moved = after.value - before.value
    ways = dict(_ways(moved, before, after.unit))
    if one.unit not in ways or _near(one, ways[one.unit]):
        return
    levels = f"由 {trimmed(before.value)} 到 {trimmed(after.value)} {after.unit}"
    if one.unit == after.unit == "%" and _near(one, abs(moved)):
        yield f"「{one.text}」是兩個百分比的差：{levels}，應寫 {trimmed(abs(moved))} 個百分點（相對變動是 {trimmed(ways['%'])} %）。請改寫。"
    else:
        yield f"「{one.text}」與前後的數字不合：{levels}，變動是 {trimmed(ways[one.unit])} {_word(one.unit)}。請核對並改寫。"


def _ways(moved: Fraction, before: SaidNumber, unit: str) -> Iterator[tuple[str, Fraction]]:
    """Yield the size of the change in each unit that it can be told in."""
    if before.value > 0:
        yield "%", abs(moved) / before.value * 100
    if unit == "%":
        yield "百分點", abs(moved)
    elif unit and unit not in RELATIVE:
        yield unit, abs(moved)


def _near(one: SaidNumber, exact: Fraction) -> bool:
    return bool(how_near(abs(one.value), exact, one.step)[0]) or (
        one.about and abs(abs(one.value) - exact) <= exact / 20
    )


def _word(unit: str) -> str:
    return "個百分點" if unit == "百分點" else unit


FROM_TO_CHANGE = Check(
    label="前後數字與變動",
    label_en="The levels and their change",
    look=look,
    fires=(
        Trial.number(12.3, "%", "claim: 破案率由 80.1 % 提升至 92.4 %，提升 12.3 %"),
        Trial.number(50, "%", "claim: 審查由 7 個工作天縮短為 4 個工作天，縮短 50 %"),
        Trial.number(5, "工作天", "claim: 審查由 7 個工作天縮短為 4 個工作天，縮短 5 個工作天"),
    ),
    silent=(
        Trial.number(12.3, "百分點", "claim: 破案率由 80.1 % 提升至 92.4 %，提升 12.3 個百分點"),
        Trial.number(70, "%", "claim: 申報由 50 分鐘縮短為 15 分鐘，減少 70 %，每件節省 35 分鐘"),
        Trial.number(43, "%", "claim: 審查由 7 個工作天縮短為 4 個工作天，縮短約 43 %"),
        Trial.number(10, "%", "claim: 甲所由 7 天縮短為 4 天，乙所由 6 天縮短為 5 天，平均減少 30 %"),
    ),
)
