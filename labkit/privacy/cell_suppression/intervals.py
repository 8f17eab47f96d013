"""The attack: between which bounds each hidden number must lie, for whoever knows all that is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from labkit.core.cells import Tabulated
from labkit.privacy.cell_suppression.account import label_of
from labkit.privacy.cell_suppression.book import Mask, Numbers, alike, book_of
from labkit.privacy.cell_suppression.shift import Ids
from labkit.privacy.cell_suppression.solver import NEAR, Problem, relaxed
from labkit.privacy.cell_suppression.stream import Stream, streams_of

COLUMNS = ("keys", "level", "measure", "low", "high", "exact")


def interval_attack(results: Sequence[Tabulated], *, siblings: Sequence[Tabulated] = ()) -> pd.DataFrame:
    """Return the bounds of every hidden number: a row per hidden cell of ``results`` and measure that adds up.

    The attacker sees all that ``results`` and ``siblings`` show, knows that totals are the sums of their parts, that a hidden cell rests
    on at least one record, and that sums are not negative where no shown one is. Columns: keys, level, measure (counts of a measure's
    records end in （筆數）), low, high (infinite where nothing bounds it), exact. The bounds are those of linear programs: nothing that
    fits lies outside. Tables of different ``population`` are not linked. Two linear programs for each hidden number: minutes beyond some
    thousand.
    """
    lines: list[tuple[object, ...]] = []
    done: list[Tabulated] = []
    for first in results:
        if any(first is one for one in done):
            continue
        some = [one for one in results if one is first or alike(one, first)]
        done += some
        book = book_of(some, [*some, *(one for one in siblings if alike(one, first))])
        for stream in streams_of(book)[0] if book.hidden.any() else []:
            for at, low, high in _bounds(stream, book.hidden, book.mine):
                keys = book.places[at]
                exact = high - low < 1 if stream.whole else high - low <= NEAR * max(1.0, abs(high))
                lines.append((keys, label_of(keys), stream.name, low, high, exact))
    return pd.DataFrame(lines, columns=list(COLUMNS))


def _bounds(stream: Stream, hidden: Mask, mine: Mask) -> Iterator[tuple[int, float, float]]:
    """Yield place, lowest and highest number of each hidden place, block by block of linked unknowns; first what another table shows."""
    for at in np.flatnonzero(hidden & mine & stream.told[: len(hidden)]).tolist():
        yield at, float(stream.truth[at] * stream.scale), float(stream.truth[at] * stream.scale)
    ids = np.flatnonzero(stream.unknown(hidden))
    known = stream.truth.copy()
    known[ids] = 0.0
    matrix = stream.matrix[:, ids].tocsr()
    rows = np.flatnonzero(np.diff(matrix.indptr))
    matrix, right = matrix[rows], -(stream.matrix @ known)[rows]
    _, part = connected_components(abs(matrix).T @ abs(matrix), directed=False)
    for block in range(part.max(initial=-1) + 1):
        inside = np.flatnonzero(part == block)
        yield from _block(stream, ids[inside], matrix[:, inside].tocsr(), right, np.append(mine & hidden, False))


def _block(
    stream: Stream, ids: Ids, matrix: sparse.csr_matrix, right: Numbers, wanted: Mask
) -> Iterator[tuple[int, float, float]]:
    rows = np.flatnonzero(np.diff(matrix.indptr))
    matrix, right = matrix[rows], right[rows]
    for at, place in enumerate(ids):
        if wanted[min(place, len(wanted) - 1)]:
            low, high = (_end(stream, ids, matrix, right, (at, sign)) for sign in (1.0, -1.0))
            yield int(place), low * stream.scale, high * stream.scale


def _end(stream: Stream, ids: Ids, matrix: sparse.csr_matrix, right: Numbers, aim: tuple[int, float]) -> float:
    """Return the lowest (sign 1) or highest (-1) value of one unknown; infinite where nothing bounds it."""
    at, sign = aim
    cost = np.zeros(len(ids))
    cost[at] = sign
    found = relaxed(Problem(cost, matrix, right, stream.low[ids], np.full(len(ids), np.inf)))
    return -sign * np.inf if found is None else float(found.x[at])
