"""Logs: handed in on time, late, awaited or missing. A log is due 3 days after its session (當次輔導結束後3日內)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from labkit.coaching.obligations.facts import Meeting

LogState = Literal["on_time", "late", "awaited", "missing", "unread", "unrecorded", "ahead"]
WORDS: dict[LogState, str] = {
    "on_time": "準時",
    "late": "遲交",
    "awaited": "待交",
    "missing": "逾期未交",
    "unread": "讀不到",
    "unrecorded": "未見紀錄",
    "ahead": "尚未舉行",
}


@dataclass(frozen=True)
class LogDue:
    """The log of one session: its state, and by how many days it was or is late."""

    meeting: Meeting
    state: LogState
    days: int = 0

    @property
    def words(self) -> str:
        """Return the state as people read it."""
        late = f" {self.days} 天" if self.state in {"late", "missing"} else ""
        return WORDS[self.state] + late


def held(meeting: Meeting, as_of: date) -> bool:
    """Tell whether a session took place: a frozen folder or a log tells of it, and its day is not after ``as_of``."""
    return (meeting.run or meeting.logged) and meeting.day <= as_of


def log_due_of(meeting: Meeting, as_of: date) -> LogDue:
    """Return how the log of ``meeting`` stands on ``as_of``.

    A session that was planned for a day gone by, of which neither folder nor log tells, may have been put off: it is
    ``unrecorded`` and not missing. A log that is there and cannot be read may be in time: ``unread``. A day of handing in that lies after ``as_of`` does not count yet.

    >>> log_due_of(Meeting(nth=1, day=date(2025, 12, 5), logged=True, handed_in=date(2025, 12, 10)), date(2026, 1, 1)).words
    '遲交 2 天'
    """
    if meeting.day > as_of:
        return LogDue(meeting, "ahead")
    if not held(meeting, as_of):
        return LogDue(meeting, "unrecorded")
    if meeting.unread:
        return LogDue(meeting, "unread")
    given = meeting.handed_in if meeting.handed_in and meeting.handed_in <= as_of else None
    late = ((given or as_of) - meeting.due).days
    if given is not None:
        return LogDue(meeting, "late", late) if late > 0 else LogDue(meeting, "on_time")
    return LogDue(meeting, "missing", late) if late > 0 else LogDue(meeting, "awaited")


def logs_due(meetings: Sequence[Meeting], as_of: date) -> list[LogDue]:
    """Return how every session's log stands on ``as_of``."""
    return [log_due_of(meeting, as_of) for meeting in meetings]


def counted(dues: Sequence[LogDue]) -> dict[LogState, int]:
    """Return how many logs are in each state; every session is counted once."""
    found = Counter(one.state for one in dues)
    return {state: found[state] for state in WORDS}
