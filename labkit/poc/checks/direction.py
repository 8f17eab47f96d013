"""A claim of less where the data say more, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from labkit.poc.check import Check, Trial
from labkit.poc.claimed.reproduced import comparable
from labkit.poc.claimed.said_numbers import said_numbers
from labkit.poc.found import Found, Given
from labkit.poc.metric import Metric
from labkit.poc.wording.sense import opposed, sized

STATED = """kind: before_after
id: a
name: 處理時間
whose: 同仁
unit: 分鐘/件
direction: 越低越好
before: {value: 17}
after: {value: 20}
claim: %s
"""


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield each number of the claim that goes the other way than what was found."""
    del given
    for one in said_numbers(metric.claim.said) if metric.claim else []:
        if opposed(one, metric, found) and comparable(one, found.amount):
            yield f"公開說法的「{one.text}」與資料的方向相反：資料是{sized(found)}。請更正公開說法，或核對改變前、後是否對調。"


DIRECTION = Check(
    label="增減的方向",
    label_en="Direction",
    look=look,
    fires=(
        Trial(STATED % "每件縮短 3 分鐘"),
        Trial(STATED.replace("17", "24").replace("direction: 越低越好\n", "") % "每件增加 4 分鐘"),
    ),
    silent=(
        Trial(STATED.replace("17", "24") % "每件縮短 4 分鐘"),
        Trial(STATED % "每件增加 3 分鐘"),
        Trial(STATED % "每件 3 分鐘"),
        Trial(STATED.replace("17", "24").replace("unit: 分", "effect: relative\nunit: 分") % "精準度提高 10 % 以上"),
    ),
)
