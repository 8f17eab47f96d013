"""The office calendar of Taiwan's agencies: which days are worked.

Source: 政府行政機關辦公日曆表 (行政院人事行政總處), by way of the ``holidays`` package (make-up Saturdays until 2025, none from 2026).
The issues of 106年 to 115年 were compared with it day by day; other years are computed from the rules and called 推算.
Days off for typhoons (停班) are decided county by county and are in no calendar: an ``OfficeCalendar`` takes them.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from labkit.taiwan.roc_dates import ROC_OFFSET, roc_text

OFFICIAL_YEARS = range(2017, 2027)
KNOWN_YEARS = range(1998, 2101)
Issue = Literal["修正版", "首版"]


@dataclass(frozen=True)
class Revision:
    """What a later issue of a year's calendar made days off: first issue, reason, and the days."""

    year: int
    first_issue: str
    because: str
    off: tuple[date, ...]


REVISIONS = (
    Revision(
        2025,
        first_issue="行政院人事行政總處 113年6月27日函（250 個工作天）",
        because="紀念日及節日實施條例 114年5月28日公布，增列放假日，114年辦公日曆表因此修正（247 個工作天）",
        off=(date(2025, 9, 29), date(2025, 10, 24), date(2025, 12, 25)),
    ),
)


@dataclass(frozen=True)
class OfficeCalendar:
    """The days on which one office works: an issue of the official calendar, with its own closures and openings.

    ``issue``: 修正版 is the last issue of a year, 首版 the first; they differ in the years of ``REVISIONS`` alone.
    Raises ValueError for a day that is both closed and opened.

    >>> OfficeCalendar().of_year(2025), OfficeCalendar(issue="首版").of_year(2025)
    (247, 250)
    >>> OfficeCalendar(closed=frozenset({date(2024, 10, 31)})).of_year(2024)
    250
    """

    closed: frozenset[date] = frozenset()
    opened: frozenset[date] = frozenset()
    issue: Issue = "修正版"

    def __post_init__(self) -> None:
        if both := self.closed & self.opened:
            message = f"{roc_text(min(both))}同時寫為停班與上班，請刪去其中一個"
            raise ValueError(message)

    def is_working_day(self, day: date) -> bool:
        """Tell whether the office works on ``day``: its own closures and openings go before the official calendar."""
        if day in self.closed or day in self.opened:
            return day in self.opened
        first = self.issue == "首版" and any(day in one.off for one in REVISIONS)
        return first or is_working_day(day)

    def count(self, start: date, end: date) -> int:
        """Return the number of working days from ``start`` to ``end``, both counted; 0 where they are the wrong way round."""
        return sum(self.is_working_day(day) for day in days_between(start, end))

    def of_year(self, year: int) -> int:
        """Return the number of working days of the common ``year``."""
        return self.count(date(year, 1, 1), date(year, 12, 31))


def standing(year: int) -> str:
    """Return how a year's days are known: 官方 (compared with the official issue), 推算 (from the rules), 不詳 (not at all).

    >>> standing(2026), standing(2027), standing(1990)
    ('官方', '推算', '不詳')
    """
    if year in OFFICIAL_YEARS:
        return "官方"
    return "推算" if year in KNOWN_YEARS else "不詳"


def calendar_name(year: int, issue: Issue = "修正版") -> str:
    """Return the name of a year's calendar as a source; 推算 where no official issue was compared.

    >>> calendar_name(2025), calendar_name(2026), calendar_name(2027)
    ('114年政府行政機關辦公日曆表（修正版）', '115年政府行政機關辦公日曆表', '116年工作天（推算，尚未與官方辦公日曆表核對）')
    """
    roc = year - ROC_OFFSET
    if standing(year) != "官方":
        return f"{roc}年工作天（推算，尚未與官方辦公日曆表核對）"
    revised = any(one.year == year for one in REVISIONS)
    return f"{roc}年政府行政機關辦公日曆表" + (f"（{issue}）" if revised else "")


def days_between(start: date, end: date) -> Iterator[date]:
    """Yield the days from ``start`` to ``end``, both included."""
    for number in range((end - start).days + 1):
        yield start + timedelta(days=number)


def is_working_day(day: date) -> bool:
    """Tell whether agencies work on ``day``.

    >>> is_working_day(date(2024, 2, 17)), is_working_day(date(2025, 10, 24))
    (True, False)
    """
    return bool(_calendar(day.year).is_working_day(day))


def working_days(start: date, end: date) -> int:
    """Return the number of days that agencies work from ``start`` to ``end``, both counted.

    >>> working_days(date(2026, 1, 1), date(2026, 12, 31))
    245
    """
    return OfficeCalendar().count(start, end)


def working_day_number(day: date) -> int:
    """Return the number of ``day`` among the working days of its month, from 1; 0 for a day off.

    >>> working_day_number(date(2024, 2, 5)), working_day_number(date(2024, 2, 10))
    (3, 0)
    """
    if not is_working_day(day):
        return 0
    return sum(is_working_day(day - timedelta(days=back)) for back in range(day.day))


@functools.cache
def _calendar(year: int) -> Any:
    import holidays  # noqa: PLC0415

    return holidays.country_holidays("TW", years=[year])
