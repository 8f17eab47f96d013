"""The referee: which hidden numbers the attacker could still narrow down too far. What is not proven open counts as given back."""

from __future__ import annotations

import numpy as np

from labkit.privacy.cell_suppression.book import Mask
from labkit.privacy.cell_suppression.demand import Demand
from labkit.privacy.cell_suppression.shift import Ids, Seen, Wish, shift
from labkit.privacy.cell_suppression.stream import Stream

LITTLE = 1e-4
WORTH_IT = 0.85  # of those asked, at most so many may be left for asking all at once again
SLACK = 1e-9
LARGE, TOGETHER, SOME = (
    2_000,
    200,
    60,
)  # above so many unknowns: so many places at a time, and so many of a long equation


def given_back(seen: Seen, stream: Stream, demand: Demand) -> Ids:
    """Return the places for which no tables were seen that keep them as open as is demanded."""
    wide = seen.high - seen.low >= demand.width * (1 - SLACK)
    high = seen.high - stream.truth >= demand.up * (1 - SLACK)
    return np.flatnonzero((demand.width > 0) & ~(wide & high))


def examine(stream: Stream, hidden: Mask, demand: Demand, seen: Seen) -> Ids:
    """Search for tables that fit what is shown and keep the hidden numbers open; return the places where none was found.

    Many places at once (in large tables: those that stand together), half of them rising while the others may fall, as long as that
    settles a good part.
    """
    free = stream.unknown(hidden)
    bad = given_back(seen, stream, demand)
    parts = [bad] if int(free.sum()) <= LARGE else np.split(bad, range(TOGETHER, len(bad), TOGETHER))
    return np.concatenate([_examined(stream, free, demand, seen, part) for part in parts]) if len(bad) else bad


def _examined(stream: Stream, free: Mask, demand: Demand, seen: Seen, places: Ids) -> Ids:
    around = near(stream, free, places)
    while len(places):
        for start in (0, 1):
            some = given_back_of(seen, stream, demand, places[start::2])
            if len(some):
                _enter(stream, around, Wish(some, demand.gain[some], must=False), seen)
        left = given_back_of(seen, stream, demand, places)
        if len(left) > len(places) * WORTH_IT:
            return left
        places = left
    return places


def examine_alone(stream: Stream, hidden: Mask, demand: Demand, place: int, seen: Seen) -> bool:
    """Tell whether the place is given back: exact, by its highest and its lowest possible number; in large tables by what is near it."""
    alone = np.array([place])
    free = near(stream, stream.unknown(hidden), alone)
    for down in (False, True):
        if down and seen.high[place] - stream.truth[place] < demand.up[place] * (1 - SLACK):
            return True
        if len(given_back_of(seen, stream, demand, alone)):
            _enter(stream, free, Wish(alone, demand.gain[alone], must=False, down=down), seen)
    return bool(len(given_back_of(seen, stream, demand, alone)))


def by_subtraction(stream: Stream, hidden: Mask) -> Mask:
    """Tell which hidden numbers follow by subtraction alone: the only unknown of an equation, again and again."""
    sizes = abs(stream.matrix)
    unknown = stream.unknown(hidden)
    found = np.zeros(len(unknown), np.bool_)
    while True:
        left = unknown & ~found
        single = np.asarray(sizes @ left.astype(float)) == 1
        new = left & (np.asarray(sizes.T @ single.astype(float)) > 0)
        if not new.any():
            return found
        found |= new


def given_back_of(seen: Seen, stream: Stream, demand: Demand, places: Ids) -> Ids:
    """Return which of ``places`` are still given back."""
    found: Ids = places[np.isin(places, given_back(seen, stream, demand))]
    return found


def near(stream: Stream, free: Mask, places: Ids) -> Mask:
    """Return the numbers of ``free`` around places, two equations away; of long equations only some. Small tables: all.

    A shift among them is a shift of the whole table; none among them proves nothing.
    """
    if int(free.sum()) <= LARGE:
        return free
    found = np.zeros(len(free), np.bool_)
    edge = places
    for _ in range(2):
        found[edge] = True
        rows = np.unique(stream.by_place[:, edge].indices)
        lines = [stream.matrix.indices[stream.matrix.indptr[row] : stream.matrix.indptr[row + 1]] for row in rows]
        unknown = [line[free[line]] for line in lines]
        edge = np.unique(np.concatenate([line[:: max(1, len(line) // SOME)] for line in unknown]))
    found[edge] = True
    return found


def _enter(stream: Stream, free: Mask, wish: Wish, seen: Seen) -> None:
    change = shift(stream, free, np.full(len(free), LITTLE), wish)
    if change is not None:
        seen.add(stream, change)
