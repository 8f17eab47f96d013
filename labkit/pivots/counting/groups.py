"""Grouping at work: each value's group as a whole number that sorts as the groups do, and each number's name.

民國 year = AD year - 1911. ISO weeks: ISO 8601. Fiscal years: 預算法 (1998-10-29) article 12, calendar years named by the 民國 year;
before 1999-07 they ran from July and bore the later year's name, and 1999-07 to 2000-12 is 88年下半年及89年度.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from labkit.core.document import shown
from labkit.core.errors import NotGroupable
from labkit.pivots.grouping import LABELS, KeySpec
from labkit.taiwan.clock import read_clock, read_moment
from labkit.taiwan.office_calendar import working_day_number
from labkit.taiwan.roc_dates import ROC_OFFSET, NotADate, is_short_year, read_date

if TYPE_CHECKING:
    import pyarrow as pa

Orders = npt.NDArray[np.int64]
OUTSIDE, UNREADABLE = np.iinfo(np.int64).min, np.iinfo(np.int64).min + 1
REASONS = {OUTSIDE: "outside_bins", UNREADABLE: "unreadable_value"}
WEEKDAYS = ("週一", "週二", "週三", "週四", "週五", "週六", "週日")
THURSDAY, HOUR, MINUTE, EXACT_FLOAT = 3, 3600, 60, 2.0**53
FIRST_CALENDAR_YEAR, HALF_YEAR, EPOCH_YEAR = 2001, 7, 1970
LONG_YEAR = 1999  # from its July to the end of 2000: one budget
CLOCK = {"hour", "minutes"}


def orders_of(column: pa.ChunkedArray, key: KeySpec, *, place: str) -> Orders:
    """Return the group of every filled cell; OUTSIDE and UNREADABLE for those that have none.

    Raises NotGroupable for a column of another kind than the grouping needs.
    """
    import pyarrow as pa  # noqa: PLC0415

    kind = column.type
    if key.by == "bins" and (pa.types.is_integer(kind) or pa.types.is_floating(kind)):
        return _bins(column.to_numpy().astype(float), key)
    if key.by in CLOCK and pa.types.is_string(kind):
        return _clock(_seconds_of_texts(column), key)
    if key.by in CLOCK and pa.types.is_timestamp(kind):
        seconds = column.to_numpy().astype("datetime64[s]").astype(np.int64)
        return _clock(seconds % (24 * HOUR), key)
    if key.by not in {*CLOCK, "bins"} and pa.types.is_temporal(kind):
        return np.asarray(DATES[str(key.by)](column.to_numpy().astype("datetime64[D]"), key))
    if key.by not in {*CLOCK, "bins"} and pa.types.is_string(kind):
        return _of_written_days(column, key, place=place)
    wanted = "數字" if key.by == "bins" else "時刻" if key.by in CLOCK else "日期"
    raise NotGroupable(place=place, column=key.column, how=LABELS[str(key.by)], wanted=wanted)


def name_of(order: int, key: KeySpec) -> str:
    """Return the name of a group.

    >>> name_of(2024 * 12, KeySpec(column="收件日", by="roc_month"))
    '113年1月'
    """
    return NAMES[str(key.by)](order, key)


def _months(days: Any) -> Orders:
    return np.asarray(days.astype("datetime64[M]").astype(np.int64) + EPOCH_YEAR * 12)


def _numbers(days: Any) -> Orders:
    return np.asarray(days.astype(np.int64))


def _fiscal(days: Any, key: KeySpec) -> Orders:
    """Return the AD year that a budget year begins in; the old years by the law of their time."""
    months = _months(days)
    if key.start_month != 1:
        return (months - (key.start_month - 1)) // 12
    years, month = months // 12, months % 12 + 1
    old = np.where(month >= HALF_YEAR, years + 1, years)
    return np.where(months >= LONG_YEAR * 12 + HALF_YEAR - 1, np.maximum(years, FIRST_CALENDAR_YEAR - 1), old)


def _working(days: Any, _: KeySpec) -> Orders:
    found, at = np.unique(days, return_inverse=True)
    numbers = [working_day_number(day) for day in found.tolist()]
    return np.asarray(np.asarray(numbers, np.int64)[at])


def _weekday(days: Any, _: KeySpec | None = None) -> Orders:
    return (_numbers(days) + THURSDAY) % 7


DATES: dict[str, Callable[[Any, KeySpec], Orders]] = {
    "year": lambda days, _: _months(days) // 12,
    "roc_year": lambda days, _: _months(days) // 12,
    "quarter": lambda days, _: _months(days) % 12 // 3,
    "roc_quarter": lambda days, _: _months(days) // 3,
    "month": lambda days, _: _months(days) % 12,
    "roc_month": lambda days, _: _months(days),
    "iso_week": lambda days, _: _numbers(days) - _weekday(days),
    "weekday": _weekday,
    "day": lambda days, _: _numbers(days),
    "fiscal_year": _fiscal,
    "working_day": _working,
}


def _seconds_of_texts(column: pa.ChunkedArray) -> Orders:
    encoded = column.combine_chunks().dictionary_encode()
    read = [_clock_of(text) for text in encoded.dictionary.to_pylist()]
    seconds = [
        UNREADABLE if isinstance(one, NotADate) else one.hour * HOUR + one.minute * MINUTE + one.second for one in read
    ]
    return np.asarray(np.take(np.asarray(seconds, np.int64), encoded.indices.to_numpy(zero_copy_only=False)))


def _clock_of(text: str) -> time | NotADate:
    """Return the time of day of a written time or moment."""
    found = read_clock(text)
    moment = read_moment(text) if isinstance(found, NotADate) else found
    return moment.time() if isinstance(moment, datetime) else moment


def _of_written_days(column: pa.ChunkedArray, key: KeySpec, *, place: str) -> Orders:
    """Return the groups of days that are written as texts, 113/1/5 too; what can be read two ways is UNREADABLE.

    Raises NotGroupable where no cell is a day.
    """
    encoded = column.combine_chunks().dictionary_encode()
    days = [_day_of(text) for text in encoded.dictionary.to_pylist()]
    if days and not any(days):
        raise NotGroupable(place=place, column=key.column, how=LABELS[str(key.by)], wanted="日期")
    orders = np.full(len(days), UNREADABLE)
    read = [at for at, day in enumerate(days) if day]
    orders[read] = DATES[str(key.by)](np.asarray([days[at] for at in read], "datetime64[D]"), key)
    return np.asarray(np.take(orders, encoded.indices.to_numpy(zero_copy_only=False)))


def _day_of(text: str) -> date | None:
    """Return the day of a written date or moment; None for what is none, or has a year of two digits."""
    found = read_date(text)
    if isinstance(found, NotADate):
        moment = read_moment(text)
        return None if isinstance(moment, NotADate) or is_short_year(text) else moment.date()
    return None if is_short_year(text) else found.day


def _clock(seconds: Orders, key: KeySpec) -> Orders:
    block = HOUR if key.by == "hour" else key.minutes * MINUTE
    return np.where(seconds == UNREADABLE, UNREADABLE, seconds // block)


def _bins(values: npt.NDArray[np.float64], key: KeySpec) -> Orders:
    if key.width:
        with np.errstate(over="ignore"):
            blocks = np.floor(values / key.width + 1e-9)
        held = np.abs(blocks) < EXACT_FLOAT  # infinite numbers stand in no block
        return np.where(held, np.where(held, blocks, 0).astype(np.int64), OUTSIDE)
    edges = np.asarray(key.edges)
    at = np.searchsorted(edges, values, side="right") - 1
    at[values == edges[-1]] = len(edges) - 2
    return np.where((at < 0) | (at > len(edges) - 2), OUTSIDE, at)


def _roc(year: int) -> str:
    return f"{year - ROC_OFFSET}年" if year > ROC_OFFSET else f"民國前{ROC_OFFSET + 1 - year}年"


def _fiscal_name(year: int, key: KeySpec) -> str:
    if key.start_month == 1 and year == FIRST_CALENDAR_YEAR - 1:
        return "88年下半年及89年度"
    return f"{_roc(year)}度"


def _week_name(monday: int, _: KeySpec) -> str:
    year, week, _day = (date(EPOCH_YEAR, 1, 1) + timedelta(days=monday)).isocalendar()
    return f"{year}-W{week:02}"


def _day_name(number: int, _: KeySpec) -> str:
    day = date(EPOCH_YEAR, 1, 1) + timedelta(days=number)
    return f"{day.year - ROC_OFFSET}/{day.month:02}/{day.day:02}" if day.year > ROC_OFFSET else day.isoformat()


def _block_name(order: int, key: KeySpec) -> str:
    start, end = order * key.minutes, min((order + 1) * key.minutes, 24 * MINUTE)
    return f"{start // 60:02}:{start % 60:02}–{end // 60:02}:{end % 60:02}"


def _bin_name(order: int, key: KeySpec) -> str:
    if key.width:
        return f"{shown(round(order * key.width, 9))}–<{shown(round((order + 1) * key.width, 9))}"
    low, high = key.edges[order], key.edges[order + 1]
    return f"{shown(low)}–{'' if order == len(key.edges) - 2 else '<'}{shown(high)}"


NAMES: dict[str, Callable[[int, KeySpec], str]] = {
    "year": lambda order, _: f"{order}年",
    "roc_year": lambda order, _: _roc(order),
    "quarter": lambda order, _: f"第{order + 1}季",
    "roc_quarter": lambda order, _: f"{_roc(order // 4)}第{order % 4 + 1}季",
    "month": lambda order, _: f"{order + 1}月",
    "roc_month": lambda order, _: f"{_roc(order // 12)}{order % 12 + 1}月",
    "iso_week": _week_name,
    "weekday": lambda order, _: WEEKDAYS[order],
    "day": _day_name,
    "hour": lambda order, _: f"{order:02}時",
    "minutes": _block_name,
    "fiscal_year": _fiscal_name,
    "working_day": lambda order, _: f"第{order}個工作日" if order else "非工作日",
    "bins": _bin_name,
}
