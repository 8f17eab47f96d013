"""A bare 「天」 or 「日」 must say which: a working day, a person-day of 8 hours, or a stretch of 24 hours."""

from __future__ import annotations

from collections.abc import Iterator

from labkit.poc.check import Check, Trial
from labkit.poc.claimed.said_numbers import said_numbers
from labkit.poc.found import Found, Given
from labkit.poc.metric import Metric
from labkit.poc.units import AMBIGUOUS


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield each number of bare days in the claim, the target and the name."""
    del found, given
    claim, target = metric.claim, metric.target
    words = [claim.said if claim else "", target.said if target else "", metric.name]
    named = [f"「{one.text}」" for text in words for one in said_numbers(text) if one.unit in AMBIGUOUS]
    if not named and claim and claim.unit.partition("/")[0] in AMBIGUOUS:
        named = [f"單位「{claim.unit}」"]
    for text in dict.fromkeys(named):
        yield f"{text}沒有說明是哪一種天。請改寫為工作天、日曆天、人日（每人日 8 小時）或 24 小時日。"


BARE_DAY = Check(
    label="哪一種天",
    label_en="Which day",
    look=look,
    fires=(
        Trial.time("claim: 全年約可節省 206 天"),
        Trial.time("claim: {said: 全年節省近七個月, value: 206, unit: 天}"),
        Trial.time("target: 辦理時間縮短 3 日"),
    ),
    silent=(
        Trial.time("claim: 全年約可節省 620 人日"),
        Trial.time("claim: 全年 247 個工作天，等於 206.6 個 24 小時日"),
        Trial.time("claim: 每日 238 件，114年3月5日起實施，每天開放"),
        Trial.time("target: 12月31日以前完成"),
    ),
)
