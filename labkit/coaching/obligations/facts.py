"""What a workspace tells about its coaching, without anybody's name or words: it may stand in an index and leave the folder."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from labkit.coaching.obligations.terms import Terms
from labkit.coaching.programme import log_due
from labkit.core.finding import Finding
from labkit.core.spec import SpecPart


class Meeting(SpecPart):
    """One session as plan, frozen folder and log tell of it; the log goes before the plan.

    ``planned``, ``run``, ``logged``: which of the three there are; ``unread``: its log is there and cannot be read. ``place`` is for the team's own calendar and never leaves it.
    """

    nth: int
    day: dt.date
    start: dt.time | None = None
    end: dt.time | None = None
    form: str = ""
    planned: bool = False
    run: bool = False
    logged: bool = False
    handed_in: dt.date | None = None
    unread: bool = False
    place: str = Field(default="", exclude=True)

    @property
    def minutes(self) -> int | None:
        """Return how long the session took; None where start or end is unknown, or the end is not later."""
        if self.start is None or self.end is None or self.end <= self.start:
            return None
        return (self.end.hour - self.start.hour) * 60 + self.end.minute - self.start.minute

    @property
    def due(self) -> dt.date:
        """Return the day by which the log must be handed in."""
        return log_due(self.day)


class OpenGoal(SpecPart):
    """A goal that no log calls done: the log that set it, its number there, and in how many later sessions it came again."""

    nth: int
    item: int
    repeated: int


class GoalSpot(SpecPart):
    """Where a goal stands: the log, which of its two lists, and its number there."""

    nth: int
    part: Literal["前次目標", "下次目標"]
    item: int

    @property
    def place(self) -> str:
        """Return file, list and number."""
        return f"logs/{self.nth:02}.yml {self.part}第 {self.item} 項"


class Reworded(SpecPart):
    """A goal that reads much like an earlier one: people must say whether the two are one."""

    now: GoalSpot
    before: GoalSpot


FaultCode = Literal[
    "status_conflict",
    "status_unreadable",
    "status_number",
    "status_twice",
    "status_times",
    "status_year",
    "status_never_run",
    "status_no_folder",
    "status_stray",
    "status_no_team",
    "status_handed_early",
]


class Fault(SpecPart):
    """What is wrong in one file: code, file, line, and facts that are numbers and file names alone.

    ``detail`` is the full sentence for the team's own screen; it may hold words of the file and is never kept.
    """

    code: FaultCode
    file: str
    line: int = 1
    facts: dict[str, str] = Field(default_factory=dict)
    detail: str = Field(default="", exclude=True)

    @property
    def place(self) -> str:
        """Return file and line."""
        return f"{self.file} 第 {self.line} 行" if self.line else self.file

    @property
    def closed(self) -> bool:
        """Tell whether the file could not be opened at all: another program may hold it for a moment."""
        return self.code == "status_unreadable" and not self.line

    @property
    def finding(self) -> Finding:
        """Return the fault as a finding."""
        return Finding(self.code, place=self.place, count=1, level="warning", facts=self.facts)


class Facts(SpecPart):
    """All that obligations are computed from: terms (events without their names), meetings by number, open goals, faults."""

    agency: str
    folder: str
    terms: Terms = Field(default_factory=Terms)
    meetings: tuple[Meeting, ...] = ()
    goals: tuple[OpenGoal, ...] = ()
    dropped_goals: int = 0
    reworded: tuple[Reworded, ...] = ()
    faults: tuple[Fault, ...] = ()
