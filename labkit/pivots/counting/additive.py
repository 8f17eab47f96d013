"""Measures that are added up once, in the finest groups, and rolled up: counts, sums, and what is made of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from labkit.pivots.counting.columns import Array, Cells, rolled

EXACT_FLOAT, LARGEST = 2**53, 2**63 - 1
Found = tuple[list[Any], list[int]]
Finish = Callable[[list[Array]], list[Any]]


@dataclass(frozen=True, eq=False)
class Summed:
    """Sums by finest group, the counts that the measure rests on, and how the two become values."""

    parts: list[Array]
    counts: Array
    finish: Finish

    def at(self, to: Array, groups: int) -> Found:
        """Return values and counts of the groups of one depth."""
        counts = rolled(self.counts, to, groups)
        values = self.finish([rolled(part, to, groups) for part in self.parts])
        return values, counts.tolist()


def counted(ids: Array, groups: int) -> Summed:
    """Count records."""
    counts = np.bincount(ids, minlength=groups)
    return Summed([counts], counts, lambda parts: list(parts[0].tolist()))


def filled(cells: Cells, ids: Array, groups: int) -> Summed:
    """Count filled cells."""
    return counted(cells.groups(ids), groups)


def missing_rate(cells: Cells, ids: Array, groups: int) -> Summed:
    """Return the share of records whose cell is missing."""
    records = np.bincount(ids, minlength=groups)
    missing = records - np.bincount(cells.groups(ids), minlength=groups)
    return Summed([missing, records], records, quotient)


def summed(cells: Cells, ids: Array, groups: int) -> Summed:
    """Add up; whole numbers stay whole, and where there is no number there is no sum."""
    at = cells.groups(ids)
    counts = np.bincount(at, minlength=groups)
    return Summed([sums(cells.numbers, at, groups), counts], counts, _filled_or_none)


def mean(cells: Cells, ids: Array, groups: int) -> Summed:
    """Return sum over count."""
    at = cells.groups(ids)
    counts = np.bincount(at, minlength=groups)
    return Summed([sums(cells.numbers, at, groups), counts], counts, quotient)


def share(cells: Cells, ids: Array, groups: int) -> Summed:
    """Return each group's part of the whole: of the sum of numbers, else of the count of filled cells."""
    numeric = cells.numeric
    base = summed(cells, ids, groups) if numeric else filled(cells, ids, groups)
    whole = base.parts[0].sum()

    def of_whole(parts: list[Array]) -> list[Any]:
        """Return none where there is no number at all."""
        told = quotient([parts[0], np.full(len(parts[0]), whole)])
        return [value if n or not numeric else None for value, n in zip(told, parts[-1].tolist(), strict=True)]

    return Summed(base.parts, base.counts, of_whole)


def ratio(above: Cells | None, below: Cells | None, ids: Array, groups: int) -> Summed:
    """Return the ratio of sums over the records that state both; None stands for the records themselves."""
    both = np.ones(len(ids), bool)
    for cells in (above, below):
        if cells is not None and cells.valid is not None:
            both &= cells.valid
    at = ids[both]
    counts = np.bincount(at, minlength=groups)
    parts = [_of_both(cells, both, at, groups) for cells in (above, below)]
    return Summed(parts, counts, quotient)


def _of_both(cells: Cells | None, both: Array, at: Array, groups: int) -> Array:
    if cells is None:
        return np.bincount(at, minlength=groups)
    kept = both if cells.valid is None else both[cells.valid]
    return sums(cells.numbers[kept], at, groups)


def sums(values: Array, ids: Array, groups: int) -> Array:
    """Add up by group; whole numbers exactly, beyond 64 bits too."""
    if values.dtype.kind == "f":
        return np.bincount(ids, weights=values, minlength=groups)
    most = len(values) * max(abs(int(values.max(initial=0))), abs(int(values.min(initial=0))))
    if most < EXACT_FLOAT:
        return np.bincount(ids, weights=values, minlength=groups).astype(np.int64)
    found = np.zeros(groups, np.int64 if most <= LARGEST else object)
    np.add.at(found, ids, values.astype(found.dtype))
    return found


def quotient(parts: list[Array]) -> list[Any]:
    """Return the first part over the second; none where the second is zero."""
    pairs = zip(parts[0].tolist(), parts[1].tolist(), strict=True)
    return [above / below if below else None for above, below in pairs]


def _filled_or_none(parts: list[Array]) -> list[Any]:
    return [total if n else None for total, n in zip(parts[0].tolist(), parts[1].tolist(), strict=True)]
