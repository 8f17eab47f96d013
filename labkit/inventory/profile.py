"""Profile: what stands in each column, in counts and kinds; no value in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from labkit.core.document import Document, Grid, Text
from labkit.core.messages import say
from labkit.core.result import Result
from labkit.core.table import Table
from labkit.tables.kinds import ColumnValues, column_values
from labkit.tables.offers import offers

COLUMNS = ["index", "column", "kind", "format", "missing", "distinct"]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class ProfileResult(Result):
    """A row per column: index from 1, column, kind, format, missing, distinct."""

    counts_only: ClassVar[bool] = True
    columns: tuple[ColumnValues, ...]
    rows: int

    @property
    def frame(self) -> pd.DataFrame:
        """Return the profile; kind is roc_date, date, datetime, number, code, text or empty."""
        lines = [(i, one.name, one.kind, one.form, one.missing, one.distinct) for i, one in enumerate(self.columns, 1)]
        return pd.DataFrame(lines, columns=COLUMNS)

    @property
    def summary(self) -> str:
        """Return rows, columns, and how many columns are of which kind."""
        kinds = Counter(say(f"column_kinds.{one.kind}") for one in self.columns)
        told = "、".join(f"{kind} {count} 欄" for kind, count in kinds.most_common())
        return f"{self.rows:,} 列、{len(self.columns)} 欄（{told}）。"

    def to_document(self) -> Document:
        """Return the profile as a grid."""
        head = ["序", "欄位", "型態", "寫法", "未填格數", "不同值數"]
        lines = [
            (i, name, say(f"column_kinds.{kind}"), form or "–", missing, distinct)
            for i, name, kind, form, missing, distinct in self.frame.itertuples(index=False)
        ]
        notes = (Text(finding.sentence, "note") for finding in self.findings)
        return Document(self.name or "欄位概況", (Text(self.summary), Grid.of(head, lines, caption="欄位概況"), *notes))


def profile(table: Table | pd.DataFrame) -> ProfileResult:
    """Look at every column of ``table`` whole; what a recipe could mend is offered as findings, nothing is changed.

    >>> profile(pd.DataFrame({"日期": ["113/1/5", None]})).frame["kind"].tolist()
    ['roc_date']
    """
    data = Table.of(table)
    columns = tuple(column_values(data))
    found = tuple(finding for one in columns for finding in offers(one))
    return ProfileResult(name=f"欄位概況：{data.source.label}", columns=columns, rows=len(data), findings=found)
