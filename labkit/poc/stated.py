"""What a metric states besides its arithmetic: baseline, target, window, calendar, claim, co-changes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from labkit.core.spec import SpecPart
from labkit.poc.bounds import MOST, Number
from labkit.taiwan.roc_dates import ROC_OFFSET

LAST_ROC_YEAR = 1000


def _said(value: Any) -> Any:
    return {"said": value} if isinstance(value, str) else value


def _year(value: Any) -> Any:
    """Return a year of the Republic (113) as the common year (2024)."""
    text = str(value)
    return int(text) + ROC_OFFSET if text.isdigit() and int(text) < LAST_ROC_YEAR else value


Year = Annotated[int, BeforeValidator(_year), Field(ge=1912, le=2100)]


class Baseline(SpecPart):
    """原始值: how it was before, in words and, where it was measured, as a number with its period, n and method."""

    said: str = ""
    value: Number | None = None
    unit: str = ""
    period: str = ""
    n: int | None = Field(default=None, ge=1, le=MOST)
    method: str = ""
    source: str = ""


class Target(SpecPart):
    """目標值: what is to be reached, by when, and who set it."""

    said: str = ""
    value: Number | None = None
    unit: str = ""
    by: date | None = None
    set_by: str = ""


class Window(SpecPart):
    """The time that a metric speaks of: the column that dates a record, the first and last day (both counted), the grain."""

    model_config = ConfigDict(populate_by_name=True)

    field: str = ""
    start: date | None = Field(default=None, alias="from")
    end: date | None = Field(default=None, alias="to")
    year: Year | None = None
    grain: Literal["日", "週", "月", "季", "年"] = "月"

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first and self.last and self.first > self.last:
            message = "期間的 from 晚於 to（或不在 year 之內），請核對"
            raise ValueError(message)
        return self

    @property
    def first(self) -> date | None:
        """Return the first day: as stated, else that of the year."""
        return self.start or (date(self.year, 1, 1) if self.year else None)

    @property
    def last(self) -> date | None:
        """Return the last day: as stated, else that of the year."""
        return self.end or (date(self.year, 12, 31) if self.year else None)


class Calendar(SpecPart):
    """Which working days count: the issue of the official calendar, and the team's own closures (typhoon days).

    ``closures`` and ``opened`` name tables (of data/tables) whose first column of days is read.
    """

    issue: Literal["修正版", "首版"] = "修正版"
    closures: str = ""
    opened: str = ""


class CoChange(SpecPart):
    """Something else that changed ``on`` a day and may explain the difference."""

    on: date
    what: str = Field(min_length=1)


class Scope(SpecPart):
    """The whole that readers will think of: 52 萬件 of the city in 113年."""

    value: Number
    unit: str
    of: str = Field(min_length=1)


class Claim(SpecPart):
    """What was said in public, word for word, with the number in it as it was written (``unit`` may be a bare 天)."""

    said: str = Field(min_length=1)
    value: Number | None = None
    unit: str = ""
    n: int | None = Field(default=None, ge=1, le=MOST)
    data_date: date | None = None


class Verified(SpecPart):
    """Who checked the number, and when: unit and position (主計室科長), no name, since it stands in what is published."""

    by: str = Field(min_length=1)
    on: date


class Outliers(SpecPart):
    """Values outside ``low`` to ``high`` (both kept) are kept and told, left out and counted, or refused."""

    low: Number | None = None
    high: Number | None = None
    rule: Literal["保留", "排除", "拒絕"] = "保留"


BaselineText = Annotated[Baseline, BeforeValidator(_said)]
TargetText = Annotated[Target, BeforeValidator(_said)]
ClaimText = Annotated[Claim, BeforeValidator(_said)]
