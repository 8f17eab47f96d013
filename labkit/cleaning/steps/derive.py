"""A new column from an expression."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import narwhals as nw
from pydantic import Field

from labkit.cleaning.step import Example, ExpressionStep
from labkit.core.errors import StepRefused
from labkit.core.expressions.expression import ExpressionText


class Derive(ExpressionStep):
    """The column ``column`` is made from the expression ``expr`` (the one grammar); an existing column is never replaced.

    A part that is missing, or a division by zero, makes the cell missing.
    """

    step: Literal["derive"] = "derive"
    label: ClassVar[str] = "新增計算欄"
    label_en: ClassVar[str] = "Derive"
    repeats: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"column": "每件分", "expr": "分 / 件"},
            {"分": [10, 5, None], "件": [2, 0, 3]},
            {"分": [10, 5, None], "件": [2, 0, 3], "每件分": [5.0, None, None]},
        ),
    )
    column: str = Field(min_length=1)
    expr: ExpressionText

    def reads(self) -> tuple[str, ...]:
        """Return the columns of the expression."""
        return tuple(self.expr.names)

    def check(self, schema: Mapping[str, str], *, place: str) -> None:
        """Refuse a name that is taken, and types that do not join."""
        if self.column in schema:
            raise StepRefused(place=place, what=f"欄位「{self.column}」已經存在，請換一個新欄名。")
        self.expr.kind(schema, place=place)

    def expressions(self, schema: Mapping[str, str], *, engine: str) -> dict[str, nw.Expr]:
        """Return the new column."""
        return {self.column: self.expr.column(schema, engine=engine)}
