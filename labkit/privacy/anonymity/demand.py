"""What every class must hold: so many rows or persons, and so many different sensitive values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
DENSE = 4_000_000


@dataclass(frozen=True)
class Demand:
    """``k`` rows (or persons) and ``l`` different values of each sensitive column; ``l`` of 1 asks for nothing."""

    k: int
    l: int = 1  # noqa: E741  (the name that the field gives it)


def dense(keys: Ids, bound: int = 0) -> tuple[Ids, int]:
    """Return keys renumbered from 0 without gaps, and how many there are; ``bound`` is above every key where known."""
    if 0 < bound <= DENSE:
        used = np.zeros(bound, np.bool_)
        used[keys] = True
        renumbered = np.cumsum(used) - 1
        return renumbered[keys], int(used.sum())
    found, ids = np.unique(keys, return_inverse=True)
    return ids, len(found)


def distinct_within(groups: Ids, count: int, values: Ids) -> Ids:
    """Return how many different ``values`` each of the ``count`` groups holds."""
    width = int(values.max(initial=0)) + 1
    return np.bincount(np.unique(groups * width + values) // width, minlength=count)


@dataclass(frozen=True, eq=False, repr=False)
class Units:
    """What is counted in a class: records (``weights`` where a row stands for several), or persons; and sensitive values."""

    weights: Ids | None = None
    persons: Ids | None = None
    sensitive: tuple[Ids, ...] = ()


def fails(units: Units, groups: Ids, count: int, demand: Demand) -> Mask:
    """Tell for each of ``count`` groups whether it holds less than is demanded; ``groups`` is the group of each row."""
    if units.persons is None:
        sizes = np.bincount(groups, weights=units.weights, minlength=count)
    else:
        sizes = distinct_within(groups, count, units.persons)
    low: Mask = np.asarray(sizes < demand.k)
    if demand.l > 1:
        for values in units.sensitive:
            low |= distinct_within(groups, count, values) < demand.l
    return low
