"""Tickets: each row's day of work, slot, wait and service, and why it has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from labkit.analysis.kind import Given
from labkit.analysis.left_out import first_reasons
from labkit.analysis.moments import DAY_MINUTES, Flags, Numbers, Readings, read_clocks, read_days, read_numbers
from labkit.analysis.queueing.opening import Opening, closed_days, open_days, opening_of, weekday_of
from labkit.analysis.queueing.spec import QueueSpec

HALF_DAY = 720
FINE, NOT_SERVED, UNREADABLE, NEGATIVE, TOO_LONG = range(5)
REASONS = {NOT_SERVED: "未叫號或未辦理", UNREADABLE: "時間無法辨認", NEGATIVE: "負值", TOO_LONG: "過長"}


@dataclass(frozen=True)
class Spans:
    """Minutes of wait or service, with what is wrong with each (0 is nothing), and which were read over midnight."""

    minutes: Numbers
    fault: npt.NDArray[np.int64]
    over_midnight: Flags

    def of(self, rows: Flags) -> Spans:
        """Return the spans of some rows."""
        return Spans(self.minutes[rows], self.fault[rows], self.over_midnight[rows])


@dataclass(frozen=True)
class Tickets:
    """The tickets that were taken while the office was open; ``left_out`` counts the others by reason.

    ``arrived`` is minutes from opening, ``weekday`` 0 is Monday. ``wait`` and ``service`` are None where no column tells.
    """

    opening: Opening
    days: list[int]
    rows: Flags
    arrived: Numbers
    weekday: npt.NDArray[np.int64]
    wait: Spans | None
    service: Spans | None
    placed: bool
    left_out: Mapping[str, int]


def tickets_of(given: Given) -> Tickets:
    """Read the tickets of a table; see ``QueueSpec``. Raises SpecInvalid, UnknownTable or UnknownColumn."""
    spec: QueueSpec = given.spec
    data = given.table.arrow
    ticket = read_clocks(data.column(spec.ticket))
    day = read_days(data.column(spec.date)) if spec.date else _own_days(ticket)
    hours_only = bool(ticket.hours_only.any())
    opening = opening_of(spec, ticket.values, hours_only=hours_only)
    moment = day.values * DAY_MINUTES + ticket.values - opening.begin
    work_day = np.floor(moment / DAY_MINUTES)
    arrived = moment - work_day * DAY_MINUTES
    closed = closed_days(spec, given.tables)
    inside = opening.is_open(arrived)
    days = open_days(work_day[inside], spec, closed)
    reasons: dict[str, Flags] = {
        "no_date": day.empty,
        "bad_date": day.unreadable,
        "no_time": ticket.empty,
        "bad_time": ticket.unreadable,
        "outside_hours": ~inside,
        "closed_day": ~np.isin(work_day, days),
    }
    rows, left_out = first_reasons(reasons, len(arrived))
    wait, service = _wait(spec, data, day, ticket), _service(spec, data)
    return Tickets(
        opening=opening,
        days=days,
        rows=rows,
        arrived=arrived[rows],
        weekday=weekday_of(work_day[rows]),
        wait=wait and _judged(wait, spec.longest).of(rows),
        service=service and _judged(service, spec.longest).of(rows),
        placed=not hours_only,
        left_out=left_out,
    )


def _own_days(ticket: Readings) -> Readings:
    """Return the days that the tickets' moments carry; a time without a day is a day that cannot be read."""
    return Readings(ticket.days, ticket.empty, ticket.days, ticket.hours_only)


def _wait(spec: QueueSpec, data: Any, day: Readings, ticket: Readings) -> Spans | None:
    if spec.waiting:
        return _told(read_numbers(data.column(spec.waiting)))
    if not spec.called:
        return None
    known = Readings(
        ticket.values, ticket.empty, np.where(np.isnan(ticket.days), day.values, ticket.days), ticket.hours_only
    )
    return _between(known, read_clocks(data.column(spec.called)))


def _service(spec: QueueSpec, data: Any) -> Spans | None:
    if spec.service:
        return _told(read_numbers(data.column(spec.service)))
    if not spec.done:
        return None
    return _between(read_clocks(data.column(spec.called)), read_clocks(data.column(spec.done)))


def _told(read: Readings) -> Spans:
    fault = np.where(read.empty, NOT_SERVED, np.where(read.unreadable, UNREADABLE, FINE))
    return Spans(read.values, fault, np.zeros(len(fault), bool))


def _between(start: Readings, end: Readings) -> Spans:
    """Return the minutes between two times; without days a time more than half a day earlier is that of the next day."""
    minutes = end.values - start.values
    apart = (end.days - start.days) * DAY_MINUTES
    dated = ~np.isnan(apart)
    minutes = np.where(dated, minutes + np.nan_to_num(apart), minutes)
    crossing = ~dated & (minutes < -HALF_DAY)
    minutes = np.where(crossing, minutes + DAY_MINUTES, minutes)
    unread = start.unreadable | end.unreadable | start.hours_only | end.hours_only
    fault = np.where(start.empty | end.empty, NOT_SERVED, np.where(unread, UNREADABLE, FINE))
    return Spans(minutes, fault, crossing)


def _judged(spans: Spans, longest: float) -> Spans:
    """Return the spans with the negative and the overlong told."""
    known = spans.fault == FINE
    fault = np.where(known & (spans.minutes < 0), NEGATIVE, spans.fault)
    return Spans(spans.minutes, np.where(known & (spans.minutes > longest), TOO_LONG, fault), spans.over_midnight)
