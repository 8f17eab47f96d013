"""The day of a record, whether it is typed or written; a month or a year counts by its first day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd

from labkit.taiwan.roc_dates import NotADate, read_date
from labkit.taiwan.roc_periods import read_period

MONTH, ROC_OFFSET = len("2024-07"), 1911


def day_of(cell: Any) -> date | None:
    """Return the day that a cell tells; None for a cell that tells none.

    >>> day_of("113/7/1"), day_of("2024-07"), day_of("113年7月").isoformat(), day_of("不詳")
    (datetime.date(2024, 7, 1), datetime.date(2024, 7, 1), '2024-07-01', None)
    """
    if isinstance(cell, datetime):  # NaT is one, too
        return None if pd.isna(cell) else cell.date()
    if isinstance(cell, date):
        return cell
    text = str(cell).strip()
    if len(text) == MONTH and text[4:5] == "-":
        text = f"{text}-01"
    read = read_date(text)
    if not isinstance(read, NotADate):
        return read.day
    period = read_period(text)
    return None if isinstance(period, NotADate) else period.first


def days(cells: pd.Series[Any]) -> pd.Series[Any]:
    """Return each cell's day; each distinct cell is read once."""
    told = {cell: day_of(cell) for cell in cells.dropna().unique()}
    return cells.map(lambda cell: None if pd.isna(cell) else told[cell]).astype(object)


def roc_day(day: date) -> str:
    """Return a day as people read it.

    >>> roc_day(date(2025, 3, 31))
    '114 年 3 月 31 日'
    """
    return f"{day.year - ROC_OFFSET} 年 {day.month} 月 {day.day} 日"


def roc_year(year: int) -> int:
    """Return a year of either calendar as 民國 year.

    >>> roc_year(113), roc_year(2024)
    (113, 113)
    """
    return year - ROC_OFFSET if year > ROC_OFFSET else year
