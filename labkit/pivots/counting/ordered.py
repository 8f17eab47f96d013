"""Measures that no part can be rolled up for: distinct counts and quantiles, recomputed from the records at every level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from labkit.pivots.counting.additive import Found
from labkit.pivots.counting.columns import Array, Cells, rolled

SMALL = 2**31 - 1


@dataclass(frozen=True, eq=False)
class Distinct:
    """Each value once for every finest group that holds it, in the order of values: totals count without sorting again."""

    values: Array
    groups: Array
    counts: Array

    @classmethod
    def of(cls, cells: Cells, ids: Array, groups: int) -> Distinct:
        """Sort the pairs of value and group once, and keep each pair once."""
        at, codes = cells.groups(ids), cells.codes
        width = max(groups, 1)
        kind = _kind(codes, width)
        pairs = codes.astype(kind) * width + at.astype(kind)
        pairs.sort()
        once = pairs[_changes(pairs)]
        return cls(once // width, once % width, np.bincount(at, minlength=groups))

    def at(self, to: Array, groups: int) -> Found:
        """Return how many values differ in the groups of one depth."""
        width = max(groups, 1)
        kind = _kind(self.values, width)
        pairs = self.values.astype(kind) * width + to.astype(kind)[self.groups]
        if np.any(np.diff(to) < 0):
            pairs.sort()
        once = pairs[_changes(pairs)] % width
        return np.bincount(once, minlength=groups).tolist(), rolled(self.counts, to, groups).tolist()


def _kind(values: Array, width: int) -> Any:
    """Return the whole-number type that holds every pair."""
    return np.int32 if (int(values.max(initial=0)) + 1) * width <= SMALL else np.int64


def _changes(ordered: Array) -> Array:
    """Return where a sorted array begins a new value."""
    found = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=found[1:])
    return found


@dataclass(frozen=True, eq=False)
class Quantile:
    """The numbers by rank, so that a group's quantile is found where it stands in the sorted ranks."""

    q: float
    numbers: Array
    ranks: Array
    ids: Array
    counts: Array

    @classmethod
    def of(cls, q: float, cells: Cells, ids: Array, groups: int) -> Quantile:
        """Rank the numbers once."""
        at = cells.groups(ids)
        numbers, ranks = np.unique(cells.numbers.astype(float), return_inverse=True)
        return cls(q, numbers, ranks, at, np.bincount(at, minlength=groups))

    def at(self, to: Array, groups: int) -> Found:
        """Return the quantile of the groups of one depth, between two numbers by linear interpolation."""
        width = np.int64(max(len(self.numbers), 1))
        ordered = to[self.ids] * width + self.ranks
        ordered.sort()
        counts = rolled(self.counts, to, groups)
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64)
        some = counts > 0
        place = self.q * (counts[some] - 1)
        below = np.floor(place).astype(np.int64)
        above = np.minimum(below + 1, counts[some] - 1)
        low, high = (self.numbers[ordered[starts[some] + at] % width] for at in (below, above))
        told = iter((low + (high - low) * (place - below)).tolist())
        return [next(told) if n else None for n in counts], counts.tolist()
