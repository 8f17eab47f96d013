"""Plan: one session before it happens — when, who, what for, and with which parameters the notebooks run."""

from __future__ import annotations

from datetime import date, time
from typing import Self

from pydantic import Field, model_validator

from labkit.coaching.programme import Form
from labkit.coaching.team import Person
from labkit.core.spec import Lines, Spec, SpecPart


class Goal(SpecPart):
    """A goal set for a session, and how it went."""

    goal: str = Field(min_length=1)
    status: Lines = ""


class Plan(Spec):
    """The plan of session ``nth``; ``parameters`` are by notebook name."""

    nth: int = Field(ge=1, le=99)
    date: date
    form: Form = "實體"
    start: time | None = None
    end: time | None = None
    place: Lines = ""
    recorder: Person | None = None
    attendees: tuple[Person, ...] = ()
    previous_goals: tuple[Goal, ...] = ()
    agenda: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    parameters: dict[str, dict[str, str | list[str]]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.start and self.end and self.end <= self.start:
            message = "end（結束時間）應晚於 start（開始時間）"
            raise ValueError(message)
        return self
