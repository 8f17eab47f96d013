"""Opening: hide further cells, so that what is given back can move; the cheapest that do."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from labkit.privacy.cell_policy import CellPolicy
from labkit.privacy.cell_suppression.book import Mask, Numbers
from labkit.privacy.cell_suppression.demand import Demand, demand_of
from labkit.privacy.cell_suppression.referee import (
    LARGE,
    TOGETHER,
    by_subtraction,
    examine,
    examine_alone,
    given_back,
    given_back_of,
    near,
)
from labkit.privacy.cell_suppression.shift import Ids, Seen, Wish, shift
from labkit.privacy.cell_suppression.stream import Stream

LITTLE = 1e-4
PER_CALL, PER_CELL, SECONDS, FEWEST = 3e-3, 2e-5, 2.0, 12  # what a linear program costs here; how many are worth it


@dataclass(eq=False, repr=False)
class Choice:
    """What is hidden so far; ``openable``: what may be hidden besides, at ``cost`` each; ``lost``: cells that cannot be protected.

    ``proposed``: more is hidden than has to be, on somebody's word; not yet looked at.
    """

    hidden: Mask
    small: Mask
    openable: Mask
    cost: Numbers
    lost: Mask
    largest_batch: int = 1
    backwards: bool = False
    proposed: bool = False


def looked_at(streams: Sequence[Stream], choice: Choice, policy: CellPolicy) -> list[Seen]:
    """Return the tables that fit before anything is hidden besides: every way of choosing starts from them."""
    seen = [Seen.only(stream.truth) for stream in streams]
    for stream, tables in zip(streams[:1], seen, strict=False):
        demand = asked(stream, choice, policy)
        _still_bad(stream, choice, demand, examine(stream, choice.hidden, demand, tables), tables)
    return seen


def settle(streams: Sequence[Stream], choice: Choice, policy: CellPolicy, start: Sequence[Seen]) -> list[Seen]:
    """Hide further cells until no stream gives a hidden cell back; return the tables seen, those of ``start`` among them."""
    seen = [tables.copy() for tables in start]
    new, again = not choice.proposed, True
    while again:
        again = False
        for stream, tables in zip(streams, seen, strict=True):
            demand = asked(stream, choice, policy)
            bad = given_back(tables, stream, demand)
            if not new:
                bad = _still_bad(stream, choice, demand, examine(stream, choice.hidden, demand, tables), tables)
            new = False
            if len(bad):
                _open(stream, choice, demand, bad, tables)
                again = True
    return seen


def asked(stream: Stream, choice: Choice, policy: CellPolicy) -> Demand:
    """Return what is asked of a stream now; nothing of cells that cannot be protected."""
    demand = demand_of(stream, choice.hidden, choice.small, policy)
    demand.width[: len(choice.lost)][choice.lost] = 0.0
    return demand


def _batches(stream: Stream) -> int:
    """Return how many linear programs a pass over the stream is worth: fewer, the larger the table."""
    return max(FEWEST, int(SECONDS / (PER_CALL + PER_CELL * int(stream.present.sum()))))


def _still_bad(stream: Stream, choice: Choice, demand: Demand, bad: Ids, seen: Seen) -> Ids:
    """Return which of ``bad`` are given back when each is asked alone; what follows by subtraction is not asked.

    In large tables small cells are not asked either: their move is free where they are open already.
    """
    skip = by_subtraction(stream, choice.hidden)[bad]
    if len(bad) > _batches(stream):
        skip |= demand.up[bad] > 0
    alone = [examine_alone(stream, choice.hidden, demand, one, seen) for one in bad[~skip]]
    return np.concatenate([bad[skip], bad[~skip][np.array(alone, np.bool_)]])


def _open(stream: Stream, choice: Choice, demand: Demand, bad: Ids, seen: Seen) -> None:
    """Hide the cheapest cells that let ``bad`` move, a batch of them at a time: one by one in tables of common size."""
    batches = _batches(stream)
    order = bad[np.argsort(-demand.gain[bad] * (-1 if choice.backwards else 1), kind="stable")]
    step = max(1, -(-len(order) // batches))
    large = int(stream.unknown(choice.hidden | choice.openable).sum()) > LARGE and step > 1
    if large:
        order, step = np.sort(bad), TOGETHER
    choice.largest_batch = max(choice.largest_batch, step)
    if step == 1:
        for place in order[demand.up[order] > 0]:
            alone = np.array([place])
            if seen.high[place] - stream.truth[place] < demand.up[place]:
                _moved(stream, choice, Wish(alone, demand.up[alone], must=True), seen)
    for start in range(0, len(order), step):
        some = given_back_of(seen, stream, demand, order[start : start + step])
        if len(some):
            _moved(stream, choice, Wish(some, demand.gain[some], must=True), seen, close=large)
        for place in given_back_of(seen, stream, demand, some):
            _alone(stream, choice, demand, place, seen)


def _alone(stream: Stream, choice: Choice, demand: Demand, place: int, seen: Seen) -> None:
    alone = np.array([place])
    for down, close in itertools.product((False, True), (True, False)):
        if len(given_back_of(seen, stream, demand, alone)):
            _moved(stream, choice, Wish(alone, demand.gain[alone], must=True, down=down), seen, close=close)
    if len(given_back_of(seen, stream, demand, alone)):
        choice.lost[place] = True


def _moved(stream: Stream, choice: Choice, wish: Wish, seen: Seen, *, close: bool = False) -> None:
    """Hide what the cheapest move needs, if there is one; ``close``: one among what is near."""
    free = stream.unknown(choice.hidden | choice.openable)
    if close:
        free = near(stream, free, wish.places)
    already = stream.unknown(choice.hidden)
    size = len(choice.cost)
    room = np.abs(stream.truth - np.where(np.isfinite(stream.low), stream.low, 0.0))
    cost = np.full(len(free), LITTLE)
    unit = np.maximum(np.minimum(room[:size], float(wish.gain.max())), LITTLE)
    cost[:size] = np.where(already[:size], LITTLE, choice.cost / unit)
    change = shift(stream, free, cost, wish)
    if change is not None and len(wish.places) > 1:
        fewer = shift(stream, free, np.where(already, LITTLE, cost / (np.abs(change) + 0.1)), wish)
        change = change if fewer is None else fewer
    if change is not None:
        seen.add(stream, change)
        choice.hidden |= (change != 0)[:size] & choice.openable
