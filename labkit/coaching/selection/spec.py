"""Selection: one year's 選案 as the working group writes it: criteria, applications, reviewers, conflicts, two rounds.

Source of the criteria, the weights, the numbers picked and the minutes: 政府機關資料創新及技術應用輔導 申請簡章 (數位發展部, 114年).
The announcement says nothing of a waiting list (備取): its length is the working group's, here 2 and 1 unless told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import Self

from pydantic import Field, field_validator, model_validator

from labkit.coaching.selection.spec_parts import (
    CRITERIA,
    WHOLE,
    Application,
    Conflict,
    Consultation,
    Criterion,
    Reviewer,
    RoundName,
    Scale,
    VideoRound,
    Withdrawal,
    WrittenRound,
)
from labkit.core.near import near_miss
from labkit.core.spec import Lines, Spec


class Selection(Spec):
    """The selection of one ROC year. Weights add up to 100; others than the announcement's need ``weights_reason``."""

    year: int = Field(ge=100, le=199)
    programme: str = "資料創新暨技術應用輔導"
    organiser: Lines = ""
    contact: Lines = ""
    criteria: tuple[Criterion, ...] = Field(
        default=tuple(Criterion(name=name, weight=25) for name in CRITERIA), min_length=1, max_length=10
    )
    weights_reason: Lines = ""
    scale: Scale = Scale()
    applications: tuple[Application, ...] = Field(default=(), max_length=500)
    reviewers: tuple[Reviewer, ...] = Field(default=(), max_length=50)
    conflicts: tuple[Conflict, ...] = ()
    withdrawn: tuple[Withdrawal, ...] = ()
    written: WrittenRound = WrittenRound()
    video: VideoRound = VideoRound()
    consultation: Consultation = Consultation()

    @field_validator("criteria")
    @classmethod
    def _weights_are_whole(cls, criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
        _refuse_repeated("評分項目", (one.name for one in criteria))
        total = sum(one.weight for one in criteria)
        if total != WHOLE:
            message = f"權重（weight）合計應為 100，現在是 {total}"
            raise ValueError(message)
        return criteria

    @field_validator("applications")
    @classmethod
    def _applications_differ(cls, told: tuple[Application, ...]) -> tuple[Application, ...]:
        _refuse_repeated("申請案編號", (one.id.upper() for one in told))
        return told

    @field_validator("reviewers")
    @classmethod
    def _reviewers_differ(cls, told: tuple[Reviewer, ...]) -> tuple[Reviewer, ...]:
        _refuse_repeated("委員代號", (one.id.upper() for one in told))
        return told

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        standard = tuple(Criterion(name=name, weight=25) for name in CRITERIA)
        if sorted(self.criteria, key=str) != sorted(standard, key=str) and not self.weights_reason.strip():
            message = "評分項目或權重與簡章（四項各 25%）不同，請在 weights_reason 寫明理由"
            raise ValueError(message)
        _refuse_repeated("迴避", (f"{one.reviewer} 對 {one.application}" for one in self.conflicts))
        for one in self.conflicts:
            _refuse_unknown("conflicts 的委員", one.reviewer, self.reviewer_ids)
            _refuse_unknown("conflicts 的申請案", one.application, self.application_ids)
        _refuse_repeated("withdrawn 的申請案", (one.application for one in self.withdrawn))
        for told in self.withdrawn:
            _refuse_unknown("withdrawn 的申請案", told.application, self.application_ids)
        for name in self.video.order:
            _refuse_unknown("video.order 的申請案", name, self.application_ids)
        _refuse_repeated("video.order 的申請案", self.video.order)
        own = [(who.id, one.id) for who in self.reviewers for one in self.applications if who.is_of(one)]
        scoring = [f"{who} 對 {what}" for who, what in own if not self.is_away(who, what)]
        if scoring:
            message = f"委員的服務單位就是申請機關或協力單位（{'、'.join(scoring)}），請在 conflicts 登錄迴避與理由"
            raise ValueError(message)
        alone = [one for one in self.application_ids if self.reviewers and not self.scorers_of(one)]
        if alone:
            message = f"{'、'.join(alone)} 的委員全部迴避，沒有人可以評分，請增聘委員"
            raise ValueError(message)
        return self

    @property
    def weights(self) -> tuple[Fraction, ...]:
        """Return the weights as shares of 1, in the order of the criteria."""
        return tuple(Fraction(one.weight, WHOLE) for one in self.criteria)

    @property
    def application_ids(self) -> list[str]:
        """Return the applications' numbers in the order of the file."""
        return [one.id for one in self.applications]

    @property
    def withdrawn_ids(self) -> set[str]:
        """Return the numbers of the applications that were taken back."""
        return {one.application for one in self.withdrawn}

    @property
    def reviewer_ids(self) -> list[str]:
        """Return the reviewers' numbers in the order of the file."""
        return [one.id for one in self.reviewers]

    def is_away(self, reviewer: str, application: str) -> bool:
        """Tell whether the reviewer may not score the application."""
        return any((one.reviewer, one.application) == (reviewer, application) for one in self.conflicts)

    def scorers_of(self, application: str) -> list[str]:
        """Return the reviewers who may score the application."""
        return [one for one in self.reviewer_ids if not self.is_away(one, application)]

    def rules_of(self, name: RoundName) -> WrittenRound | VideoRound:
        """Return the rules of a round."""
        return self.written if name == "written" else self.video


def _refuse_repeated(what: str, told: Iterable[str]) -> None:
    twice = [name for name, count in Counter(told).items() if count > 1]
    if twice:
        message = f"{what}重複：{'、'.join(twice)}"
        raise ValueError(message)


def _refuse_unknown(what: str, name: str, known: list[str]) -> None:
    if name not in known:
        message = f"{what}「{name}」不在清單裡。{near_miss(name, known)}"
        raise ValueError(message)
