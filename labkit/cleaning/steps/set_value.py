"""Set cells to a value where a condition holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import narwhals as nw

from labkit.cleaning.step import Example, ExpressionStep
from labkit.core.errors import StepRefused
from labkit.core.expressions.expression import ExpressionText
from labkit.core.messages import say


class SetValue(ExpressionStep):
    """Cells of ``column`` take the value of the expression ``to`` in rows for which ``where`` surely holds.

    Where the condition is unknown, because a part is missing, the cell stays. ``to`` left out makes the cells missing.
    """

    step: Literal["set_value"] = "set_value"
    label: ClassVar[str] = "依條件改值"
    label_en: ClassVar[str] = "Set value"
    repeats: ClassVar[bool] = True
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"column": "分", "where": "分 > 600", "to": "分 / 60"},
            {"分": [1200.0, 30.0, None]},
            {"分": [20.0, 30.0, None]},
        ),
        Example({"column": "里", "where": "里 == '？'"}, {"里": ["？", "新安里"]}, {"里": [None, "新安里"]}),
    )
    column: str
    where: ExpressionText
    to: ExpressionText | None = None

    def reads(self) -> tuple[str, ...]:
        """Return the column and what the expressions read."""
        return (self.column, *self.where.names, *(self.to.names if self.to else ()))

    def check(self, schema: Mapping[str, str], *, place: str) -> None:
        """Refuse a condition that is none, and a value of another type than the column's."""
        self.where.test(schema, place=place)
        found = self.to.kind(schema, place=place) if self.to else schema[self.column]
        if found != schema[self.column]:
            kinds = [say(f"kinds.{kind}") for kind in (schema[self.column], found)]
            raise StepRefused(place=place, what=f"欄位「{self.column}」是{kinds[0]}，to 卻是{kinds[1]}，請改成同一種。")

    def expressions(self, schema: Mapping[str, str], *, engine: str) -> dict[str, nw.Expr]:
        """Return the column with the new cells."""
        holds = self.where.test(schema, engine=engine)
        old = nw.col(self.column)
        if self.to is None:
            return {self.column: nw.when(~holds).then(old)}
        new = self.to.column(schema, engine=engine)
        if schema[self.column] == "number":
            old = old.cast(nw.Float64)
        return {self.column: nw.when(holds).then(new).otherwise(old)}
