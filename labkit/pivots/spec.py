"""PivotSpec: which records, which keys, which measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Self

from pydantic import field_validator, model_validator

from labkit.core.expressions.expression import ExpressionText
from labkit.core.spec import Spec

Aggregation = Literal["sum", "count", "mean", "distinct"]
ADDITIVE: frozenset[str] = frozenset({"sum", "count"})
COUNT = "count"


@dataclass(frozen=True)
class Measured:
    """A column (None = the records themselves) and how it is aggregated."""

    column: str | None
    how: str

    @property
    def label(self) -> str:
        """Return the measure's name in a table: ``規費 sum``, or ``count`` for records."""
        return self.how if self.column is None else f"{self.column} {self.how}"


class PivotSpec(Spec):
    """A pivot: ``rows`` and ``columns`` are key columns, ``values`` is "count" or column -> aggregation(s).

    ``count`` of a column counts its filled cells; "count" alone counts records. ``where`` keeps the records for which
    the expression surely holds.
    """

    name: str = ""
    table: str = ""
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    values: Literal["count"] | dict[str, tuple[Aggregation, ...]] = "count"
    where: ExpressionText | None = None
    chart: str = ""

    @field_validator("values", mode="before")
    @classmethod
    def _one_or_many(cls, value: object) -> object:
        if value == {}:
            message = "values 至少要有一個欄位，或寫 count"
            raise ValueError(message)
        if isinstance(value, dict):
            return {name: (how,) if isinstance(how, str) else how for name, how in value.items()}
        return COUNT if value is None else value

    @field_validator("rows", "columns", mode="before")
    @classmethod
    def _one_name(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value or ()

    @model_validator(mode="after")
    def _distinct_keys(self) -> Self:
        keys = [*self.rows, *self.columns]
        if len(set(keys)) < len(keys):
            message = "rows 與 columns 不能有重複的欄位"
            raise ValueError(message)
        return self

    @property
    def measures(self) -> list[Measured]:
        """Return each measure: its column (none for records) and aggregation."""
        if isinstance(self.values, str):
            return [Measured(None, COUNT)]
        return [Measured(column, how) for column, hows in self.values.items() for how in hows]
