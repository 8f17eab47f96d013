"""Days, times of day and minutes as columns carry them: dates, moments, or texts; what cannot be read is told apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from labkit.taiwan.clock import read_clock, read_moment
from labkit.taiwan.roc_dates import NotADate, is_short_year, read_date

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
DAY_MINUTES = 1440
EPOCH = 719_163  # date(1970, 1, 1).toordinal()
HOURS = 24


@dataclass(frozen=True)
class Readings:
    """A column's numbers, NaN where there is none: because the cell is ``empty``, or because it is ``unreadable``.

    Days are counted from 1970-01-01, times of day in minutes from midnight. ``days`` are the days that the cells carry
    beside their times, NaN where they carry none; ``hours_only`` tells that a time is exact to the hour only.
    """

    values: Numbers
    empty: Flags
    days: Numbers
    hours_only: Flags

    @property
    def unreadable(self) -> Flags:
        """Tell where something is written that could not be read."""
        unread: Flags = np.isnan(self.values) & ~self.empty
        return unread


Read = tuple[float, float, bool]  # value, day, exact to the hour only
NOT_READ: Read = (float("nan"), float("nan"), False)


def read_days(column: Any) -> Readings:
    """Read a column of days: dates, moments, or texts of day precision (ROC or AD); short years are not guessed."""
    return _read(column, _day)


def read_clocks(column: Any) -> Readings:
    """Read a column of times: moments, or texts such as 09:30, 下午2時30分, 113/1/5 09:30; 「09」 alone is an hour."""
    return _read(column, _clock)


def read_numbers(column: Any) -> Readings:
    """Read a column of numbers; texts of plain digits count."""
    return _read(column, _number)


def _read(column: Any, read: Callable[[Any], Read]) -> Readings:
    """Read each distinct cell once."""
    encoded = column.combine_chunks().dictionary_encode()
    cells = encoded.dictionary.to_pylist()
    told = np.array([*(read(cell) for cell in cells), NOT_READ], np.float64)
    blank = np.array([*(str(cell).strip() == "" for cell in cells), True])
    places = encoded.indices.fill_null(len(cells)).to_numpy(zero_copy_only=False)
    rows = told[places]
    return Readings(rows[:, 0], blank[places], rows[:, 1], rows[:, 2] > 0)


def _day(cell: Any) -> Read:
    if hasattr(cell, "toordinal"):
        return (cell.toordinal() - EPOCH, float("nan"), False)
    text = _text(cell)
    found = None if is_short_year(text) else read_date(text)
    if found is None or isinstance(found, NotADate):
        moment = read_moment(text)
        return NOT_READ if isinstance(moment, NotADate) else (moment.toordinal() - EPOCH, float("nan"), False)
    return (found.day.toordinal() - EPOCH, float("nan"), False)


def _clock(cell: Any) -> Read:
    if hasattr(cell, "hour"):
        return (_minutes(cell), cell.toordinal() - EPOCH, False)
    text = _text(cell)
    if text.isdigit() and len(text) == len("09") and int(text) < HOURS:
        return (int(text) * 60.0, float("nan"), True)
    found = read_clock(text)
    if not isinstance(found, NotADate):
        return (_minutes(found), float("nan"), False)
    moment = read_moment(text)
    return NOT_READ if isinstance(moment, NotADate) else (_minutes(moment), moment.toordinal() - EPOCH, False)


def _number(cell: Any) -> Read:
    try:
        value = float(cell)
    except (TypeError, ValueError):
        return NOT_READ
    return (value, float("nan"), False) if np.isfinite(value) else NOT_READ


def _minutes(moment: Any) -> float:
    return float(moment.hour * 60 + moment.minute + moment.second / 60)


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
