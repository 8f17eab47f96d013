"""Global recoding: one level for each column, the same for all rows, searched to the optimum.

The loss of a combination of levels is the mean information loss of the rows that stay, each suppressed row counting 1. It is
never less than its loss without suppression, which is a sum over the columns: combinations are tried in that order until none can
be better. Rows that are too rare in two, three or four of the columns are too rare in all of them (Incognito's property): this
rules most combinations out before they are looked at.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from labkit.core.errors import AnonymityRefused
from labkit.core.progress import Say, silent
from labkit.privacy.anonymity.coded import Coded
from labkit.privacy.anonymity.demand import Demand, Ids, Mask, Units, dense, fails

Levels = tuple[int, ...]
Floats = npt.NDArray[np.float64]
LARGEST = 20_000_000
PROJECTIONS = 20_000
TOLD = 500
ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class GlobalRecoding:
    """The levels that lose least, the rows to suppress, the loss, and how many of all combinations were looked at."""

    levels: Levels
    suppressed: Mask
    loss: float
    looked_at: int
    combinations: int


@dataclass(frozen=True, eq=False)
class _Rows:
    """The distinct rows of a table: the leaves of each, what is counted, and how many records it stands for."""

    codes: list[Ids]
    weights: Ids
    units: Units
    of_record: Ids


class _Search:
    def __init__(self, data: Coded, demand: Demand, limit: int) -> None:
        self.data, self.demand, self.limit = data, demand, limit
        self.rows = _distinct(data)
        self.shape = tuple(len(column.hierarchy.levels) for column in data.columns)
        self.at = [
            column.hierarchy.ancestors[:, codes] for column, codes in zip(data.columns, self.rows.codes, strict=True)
        ]
        self.loss = [
            column.hierarchy.loss[:, codes] for column, codes in zip(data.columns, self.rows.codes, strict=True)
        ]
        self.width = [[int(level.max()) + 1 for level in column.hierarchy.ancestors] for column in data.columns]
        self.total = int(self.rows.weights.sum())

    def base(self) -> Floats:
        """Return the loss of every combination if nothing were suppressed."""
        whole = np.zeros(self.shape)
        for index, loss in enumerate(self.loss):
            mean = (loss * self.rows.weights).sum(axis=1) / self.total / len(self.loss)
            whole += mean.reshape([-1 if other == index else 1 for other in range(len(self.shape))])
        return whole

    def too_rare(self, columns: tuple[int, ...], levels: Levels) -> Mask:
        """Tell for each distinct row whether it is too rare in these columns at these levels."""
        keys, bound = np.zeros(len(self.rows.weights), np.int64), 1
        for column, level in zip(columns, levels, strict=True):
            width = self.width[column][level]
            if bound > (1 << 62) // width:
                keys, bound = dense(keys, bound)
            keys, bound = keys * width + self.at[column][level], bound * width
        groups, count = dense(keys, bound)
        return fails(self.rows.units, groups, count, self.demand)[groups]

    def suppressed(self, rare: Mask) -> int:
        """Return how many records the rare rows stand for."""
        return int(self.rows.weights[rare].sum())

    def least_suppressed(self) -> Ids:
        """Return for every combination how many records it suppresses at least."""
        least = np.zeros(self.shape, np.int64)
        every = range(len(self.shape))
        for size in range(1, len(self.shape)):
            chosen = list(itertools.combinations(every, size))
            if size > 1 and sum(int(np.prod([self.shape[i] for i in one])) for one in chosen) > PROJECTIONS:
                break
            for columns in chosen:
                part = np.zeros([self.shape[index] for index in columns], np.int64)
                for levels in np.ndindex(part.shape):
                    part[levels] = self.suppressed(self.too_rare(columns, levels))
                least = np.maximum(least, part.reshape([self.shape[i] if i in columns else 1 for i in every]))
            if size * 2 >= len(self.shape):
                break
        return least


def recode_globally(data: Coded, demand: Demand, *, suppression: float, say: Say = silent) -> GlobalRecoding:
    """Return the combination of levels that loses least while at most the share ``suppression`` of the records is suppressed.

    Raises AnonymityRefused where there are too many combinations, or none that will do.
    """
    search = _Search(data, demand, math.floor(suppression * data.rows + ROUNDING))
    combinations = int(np.prod(search.shape))
    if combinations > LARGEST:
        raise AnonymityRefused(
            what=f"欄位與層級的組合有 {combinations:,} 種，太多；請減少間接識別欄位或層級，或改用 local"
        )
    base = search.base()
    open_ones = search.least_suppressed() <= search.limit
    order = np.flatnonzero(open_ones)[np.argsort(base[open_ones], kind="stable")]
    best: tuple[float, Levels, Mask] | None = None
    looked_at = 0
    for place in order.tolist():
        levels = tuple(int(level) for level in np.unravel_index(place, search.shape))
        if best is not None and base[levels] >= best[0]:
            break
        looked_at += 1
        if looked_at % TOLD == 0:
            say(f"匿名化：試過 {looked_at:,} 種組合（共 {combinations:,} 種）")
        rare = search.too_rare(tuple(range(len(levels))), levels)
        if search.suppressed(rare) > search.limit:
            continue
        loss = float(base[levels]) + _extra(search, levels, rare)
        if best is None or loss < best[0]:
            best = (loss, levels, rare)
    if best is None:
        raise AnonymityRefused(what="沒有任何層級組合能達到要求；請放寬 k、l 或隱藏上限，或先刪去少見的列")
    loss, levels, rare = best
    return GlobalRecoding(levels, rare[search.rows.of_record], loss, looked_at, combinations)


def _extra(search: _Search, levels: Levels, rare: Mask) -> float:
    """Return what suppression adds to the loss: each suppressed record loses all that it had kept."""
    lost = np.zeros(int(rare.sum()))
    for loss, level in zip(search.loss, levels, strict=True):
        lost += loss[level][rare]
    return float((search.rows.weights[rare] * (1 - lost / len(levels))).sum() / search.total)


def _distinct(data: Coded) -> _Rows:
    """Return the distinct rows: what is equal in all that counts is looked at once."""
    units = data.units
    parts = [column.codes for column in data.columns] + [*units.sensitive]
    parts += [units.persons] if units.persons is not None else []
    keys, bound = np.zeros(data.rows, np.int64), 1
    for part in parts:
        width = int(part.max(initial=0)) + 1
        if bound > (1 << 62) // width:
            keys, bound = dense(keys, bound)
        keys, bound = keys * width + part, bound * width
    _, first, of_record, weights = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
    persons = None if units.persons is None else units.persons[first]
    return _Rows(
        codes=[column.codes[first] for column in data.columns],
        weights=weights,
        units=Units(weights, persons, tuple(values[first] for values in units.sensitive)),
        of_record=of_record,
    )
