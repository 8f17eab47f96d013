"""Thinning: show again what need not be hidden, the dearest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from labkit.privacy.cell_policy import CellPolicy
from labkit.privacy.cell_suppression.book import Mask
from labkit.privacy.cell_suppression.opening import PER_CALL, PER_CELL, Choice, asked
from labkit.privacy.cell_suppression.referee import by_subtraction, examine, examine_alone
from labkit.privacy.cell_suppression.shift import Seen
from labkit.privacy.cell_suppression.stream import Stream

SECONDS, CALLS = 2.0, 5  # what thinning may cost, and how many linear programs a trial takes


def thinned(streams: Sequence[Stream], choice: Choice, policy: CellPolicy, seen: Sequence[Seen], must: Mask) -> Choice:
    """Return the choice without the cells besides ``must`` that no hidden cell needs; in large tables only the dearest are tried."""
    cells = max((int(stream.present.sum()) for stream in streams), default=0)
    trials = int(SECONDS / (CALLS * (PER_CALL + PER_CELL * cells)))
    extra = np.flatnonzero(choice.hidden & ~must)
    for place in extra[np.argsort(-choice.cost[extra], kind="stable")][:trials].tolist():
        fewer = replace(choice, hidden=choice.hidden.copy())
        fewer.hidden[place] = False
        left = [tables.without(place) for tables in seen]
        if all(_holds(stream, fewer, policy, tables) for stream, tables in zip(streams, left, strict=True)):
            choice, seen = fewer, left
    return choice


def _holds(stream: Stream, choice: Choice, policy: CellPolicy, seen: Seen) -> bool:
    """Tell whether the referee finds every hidden cell of the stream open."""
    demand = asked(stream, choice, policy)
    if (by_subtraction(stream, choice.hidden) & (demand.width > 0)).any():
        return False
    bad = examine(stream, choice.hidden, demand, seen)
    return not any(examine_alone(stream, choice.hidden, demand, place, seen) for place in bad)
