"""Decisions: what a team decided in a guided notebook, why, and which role or unit did. Kept in decisions/<notebook>.yml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import AfterValidator, Field

from labkit.core.run_errors import DecisionExposed
from labkit.core.spec import Spec, SpecPart
from labkit.taiwan.personal_names import is_name
from labkit.taiwan.surnames import may_be_surname

MOST_SIGNS = 80
TITLES = re.compile(
    r"(局長|處長|署長|司長|科長|課長|股長|組長|室主任|主任|主管|秘書|專門委員|專委|專員|科員|課員|辦事員|書記|技正|技士|技佐"
    r"|視察|督導|護理長|護理師|社工師|工程師|設計師|分析師|管理師|承辦人|承辦|同仁|先生|小姐|女士)$"
)
RANKS = {"", "副", "高級", "資深", "助理", "約聘", "約僱", "代理", "簡任", "薦任", "委任"}


def role_or_unit(text: str) -> str:
    """Return ``text`` if it may be a role or a unit; raises ValueError for what is written like a person's name.

    >>> role_or_unit("登記科科長"), role_or_unit("高級專員")
    ('登記科科長', '高級專員')
    """
    plain = " ".join(text.split())
    for part in filter(None, re.split(r"[、，,；;／/\s]", plain)):
        told = TITLES.sub("", part)
        alone = told != part and len(told) == 1 and may_be_surname(told)
        if told not in RANKS and (alone or is_name(told)):
            message = "who（誰）請寫單位或職稱，例如「登記科科長」，不要寫人名"
            raise ValueError(message)
    if not plain:
        message = "who（誰）要寫是哪個單位或職稱決定的"
        raise ValueError(message)
    return plain


class Decision(SpecPart):
    """One decision of session ``session``: what was decided, why, and by which role or unit; never a person's name."""

    session: int = Field(ge=1, le=99)
    decision: str = Field(min_length=1, max_length=MOST_SIGNS)
    reason: str = Field(min_length=1, max_length=MOST_SIGNS)
    who: Annotated[str, AfterValidator(role_or_unit)]

    @property
    def line(self) -> str:
        """Return the decision as the log says it."""
        return f"{self.decision.rstrip('。')}（{self.who}；{self.reason.rstrip('。')}）"


class Decisions(Spec):
    """All decisions of one notebook, session after session: what was decided before stays on record.

    >>> told = Decisions.model_validate({"decisions": [{"session": 1, "decision": "去除重複", "reason": "同一筆", "who": "資訊室"}]})
    >>> told.of(1)[0].line, told.of(2)
    ('去除重複（資訊室；同一筆）', ())
    """

    decisions: tuple[Decision, ...] = ()

    def of(self, session: int) -> tuple[Decision, ...]:
        """Return the decisions of one session."""
        return tuple(one for one in self.decisions if one.session == session)

    def with_one(self, decision: Decision) -> Self:
        """Return the same with one decision more; one that stands there already is not said twice."""
        if decision in self.decisions:
            return self
        return self.model_copy(update={"decisions": (*self.decisions, decision)})

    def refuse_names(self, names: Iterable[str], *, place: str) -> None:
        """Raise DecisionExposed where a decision holds one of ``names``, the people of the team; the name is not repeated."""
        known = [one.strip() for one in names if len(one.strip()) > 1]
        for number, one in enumerate(self.decisions, 1):
            if any(name in part for name in known for part in (one.decision, one.reason, one.who)):
                raise DecisionExposed(place=place, number=number)
