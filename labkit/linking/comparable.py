"""One way of writing a value, so that two systems' values can be compared."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from labkit.tables.kinds import as_text
from labkit.taiwan.roc_dates import NotADate, read_date
from labkit.taiwan.variants import unify

SIGNS = re.compile(r"[\s\-－()（）]")
NUMBER = re.compile(r"[0-9]+\.0+")


def comparable(value: Any) -> str:
    """Return dates in ISO form, texts in half width and capitals without blanks, brackets and hyphens, 台 as 臺.

    >>> comparable("113/1/5"), comparable("ａ123-456 "), comparable("台北市"), comparable(date(2024, 1, 5))
    ('2024-01-05', 'A123456', '臺北市', '2024-01-05')
    """
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute or value.second) else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    text = as_text(value)
    day = read_date(text)
    if not isinstance(day, NotADate):
        return day.day.isoformat()
    plain = SIGNS.sub("", unify(text)).upper().replace("台", "臺")
    return plain.split(".")[0] if NUMBER.fullmatch(plain) else plain
