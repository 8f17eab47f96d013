"""Local recoding: rows are split into ever smaller classes, all classes of a round at once (Mondrian, with the best cut of all).

Each round looks, in every class that can still be split, at every cut of every column between two of its values, and takes the one
that saves most information loss of that column, if both halves still hold what is demanded. Reference for the scheme: LeFevre,
DeWitt, Ramakrishnan, Mondrian multidimensional k-anonymity (ICDE 2006), which cuts the widest column at its median.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from labkit.core.errors import AnonymityRefused
from labkit.core.progress import Say, silent
from labkit.privacy.anonymity.coded import Coded, CodedColumn
from labkit.privacy.anonymity.demand import Demand, Ids, Mask, fails

Labels = Literal["hierarchy", "sets"]
Floats = npt.NDArray[np.float64]
DENSE = 4_000_000
LEAST_GAIN = 1e-12


@dataclass(frozen=True, eq=False)
class _Cuts:
    """The values of one column in each class, in order: where each class begins, and what a cut behind each value would give."""

    classes: Ids
    values: Ids
    counts: Ids
    first: Ids
    last: Ids

    @property
    def rows(self) -> Ids:
        """Return how many rows of the class stand at or before each value."""
        return self.within(self.counts)

    def within(self, numbers: Ids) -> Ids:
        """Return the running sum of ``numbers`` inside each class."""
        total = np.cumsum(numbers)
        return total - (total - numbers)[self.first]


@dataclass(frozen=True, eq=False)
class _Round:
    """The rows that may still be split, which of ``count`` classes each is in, and what must hold afterwards."""

    data: Coded
    rows: Ids
    held: Ids
    count: int
    demand: Demand
    labels: Labels

    @functools.cached_property
    def sizes(self) -> Ids:
        return np.bincount(self.held, minlength=self.count)

    def best_cuts(self) -> tuple[Ids, Ids]:
        """Return the column, and the value behind which each class is best cut; column -1 for none."""
        best = np.full(self.count, LEAST_GAIN)
        column, cut = np.full(self.count, -1), np.zeros(self.count, np.int64)
        for index, one in enumerate(self.data.columns):
            codes = one.codes[self.rows]
            cuts = _cuts(self.held, codes, one.size)
            gain = np.where(self.allowed(codes, cuts), _gain(one, cuts, self.sizes, self.labels), -1.0)
            begins = np.unique(cuts.first)
            top = np.maximum.reduceat(gain, begins)
            at_top = np.flatnonzero(gain == np.repeat(top, np.diff(np.r_[begins, len(gain)])))
            _, earliest = np.unique(cuts.classes[at_top], return_index=True)
            better = top > best
            best[better], column[better] = top[better], index
            cut[better] = cuts.values[at_top[earliest]][better]
        return column, cut

    def allowed(self, codes: Ids, cuts: _Cuts) -> Mask:
        """Tell for each cut whether both halves hold what is demanded."""
        units, demand = self.data.units, self.demand
        if units.persons is None:
            left, right = cuts.rows, self.sizes[cuts.classes] - cuts.rows
        else:
            left, right = self._different(codes, units.persons, cuts)
        allowed: Mask = (left >= demand.k) & (right >= demand.k)
        if demand.l > 1:
            for values in units.sensitive:
                left, right = self._different(codes, values, cuts)
                allowed &= (left >= demand.l) & (right >= demand.l)
        return allowed & (np.arange(len(cuts.values)) < cuts.last)

    def _different(self, codes: Ids, units: Ids, cuts: _Cuts) -> tuple[Ids, Ids]:
        """Return, for a cut behind each value, how many different units stand left and right of it."""
        own, held = units[self.rows], self.held
        order = np.lexsort((codes, own, held))
        changes = (held[order][1:] != held[order][:-1]) | (own[order][1:] != own[order][:-1])
        begins, ends = order[np.r_[True, changes]], order[np.r_[changes, True]]
        width = int(codes.max(initial=0)) + 1
        keys = cuts.classes * width + cuts.values
        starting = np.bincount(np.searchsorted(keys, held[begins] * width + codes[begins]), minlength=len(keys))
        ending = np.bincount(np.searchsorted(keys, held[ends] * width + codes[ends]), minlength=len(keys))
        left = cuts.within(starting)
        return left, left[cuts.last] - cuts.within(ending)


def recode_locally(data: Coded, demand: Demand, *, labels: Labels = "hierarchy", say: Say = silent) -> Ids:
    """Return the class of each row, numbered from 0; raises AnonymityRefused where the whole table is too small."""
    classes = np.zeros(data.rows, np.int64)
    if not data.rows or fails(data.units, classes, 1, demand).any():
        raise AnonymityRefused(what=f"整張表都不到 k＝{demand.k}" + (f"、l＝{demand.l}" if demand.l > 1 else ""))
    count, rows = 1, np.arange(data.rows)
    while len(rows):
        members, held = np.unique(classes[rows], return_inverse=True)
        column, cut = _Round(data, rows, held, len(members), demand, labels).best_cuts()
        split = column >= 0
        beyond = np.zeros(len(rows), np.bool_)
        for index, one in enumerate(data.columns):
            chosen = column[held] == index
            beyond[chosen] = one.codes[rows[chosen]] > cut[held[chosen]]
        new = count + np.cumsum(split) - 1
        classes[rows[beyond]] = new[held[beyond]]
        count += int(split.sum())
        sizes = np.bincount(classes, minlength=count)
        rows = rows[split[held] & (sizes[classes[rows]] >= 2 * demand.k)]
        say(f"匿名化：{count:,} 個群組，還有 {len(rows):,} 列可以再分")
    return classes


def _cuts(held: Ids, codes: Ids, size: int) -> _Cuts:
    keys = held * size + codes
    bound = int(held.max() + 1) * size
    if bound <= DENSE:
        tally = np.bincount(keys, minlength=bound)
        found = np.flatnonzero(tally)
        counts = tally[found]
    else:
        found, counts = np.unique(keys, return_counts=True)
    classes, values = found // size, found % size
    begins = np.flatnonzero(np.r_[True, classes[1:] != classes[:-1]])
    lengths = np.diff(np.r_[begins, len(found)])
    return _Cuts(classes, values, counts, np.repeat(begins, lengths), np.repeat(begins + lengths - 1, lengths))


def _gain(one: CodedColumn, cuts: _Cuts, sizes: Ids, labels: Labels) -> Floats:
    """Return, for a cut behind each value, how much of the column's loss it saves, as a share of the class's rows."""
    low, high = cuts.values[cuts.first], cuts.values[cuts.last]
    after = np.r_[cuts.values[1:], 0]
    if labels == "sets" and one.hierarchy.numbers is None:
        number = cuts.within(np.ones_like(cuts.values))
        whole = number[cuts.last]
        left, right, before = ((told - 1) / max(1, one.size - 1) for told in (number, whole - number, whole))
    elif labels == "sets":
        left, right, before = (
            span_loss(one, start, end) for start, end in ((low, cuts.values), (after, high), (low, high))
        )
    else:
        left, right, before = (
            tree_loss(one, start, end) for start, end in ((low, cuts.values), (after, high), (low, high))
        )
    total = sizes[cuts.classes]
    return np.asarray(before - (cuts.rows * left + (total - cuts.rows) * right) / total)


def span_loss(one: CodedColumn, low: Ids, high: Ids) -> Floats:
    """Return the loss of intervals of numbers, from leaf ``low`` to leaf ``high``; a missing cell within makes it whole."""
    loss = (high - low) / max(1, one.size - 1)
    missing = len(one.hierarchy.leaves) > len(one.hierarchy.numbers if one.hierarchy.numbers is not None else ())
    return np.where((high == one.size - 1) & (low < high), 1.0, loss) if missing else loss


def tree_loss(one: CodedColumn, low: Ids, high: Ids) -> Floats:
    """Return the loss of the lowest label that covers the leaves ``low`` to ``high``."""
    loss = np.ones(len(low))
    for level in range(len(one.hierarchy.levels) - 1, -1, -1):
        ancestors = one.hierarchy.ancestors[level]
        same = ancestors[low] == ancestors[high]
        loss[same] = one.hierarchy.loss[level][low[same]]
    return loss
