"""Which records stand behind a cell: the keys that are told, and the codes that a told value stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from labkit.core.errors import UnknownColumn
from labkit.pivots.counting.keys import Key
from labkit.pivots.printing.cross import UNFILLED


class Keyed(Protocol):
    """Records under keys of rows and keys across."""

    @property
    def rows(self) -> list[Key]:
        """Return the keys of the rows."""
        ...

    @property
    def columns(self) -> list[Key]:
        """Return the keys across."""
        ...


def told_keys(placed: Keyed, row: Sequence[Any], column: Sequence[Any], *, place: str) -> Iterator[tuple[int, Any]]:
    """Yield the number of each key that is told, rows first, and its value; raises UnknownColumn for more than there are."""
    first = 0
    for keys, told, which in ((placed.rows, row, "列"), (placed.columns, column, "欄")):
        if len(told) > len(keys):
            known = [key.name for key in keys]
            raise UnknownColumn(place=place, column=f"第 {len(keys) + 1} 個{which}欄位", known=known)
        yield from ((first + at, value) for at, value in enumerate(told))
        first += len(keys)


def codes_of(key: Key, value: Any) -> list[int]:
    """Return the codes of a told value: None and 未填 are the missing key, unless a key is called so."""
    found = [code for code, one in enumerate(key.values) if one == value and (one is None) == (value is None)]
    return found or ([len(key.values) - 1] if value == UNFILLED and key.values[-1:] == [None] else [])
