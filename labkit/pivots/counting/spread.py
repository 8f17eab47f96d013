"""Measures that are rolled up by their own rule: least, greatest, product, variance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from labkit.pivots.counting.additive import Found
from labkit.pivots.counting.columns import Array, Cells, rolled

START: dict[str, float] = {"min": np.inf, "max": -np.inf, "product": 1.0}
RULES: dict[str, Any] = {"min": np.minimum, "max": np.maximum, "product": np.multiply}


@dataclass(frozen=True, eq=False)
class Extreme:
    """The least, the greatest or the product of each finest group."""

    how: str
    cells: Cells
    parts: Array
    counts: Array

    @classmethod
    def of(cls, how: str, cells: Cells, ids: Array, groups: int) -> Extreme:
        """Compute the finest groups."""
        at, values = cells.groups(ids), cells.numbers
        if how == "product":
            values = values.astype(float)
        return cls(how, cells, _applied(how, values, at, groups), np.bincount(at, minlength=groups))

    def at(self, to: Array, groups: int) -> Found:
        """Return values and counts of the groups of one depth; a group without numbers has no value."""
        counts = rolled(self.counts, to, groups)
        some = self.counts > 0
        values = _applied(self.how, self.parts[some], to[some], groups).tolist()
        return [self.cells.back(v) if n else None for v, n in zip(values, counts, strict=True)], counts.tolist()


def _applied(how: str, values: Array, ids: Array, groups: int) -> Array:
    if values.dtype.kind == "i":
        limits = np.iinfo(values.dtype)
        found = np.full(groups, limits.max if how == "min" else limits.min, values.dtype)
    else:
        found = np.full(groups, START[how], float)
    with np.errstate(over="ignore"):
        RULES[how].at(found, ids, values)
    return found


@dataclass(frozen=True, eq=False)
class Variance:
    """Means and squared deviations of each finest group, rolled up as Chan, Golub and LeVeque (1979) do."""

    root: bool
    means: Array
    squares: Array
    counts: Array

    @classmethod
    def of(cls, how: str, cells: Cells, ids: Array, groups: int) -> Variance:
        """Compute the finest groups, in two passes: no digits are lost."""
        at, values = cells.groups(ids), cells.numbers.astype(float)
        counts = np.bincount(at, minlength=groups)
        means = np.bincount(at, weights=values, minlength=groups) / np.maximum(counts, 1)
        deviations = values - means[at]
        return cls(how == "sd", means, np.bincount(at, weights=deviations**2, minlength=groups), counts)

    def at(self, to: Array, groups: int) -> Found:
        """Return the sample's variance, or its root, of the groups of one depth; fewer than two numbers have none."""
        counts = rolled(self.counts, to, groups)
        means = rolled(self.counts * self.means, to, groups) / np.maximum(counts, 1)
        squares = rolled(self.squares + self.counts * (self.means - means[to]) ** 2, to, groups)
        values = squares / np.maximum(counts - 1, 1)
        told = np.sqrt(values) if self.root else values
        return [value if n > 1 else None for value, n in zip(told.tolist(), counts, strict=True)], counts.tolist()
