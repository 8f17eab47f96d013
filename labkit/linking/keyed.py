"""A table by its key: which keys it holds, how often, and in which rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from labkit.core.table import Table
from labkit.linking.comparable import comparable


@dataclass(frozen=True, eq=False, repr=False)
class Keyed:
    """A table's rows by key; rows in which part of the key is missing are counted apart."""

    name: str
    table: Table
    columns: dict[str, list[Any]]
    rows: dict[tuple[str, ...], list[int]]
    without_key: list[int]

    @classmethod
    def of(cls, name: str, table: Table | pd.DataFrame, key: Sequence[str]) -> Keyed:
        """Index ``table`` by the columns ``key``, compared as ``comparable`` writes them; raises UnknownColumn."""
        data = Table.of(table)
        data.require(list(key))
        columns = data.arrow.to_pydict()
        rows: dict[tuple[str, ...], list[int]] = defaultdict(list)
        without: list[int] = []
        for at, cells in enumerate(zip(*(columns[one] for one in key), strict=True)):
            told = tuple(comparable(cell) for cell in cells if cell is not None and str(cell).strip())
            if len(told) == len(key):
                rows[told].append(at)
            else:
                without.append(at)
        return cls(name, data, columns, dict(rows), without)

    @property
    def duplicates(self) -> int:
        """Return how many keys stand in more than one row."""
        return sum(len(rows) > 1 for rows in self.rows.values())
