"""What is due next, in the order of its day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from labkit.coaching.obligations.facts import Facts
from labkit.coaching.obligations.logs import LogDue
from labkit.coaching.obligations.months import Month
from labkit.taiwan.office_calendar import OfficeCalendar
from labkit.taiwan.roc_dates import ROC_OFFSET, roc_text

WEEKDAYS = "一二三四五六日"
MANY = 3  # overdue logs, from which on one sentence tells of all


@dataclass(frozen=True)
class Due:
    """One thing to do: by when, what, for which session (0 for none), and how many days too late it is."""

    day: date
    what: str
    nth: int = 0
    late: int = 0

    @property
    def sentence(self) -> str:
        """Return it as a sentence."""
        late = f"，已逾 {self.late} 天" if self.late else ""
        return f"{day_text(self.day)}：{self.what}{late}。"


def day_text(day: date) -> str:
    """Return a day with its weekday.

    >>> day_text(date(2025, 12, 5))
    '114年12月5日（五）'
    """
    return f"{roc_text(day)}（{WEEKDAYS[day.weekday()]}）"


def month_text(month: Month) -> str:
    """Return a month's name, with its days where only part of it belongs."""
    name = f"{month.first.year - ROC_OFFSET}年{month.first.month}月"
    days = f"{month.first.day}–{month.last.day}" if month.first != month.last else f"{month.last.day}"
    return f"{name}（{days}日）" if month.part else name


def dues(facts: Facts, logs: Sequence[LogDue], months: Sequence[Month], as_of: date) -> list[Due]:
    """Return what is due from ``as_of`` on and what is overdue, oldest first: logs, sessions, a month's missing sessions."""
    found = [_log(one, facts.terms.calendar) for one in logs if one.state in {"missing", "awaited", "unrecorded"}]
    found += [
        Due(one.meeting.day, f"第 {one.meeting.nth} 次輔導", one.meeting.nth) for one in logs if one.state == "ahead"
    ]
    for month in months:
        if month.state == "open" and month.lacking:
            told = f"{month_text(month)}應有 {month.wanted} 次輔導，還沒排定 {month.lacking} 次"
            found.append(Due(month.last, told + ("（部分月份，供參考）" if month.part else "")))
    if facts.terms.start is None and not facts.meetings:
        found.append(Due(as_of, "填寫 plan/01.yml，排定第 1 次輔導", 1))
    return sorted(found, key=lambda one: (one.day, one.nth))


def said(found: Sequence[Due], most: int) -> tuple[list[str], int]:
    """Return the sentences of what is due, at most ``most`` of them, and how many are left unsaid.

    Several overdue logs are one sentence: what comes next is not pushed off the page by what is late.
    """
    late = [one for one in found if one.late]
    if len(late) < MANY:
        return [one.sentence for one in found[:most]], max(0, len(found) - most)
    numbers = "、".join(str(nth) for nth in sorted(one.nth for one in late))
    longest = max(one.late for one in late)
    whole = f"逾期未交的紀錄表 {len(late)} 份：第 {numbers} 次，最久已逾 {longest} 天。"
    rest = [one.sentence for one in found if not one.late]
    return [whole, *rest[: most - 1]], max(0, len(rest) - most + 1)


def _log(one: LogDue, calendar: OfficeCalendar) -> Due:
    nth = one.meeting.nth
    if one.state == "unrecorded":
        what = f"第 {nth} 次輔導沒有執行成果與紀錄表：已舉行請補交紀錄表，延期請改 plan/{nth:02}.yml 的日期"
        return Due(one.meeting.day, what, nth)
    closed = "" if one.days or calendar.is_working_day(one.meeting.due) else "（這天不上班，請提前送交）"
    return Due(one.meeting.due, f"送交第 {nth} 次紀錄表{closed}", nth, one.days)
