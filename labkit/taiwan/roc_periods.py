"""Periods as agencies write them: 113年, 112學年度, 113年第1季, 113年1月, 10501, 105Y12M; and moments, 113年1月5日 14時30分.

Source: 民國 year = AD year − 1911; a school year runs from 1 August to 31 July, its second term from 1 February (高級中等以下學校及專科學校學年學期假期辦法 第2條).
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

from labkit.taiwan.roc_dates import ROC_OFFSET, NotADate, read_date

Grain = Literal["year", "half", "quarter", "month", "moment", "several"]
HALVES = {"上": (1, 6), "下": (7, 12)}
QUARTERS = {sign: number for number, signs in enumerate(("1一", "2二", "3三", "4四"), 1) for sign in signs}
ERA = r"(?P<era>民國|中華民國|西元)?\s*"
WRITTEN = (
    ("year", "yyy學年度", re.compile(ERA + r"(?P<y>[0-9]{2,4})\s*學年度?(?:\s*第?\s*(?P<t>[12一二上下])\s*學期)?")),
    ("year", "yyy年", re.compile(ERA + r"(?P<y>[0-9]{2,4})\s*年度?")),
    ("half", "yyy年上下半年", re.compile(ERA + r"(?P<y>[0-9]{2,4})\s*年度?\s*(?P<h>[上下])半年")),
    (
        "quarter",
        "yyy年第q季",
        re.compile(ERA + r"(?P<y>[0-9]{2,4})\s*年?\s*(?:第|Q|(?<=年))\s*(?P<q>[1-4一二三四])\s*季?"),
    ),
    ("month", "yyy年M月", re.compile(ERA + r"(?P<y>[0-9]{2,4})\s*年\s*(?P<m>[0-9]{1,2})\s*月(?:份|底)?")),
    ("month", "yyyYMMM", re.compile(ERA + r"(?P<y>[0-9]{2,3})(?:Y(?P<m>[0-9]{1,2})M|M(?P<mm>[0-9]{2}))")),
)
BARE_YEAR = re.compile(r"(?P<y>[0-9]{2,4})")
BARE_MONTH = re.compile(r"(?P<y>[0-9]{2,4})(?:[/.\-](?P<m>[0-9]{1,2})|(?P<mm>[0-9]{2}))")
DAY = r"(?:民國|中華民國|西元)?\s*[0-9]{2,4}\s*[年/.\-]\s*[0-9]{1,2}\s*[月/.\-]\s*[0-9]{1,2}\s*日?"
MOMENT = re.compile(rf"(?P<day>{DAY})[\s　T]*(?:上午|下午|中午)?\s*[0-9]{{1,2}}\s*[:時]\s*[0-9]{{1,2}}.*", re.DOTALL)
SEVERAL = re.compile(rf"(?P<day>{DAY})\s*(?:[(（、;；,，~～至到起止－—–*\-\n]|星期|週).*", re.DOTALL)


@dataclass(frozen=True)
class ReadPeriod:
    """A period that was read: its first and last day, its written form, its grain, and whether the year was ROC."""

    first: date
    last: date
    form: str
    grain: Grain
    roc: bool


def read_period(text: str, *, bare: bool = False) -> ReadPeriod | NotADate:
    """Read a period, a moment or a cell that begins with one of several days.

    ``bare`` allows digits alone, which only a column's name can tell from other numbers: 113 a year, 10501 a month.

    >>> read_period("112學年度").last.isoformat(), read_period("113年第1季").last.isoformat()
    ('2024-07-31', '2024-03-31')
    >>> read_period("10501").why, read_period("10501", bare=True).first.isoformat()
    ('form', '2016-01-01')
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    for grain, form, pattern in WRITTEN:
        if match := pattern.fullmatch(plain):
            return _period(match, grain, form)  # type: ignore[arg-type]
    if bare and (match := BARE_YEAR.fullmatch(plain)):
        return _period(match, "year", "yyy")
    if bare and (match := BARE_MONTH.fullmatch(plain)):
        return _period(match, "month", "yyyMM")
    return _day_within(plain)


def _day_within(plain: str) -> ReadPeriod | NotADate:
    for grain, pattern, form in (("moment", MOMENT, "{} HH:mm"), ("several", SEVERAL, "{}（一格多日）")):
        if match := pattern.fullmatch(plain):
            read = read_date(match["day"])
            if isinstance(read, NotADate):
                return read
            return ReadPeriod(read.day, read.day, form.format(read.form), grain, read.roc)  # type: ignore[arg-type]
    return NotADate("form")


def _period(match: re.Match[str], grain: Grain, form: str) -> ReadPeriod | NotADate:
    found = match.groupdict()
    year, roc = int(found["y"]), len(found["y"]) < 4  # noqa: PLR2004  (four digits are an AD year)
    if (found.get("era") == "西元") == roc and found.get("era"):
        return NotADate("impossible")
    start = year + ROC_OFFSET if roc else year
    if not ROC_OFFSET < start < ROC_OFFSET + 290:
        return NotADate("impossible")
    months = _months(found)
    if months is None:
        return NotADate("impossible")
    shown = form if roc else form.replace("yyy", "yyyy")
    if term := found.get("t"):
        first, last = (
            (date(start, 8, 1), date(start + 1, 1, 31))
            if term in "1一上"
            else (date(start + 1, 2, 1), date(start + 1, 7, 31))
        )
        return ReadPeriod(first, last, f"{shown}第t學期", "half", roc)
    if "學年" in form:
        return ReadPeriod(date(start, 8, 1), date(start + 1, 7, 31), shown, grain, roc)
    low, high = months
    return ReadPeriod(date(start, low, 1), date(start, high, calendar.monthrange(start, high)[1]), shown, grain, roc)


def _months(found: dict[str, str]) -> tuple[int, int] | None:
    if found.get("h"):
        return HALVES[found["h"]]
    if found.get("q"):
        quarter = QUARTERS[found["q"]]
        return 3 * quarter - 2, 3 * quarter
    if found.get("m") or found.get("mm"):
        month = int(found.get("m") or found["mm"])
        return (month, month) if 1 <= month <= 12 else None  # noqa: PLR2004  (months of a year)
    return 1, 12
