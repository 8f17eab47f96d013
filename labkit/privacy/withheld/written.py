"""How numbers and days are met again when they are written in another way: 1,234 is 1234, 113/1/5 is 2024-01-05."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from labkit.taiwan.roc_dates import NotADate, read_date
from labkit.taiwan.roc_periods import read_period

NUMBER = re.compile(r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|0|[1-9][0-9]*)(?:\.[0-9]+)?")
MEASURE = re.compile(rf"[^0-9A-Z,.+-]{{0,4}}{NUMBER.pattern}[^0-9A-Z]{{0,4}}|{NUMBER.pattern}[A-Z]{{1,4}}")
SIGN = r"[0-9A-Z./:_年月-]"
NUMBER_TOKEN = re.compile(
    rf"(?:(?<!{SIGN})(?<![0-9],)|(?<=[\s|(]-))[0-9][0-9,]*(?:\.[0-9]+)?(?![0-9A-Z/:_年月-]|\.[0-9])"
)
DAY_TOKEN = re.compile(
    r"(?:民國|西元)?\s?(?<![0-9])[0-9]{1,4}\s?[年/.-]\s?[0-9]{1,2}\s?[月/.-]\s?[0-9]{1,2}(?![0-9])日?|(?<![0-9A-Z])[0-9]{7,8}(?![0-9A-Z])"
)


def number_of(text: str) -> str | None:
    """Return a number's digits, the same for every way to write it; None for what is no number (007 is a code).

    >>> number_of("1,234.50"), number_of("-1234.5"), number_of("007"), number_of("12人")
    ('1234.5', '1234.5', None, None)
    """
    return _digits(text) if NUMBER.fullmatch(text) else None


def _digits(text: str) -> str:
    whole, _, part = text.lstrip("+-").replace(",", "").partition(".")
    part = part.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{part}" if part else "")


def numbers_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and digits of the numbers in a text; what is part of a date, a code or a time is none.

    >>> [one for *_, one in numbers_in("共 1,234 件，113/1/5，A-12，14:30")]
    ['1234']
    """
    for match in NUMBER_TOKEN.finditer(text):
        yield match.start(), match.end(), _digits(match.group().rstrip(","))


def day_of(text: str) -> date | None:
    """Return the day that a text writes in any form, if it is one.

    >>> day_of("民國113年1月5日") == day_of("1130105") == day_of("2024-01-05")
    True
    """
    found = read_date(text)
    return None if isinstance(found, NotADate) else found.day


def days_in(text: str) -> Iterator[tuple[int, int, date]]:
    """Yield start, end and day of every day in a text."""
    for match in DAY_TOKEN.finditer(text):
        day = day_of(match.group())
        if day:
            yield match.start(), match.end(), day


def is_measure(text: str) -> bool:
    """Tell whether a text is an amount or a time, and so no category.

    >>> is_measure("1,234元"), is_measure("113年第1季"), is_measure("臨櫃"), is_measure("012")
    (True, True, False, False)
    """
    return bool(MEASURE.fullmatch(text)) or bool(day_of(text)) or not isinstance(read_period(text), NotADate)
