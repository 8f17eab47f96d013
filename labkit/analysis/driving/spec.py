"""DriversSpec: the target, the columns that are looked at, and how."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from labkit.core.expressions.expression import ExpressionText
from labkit.core.spec import Spec

COLUMN, GROUP, RULE, CLASS = "欄位", "組別", "規則", "目標"
SKILL = ("tree skill", "tree skill low", "tree skill high")
Names = Annotated[tuple[str, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value or ())]


class DriversSpec(Spec):
    """``target`` is the column to explain, ``columns`` the candidates (none: all others but ``exclude``).

    ``target_kind``: a ``number``, or a ``category`` (yes and no included); ``yes`` names the value of a two-valued target
    whose share is shown. Numbers are cut into ``bins`` equal in records; ``smallest`` is the least a group may hold, below
    which it joins 其他. The tree has ``depth`` levels at most (0: none) and ``leaf`` records in a leaf at least. ``seed``
    fixes every shuffle.
    """

    name: str = ""
    target: str
    columns: Names = ()
    exclude: Names = ()
    target_kind: Literal["auto", "number", "category"] = "auto"
    yes: str | None = None
    bins: int = Field(default=4, ge=2, le=10)
    smallest: int = Field(default=5, ge=1)
    depth: int = Field(default=3, ge=0, le=3)
    leaf: int = Field(default=20, ge=5)
    shuffles: int = Field(default=999, ge=99, le=9999)
    seed: int = 1
    where: ExpressionText | None = None

    @model_validator(mode="after")
    def _not_itself(self) -> Self:
        if self.target in self.columns:
            message = f"columns 不能包含目標「{self.target}」"
            raise ValueError(message)
        if len(set(self.columns)) < len(self.columns):
            message = "columns 不能有重複的欄位"
            raise ValueError(message)
        return self
