"""The office calendar that a metric counts by: the official issue, with the closures and openings of the team's tables."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from labkit.core.engines import ROW
from labkit.core.errors import MetricInput
from labkit.core.table import Table
from labkit.poc.found import Given
from labkit.poc.metric import Metric
from labkit.taiwan.office_calendar import OfficeCalendar
from labkit.taiwan.roc_dates import NotADate, is_short_year, read_date

SHOWN = 10


def calendar_of(metric: Metric, given: Given) -> OfficeCalendar:
    """Return the calendar that ``metric`` names; raises MetricInput for a table that is not there or cells that are no dates."""
    stated = metric.calendar
    closed, opened = (
        days_in(named(name, metric, given), name, metric.name) if name else frozenset[date]()
        for name in (stated.closures, stated.opened)
    )
    try:
        return OfficeCalendar(closed, opened, stated.issue)
    except ValueError as error:
        raise MetricInput(place=metric.name, what=f"停班與上班的表：{error}。") from None


def tables_of(metric: Metric, given: Given) -> tuple[Table, ...]:
    """Return the tables that the calendar of ``metric`` is read from."""
    return tuple(named(name, metric, given) for name in (metric.calendar.closures, metric.calendar.opened) if name)


def named(name: str, metric: Metric, given: Given) -> Table:
    """Return the table ``name``; raises MetricInput with what there is."""
    if name not in given.tables:
        known = "、".join(given.tables) or "無"
        raise MetricInput(place=metric.name, what=f"找不到資料表「{name}」（現有：{known}）。")
    return given.tables[name]


def days_in(table: Table, name: str, place: str) -> frozenset[date]:
    """Return the days of the first column of dates: real dates, or texts such as 2024-10-31, 113/10/31, 113年10月31日.

    Raises MetricInput, with the source rows, where a cell of that column is empty, no date, or a year that can be read
    two ways: a day is never dropped.
    """
    rows = table.arrow
    numbers = rows.column(ROW).to_pylist()
    for column in table.columns:
        cells = rows.column(column).to_pylist()
        days = [_day(cell) for cell in cells]
        filled = sum(cell is not None for cell in cells)
        if 2 * sum(day is not None for day in days) > filled:
            bad = [number for number, day in zip(numbers, days, strict=True) if day is None]
            if bad:
                listed = "、".join(str(one) for one in bad[:SHOWN]) + ("…" if len(bad) > SHOWN else "")
                what = f"資料表「{name}」的欄位「{column}」有 {len(bad):,} 列未填或不是日期（第 {listed} 列）。請補正後再算。"
                raise MetricInput(place=place, what=what)
            return frozenset(day for day in days if day is not None)
    what = f"資料表「{name}」沒有日期的欄位。請讓其中一欄每格是一個日期，例如 113/10/31 或 2024-10-31。"
    raise MetricInput(place=place, what=what)


def _day(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date) or cell is None or isinstance(cell, bool):
        return cell if isinstance(cell, date) else None
    text = str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    found = read_date(text)
    return None if isinstance(found, NotADate) or is_short_year(text) else found.day
