"""Periods of a window: its days, weeks from Monday, months, quarters or years, each named as agencies name them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from labkit.taiwan.roc_dates import ROC_OFFSET, roc_text

WEEK, MONTHS = 7, {"月": 1, "季": 3, "年": 12}


@dataclass(frozen=True)
class Period:
    """One period: its name, its first and last day, cut to the window."""

    name: str
    first: date
    last: date


def periods_of(start: date, end: date, grain: str) -> Iterator[Period]:
    """Yield the periods of ``grain`` (日, 週, 月, 季, 年) from ``start`` to ``end``, both counted; none is left out.

    >>> [one.name for one in periods_of(date(2024, 11, 20), date(2025, 1, 3), "月")]
    ['113年11月', '113年12月', '114年1月']
    >>> [one.name for one in periods_of(date(2024, 12, 31), date(2025, 1, 6), "週")]
    ['113年12月30日起的一週', '114年1月6日起的一週']
    """
    first = start
    while first <= end:
        begun = _begins(first, grain)
        after = _after(begun, grain)
        yield Period(_name(begun, grain), first, min(after - timedelta(days=1), end))
        first = after


def _begins(day: date, grain: str) -> date:
    """Return the first day of the whole period that ``day`` lies in."""
    if grain == "日":
        return day
    if grain == "週":
        return day - timedelta(days=day.weekday())
    months = MONTHS[grain]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _after(begun: date, grain: str) -> date:
    """Return the first day after the period that begins on ``begun``."""
    if grain in {"日", "週"}:
        return begun + timedelta(days=1 if grain == "日" else WEEK)
    month = begun.month - 1 + MONTHS[grain]
    return date(begun.year + month // 12, month % 12 + 1, 1)


def _name(begun: date, grain: str) -> str:
    year = begun.year - ROC_OFFSET
    names = {
        "日": roc_text(begun),
        "週": f"{roc_text(begun)}起的一週",
        "月": f"{year}年{begun.month}月",
        "季": f"{year}年第{(begun.month + 2) // 3}季",
        "年": f"{year}年",
    }
    return names[grain]
