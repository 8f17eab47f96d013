"""The minutes of citizens and those of staff are never counted together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from labkit.poc.check import Check, Trial
from labkit.poc.found import Found, Given
from labkit.poc.metric import Metric
from labkit.poc.wording.number import is_time

CITIZENS = re.compile(r"民眾|市民|縣民|鄉親|申請人|使用者|家長|案家|長者|洽公者|當事人")
STAFF = re.compile(r"同仁|櫃員|櫃檯人員|櫃台人員|承辦人?員?|員工|公務人員|機關人員|人力")
TOGETHER = re.compile(r"(?:與|和|及|、|加上?|連同|合計|共)")


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield a time that two kinds of people are said to save at once."""
    del given
    if not is_time(found):
        return
    whose = {one.metric.whose for one in found.asked if one.metric.whose}
    if len(whose) > 1:
        yield f"這個數字把{'、'.join(sorted(whose))}的時間合在一起。不同人的時間不能相加，請各做一個指標、分別寫出。"
    text = metric.claim.said if metric.claim else ""
    if CITIZENS.search(text) and STAFF.search(text) and TOGETHER.search(text):
        yield (
            f"公開說法同時算民眾與同仁的時間，而算式只算{metric.whose or '其中一方'}的。"
            "同一個步驟不可算兩次，請分別列出兩個數字，不要相加。"
        )


TWO_COUNTS = Check(
    label="同一段時間不算兩次",
    label_en="Two counts",
    look=look,
    fires=(
        Trial.time("claim: 民眾與承辦同仁合計一年節省 619.8 人日"),
        Trial.time("claim: 節省民眾等待及櫃員登打的時間，共 297,500 分鐘"),
    ),
    silent=(
        Trial.time("claim: 民眾一年少填 297,500 分鐘"),
        Trial.time("claim: 同仁一年少登打 297,500 分鐘", whose="同仁"),
        Trial.number(12.8, "%", "claim: 民眾與同仁的滿意度 12.8 %"),
    ),
)
