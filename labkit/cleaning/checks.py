"""Checks: what a team expects of its rows, counted; a check changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Self

import narwhals as nw
import pandas as pd
from pydantic import Field, model_validator

from labkit.core.document import Document, Grid, Text
from labkit.core.engines import collect
from labkit.core.expressions.expression import ExpressionText
from labkit.core.result import Result
from labkit.core.spec import SpecPart, checked
from labkit.core.table import Table
from labkit.core.yaml import YamlText


class RowRange(SpecPart):
    """How many rows a table may have."""

    min: int = Field(default=0, ge=0)
    max: int | None = None


class Check(SpecPart):
    """Exactly one of ``expect`` (row-wise), ``unique`` (columns), ``rows`` (min, max); before or after the steps.

    A row for which ``expect`` is unknown, because a part is missing, does not fail.
    """

    expect: ExpressionText | None = None
    unique: tuple[str, ...] = ()
    rows: RowRange | None = None
    when: Literal["before", "after"] = "after"
    why: str = ""

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.expect is not None) + bool(self.unique) + (self.rows is not None) != 1:
            message = "每項檢核只寫 expect、unique、rows 其中一個"
            raise ValueError(message)
        return self

    @property
    def sentence(self) -> str:
        """Return what is expected, in words."""
        if self.expect is not None:
            return self.expect.sentence
        if self.unique:
            return f"「{'、'.join(self.unique)}」不重複"
        limits = self.rows or RowRange()
        return f"列數不少於 {limits.min:,}" + (f"、不多於 {limits.max:,}" if limits.max is not None else "")

    def failures(self, table: Table) -> int:
        """Count the rows that fail; raises UnknownColumn or ExpressionType."""
        if self.rows is not None:
            count = len(table)
            return max(0, self.rows.min - count, count - (self.rows.max if self.rows.max is not None else count))
        if self.unique:
            table.require(self.unique)
            groups = table.lazy.group_by(list(self.unique)).agg(nw.len().alias("__n__"))
            data = collect(groups.select((nw.col("__n__") - 1).sum().alias("__n__")))
            return int(data.column("__n__")[0].as_py() or 0)
        return self._unexpected(table)

    def _unexpected(self, table: Table) -> int:
        from labkit.core.expressions.columns import Columns  # noqa: PLC0415

        if self.expect is None:
            return 0
        self.expect.test(table.schema, place=table.source.label)
        fails = Columns(table.schema).tested(self.expect.node).false
        return len(Table(table.lazy.filter(fails)))


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class CheckResult(Result):
    """Every check with how many rows fail it."""

    counts_only: ClassVar[bool] = True
    rows: tuple[tuple[str, int, str], ...]

    @property
    def frame(self) -> pd.DataFrame:
        """Return a row per check: check, failures, why."""
        return pd.DataFrame(self.rows, columns=["check", "failures", "why"])

    @property
    def summary(self) -> str:
        """Return how many checks hold."""
        held = sum(1 for _, failures, _ in self.rows if not failures)
        return f"{len(self.rows)} 項檢核中 {held} 項通過。"

    def to_document(self) -> Document:
        """Return the checks as a grid."""
        grid = Grid.of(["檢核", "不符列數", "原因"], self.rows)
        return Document(self.name or "檢核", (Text(self.summary), grid))


def check(table: Table | pd.DataFrame, checks: Sequence[Check | dict[str, Any]]) -> CheckResult:
    """Count the rows of ``table`` that fail each check.

    >>> check(pd.DataFrame({"件": [1, -1]}), [{"expect": "件 >= 0"}]).frame["failures"].tolist()
    [1]
    """
    data = Table.of(table)
    asked = [one if isinstance(one, Check) else checked(Check, one, YamlText(one, place="check")) for one in checks]
    return CheckResult(name="檢核", rows=tuple((one.sentence, one.failures(data), one.why) for one in asked))
