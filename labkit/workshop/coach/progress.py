"""How far the groups are: seats by group, exercises in order, who may need help, and the workspaces' sessions."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from labkit.coaching.obligations.facts import Facts
from labkit.core.errors import FileMissing
from labkit.workshop.coach.seat import Seat, Seats, read_seats
from labkit.workshop.exercise import in_order
from labkit.workspace.many import facts_below

STUCK_TRIES = 3
QUIET = dt.timedelta(minutes=15)
DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class TeamRoom:
    """A workspace: how many sessions were run and logged, and how many files in it cannot be read."""

    folder: str
    run: int
    logged: int
    faults: int

    @classmethod
    def of(cls, facts: Facts) -> TeamRoom:
        """Return what an index tells of the sessions."""
        run = sum(one.run for one in facts.meetings)
        return cls(facts.folder, run, sum(one.logged for one in facts.meetings), len(facts.faults))


@dataclass(frozen=True)
class Progress:
    """What the coach's page shows, as of a moment that is told to it."""

    seats: tuple[Seat, ...]
    unread: tuple[tuple[str, str], ...]
    rooms: tuple[TeamRoom, ...]
    as_of: dt.datetime

    @property
    def exercises(self) -> list[str]:
        """Return every exercise that a seat has met: labkit's own in their order, then the others, numbers in theirs."""
        met = {name for one in self.seats for name in one.exercises}
        own = [name for name in in_order() if name in met]
        return [*own, *sorted(met - {*own}, key=_order)]

    @property
    def groups(self) -> dict[str, list[Seat]]:
        """Return the seats by group, numbers in their order."""
        names = sorted({one.group for one in self.seats}, key=_order)
        return {name: [one for one in self.seats if one.group == name] for name in names}

    def needs_help(self, seat: Seat) -> list[str]:
        """Return the exercises that are wrong after three tries or more."""
        return [
            name
            for name in self.exercises
            if seat.tried(name).state == "wrong" and seat.tried(name).tries >= STUCK_TRIES
        ]

    def is_quiet(self, seat: Seat) -> bool:
        """Tell whether a seat that has not done all wrote nothing for a quarter of an hour."""
        return seat.done < len(self.exercises) and self.as_of - seat.at > QUIET

    @property
    def summary(self) -> str:
        """Return the counts in one sentence."""
        stuck = sum(bool(self.needs_help(one)) for one in self.seats)
        quiet = sum(self.is_quiet(one) for one in self.seats)
        done = sum(one.done == len(self.exercises) for one in self.seats) if self.exercises else 0
        told = f"{len(self.groups)} 組、{len(self.seats)} 個座位：全部答對 {done}、可能需要協助 {stuck}、超過 15 分鐘沒有更新 {quiet}"
        return f"{told}；讀不到或沒有採用的檔案 {len(self.unread)} 個。"


def read_progress(folder: Path, as_of: dt.datetime) -> Progress:
    """Read the seats and the workspaces below ``folder``; raises FileMissing for a folder that is not there."""
    if not folder.is_dir():
        raise FileMissing(place=folder.name)
    found: Seats = read_seats(folder)
    facts, broken = facts_below(folder)
    unread = (*found.unread.items(), *((one.folder, one.why) for one in broken))
    return Progress(found.seats, tuple(unread), tuple(TeamRoom.of(one) for one in facts), as_of)


def right_of(seats: Iterable[Seat], exercise: str) -> int:
    """Return how many seats have an exercise right."""
    return sum(one.tried(exercise).state == "right" for one in seats)


def _order(name: str) -> list[tuple[int, str]]:
    """Return a key that puts 2 before 10.

    >>> sorted(["第10組", "第2組"], key=_order)
    ['第2組', '第10組']
    """
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in DIGITS.split(name) if part]
