"""Months: at least so many sessions in each month of the coaching (每月至少 2 次輔導時段, 附件3)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from labkit.coaching.obligations.facts import Facts, Meeting
from labkit.coaching.obligations.logs import held
from labkit.coaching.obligations.terms import last_day

MonthState = Literal["enough", "short", "open", "part", "ahead"]
WORDS: dict[MonthState, str] = {
    "enough": "已達",
    "short": "不足",
    "open": "進行中",
    "part": "部分月份",
    "ahead": "未到",
}


@dataclass(frozen=True)
class Month:
    """One calendar month of the coaching: the days of it that belong, sessions held, ahead and wanted.

    ``part``: the coaching covers only part of the month, so that too few sessions are told and not counted as short.
    """

    first: date
    last: date
    held: int
    ahead: int
    wanted: int
    state: MonthState

    @property
    def part(self) -> bool:
        """Tell whether the coaching covers only part of this month."""
        return self.first.day > 1 or self.last.day < monthrange(self.last.year, self.last.month)[1]

    @property
    def lacking(self) -> int:
        """Return how many sessions are neither held nor planned."""
        return max(0, self.wanted - self.held - self.ahead)


def period(facts: Facts) -> tuple[date, date] | None:
    """Return first and last day of the coaching: from the terms, else from the first session; None where neither is known."""
    start = facts.terms.start or min((one.day for one in facts.meetings), default=None)
    return None if start is None else (start, last_day(start, facts.terms.months))


def months(facts: Facts, as_of: date) -> list[Month]:
    """Return every calendar month of the coaching on ``as_of``; none where sessions are not counted by month.

    >>> told = months(Facts(agency="甲", folder="a", meetings=(Meeting(nth=1, day=date(2025, 3, 17), logged=True),)), date(2025, 5, 2))
    >>> len(told), told[0].part, [one.state for one in told[:4]]
    (9, True, ['part', 'short', 'open', 'ahead'])
    """
    found = period(facts)
    if found is None or not facts.terms.monthly:
        return []
    start, end = found
    told, first = [], start
    while first <= end:
        last = min(end, date(first.year, first.month, monthrange(first.year, first.month)[1]))
        told.append(_month((first, last), facts.meetings, facts.terms.monthly, as_of))
        first = last + timedelta(days=1)
    return told


def _month(days: tuple[date, date], meetings: Sequence[Meeting], wanted: int, as_of: date) -> Month:
    first, last = days
    inside = [one for one in meetings if first <= one.day <= last]
    done = sum(held(one, as_of) for one in inside)
    ahead = sum(one.day > as_of for one in inside)
    whole = Month(first, last, done, ahead, wanted, "enough")
    if done >= wanted:
        return whole
    state: MonthState = "ahead" if as_of < first else "open" if as_of <= last else "part" if whole.part else "short"
    return Month(first, last, done, ahead, wanted, state)
