"""What the columns of a table say about one another.

Days spread over decades beside people are days of birth; a few values that all look like names, beside numbers of persons, are names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from labkit.privacy.detection.belief import some
from labkit.privacy.detection.column import ColumnHits
from labkit.privacy.detection.doubts import doubt_of_few
from labkit.taiwan.roc_dates import NotADate, read_date

PEOPLE = frozenset({"PERSON", "TW_NATIONAL_ID", "TW_RESIDENT_ID"})
OTHER_DAYS = re.compile(
    r"收|發|公告|處分|裁處|立案|設立|核准|核定|登記|建|成立|申請|受理|結案|交易|更新|匯入|異動|確診|死亡|起|迄|始|終|開戶|取得|領|換|初|到職|離職|更正|通報|訪視|服務|就|入|出院|評估|時間|資料|統計"
    r"|update|create|issue|start|end|modif|build|post|visit",
    re.IGNORECASE,
)
NUMBERS = PEOPLE | {"TW_MOBILE", "TW_LANDLINE", "EMAIL_ADDRESS"}
ENOUGH, NEARLY_ALL = 8, 0.9
DECADES, BEFORE = 30, 1985
FEW = "筆數少，與證號、電話同列，每一個值都符合格式"
BORN = "與姓名或證號同列，日期分布跨數十年，像出生日期"


def spoken_for(columns: Sequence[ColumnHits]) -> dict[str, tuple[str, str]]:
    """Return entity and reason of the columns that their neighbours speak for though their own name does not."""
    told: dict[str, tuple[str, str]] = {}
    if any(_holds(one, PEOPLE) for one in columns):
        days = [one.name for one in columns if not OTHER_DAYS.search(one.name) and _spread(one.texts)]
        told |= dict.fromkeys(days, ("BIRTH_DATE", BORN))
    if any(_holds(one, NUMBERS) for one in columns):
        told |= {one.name: (entity, FEW) for one in columns if (entity := _few(one))}
    return told


def _holds(column: ColumnHits, entities: frozenset[str]) -> bool:
    held = sum(any(span.entity in entities for span in spans) for spans in column.found.values())
    return held > 0 and held >= NEARLY_ALL * max(1, len(column.texts)) / 2


def _few(column: ColumnHits) -> str:
    """Return the entity that a handful of values, in which nothing was found, are all written like; else nothing."""
    texts = [text for text in column.texts if text.strip()]
    if column.found or not texts or len(texts) >= ENOUGH or column.weights.max() > len(column.texts):
        return ""
    found = doubt_of_few(column.name, texts, least=1)
    return found[1] if found else ""


def _spread(texts: list[str]) -> bool:
    sample = some(texts)
    if len(sample) < ENOUGH:
        return False
    days = [day.day.year for text in sample if not isinstance(day := read_date(text.split(" ")[0]), NotADate)]
    return len(days) >= NEARLY_ALL * len(sample) and max(days) - min(days) >= DECADES and min(days) < BEFORE
