"""Which cells look wrong, and why: findings to look at, never changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from labkit.cleaning.suspicion import SUSPICIONS, Coded
from labkit.core.document import Document, Grid, Text
from labkit.core.engines import ROW, collect
from labkit.core.result import Result
from labkit.core.table import Table

MOST_ROWS, WIDEST = 200_000, 60


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class SuspectResult(Result):
    """The cells in doubt: by place and reason, never their values."""

    counts_only: ClassVar[bool] = True
    found: Mapping[tuple[str, str], tuple[int, ...]]
    looked: int
    rows: int
    columns: int = 0

    @property
    def frame(self) -> pd.DataFrame:
        """Return a row per column and reason: column, reason, cells."""
        lines = [(column, reason, len(rows)) for (column, reason), rows in self.found.items()]
        return pd.DataFrame(lines, columns=["column", "reason", "cells"])

    @property
    def cells(self) -> pd.DataFrame:
        """Return a row per cell and reason: row (position in the frame, from 0), column, reason."""
        lines = [(row, column, reason) for (column, reason), rows in self.found.items() for row in rows]
        return pd.DataFrame(lines, columns=["row", "column", "reason"]).sort_values(
            ["row", "column", "reason"], ignore_index=True
        )

    @property
    def summary(self) -> str:
        """Return how many cells are in doubt."""
        cells = len({(row, column) for (column, _), rows in self.found.items() for row in rows})
        part = "" if self.looked == self.rows else f"（只看前 {self.looked:,} 列）"
        part += "（欄與欄之間只比對前 60 欄）" if self.columns > WIDEST else ""
        return f"{self.rows:,} 列中有 {cells:,} 格值得核對{part}，都沒有更動。"

    def to_document(self) -> Document:
        """Return the counts by column and reason."""
        lines = [(column, SUSPICIONS[reason].label, len(rows)) for (column, reason), rows in self.found.items()]
        grid = (Grid.of(["欄位", "這些格", "格數"], lines),) if lines else ()
        return Document(self.name or "值得核對的格", (Text(self.summary), *grid))


def find_suspects(table: Table | pd.DataFrame) -> SuspectResult:
    """Return the cells of ``table`` that look wrong beside the others; nothing is changed, no value is repeated.

    Odd shapes, spellings close to a common one, rows that break a rule which the others keep, mixed units, values that
    slipped into a neighbouring column: see ``labkit.cleaning.suspicions``. Of a longer table the first 200,000 rows are
    looked at, and the summary says so.

    >>> letters = pd.DataFrame({"電話": ["2311"] * 30 + ["23l1"]})
    >>> find_suspects(letters).cells.to_dict("records")
    [{'row': 30, 'column': '電話', 'reason': 'odd_shape'}]
    """
    data = Table.of(table)
    rows = len(data)
    seen = collect(data.lazy.sort(ROW).head(MOST_ROWS) if rows > MOST_ROWS else data.lazy).drop_columns([ROW])
    columns = [Coded.of(name, seen.column(name)) for name in seen.column_names]
    found: dict[tuple[str, str], set[int]] = {}
    for reason, suspicion in SUSPICIONS.items():
        for column, positions in suspicion().find(columns):
            found.setdefault((column, reason), set()).update(np.asarray(positions).tolist())
    order = {name: at for at, name in enumerate(seen.column_names)}
    told = {key: tuple(sorted(found[key])) for key in sorted(found, key=lambda key: (order[key[0]], key[1]))}
    return SuspectResult(
        name=f"值得核對的格：{data.source.stem}", found=told, looked=seen.num_rows, rows=rows, columns=len(columns)
    )
