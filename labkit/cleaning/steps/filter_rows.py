"""Keep the rows for which a condition holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from labkit.cleaning.step import Example, TableStep
from labkit.core.engines import Lazy, engine_of
from labkit.core.expressions.expression import ExpressionText


class FilterRows(TableStep):
    """Rows for which ``where`` surely holds stay; the others, and those of which it is unknown, go and are counted."""

    step: Literal["filter_rows"] = "filter_rows"
    label: ClassVar[str] = "篩選列"
    needs_cells: ClassVar[bool] = True
    label_en: ClassVar[str] = "Filter rows"
    examples: ClassVar[tuple[Example, ...]] = (Example({"where": "件 > 1"}, {"件": [1, 2, None]}, {"件": [2]}),)
    where: ExpressionText

    def reads(self) -> tuple[str, ...]:
        """Return the columns of the condition."""
        return tuple(self.where.names)

    def check(self, schema: Mapping[str, str], *, place: str) -> None:
        """Refuse an expression that is no condition."""
        self.where.test(schema, place=place)

    def rows(self, relation: Lazy, schema: Mapping[str, str]) -> Lazy:
        """Return the rows that stay."""
        return relation.filter(self.where.test(schema, engine=engine_of(relation)))
