"""The parts of a selection's settings: criteria, scale, applications, reviewers, conflicts, withdrawals, the two rounds."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, model_validator

from labkit.coaching.programme import Aspect
from labkit.core.spec import Lines, SpecPart

RoundName = Literal["written", "video"]
ROUNDS: dict[RoundName, str] = {"written": "書面審查", "video": "視訊審查"}
CRITERIA = ("資料完整性", "應用可行性", "服務效能創新性", "未來擴散性")
WHOLE = 100
ID = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,19}$"


def as_compared(name: str) -> str:
    """Return a body's name without what differs by hand: width, blanks, 台 and 臺.

    >>> as_compared("台北市 政府") == as_compared("臺北市政府")
    True
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).replace("台", "臺")


class Criterion(SpecPart):
    """What is scored, and how many of 100 points it weighs."""

    name: str = Field(min_length=1, max_length=20)
    weight: int = Field(gt=0, le=WHOLE)


class Scale(SpecPart):
    """The least and the best score of one criterion, and how many decimals a score may have."""

    low: int = Field(default=0, ge=0)
    high: int = Field(default=100, gt=0)
    decimals: int = Field(default=0, ge=0, le=2)

    @model_validator(mode="after")
    def _low_is_below_high(self) -> Self:
        if self.low >= self.high:
            message = "high（最高分）應大於 low（最低分）"
            raise ValueError(message)
        return self

    @property
    def words(self) -> str:
        """Return the scale as the sheet states it."""
        return f"{self.low}–{self.high} 分，" + (f"至多 {self.decimals} 位小數" if self.decimals else "整數")

    def refuse(self, score: Fraction) -> str:
        """Tell what is wrong with a score, or nothing."""
        if not self.low <= score <= self.high:
            return f"超出 {self.low}–{self.high} 分"
        return "" if (score * 10**self.decimals).denominator == 1 else f"應為{self.words.partition('，')[2]}"


class Application(SpecPart):
    """One application: its number, the agency, the topic, the aspect that it chose, the units that cooperate (協力單位)."""

    id: str = Field(pattern=ID)
    agency: str = Field(min_length=1)
    topic: str = Field(min_length=1)
    aspect: Aspect
    units: tuple[str, ...] = ()

    @property
    def bodies(self) -> tuple[str, ...]:
        """Return the agency and the units that cooperate."""
        return (self.agency, *self.units)

    @property
    def shown(self) -> str:
        """Return the agency, with the cooperating units where there are some."""
        return f"{self.agency}（協力：{'、'.join(self.units)}）" if self.units else self.agency


class Reviewer(SpecPart):
    """Somebody who scores. The name stays in the working group's folder."""

    id: str = Field(pattern=ID)
    name: str = Field(min_length=1)
    unit: Lines = ""

    @property
    def shown(self) -> str:
        """Return the name, with the unit where there is one."""
        return f"{self.name}（{self.unit}）" if self.unit else self.name

    def is_of(self, application: Application) -> bool:
        """Tell whether the reviewer's unit is the agency or a cooperating unit, or a part of one of them."""
        unit = as_compared(self.unit)
        return any(unit.startswith(as_compared(body)) for body in application.bodies if as_compared(body))


class Conflict(SpecPart):
    """A reviewer who may not score an application (利益迴避), and why."""

    reviewer: str
    application: str
    reason: str = Field(min_length=1)


class Withdrawal(SpecPart):
    """An application that its agency took back (撤案、放棄), and why: it is scored no more, and those who wait move up."""

    application: str
    reason: str = Field(min_length=1)


class Consultation(SpecPart):
    """專家諮詢: how many hours, and for whom. The announcement says 3 hours 「for the others」: whom that means is an assumption here."""

    hours: int = Field(default=3, ge=0)
    to: Literal["視訊審查未錄取", "全部未錄取"] = "視訊審查未錄取"


class WrittenRound(SpecPart):
    """How many go on from the written round, and how many wait: the announcement fixes the first, the second is an assumption."""

    picks: int = Field(default=6, ge=1)
    waiting: int = Field(default=2, ge=0)


class VideoRound(SpecPart):
    """The video round: how many are picked, when it begins, and a team's minutes. ``order`` is the lot that was drawn."""

    picks: int = Field(default=3, ge=1)
    waiting: int = Field(default=1, ge=0)
    date: dt.date | None = None
    start: dt.time | None = None
    place: Lines = ""
    talk: int = Field(default=4, ge=1)
    questions: int = Field(default=2, ge=1)
    answers: int = Field(default=4, ge=1)
    change: int = Field(default=5, ge=0)
    order: tuple[str, ...] = ()

    @property
    def minutes(self) -> tuple[int, int, int]:
        """Return a team's minutes: 說明, 提問, 答詢."""
        return (self.talk, self.questions, self.answers)
