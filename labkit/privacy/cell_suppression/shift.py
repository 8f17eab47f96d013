"""Shifts: how hidden numbers can change without changing anything that is shown. A shift is a witness: both tables fit.

A move of one number up needs others to go down and up along the equations: in a plain table a cycle over rows and columns. The cheapest
such move tells which cells to hide with it (Kelly, Golden and Assad 1992; Castro 2002: suppression by shortest paths and flows).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from labkit.privacy.cell_suppression.book import Mask, Numbers
from labkit.privacy.cell_suppression.solver import NEAR, Problem, is_whole, solved
from labkit.privacy.cell_suppression.stream import Stream

Ids = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False, repr=False)
class Wish:
    """Which places should change by how much; ``must``: all of them in full, else as far as they can. ``down``: fall, not rise."""

    places: Ids
    gain: Numbers
    must: bool
    down: bool = False


def shift(stream: Stream, free: Mask, cost: Numbers, wish: Wish) -> Numbers | None:
    """Return the cheapest change of the numbers ``free`` that fulfils ``wish``; None where none does.

    ``cost`` is per unit of change, for each place. In whole numbers where the stream is one.
    """
    ids = np.flatnonzero(free)
    matrix = stream.matrix[:, ids].tocsr()
    matrix = matrix[np.flatnonzero(np.diff(matrix.indptr))]
    at = np.searchsorted(ids, wish.places)
    sign = -1.0 if wish.down else 1.0
    room = stream.truth[ids] - stream.low[ids]
    high = np.concatenate([np.full(len(ids), np.inf), np.maximum(room, 0.0)])
    gain = wish.gain if not wish.down else np.minimum(wish.gain, room[at])
    low = np.zeros(len(high) + len(at))
    if wish.must:
        low[len(high) :] = gain
    high[at + (0 if wish.down else len(ids))] = 0.0
    if wish.down:
        high[at + len(ids)] = np.maximum(room[at] - gain, 0.0)
    problem = Problem(
        cost=np.concatenate([cost[ids], cost[ids], np.full(len(at), -1.0)]),
        matrix=sparse.hstack([matrix, -matrix, sign * matrix[:, at]]).tocsr(),
        right=np.zeros(matrix.shape[0]),
        low=low,
        high=np.concatenate([high, gain]),
    )
    found = solved(problem, whole=stream.whole and len(at) == 1)
    if found is None:
        return None
    change = np.zeros(len(stream.truth))
    change[ids] = found[: len(ids)] - found[len(ids) : 2 * len(ids)]
    change[ids[at]] += sign * found[2 * len(ids) :]
    change[np.abs(change) <= (NEAR if stream.whole else NEAR / 10)] = 0.0
    return change


@dataclass(eq=False, repr=False)
class Seen:
    """Tables that were found to fit, as changes of the true one; the attacker can exclude none of them.

    ``low`` and ``high``: the lowest and highest number of each place in all of them. ``parts``: places and what they change to.
    """

    truth: Numbers
    low: Numbers
    high: Numbers
    parts: list[tuple[Ids, Numbers]]

    @classmethod
    def only(cls, truth: Numbers) -> Seen:
        """Start with the true table."""
        return cls(truth, truth.copy(), truth.copy(), [])

    def copy(self) -> Seen:
        """Return the same tables, to add others to."""
        return Seen(self.truth, self.low.copy(), self.high.copy(), list(self.parts))

    def without(self, place: int) -> Seen:
        """Return the tables in which ``place`` does not change."""
        found = Seen.only(self.truth)
        for ids, table in self.parts:
            if place not in ids:
                found.enter(ids, table)
        return found

    def enter(self, ids: Ids, table: Numbers) -> None:
        """Enter one table, told by what changes."""
        self.low[ids] = np.minimum(self.low[ids], table)
        self.high[ids] = np.maximum(self.high[ids], table)
        self.parts.append((ids, table))

    def add(self, stream: Stream, change: Numbers) -> None:
        """Enter a shift, part by part: parts without a common equation stand on their own; of counts, parts in whole numbers alone."""
        ids = np.flatnonzero(change)
        if not len(ids):
            return
        touched = abs(stream.matrix[:, ids])
        _, part = connected_components(touched.T @ touched, directed=False)
        order = np.argsort(part, kind="stable")
        for some in np.split(ids[order], np.flatnonzero(np.diff(part[order])) + 1):
            moves = change[some]
            if not stream.whole or is_whole(moves):
                self.enter(some, stream.truth[some] + (np.round(moves) if stream.whole else moves))
