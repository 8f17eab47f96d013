"""The book: every place that the tables of one population show, and every measure over all places."""

from __future__ import annotations

import numbers
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from labkit.core.cells import CountedCell, Place, Tabulated

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]
NAN = float("nan")


@dataclass(eq=False, repr=False)
class Column:
    """One measure over all places: ``value`` and ``n`` are NaN where nothing is known.

    ``held`` says where a cell stands, ``told`` where a sibling shows it.
    """

    measure: str
    additive: bool
    value: Numbers
    n: Numbers
    held: Mask
    told: Mask


@dataclass(frozen=True, eq=False, repr=False)
class Book:
    """Places (keys in the order of their names), their measures, and who shows them.

    ``mine``: a cell of the tables to protect. ``hidden``: hidden already, here or in a sibling. ``told``: shown by a sibling, for ever.
    ``unequal`` counts cells that two tables show differently.
    """

    places: list[Place]
    columns: list[Column]
    mine: Mask
    hidden: Mask
    told: Mask
    unequal: int = 0
    index: dict[Place, int] = field(default_factory=dict)

    @property
    def records(self) -> Numbers:
        """Return how many records each place rests on: the most of its measures; 0 where unknown."""
        found = np.zeros(len(self.places))
        for one in self.columns:
            found = np.fmax(found, one.n)
        return found


def sorted_keys(keys: Place) -> Place:
    """Return keys in the order of their names, values as texts: 里×性別 and 性別×里 are the same place, 1 and '1' too.

    >>> sorted_keys((("里", "甲里"), ("級", 2.0))) == sorted_keys((("級", "2"), ("里", "甲里")))
    True
    """
    return tuple(sorted(((name, _text(value)) for name, value in keys), key=lambda pair: pair[0]))


def _text(value: Any) -> str | None:
    whole = isinstance(value, float) and value.is_integer()
    return None if value is None else str(int(value)) if whole else str(value)


def alike(one: Tabulated, other: Tabulated) -> bool:
    """Tell whether two tables count the same records; a table that does not say which it counts stands alone."""
    return bool(one.population) and one.population == other.population


def book_of(mine: Sequence[Tabulated], siblings: Sequence[Tabulated]) -> Book:
    """Lay tables of one population beside each other; equal keys and measure are the same number."""
    index: dict[Place, int] = {}
    for table in (*mine, *siblings):
        for cell in table.cells:
            index.setdefault(sorted_keys(cell.keys), len(index))
    size = len(index)
    filled = _Filling(index, {}, np.zeros(size, np.bool_), np.zeros(size, np.bool_), np.zeros(size, np.bool_))
    for table in mine:
        filled.take(table.cells, mine=True)
    for table in siblings:
        filled.take(table.cells, mine=False)
    return Book(
        list(index),
        list(filled.columns.values()),
        filled.mine,
        filled.hidden,
        filled.told,
        filled.unequal,
        index,
    )


@dataclass
class _Filling:
    index: dict[Place, int]
    columns: dict[str, Column]
    mine: Mask
    hidden: Mask
    told: Mask
    unequal: int = 0

    def take(self, cells: Sequence[CountedCell], *, mine: bool) -> None:
        """Enter the cells of one table."""
        for cell in cells:
            at = self.index[sorted_keys(cell.keys)]
            column = self._column(cell)
            column.held[at] = True
            if mine:
                self.mine[at] = True
            if cell.hidden:
                self.hidden[at] = True
            elif not mine:
                self.told[at] = column.told[at] = True
            if not cell.hidden:
                self._enter(column, at, cell)

    def _column(self, cell: CountedCell) -> Column:
        found = self.columns.get(cell.measure)
        if found is None:
            size = len(self.index)
            empty = [np.full(size, NAN), np.full(size, NAN), np.zeros(size, np.bool_), np.zeros(size, np.bool_)]
            found = self.columns[cell.measure] = Column(cell.measure, cell.additive, *empty)
        return found

    def _enter(self, column: Column, at: int, cell: CountedCell) -> None:
        value, n = number_of(cell.value), number_of(cell.n)
        known = column.n[at]
        if known == known and known != n:  # noqa: PLR0124  (NaN is unequal to itself)
            self.unequal += 1
            return
        column.value[at], column.n[at] = value, n


def number_of(value: Any) -> float:
    """Return a number as a double, NaN for what is none."""
    if value is None or isinstance(value, bool):
        return NAN
    try:
        return float(value) if isinstance(value, numbers.Number) or hasattr(value, "__float__") else NAN
    except (TypeError, ValueError, OverflowError):
        return NAN
