"""Fill empty cells with the one above."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import narwhals as nw
from pydantic import Field

from labkit.cleaning.step import Example, ExpressionStep
from labkit.core.stores.store import ORDER


class FillDown(ExpressionStep):
    """Missing cells of ``columns`` take the value of the nearest filled cell above, in source order.

    ``within`` keeps filling inside groups. Cells above the first filled one stay missing. Use it where a printed table
    leaves out what repeats; never to invent measurements.
    """

    step: Literal["fill_down"] = "fill_down"
    label: ClassVar[str] = "向下填滿"
    label_en: ClassVar[str] = "Fill down"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            {"columns": ["區"]},
            {"區": [None, "萬華區", None, "中正區"], "里": ["a", "b", "c", "d"]},
            {"區": [None, "萬華區", "萬華區", "中正區"], "里": ["a", "b", "c", "d"]},
        ),
    )
    columns: tuple[str, ...] = Field(min_length=1)
    within: tuple[str, ...] = ()

    def reads(self) -> tuple[str, ...]:
        """Return the columns that are filled and those that group."""
        return (*self.columns, *self.within)

    def expressions(self, schema: Mapping[str, str], *, engine: str) -> dict[str, nw.Expr]:
        """Return each filled column."""
        del schema, engine
        filled = {name: nw.col(name).fill_null(strategy="forward") for name in self.columns}
        return {name: one.over(*self.within, order_by=ORDER) for name, one in filled.items()}
