"""Who verified a number is told by unit and position: a name alone says neither, and stands in what is published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from labkit.poc.check import Check, Trial
from labkit.poc.found import Found, Given
from labkit.poc.metric import Metric

POSITION = re.compile(
    r"[府院部會署局處司所室科課股組隊館站區]|中心|公司|大學|學院|學會|協會|長$|員$|師$|主任|秘書|教授|委員|專員|稽核|主計|政風|研考|顧問|教練"
)


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield the question where neither a unit nor a position is named; the words themselves are not repeated."""
    del found, given
    if metric.verified and not POSITION.search(metric.verified.by):
        yield "查核人看不出是哪個單位、什麼職稱。請在 verified 的 by 寫單位與職稱（例如「主計室科長」），不必寫姓名，因為這一欄會隨結果發布。"


VERIFIED_BY = Check(
    label="查核人的單位與職稱",
    label_en="Verified by whom",
    look=look,
    fires=(Trial.time("verified: {by: 王小明, on: 2025-02-01}"),),
    silent=(
        Trial.time(""),
        Trial.time("verified: {by: 主計室科長, on: 2025-02-01}"),
        Trial.time("verified: {by: 研考會專員, on: 2025-02-01}"),
        Trial.time("verified: {by: 外部顧問, on: 2025-02-01}"),
    ),
    level="info",
)
