"""Evidence: what a table's distinct values say, from which each step proposes itself."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from labkit.core import engines
from labkit.core.engines import ROW
from labkit.core.table import Table
from labkit.tables.kinds import ColumnValues, column_values
from labkit.tables.sheet import MISSING_MARKS
from labkit.taiwan.variants import BLANKS

S = TypeVar("S")
PEOPLE = re.compile(r"姓名|名字|負責人|代表人|聯絡人|承辦人|[申陳收送受訪代]\w{0,2}人$|人員$|^name$", re.IGNORECASE)
MARKS = MISSING_MARKS - {"X", "x"}


@dataclass(frozen=True)
class Evidence:
    """A table with its columns' distinct values, looked at once for all steps."""

    table: Table

    @functools.cached_property
    def columns(self) -> tuple[ColumnValues, ...]:
        """Return every column's values."""
        return tuple(column_values(self.table))

    @functools.cached_property
    def texts(self) -> tuple[ColumnValues, ...]:
        """Return the columns that are stored as text."""
        kinds = self.table.schema
        return tuple(one for one in self.columns if kinds[one.name] == "text")

    @functools.cached_property
    def duplicates(self) -> int:
        """Return how many rows equal an earlier row in every cell."""
        data = engines.collect(self.table.lazy)
        names = [name for name in data.column_names if name != ROW]
        return data.num_rows - engines.distinct_rows(data, names) if names else 0

    @functools.cached_property
    def duplicates_by_chance(self) -> float:
        """Return how many equal pairs of rows there would be if the columns had nothing to do with each other."""
        rows, share = len(self.table), 1.0
        for one in self.columns:
            counts = one.tally.to_numpy().astype(float)
            share *= float(((counts / rows) ** 2).sum() + (one.missing / rows) ** 2) if rows else 0.0
        return rows * (rows - 1) / 2 * share


def names_people(column: ColumnValues) -> bool:
    """Tell by its name whether a column holds people's names: they are spelt as their bearers spell them."""
    return bool(PEOPLE.search(column.name))


def told(column: ColumnValues) -> Counter[str]:
    """Return the column's texts without outer blanks and without marks of missing, with their counts."""
    found = Counter[str]()
    for text, count in column.counts.items():
        if (plain := text.strip(BLANKS)) and plain not in MARKS:
            found[plain] += count
    return found


def changed(counts: Mapping[str, int], change: Callable[[str], object]) -> int:
    """Count the cells whose text ``change`` would change."""
    return sum(count for text, count in counts.items() if change(text) != text)


def one_for_all(found: Mapping[str, int], make: Callable[[tuple[str, ...], int], S]) -> list[S]:
    """Return one step for all columns in which cells were found, or none."""
    names = tuple(name for name, count in found.items() if count)
    return [make(names, sum(found.values()))] if names else []
