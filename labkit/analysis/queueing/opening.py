"""When an office is open: slots of its day without breaks, and how many days of each weekday it was open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from labkit.analysis.moments import DAY_MINUTES, Flags, Numbers, read_days
from labkit.analysis.queueing.spec import QueueSpec, minutes_of
from labkit.core.errors import SpecInvalid, UnknownColumn, UnknownTable
from labkit.core.table import Table

WEEKDAYS = ("週一", "週二", "週三", "週四", "週五", "週六", "週日")
THURSDAY = 3  # 1970-01-01
DATE_NAMES = ("date", "日期")


@dataclass(frozen=True)
class Opening:
    """The hours of opening: begin (minutes from midnight), length, slot, breaks as (begin, end) within the day of work."""

    begin: int
    length: int
    slot: int
    breaks: tuple[tuple[int, int], ...]
    guessed: bool

    @property
    def starts(self) -> list[int]:
        """Return where each slot begins, in minutes from opening."""
        return list(range(0, self.length, self.slot))

    def open_minutes(self, start: int) -> int:
        """Return for how many minutes of the slot at ``start`` the counters are open."""
        end = min(start + self.slot, self.length)
        closed = {minute for low, high in self.breaks for minute in range(max(low, start), min(high, end))}
        return end - start - len(closed)

    def label(self, start: int) -> str:
        """Return a slot as people read it: 09:00–10:00."""
        begin = (self.begin + start) % DAY_MINUTES
        end = (self.begin + min(start + self.slot, self.length)) % DAY_MINUTES or DAY_MINUTES
        return f"{begin // 60:02}:{begin % 60:02}–{end // 60:02}:{end % 60:02}"

    @property
    def slots(self) -> dict[str, int]:
        """Return the open minutes of each slot that is open at all, by label."""
        return {self.label(start): minutes for start in self.starts if (minutes := self.open_minutes(start))}

    def is_open(self, minutes: Numbers) -> Flags:
        """Tell which minutes from opening fall into opening hours."""
        within: Flags = minutes < self.length
        for low, high in self.breaks:
            within &= ~((minutes >= low) & (minutes < high))
        return within


def opening_of(spec: QueueSpec, clocks: Numbers, *, hours_only: bool) -> Opening:
    """Return the hours that the specification tells, else the whole hours from the first to the last ticket.

    Raises SpecInvalid where times are exact to the hour only, and slots or hours are not.
    """
    known = clocks[~np.isnan(clocks)]
    if spec.hours:
        begin, length = minutes_of(spec.hours)
    else:
        begin = int(known.min() // 60 * 60) if len(known) else 0
        length = int(known.max() // 60 * 60 + 60 - begin) if len(known) else DAY_MINUTES
    breaks = []
    for told in spec.breaks:
        low, long = minutes_of(told)
        low = (low - begin) % DAY_MINUTES
        breaks.append((low, low + long))
    if hours_only and (begin % 60 or spec.slot % 60 or any(low % 60 or high % 60 for low, high in breaks)):
        what = f"欄位「{spec.ticket}」的時刻只到小時：slot 應為 60 的倍數，hours 與 breaks 應為整點。"
        raise SpecInvalid(place="queue", what=what)
    return Opening(begin, length, spec.slot, tuple(breaks), guessed=not spec.hours)


def weekday_of(days: Numbers) -> npt.NDArray[np.int64]:
    """Return the weekday of days counted from 1970-01-01: 0 is Monday.

    >>> weekday_of(np.array([0.0, 4.0])).tolist()
    [3, 0]
    """
    return (days.astype(np.int64) + THURSDAY) % 7


def closed_days(spec: QueueSpec, tables: Mapping[str, Table]) -> set[int] | None:
    """Return the days of the table of closures; None where none is named. Raises UnknownTable or UnknownColumn."""
    if not spec.closures:
        return None
    if spec.closures not in tables:
        raise UnknownTable(place="queue closures", name=spec.closures, known=list(tables))
    table = tables[spec.closures]
    name = next(
        (one for one in DATE_NAMES if one in table.columns), table.columns[0] if len(table.columns) == 1 else ""
    )
    if not name:
        raise UnknownColumn(place=spec.closures, column=DATE_NAMES[-1], known=table.columns)
    days = read_days(table.arrow.column(name)).values
    return {int(day) for day in days[~np.isnan(days)]}


def open_days(days: Numbers, spec: QueueSpec, closed: set[int] | None) -> list[int]:
    """Return the days of opening.

    ``days`` are those of the tickets taken within hours: one that is taken before the doors open makes no day of its own.
    Without a table of closures the days with such a ticket are open; with one, every day from the first to the last of them that
    it does not name. ``spec.days`` narrows both to their weekdays.
    """
    seen = sorted({int(day) for day in days})
    if closed is None:
        candidates = seen
    else:
        candidates = [day for day in range(seen[0], seen[-1] + 1) if day not in closed] if seen else []
    wanted = {WEEKDAYS.index(name) for name in spec.days or WEEKDAYS}
    return [day for day in candidates if (day + THURSDAY) % 7 in wanted]
