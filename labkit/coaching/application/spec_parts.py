"""What an application is made of. Every text may stay empty: what is missing is told by the check, not refused."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, PlainSerializer, ValidationInfo, field_validator, model_validator

from labkit.coaching.application.words import application_words, unknown_option
from labkit.core.spec import SpecPart
from labkit.taiwan.roc_dates import roc_text

LONGEST = 10_000
BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
NOTHING = {"無", "沒有", "無。"}


def plain_text(value: Any) -> Any:
    """Return a text as every format holds it: trimmed, line breaks alike, signs that no document may hold taken out."""
    if value is None:
        return ""
    return UNSEEN.sub("", BREAKS.sub("\n", value)).strip() if isinstance(value, str) else value


def several(value: Any) -> Any:
    """Return one choice, or several, as a list."""
    if value is None or value == "":
        return ()
    told = [value] if isinstance(value, str) else value
    return tuple(dict.fromkeys(map(plain_text, told))) if isinstance(told, (list, tuple)) else told


Told = Annotated[str, BeforeValidator(plain_text), Field(max_length=LONGEST)]
Choices = Annotated[
    tuple[str, ...], BeforeValidator(several), PlainSerializer(lambda told: told[0] if len(told) == 1 else list(told))
]


class Choosing(SpecPart):
    """A part whose ``Choices`` must be literal options of the form."""

    @field_validator("*", mode="after")
    @classmethod
    def _known(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, tuple) and info.field_name in CHOICES:
            wrong = unknown_option(value, application_words().options(info.field_name))
            if wrong:
                raise ValueError(wrong)
        return value


CHOICES = {"storage", "keeper", "skill", "attending", "support", "adoption", "aspect", "needs", "stage"}


class Contact(SpecPart):
    """聯絡人: stands in the application and nowhere else."""

    name: Told = ""
    phone: Told = ""
    title: Told = ""
    email: Told = ""


class Member(SpecPart):
    """成員及分工, a row; ``agency`` only for members of another agency than the applying one."""

    agency: Told = ""
    unit: Told = ""
    name: Told = ""
    title: Told = ""
    task: Told = ""


class ApplyingTeam(SpecPart):
    """一、提案團隊基本資料."""

    agency: Told = ""
    unit: Told = ""
    contact: Contact = Contact()
    members: tuple[Member, ...] = ()


class Answers(Choosing):
    """二、資料知能與整備現況: each answer a literal option of the form."""

    storage: Choices = ()
    keeper: Choices = ()
    skill: Choices = ()
    attending: Choices = ()
    support: Choices = ()
    adoption: Choices = ()
    adoption_other: Told = ""


class DataSet(SpecPart):
    """三、6, a row: the six parts that the form asks of each data set."""

    source: Told = ""
    method: Told = ""
    span: Told = ""
    format: Told = ""
    fields: Told = ""
    rows: Told = ""


class BusyTime(SpecPart):
    """三、8, a row: from when to when, and what; a row 無 says that there is nothing."""

    first: dt.date | None = None
    last: dt.date | None = None
    what: Told = ""

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.first and self.last and self.last < self.first:
            message = "last（迄日）不能早於 first（起日）"
            raise ValueError(message)
        return self

    @property
    def shown(self) -> str:
        """Return the days as official papers carry them."""
        days = [roc_text(day) for day in (self.first, self.last) if day]
        return "至".join(dict.fromkeys(days))


class Proposal(Choosing):
    """三、提案內容說明. ``metrics`` are ids of metrics/ whose expected benefit joins ``benefits``."""

    topic: Told = ""
    aspect: Choices = ()
    background: Told = ""
    pain: Told = ""
    needs: Choices = ()
    needs_note: Told = ""
    benefits: Told = ""
    metrics: Choices = ()
    datasets: tuple[DataSet, ...] = ()
    stage: Choices = ()
    budget: Told = ""
    schedule: Told = ""
    busy: tuple[BusyTime, ...] = ()


class UnitPapers(SpecPart):
    """附件2 and 附件3 of one unit: who signs, and the days on which the signed papers came in."""

    unit: Told = ""
    signer: Told = ""
    phone: Told = ""
    signed: dt.date | None = None
    statement_received: dt.date | None = None
    consent_received: dt.date | None = None
