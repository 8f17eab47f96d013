"""What 100 % of a few bears: the low end of the Wilson interval with that many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from labkit.poc.check import Check, Trial
from labkit.poc.claimed.said_numbers import said_numbers
from labkit.poc.found import Found, Given
from labkit.poc.metric import Metric
from labkit.statistics.intervals import wilson

ALL = re.compile(
    r"(?:全部|全數|全體|完全|百分百)(?:皆|都|均)?(?:滿意|正確|相符|符合|通過|成功|無誤|一致|達標|完成)|零(?:誤差|錯誤|失誤|遺漏|缺失|投訴|客訴|申訴|陳情|抱怨|爭議|糾紛|事故|意外|違規|逾期|延誤|退件|漏接|中斷|當機|外洩|死亡|傷亡|感染|確診)|無一(?:錯誤|遺漏|例外)|100分之100"
)
WHOLE, ENOUGH = 100, 0.99


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield what a claim of all may say with its n."""
    del given
    if metric.claim is None:
        return
    said = metric.claim.said
    whole = [one.text for one in said_numbers(said) if one.unit == "%" and one.value == WHOLE and not one.change]
    words = [*whole, *(one[0] for one in ALL.finditer(said))]
    if not words:
        return
    n = metric.claim.n or found.n
    if n is None:
        yield f"「{words[0]}」沒有分母（n），無法判斷。請寫明一共幾筆（人）、由誰查核。"
        return
    low = wilson(n, n)[0]
    if low < ENOUGH:
        yield (
            f"「{words[0]}」只根據 {n:,} 筆（人）：即使全部都是，也只能說至少 {low * 100:.1f} %（Wilson 95 % 區間的下限）。"
            f"請寫成「{n:,} 之中 {n:,}」並附這個下限，或增加筆數。"
        )


HUNDRED_PERCENT = Check(
    label="百分之百與筆數",
    label_en="Hundred percent",
    look=look,
    fires=(
        Trial.number(100, "%", "claim: {said: 使用者滿意度 100 %, n: 5}"),
        Trial.number(100, "%", "claim: 使用者滿意度達 100 % 以上"),
        Trial.number(100, "%", "claim: 三個系統的欄位全數一致", found={"n": 30}),
        Trial.number(100, "%", "claim: {said: 核對結果零誤差, n: 20}"),
        Trial.number(100, "%", "claim: 全年零投訴、零事故"),
        Trial.number(100, "%", "claim: 服務涵蓋率達百分百"),
    ),
    silent=(
        Trial.number(95, "%", "claim: 零售、零星案件與零距離服務的滿意度 95 %"),
        Trial.number(100, "%", "claim: {said: 滿意度 100 %, n: 400}"),
        Trial.number(100, "%", "claim: {said: 件數成長 100 %, n: 5}"),
        Trial.number(95, "%", "claim: {said: 不可推論到全部案件，滿意度 95 %, n: 5}"),
    ),
)
