"""Demand: which cells must be hidden, and how far a hidden number must stay open to the attacker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from labkit.core.cells import Place
from labkit.privacy.cell_policy import CellPolicy, Dominance
from labkit.privacy.cell_suppression.book import Book, Mask, Numbers, sorted_keys
from labkit.privacy.cell_suppression.stream import Stream

Contributions = Mapping[tuple[Place, str], Sequence[float]]
NOT_EXACT = 1e-4
TINY = 1e-5  # in units of the median: what the solver tells from nothing
TWO = 2


@dataclass(frozen=True, eq=False, repr=False)
class Demand:
    """For each place of a stream: how far above the truth it must be able to lie (``up``), and how wide its interval must be.

    ``width`` is 0 where nothing is asked.
    """

    up: Numbers
    width: Numbers

    @property
    def gain(self) -> Numbers:
        """Return the rise that alone fulfils both."""
        return np.maximum(self.up, self.width)


def primary(book: Book, policy: CellPolicy, contributions: Contributions) -> Mask:
    """Tell which places of the tables to protect are too small (in any measure), or dominated by few."""
    found = np.zeros(len(book.places), np.bool_)
    for column in book.columns:
        n = np.nan_to_num(column.n)
        found |= (n > 0) & (n < policy.smallest)
    if policy.hide_zeros:
        found |= (book.records == 0) & ~book.hidden
    if policy.dominance:
        for (keys, _), largest in contributions.items():
            at = book.index.get(sorted_keys(keys))
            if at is not None and dominated(largest, policy.dominance):
                found[at] = True
    return found & book.mine


def dominated(contributions: Sequence[float], rule: Dominance) -> bool:
    """Tell whether few contributors make up a sum; negative contributions count by their size.

    >>> dominated([90, 5, 5], Dominance(contributors=1, share=0.85)), dominated([40, 30, 30], Dominance(p=0.1))
    (True, False)
    """
    sizes = sorted((abs(one) for one in contributions), reverse=True)
    total = sum(sizes)
    if not total:
        return False
    if sum(sizes[: rule.contributors]) >= rule.share * total and len(sizes) > rule.contributors:
        return True
    return rule.p is not None and sum(sizes[TWO:]) < rule.p * sizes[0]


def demand_of(stream: Stream, hidden: Mask, small: Mask, policy: CellPolicy) -> Demand:
    """Return what is asked of a stream when the places ``hidden`` are hidden, of which ``small`` are primary.

    Records: a small cell must be able to hold ``least`` or more (so that nobody learns that it is small), within an interval at least
    ``least`` - 1 wide; any other hidden cell must not be exact, so 1 wide. Sums: a small cell's interval is at least ``closeness`` of its
    value wide, any other's not a point. Nothing is asked of numbers that are 0: a table with zeros shows them.
    """
    size = len(hidden)
    n, truth = stream.n[:size], np.abs(stream.truth[:size])
    asked = stream.unknown(hidden)[:size] & hidden & (np.isnan(n) | (n > 0) | policy.hide_zeros)
    tight = small & ~np.isnan(n)
    up, width = np.zeros(size), np.zeros(size)
    if stream.whole:
        least = policy.smallest
        strict = asked & tight & (n < least)
        up[strict] = least - n[strict]
        width[asked] = 1.0
        width[strict] = least - 1.0
        width[truth == 0] *= policy.hide_zeros
    else:
        width[asked] = np.maximum(TINY, NOT_EXACT * truth[asked])
        width[asked & tight] = np.maximum(policy.closeness * truth, TINY)[asked & tight]
        width[truth == 0] = 0.0
    more = np.zeros(len(stream.truth) - size)
    return Demand(np.concatenate([up, more]), np.concatenate([width, more]))
