"""One way of writing a value, so that two systems' values can be compared; a sign is never taken off."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from labkit.core.table import Table
from labkit.tables.kinds import as_text, kind_of_column
from labkit.tables.sheet import MISSING_MARKS
from labkit.taiwan.clock import read_moment
from labkit.taiwan.roc_dates import NotADate, read_date
from labkit.taiwan.roc_periods import read_period
from labkit.taiwan.variants import unify

BLANKS = re.compile(r"\s+")
HYPHENS = re.compile("[－‐‑–—−]")
WHOLE = re.compile(r"([0-9]+)\.0+")
Writing = Callable[[Any], str]


def comparable(value: Any) -> str:
    """Return typed dates in ISO form, and texts in half width and capitals, without blanks, 台 as 臺; empty for a mark.

    Hyphens and brackets stay: 地號 12-3 is not 123, and -5 is not 5. Texts are never read as dates here: see ``writing``.

    >>> comparable("ａ123 456 "), comparable("台北市"), comparable("12－3"), comparable("－"), comparable(date(2024, 1, 5))
    ('A123456', '臺北市', '12-3', '', '2024-01-05')
    """
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute or value.second) else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    text = as_text(value).strip()
    if text in MISSING_MARKS - {"X", "x"}:
        return ""
    plain = HYPHENS.sub("-", BLANKS.sub("", unify(text))).upper().replace("台", "臺")
    whole = WHOLE.fullmatch(plain)
    return whole[1] if whole else plain


def comparable_day(value: Any) -> str:
    """Return a day in ISO form, whether typed or written; what is no day as ``comparable`` writes it.

    >>> comparable_day("113/1/5"), comparable_day("0270501")
    ('2024-01-05', '1938-05-01')
    """
    found = read_date(value) if isinstance(value, str) else None
    return comparable(value) if found is None or isinstance(found, NotADate) else found.day.isoformat()


def moment_of(value: Any) -> str:
    """Return a day, a moment or the first day of a period so that texts sort as time runs; empty for what is none.

    >>> moment_of("113/9/30 09:00") < moment_of("113/10/1"), moment_of("113年9月"), moment_of("不詳")
    (True, '2024-09-01', '')
    """
    if isinstance(value, date):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    text = as_text(value) if value is not None else ""
    moment = read_moment(text)
    if not isinstance(moment, NotADate):
        return moment.isoformat(" ")
    day, period = read_date(text), read_period(text)
    if not isinstance(day, NotADate):
        return day.day.isoformat()
    return "" if isinstance(period, NotADate) else period.first.isoformat()


def writing(table: Table, column: str) -> Writing:
    """Return how the cells of a column are written for comparison: as days where the whole column is one of days."""
    return comparable_day if kind_of_column(table, column) in {"roc_date", "date"} else comparable


def written(table: Table, column: str, *, days: bool = True) -> list[str]:
    """Return every cell of a column as compared; empty where it is missing. Distinct values are written once.

    ``days`` lets a column of days be read as such.
    """
    encoded = pa.chunked_array(table.arrow.column(column)).combine_chunks().dictionary_encode()
    write = writing(table, column) if days else comparable
    told = [write(cell) for cell in encoded.dictionary.to_pylist()]
    return ["" if code is None else told[code] for code in encoded.indices.to_pylist()]
