"""What the columns of a table say about one another: days spread over decades beside people are days of birth."""

from __future__ import annotations

import re
from collections.abc import Sequence

from labkit.privacy.belief import some
from labkit.privacy.column import ColumnHits
from labkit.taiwan.roc_dates import NotADate, read_date

PEOPLE = frozenset({"PERSON", "TW_NATIONAL_ID", "TW_RESIDENT_ID"})
OTHER_DAYS = re.compile(
    r"收|發|公告|處分|裁處|立案|設立|核准|核定|登記|建|成立|申請|受理|結案|交易|更新|匯入|異動|確診|死亡|起|迄|始|終|到職|離職|更正|通報|訪視|服務|就|入|出院|評估|時間|資料|統計"
    r"|update|create|issue|start|end|modif|build|post|visit",
    re.IGNORECASE,
)
ENOUGH, NEARLY_ALL = 8, 0.9
DECADES, BEFORE = 30, 1985
WHY = "與姓名或證號同列，日期分布跨數十年，像出生日期"


def births(columns: Sequence[ColumnHits]) -> list[str]:
    """Return the names of columns of days that look like days of birth though their name does not say so."""
    if not any(_of_people(one) for one in columns):
        return []
    return [one.name for one in columns if not OTHER_DAYS.search(one.name) and _spread(one.texts)]


def _of_people(column: ColumnHits) -> bool:
    held = sum(any(span.entity in PEOPLE for span in spans) for spans in column.found.values())
    return held >= NEARLY_ALL * max(1, len(column.texts)) / 2


def _spread(texts: list[str]) -> bool:
    sample = some(texts)
    if len(sample) < ENOUGH:
        return False
    days = [day.day.year for text in sample if not isinstance(day := read_date(text.split(" ")[0]), NotADate)]
    return len(days) >= NEARLY_ALL * len(sample) and max(days) - min(days) >= DECADES and min(days) < BEFORE
