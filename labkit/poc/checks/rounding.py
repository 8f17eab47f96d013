"""How the claimed number comes from the inputs: equal, rounded, truncated, or not at all; and of which day it speaks."""

from __future__ import annotations

from collections.abc import Iterator

from labkit.poc.check import Check, Trial
from labkit.poc.claimed.reproduced import Compared, matched, trimmed
from labkit.poc.claimed.said_numbers import SaidNumber
from labkit.poc.found import Found, Given
from labkit.poc.metric import Metric
from labkit.poc.units import AMBIGUOUS, MINUTES, WORDS, convert, number_text

TAKEN = {"truncated": "捨去", "raised": "進位"}
BARE = {*AMBIGUOUS, "工作天"}
WHOLE_DAYS = WORDS["24小時日"]


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield how the claimed number differs from the reproduced one, and what a bare day turns out to be."""
    del given
    said, ways = matched(metric, found.amount) or (None, [])
    if said is None or metric.claim is None or (said.bound == "most" and metric.claim.value is None):
        return  # 「15 天內」 is a limit, and not this number
    if said.bound and any(_holds(said, one) for one in ways):
        return
    met = None if said.bound else next((one for one in ways if one.how), None)
    if met is None:
        yield from _missed(said, ways)
        return
    if said.unit.partition("/")[0] in BARE and found.amount.unit.above[0] in MINUTES:
        yield _which_day(said, met, found)
    elif met.how in TAKEN:
        yield f"公開說法的「{said.text}」{_taken(met)}。請改寫為 {number_text(met.exact)} {met.word}。"
    elif met.how == "rounded" and not said.about and number_text(met.exact) != number_text(abs(said.value)):
        yield f"公開說法的「{said.text}」是由 {_precise(met)}四捨五入而來。請加「約」字，或寫出 {number_text(met.exact)}。"


def _holds(said: SaidNumber, one: Compared) -> bool:
    """Tell whether the reproduced number keeps within a claimed 以上 or 以內."""
    exact, claimed = abs(one.exact), abs(said.value)
    return exact >= claimed if said.bound == "least" else exact <= claimed


def _taken(met: Compared) -> str:
    """Return how the claimed number comes from the reproduced one."""
    if met.how in TAKEN:
        return f"是 {_precise(met)}無條件{TAKEN[met.how]}的結果，四捨五入應為 {trimmed(met.rounded)}"
    return f"等於 {_precise(met)}" if met.how == "equal" else f"是 {_precise(met)}四捨五入的結果"


def _which_day(said: SaidNumber, met: Compared, found: Found) -> str:
    days = number_text(convert(found.amount.value, found.amount.unit, "人日"))
    kind = "這是 24 小時日，不是上班日" if met.word == WHOLE_DAYS else "這是每日 8 小時的人日，不是日曆天"
    return f"公開說法的「{said.text}」{_taken(met)}；{kind}。請改寫為 {days} {WORDS['人日']}。"


def _precise(met: Compared) -> str:
    return f"{trimmed(met.exact)} {met.word}"


def _missed(said: SaidNumber, ways: list[Compared]) -> Iterator[str]:
    """Yield that the claim cannot be had from the inputs, with the difference."""
    if not ways:
        return
    told = "；".join(f"依輸入重算是 {number_text(one.exact)} {one.word}，{_difference(said, one)}" for one in ways)
    yield f"公開說法的「{said.text}」無法由輸入的數字重算：{told}。請核對輸入的數字，或更正公開說法。"


def _difference(said: SaidNumber, one: Compared) -> str:
    claimed, exact = abs(said.value), abs(one.exact)
    way = "公開說法多" if claimed > exact else "公開說法少"
    share = f"（{number_text(abs(claimed - exact) / exact * 100)} %）" if exact else ""
    return f"{way} {number_text(abs(claimed - exact))}{share}"


ROUNDING = Check(
    label="說法與重算",
    label_en="Claimed against reproduced",
    look=look,
    fires=(
        Trial.time("claim: {said: 全年約可節省 206 天, value: 206, unit: 天}"),
        Trial.time("claim: {said: 全年約可節省 620 天, value: 620, unit: 天}"),
        Trial.time("claim: 全年約可節省 700 天"),
        Trial.time("claim: 每件省 5 分，238 件共 1,190 分，250 天共 297,500 分，約 206 天"),
        Trial.time("claim: {said: 一年省下 300000 分鐘}"),
        Trial.time("claim: {said: 全年節省 619 人日, value: 619, unit: 人日}"),
        Trial.number(12.8, "%", "claim: {said: 只有 12 % 持續運動, value: 12, unit: '%'}"),
        Trial.number(98.5, "%", "claim: 清理時間減少 99 % 以上"),
    ),
    silent=(
        Trial.time("claim: 全年節省 297,500 分鐘"),
        Trial.time("claim: 每件省 5 分，一年 297,500 分，服務 36 個里、約 300 天"),
        Trial.time("claim: {said: 全年約可節省 620 人日, value: 620, unit: 人日}"),
        Trial.time("claim: 全年約可節省 30 萬分鐘"),
        Trial.time("claim: 全年節省 4,958.3 小時"),
        Trial.number(12.8, "%", "claim: {said: 只有 12.8 % 持續運動, value: 12.8, unit: '%'}"),
        Trial.number(12.8, "%", "claim: 受理 300 件"),
        Trial.number(99.2, "%", "claim: 清理時間減少 99 % 以上"),
        Trial.number(0.8, "秒", "claim: 1 秒內開啟"),
        Trial.time("claim: 15 個工作天內完成審查"),
        Trial.time("claim: 每件案件平均節省 5 分鐘"),
    ),
)
