"""Level: the groups of one depth of a pivot, and how the finest groups stand in the coarser ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from labkit.pivots.counting.keys import Codes, Key, smallest

DENSE, LARGEST = 1 << 22, 2.0**62
Depth = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Finest:
    """The combinations of all keys that occur: ``codes`` (a line each, sorted), and the group number of every row."""

    codes: npt.NDArray[np.int64]
    ids: Codes
    rows: int
    columns: int

    @property
    def groups(self) -> int:
        """Return how many combinations occur."""
        return len(self.codes)


@dataclass(frozen=True, eq=False)
class Level:
    """The groups of one depth: their keys' codes, and for each measure the values and how many records they rest on."""

    depth: Depth
    codes: npt.NDArray[np.int64]
    values: list[list[Any]] = field(default_factory=list)
    counts: list[list[int]] = field(default_factory=list)


def finest_of(rows: Sequence[Key], columns: Sequence[Key], height: int) -> Finest:
    """Return the combinations of keys that occur, numbered; keys of few values need no sorting."""
    keys = [*rows, *columns]
    ids: Any = np.zeros(height, np.uint8)
    size, combos = 1, np.zeros((1, 0), np.int64)
    for key in keys:
        width = max(len(key.values), 1)
        if size * width > DENSE:
            present, ids = _dense(ids, size)
            combos, size = combos[present], len(present)
        if size * width <= DENSE:
            ids = ids.astype(smallest(size * width)) * smallest(size * width)(width) + key.codes
        else:
            ids = ids.astype(np.int64) * width + key.codes
        combos, size = _crossed(combos, width) if size * width <= DENSE else (combos, size * width)
        if size > DENSE:
            found, ids = np.unique(ids, return_inverse=True)
            combos = np.column_stack([combos[found // width], found % width])
            size = len(found)
    present, ids = _dense(ids, size)
    return Finest(combos[present].reshape(len(present), len(keys)), ids, len(rows), len(columns))


def _dense(ids: Codes, size: int) -> tuple[Codes, Codes]:
    """Return the numbers that occur, and the rows' numbers among them."""
    present = np.flatnonzero(np.bincount(ids, minlength=size))
    if len(present) == size:
        return present, ids
    to = np.zeros(size, smallest(len(present) + 1))
    to[present] = np.arange(len(present))
    return present, to[ids]


def _crossed(combos: npt.NDArray[np.int64], width: int) -> tuple[npt.NDArray[np.int64], int]:
    """Return every combination followed by every code of one more key."""
    repeated = np.repeat(combos, width, axis=0)
    return np.column_stack([repeated, np.tile(np.arange(width), len(combos))]), len(repeated)


def depths_of(rows: int, columns: int) -> list[Depth]:
    """Return every prefix of the rows with every prefix of the columns, the finest first."""
    return [(r, c) for r in range(rows, -1, -1) for c in range(columns, -1, -1)]


def coarser(finest: Finest, depth: Depth) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the groups of a depth, and for each of the finest groups the one that it stands in."""
    rows, columns = depth
    chosen = finest.codes[:, [*range(rows), *range(finest.rows, finest.rows + columns)]]
    if not chosen.shape[1]:
        return chosen[:1], np.zeros(len(chosen), np.int64)
    numbers, sizes = np.zeros(len(chosen), np.int64), chosen.max(axis=0, initial=0) + 1
    if np.prod(sizes.astype(float)) > LARGEST:
        codes, to = np.unique(chosen, axis=0, return_inverse=True)
        return codes, to.reshape(-1).astype(np.int64)
    for at, size in enumerate(sizes):
        numbers = numbers * size + chosen[:, at]
    _, first, to = np.unique(numbers, return_index=True, return_inverse=True)
    return chosen[first], to.astype(np.int64)
