"""The terms of one team's coaching: kind, start, length, hours, and the events it took part in (``programme.yml``)."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from typing import Literal

from pydantic import Field

from labkit.coaching.programme import HOURS, SESSIONS_A_MONTH
from labkit.core.spec import Lines, Spec, SpecPart
from labkit.taiwan.office_calendar import OfficeCalendar

Kind = Literal["協作輔導", "專家諮詢"]
EventKind = Literal["交流工作坊", "學習社群", "成果分享"]
MONTHS = 8
CONSULTATION_HOURS = 3


class Event(SpecPart):
    """An event that the consent form (附件3) asks a team to join, and how many of the team came."""

    date: dt.date
    kind: EventKind = "交流工作坊"
    name: Lines = ""
    attended: int = Field(default=1, ge=0, le=99)


class Terms(Spec):
    """The terms of a coaching; what is not written is as the programme fixes it.

    Source: 政府機關資料創新及技術應用輔導 申請簡章 (數位發展部, 114年): 協作輔導 8 months, 40 hours, 2 sessions a month;
    專家諮詢 3 hours, with no number of sessions. ``closed`` are days off by county (停班), ``opened`` days worked all the same.

    >>> Terms().hours_granted, Terms(kind="專家諮詢").hours_granted
    (40.0, 3.0)
    """

    kind: Kind = "協作輔導"
    start: dt.date | None = None
    months: int = Field(default=MONTHS, ge=1, le=36)
    hours: float | None = Field(default=None, gt=0, le=1000)
    sessions_a_month: int | None = Field(default=None, ge=0, le=31)
    workshops: tuple[Event, ...] = ()
    closed: tuple[dt.date, ...] = ()
    opened: tuple[dt.date, ...] = ()

    @property
    def hours_granted(self) -> float:
        """Return the hours of this coaching."""
        return self.hours if self.hours is not None else float(HOURS if self.kind == "協作輔導" else CONSULTATION_HOURS)

    @property
    def monthly(self) -> int:
        """Return how many sessions each month must have."""
        if self.sessions_a_month is not None:
            return self.sessions_a_month
        return SESSIONS_A_MONTH if self.kind == "協作輔導" else 0

    @property
    def calendar(self) -> OfficeCalendar:
        """Return the office calendar with this team's own days; a day in both lists counts as closed."""
        closed = frozenset(self.closed)
        return OfficeCalendar(closed=closed, opened=frozenset(self.opened) - closed)

    def without_names(self) -> Terms:
        """Return the terms with the events' names left out: they are people's words."""
        return self.model_copy(
            update={"workshops": tuple(one.model_copy(update={"name": ""}) for one in self.workshops)}
        )


def last_day(start: dt.date, months: int) -> dt.date:
    """Return the last day of ``months`` from ``start``: the day before the same day, or the last month's end where it has no such day.

    Source: 民法 第 121 條第 2 項.

    >>> last_day(dt.date(2025, 3, 15), 8).isoformat(), last_day(dt.date(2025, 1, 31), 8).isoformat()
    ('2025-11-14', '2025-09-30')
    """
    same = months_later(start, months)
    return same if same.day < start.day else same - dt.timedelta(days=1)


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the same day ``months`` later, or that month's last day where it is shorter.

    >>> months_later(dt.date(2025, 3, 15), 8).isoformat(), months_later(dt.date(2025, 1, 31), 1).isoformat()
    ('2025-11-15', '2025-02-28')
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
