"""One seat's progress as its file tells it; a file that is broken or half written is told with why, and hides nothing else.

The files are those of seats that stand below the folder (seat07/progress.json), and those put into its progress/. The group of a seat
is the folder that it stands in, and its time that of the file, where the file does not tell them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from labkit.core.files import files_below
from labkit.core.glyphs import one_line
from labkit.core.messages import say
from labkit.workshop.progress import NAME
from labkit.workshop.seats import seat_of
from labkit.workspace.spec_file import why

FOLDER = "progress"
LIMIT_BYTES = 256_000
TAIPEI = dt.timezone(dt.timedelta(hours=8))
State = Literal["right", "wrong", "empty"]
Count = Annotated[int, Field(ge=0, le=100_000)]
Short = Annotated[str, Field(min_length=1, max_length=60), BeforeValidator(lambda told: one_line(str(told)).strip())]


class Tried(BaseModel):
    """How one exercise stands at a seat."""

    model_config = ConfigDict(frozen=True)
    state: State = "empty"
    tries: Count = 0
    hints: Count = 0


class Seat(BaseModel):
    """A seat: its group, its exercises, and when its file was written (Taipei where no zone is told). Keys not known are left unread."""

    model_config = ConfigDict(frozen=True)
    seat: Annotated[int, Field(ge=0, le=9_999)]
    group: Short
    exercises: dict[Short, Tried] = Field(default_factory=dict, max_length=200)
    updated: dt.datetime

    @property
    def at(self) -> dt.datetime:
        """Return when the file was written, in Taipei."""
        return self.updated.replace(tzinfo=self.updated.tzinfo or TAIPEI).astimezone(TAIPEI)

    def tried(self, exercise: str) -> Tried:
        """Return how an exercise stands; one that the seat has not met is empty."""
        return self.exercises.get(exercise, Tried())

    @property
    def done(self) -> int:
        """Return how many exercises are right."""
        return sum(one.state == "right" for one in self.exercises.values())


@dataclass(frozen=True)
class Seats:
    """The newest file of each seat, by group and seat; and the files that were not used, each with why."""

    seats: tuple[Seat, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict)


def read_seats(folder: Path) -> Seats:
    """Read every seat's progress below ``folder``; a folder without files has no seats."""
    newest: dict[int, tuple[Seat, str]] = {}
    unread: dict[str, str] = {}
    for name, seat, told in _files(folder):
        if seat is None:
            unread[name] = told
        elif seat.seat in newest and newest[seat.seat][0].at >= seat.at:
            unread[name] = say("coach.twice", seat=seat.seat, other=newest[seat.seat][1])
        else:
            if seat.seat in newest:
                unread[newest[seat.seat][1]] = say("coach.twice", seat=seat.seat, other=name)
            newest[seat.seat] = (seat, name)
    seats = sorted((one for one, _ in newest.values()), key=lambda one: (one.group, one.seat))
    return Seats(tuple(seats), dict(sorted(unread.items())))


def _files(folder: Path) -> Iterator[tuple[str, Seat | None, str]]:
    """Yield every file with its seat, or with why it has none."""
    there = (path for path in files_below(folder) if path.name == NAME and seat_of(path.parent))
    for path in (*sorted((folder / FOLDER).glob("*.json")), *there):
        if not path.name.startswith((".", "~$")):
            yield one_line(path.relative_to(folder).as_posix()), *_read(path, folder)


def _read(path: Path, folder: Path) -> tuple[Seat | None, str]:
    try:
        if path.stat().st_size > LIMIT_BYTES:
            return None, say("coach.too_large")
        told = json.loads(path.read_text(encoding="utf-8-sig"))
        return Seat.model_validate(_around(path, folder) | told if isinstance(told, dict) else told), ""
    except OSError as error:
        return None, why(error)
    except ValidationError as error:
        keys = sorted({str(fault["loc"][0]) if fault["loc"] else "–" for fault in error.errors(include_input=False)})
        return None, say("coach.not_so", names="、".join(one_line(one)[:60] for one in keys))
    except (ValueError, RecursionError):  # not UTF-8, or not whole JSON: a seat may be writing it just now
        return None, say("coach.half")


def _around(path: Path, folder: Path) -> dict[str, object]:
    """Return what a seat's own folder tells: the group, and when its file was written."""
    if path.name != NAME:
        return {}
    above = path.parent.parent
    written = dt.datetime.fromtimestamp(path.stat().st_mtime, TAIPEI)
    return {"group": folder.resolve().name if above == folder else above.name, "updated": written}
