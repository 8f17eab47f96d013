"""RetentionSpec: whose records, what counts as active, when somebody goes on, and up to which day the data reach."""

from __future__ import annotations

from datetime import date as day_of_calendar
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from labkit.core.spec import Spec, SpecPart


class Regular(SpecPart):
    """Regular is who was active in ``at_least`` of the first ``of`` weeks; a week counts with ``days`` active days."""

    at_least: int = Field(default=8, ge=1)
    of: int = Field(default=12, ge=1, le=520)
    days: int = Field(default=1, ge=1, le=7)

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.at_least > self.of:
            message = "at_least 不能大於 of（幾週之中至少幾週）"
            raise ValueError(message)
        return self


class Registered(SpecPart):
    """The table of all who registered: its column of persons, and of the day on which they joined."""

    table: str = Field(min_length=1)
    person: str = ""
    joined: str = ""


class RetentionSpec(Spec):
    """Columns of persons and days, what counts, and how persistence is told.

    ``person`` and ``date`` are columns of the records; ``joined`` is the day of joining there or, better, in the table of
    ``registered``; left out, a person joins with the first record. ``amount`` and ``minimum``: a record counts if its amount
    reaches the minimum. ``weeks`` is how long people are followed; who has no record for ``gap`` weeks has stopped.
    ``cut_off`` is the last day that the data hold; left out, the day of the last record. ``uploaded``: when a record came in.
    """

    name: str = ""
    person: str = Field(min_length=1)
    date: str = Field(min_length=1)
    joined: str = ""
    registered: Registered | None = None
    amount: str = ""
    minimum: float | None = None
    uploaded: str = ""
    cut_off: day_of_calendar | None = None
    weeks: int = Field(default=12, ge=1, le=520)
    gap: int = Field(default=4, ge=1, le=104)
    regular: Regular = Regular()
    cohort: Literal["month", "week"] = "month"

    @field_validator("registered", mode="before")
    @classmethod
    def _a_name_alone(cls, value: object) -> object:
        return {"table": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if bool(self.amount) != (self.minimum is not None):
            message = "amount（數量欄）與 minimum（門檻）要一起寫"
            raise ValueError(message)
        if self.joined and self.registered and self.registered.joined:
            message = "joined 與 registered.joined 只寫一個"
            raise ValueError(message)
        return self

    @property
    def columns(self) -> list[str]:
        """Return the columns of the records that are read."""
        return [name for name in (self.person, self.date, self.joined, self.amount, self.uploaded) if name]
