"""Choose: which cells of the tables of one population are hidden, losing as few records as can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from labkit.core.cells import Tabulated
from labkit.privacy.cell_policy import CellPolicy
from labkit.privacy.cell_suppression.book import Book, Mask, Numbers, book_of
from labkit.privacy.cell_suppression.demand import Contributions, primary
from labkit.privacy.cell_suppression.exact import fewest
from labkit.privacy.cell_suppression.links import level_of
from labkit.privacy.cell_suppression.opening import Choice, looked_at, settle
from labkit.privacy.cell_suppression.shift import Seen
from labkit.privacy.cell_suppression.stream import Stream, streams_of
from labkit.privacy.cell_suppression.thinning import thinned

TOTAL_COSTS = 3.0  # a total that is shown is worth that many cells of as many records
AGAIN, BACKWARDS = (
    4_000,
    1_000,
)  # up to so many places a choice is looked over once more, and made in the other order too


@dataclass(frozen=True, eq=False, repr=False)
class Suppression:
    """What was chosen for the tables of one population: masks over the places of ``book``; ``how``: exact, one_by_one or batches."""

    book: Book
    streams: Sequence[Stream]
    primary: Mask
    hidden: Mask
    lost: Mask
    how: str = ""
    not_sums: int = 0

    @property
    def complementary(self) -> Mask:
        """Return the places hidden only so that others cannot be worked out."""
        return self.hidden & ~self.primary & ~self.book.hidden


def suppress(
    mine: Sequence[Tabulated],
    policy: CellPolicy,
    siblings: Sequence[Tabulated] = (),
    contributions: Contributions | None = None,
) -> Suppression:
    """Choose what to hide in ``mine``, of which all and ``siblings`` count the same records.

    Small tables: the choice that loses fewest, by cutting planes. Others: the cheapest move for each cell that is given back, looked
    over once more among the cells hidden by it.
    """
    book = book_of(mine, siblings)
    small = primary(book, policy, contributions or {})
    first = small | (book.hidden & book.mine)
    streams, not_sums = streams_of(book, zeros=policy.hide_zeros)
    none = np.zeros(len(small), np.bool_)
    if not (first | book.hidden).any():
        return Suppression(book, streams, small, none, none, "", not_sums)
    openable = book.mine & ~book.told & ~first & ((book.records > 0) | policy.hide_zeros)
    start = Choice(first | book.hidden, small, openable, cost_of(book), none)
    best, how = _best(streams, start, policy)
    return Suppression(book, streams, small, best.hidden & book.mine, best.lost, how, not_sums)


def _best(streams: Sequence[Stream], start: Choice, policy: CellPolicy) -> tuple[Choice, str]:
    """Return the cheapest of the choices that the ways lead to, and the way."""
    seen = looked_at(streams, start, policy)
    ways = Ways(streams, start, policy, seen)
    found = []
    exact = fewest(streams[0], start, policy) if streams else None
    if exact is not None:
        found.append(ways.settled(hidden=exact.copy(), proposed=True))
        if np.array_equal(found[0][0].hidden, exact):
            return found[0][0], "exact"
    found.append(ways.settled())
    if len(start.hidden) <= BACKWARDS:
        found.append(ways.settled(backwards=True))
    if len(start.hidden) <= AGAIN:
        one, _ = min(found, key=_worth)
        found.append(ways.settled(openable=one.hidden & start.openable, backwards=not one.backwards))
    best, tables = min(found, key=_worth)
    return thinned(streams, best, policy, tables, start.hidden), "batches" if best.largest_batch > 1 else "one_by_one"


@dataclass(frozen=True, eq=False, repr=False)
class Ways:
    """The ways to a choice: all start from the same cells and the same tables that were seen to fit."""

    streams: Sequence[Stream]
    start: Choice
    policy: CellPolicy
    seen: Sequence[Seen]

    def settled(self, **changes: Any) -> tuple[Choice, Sequence[Seen]]:
        """Return a choice that the referee accepts, and the tables that prove it."""
        choice = replace(self.start, **{"hidden": self.start.hidden.copy(), "lost": self.start.lost.copy(), **changes})
        return choice, settle(self.streams, choice, self.policy, self.seen)


def _worth(found: tuple[Choice, Sequence[Seen]]) -> tuple[int, float]:
    choice, _ = found
    return int(choice.lost.sum()), float(choice.cost[choice.hidden].sum())


def cost_of(book: Book) -> Numbers:
    """Return what hiding each place loses: its records, and one for the place; totals count more, for people read them first."""
    levels = {level_of(place) for place in book.places}
    finest = {level for level in levels if not any(level < other for other in levels)}
    dear = np.array([1.0 if level_of(place) in finest else TOTAL_COSTS for place in book.places])
    lost: Numbers = (book.records + 1.0) * dear
    return lost
