"""QueueSpec: which columns hold tickets, calls and endings, when the office is open, what is promised."""

from __future__ import annotations

import re
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from labkit.core.spec import Spec, SpecPart

Weekday = Literal["週一", "週二", "週三", "週四", "週五", "週六", "週日"]
SPAN = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])\s*[-–~]\s*([01]?[0-9]|2[0-4]):([0-5][0-9])")
DAY = 1440


class Target(SpecPart):
    """What is promised: ``share`` of the people are called within ``minutes``."""

    minutes: float = Field(default=10, gt=0)
    share: float = Field(default=0.8, gt=0, lt=1)


class QueueSpec(Spec):
    """Columns of tickets, opening hours and the promise that the counters are measured against.

    ``ticket`` is the time of arrival: 09:30, or a moment with its day; then ``date`` may be left out. Waiting comes from
    ``called`` (a time) or ``waiting`` (minutes), service from ``done`` (a time) or ``service`` (minutes). ``hours`` such as
    08:00-17:00 may run over midnight; left out, they are read off the data and said to be. ``days`` are the weekdays of
    opening; ``closures`` names a further table of closed days (column ``date`` or 日期) and needs ``days``. ``counters`` is how many are open;
    left out, those that occur in the column ``counter``. ``longest``: longer waits or services are listed, not averaged.
    ``peak``: a slot is a peak if it lies that many standard deviations above the mean of the slots.
    """

    name: str = ""
    date: str = ""
    ticket: str = Field(min_length=1)
    called: str = ""
    done: str = ""
    waiting: str = ""
    service: str = ""
    counter: str = ""
    category: str = ""
    hours: str = ""
    breaks: tuple[str, ...] = ()
    days: tuple[Weekday, ...] = ()
    closures: str = ""
    slot: int = Field(default=60, ge=5, le=DAY)
    target: Target = Target()
    longest: float = Field(default=240, gt=0)
    counters: int | None = Field(default=None, ge=1)
    peak: float = Field(default=1, ge=0)

    @field_validator("breaks", mode="before")
    @classmethod
    def _one_break(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value or ()

    @model_validator(mode="after")
    def _sound(self) -> Self:
        for told in [*([self.hours] if self.hours else []), *self.breaks]:
            if not SPAN.fullmatch(told):
                message = f"「{told}」應寫成 08:00-17:00"
                raise ValueError(message)
        if (self.called and self.waiting) or (self.done and self.service):
            message = "called 與 waiting、done 與 service 各只寫一個"
            raise ValueError(message)
        if self.done and not self.called:
            message = "done 需要 called：辦理時間是完成減叫號；只有分鐘數時請寫 service"
            raise ValueError(message)
        if self.closures and not self.days:
            message = "有休館日表（closures）時，請以 days 寫明開放的星期，例如 [週一, 週二, 週三, 週四, 週五]"
            raise ValueError(message)
        return self

    @property
    def columns(self) -> list[str]:
        """Return the columns of the table that are read."""
        named = (
            self.date,
            self.ticket,
            self.called,
            self.done,
            self.waiting,
            self.service,
            self.counter,
            self.category,
        )
        return [name for name in named if name]


def minutes_of(told: str) -> tuple[int, int]:
    """Return when a span begins, in minutes from midnight, and how long it is; it may run over midnight.

    >>> minutes_of("08:30-17:30"), minutes_of("22:00-06:00"), minutes_of("00:00-24:00")
    ((510, 540), (1320, 480), (0, 1440))
    """
    found = SPAN.fullmatch(told)
    if found is None:
        message = f"not a span of time: {told}"
        raise ValueError(message)
    start, end = int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])
    return start % DAY, (end - start) % DAY or DAY
