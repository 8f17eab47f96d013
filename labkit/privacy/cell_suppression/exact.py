"""The exact choice for small tables: cutting planes of Fischetti and Salazar (Math. Programming 84, 1999; Management Science 47, 2001).

A choice of cells to hide is tried, the attacker's linear program is solved for each small cell, and wherever he learns too much its dual
prices tell which cells could have stopped him: one inequality more for the next choice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from labkit.privacy.cell_policy import CellPolicy
from labkit.privacy.cell_suppression.book import Mask, Numbers
from labkit.privacy.cell_suppression.demand import demand_of
from labkit.privacy.cell_suppression.opening import Choice
from labkit.privacy.cell_suppression.solver import Problem, chosen_least, relaxed
from labkit.privacy.cell_suppression.stream import Stream

MOST_CELLS, MOST_SMALL, MOST_ROUNDS = 80, 30, 40
SLACK = 1e-6


@dataclass(frozen=True, eq=False, repr=False)
class Attacker:
    """What the attacker of one stream reckons with: how far each number may fall and rise, whatever is hidden."""

    matrix: sparse.csr_matrix
    fall: Numbers
    rise: Numbers
    always: Mask

    def reach(self, hidden: Mask, place: int, sign: float) -> tuple[float, Numbers]:
        """Return how far the number moves at most (up: sign 1), and what each place, if hidden, can add to that at these prices."""
        cost = np.zeros(len(hidden))
        cost[place] = -sign
        free = hidden | self.always
        low, high = np.where(free, -self.fall, 0.0), np.where(free, self.rise, 0.0)
        found = relaxed(Problem(cost, self.matrix, np.zeros(self.matrix.shape[0]), low, high))
        if found is None:
            return np.inf, cost
        prices = found.eqlin.marginals if self.matrix.shape[0] else np.zeros(0)
        rest = cost - self.matrix.T @ prices
        adds = np.where(rest > 0, rest * self.fall, -rest * self.rise)
        return -float(found.fun), np.where(np.abs(rest) <= SLACK, 0.0, adds)


def fewest(stream: Stream, start: Choice, policy: CellPolicy) -> Mask | None:
    """Return the cheapest set of places to hide that protects every small cell of ``stream``; None where that would take too long.

    "Cheapest" is proven for the attacker's linear program; whole numbers and other streams are for the referee.
    """
    size = len(start.hidden)
    demand = demand_of(stream, start.hidden, start.small, policy)
    small = np.flatnonzero(demand.up[:size] > 0)
    open_ids = np.flatnonzero(start.openable & stream.present[:size])
    if not len(small) or len(small) > MOST_SMALL or len(open_ids) > MOST_CELLS:
        return None
    attacker = _attacker(stream, start)
    cuts: list[Numbers] = []
    needs: list[float] = []
    hidden = start.hidden.copy()
    for _ in range(MOST_ROUNDS):
        before = len(cuts)
        for place in small:
            asked = float(demand.up[place]), float(demand.width[place])
            for adds, need in _violated(attacker, stream.unknown(hidden), int(place), asked):
                rest = need - float(adds[attacker.always].sum())
                cuts.append(np.minimum(adds[open_ids], rest))
                needs.append(rest)
        if len(cuts) == before:
            return hidden
        picked = chosen_least(start.cost[open_ids], np.array(cuts), np.array(needs))
        if picked is None:
            return None
        hidden = start.hidden.copy()
        hidden[open_ids[picked]] = True
    return None


def _attacker(stream: Stream, start: Choice) -> Attacker:
    most = 2.0 * float(np.nanmax(np.abs(stream.truth))) + 2.0 * float(start.small.sum() + 1)
    fall = np.where(np.isfinite(stream.low), stream.truth - stream.low, most)
    return Attacker(stream.matrix, np.maximum(fall, 0.0), np.full(len(fall), most), stream.unknown(start.hidden))


def _violated(attacker: Attacker, hidden: Mask, place: int, asked: tuple[float, float]) -> list[tuple[Numbers, float]]:
    """Return the inequalities that the place asks for and the choice breaks: what must be addable, and how much of it."""
    rise, adds_up = attacker.reach(hidden, place, 1.0)
    fall, adds_down = attacker.reach(hidden, place, -1.0)
    found = []
    if rise < asked[0] - SLACK:
        found.append((adds_up, asked[0]))
    if rise + fall < asked[1] - SLACK:
        found.append((adds_up + adds_down, asked[1]))
    return found
