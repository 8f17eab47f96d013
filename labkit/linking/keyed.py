"""A table by its key: which keys it holds, how often, and in which rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from labkit.core.errors import TooManyRows, UnknownColumn
from labkit.core.table import ROW_LIMIT, Table
from labkit.linking.comparable import written


@dataclass(frozen=True, eq=False, repr=False)
class Keyed:
    """A table's rows by key; rows in which part of the key is missing are counted apart."""

    name: str
    table: Table
    key: tuple[str, ...]

    @classmethod
    def of(cls, name: str, table: Table | pd.DataFrame, key: str | Sequence[str]) -> Keyed:
        """Index ``table`` by the columns ``key``; raises UnknownColumn, or TooManyRows above five million."""
        data = Table.of(table)
        names = (key,) if isinstance(key, str) else tuple(key)
        data.require(names)
        if (count := len(data)) > ROW_LIMIT:
            raise TooManyRows(place=name, count=f"{count:,}", limit=f"{ROW_LIMIT:,}")
        return cls(name, data, names)

    @cached_property
    def _keys(self) -> list[tuple[str, ...]]:
        days = len(self.key) > 1  # a birthday may be part of a key; a key alone is a code, 1130203 too
        return list(zip(*(written(self.table, one, days=days) for one in self.key), strict=True))

    @cached_property
    def rows(self) -> dict[tuple[str, ...], list[int]]:
        """Return the positions of the rows of each key."""
        found: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for at, told in enumerate(self._keys):
            if all(told):
                found[told].append(at)
        return dict(found)

    @cached_property
    def without_key(self) -> int:
        """Return how many rows lack a part of the key."""
        return sum(not all(told) for told in self._keys)

    @property
    def duplicates(self) -> int:
        """Return how many keys stand in more than one row."""
        return sum(len(rows) > 1 for rows in self.rows.values())

    @cached_property
    def cells(self) -> dict[str, list[Any]]:
        """Return the columns' cells as they are."""
        found: dict[str, list[Any]] = self.table.arrow.to_pydict()
        return found

    @cached_property
    def _written(self) -> dict[str, list[str]]:
        return {}

    def told(self, column: str) -> list[str]:
        """Return a column's cells as compared, empty where missing."""
        if column not in self._written:
            self._written[column] = written(self.table, column)
        return self._written[column]

    def has(self, column: str) -> bool:
        """Tell whether the table has the column."""
        return column in self.table.columns


def keyed(tables: Mapping[str, Table | pd.DataFrame], key: str | Sequence[str]) -> list[Keyed]:
    """Return every table by its key."""
    return [Keyed.of(name, table, key) for name, table in tables.items()]


def require_somewhere(sides: Sequence[Keyed], columns: Iterable[str]) -> None:
    """Raise UnknownColumn, with the nearest name, for a column that none of the tables has."""
    known = list(dict.fromkeys(name for one in sides for name in one.table.columns))
    for column in columns:
        if column not in known:
            raise UnknownColumn(place="、".join(one.name for one in sides), column=column, known=known)
