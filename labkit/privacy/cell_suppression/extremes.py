"""What stays possible where measures do not add up: the highest and the lowest of a total stand in one of its cells."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from labkit.core.finding import Finding
from labkit.privacy.cell_suppression.book import Column
from labkit.privacy.cell_suppression.choose import Suppression
from labkit.privacy.cell_suppression.links import link
from labkit.privacy.cell_suppression.shift import Ids


def not_additive(chosen: Suppression, place: str) -> list[Finding]:
    """Return findings on hidden measures that are no sums: their names, and of how many hidden cells the extreme is known.

    A measure is taken for a maximum (or minimum) where every total equals the highest (lowest) of its cells. A hidden one is known
    where it alone, of all cells of a line, can reach what the total shows.
    """
    sums = {stream.name.removesuffix("（筆數）") for stream in chosen.streams if not stream.whole}
    others = [one for one in chosen.book.columns if not one.additive and one.measure not in sums]
    if not others or not (chosen.hidden & ~chosen.book.hidden).any():
        return []
    names = "、".join(one.measure for one in others)
    found = [Finding("hidden_not_additive", place, len(others), facts={"names": names})]
    for one in others:
        count = sum(_known(chosen, one, sign) for sign in (1.0, -1.0))
        if count:
            found.append(Finding("extreme_known", place, count, "warning", {"measure": one.measure}))
    return found


def _known(chosen: Suppression, column: Column, sign: float) -> int:
    """Count the hidden cells that must hold the extreme of a total: no other cell of the line can reach it."""
    value = column.value * sign
    lines = [line for line in _lines(chosen, column) if not np.isnan(value[line]).any()]
    if not any(len(line) > 2 for line in lines) or any(value[line[0]] != value[line[1:]].max() for line in lines):  # noqa: PLR2004
        return 0
    most = np.where(chosen.hidden, np.inf, value)
    for line in lines:
        most[line[1:]] = np.minimum(most[line[1:]], most[line[0]])
    known = set[int]()
    for line in lines:
        total, cells = line[0], line[1:]
        able = cells[most[cells] >= value[total]]
        if not chosen.hidden[total] and len(able) == 1 and chosen.hidden[able[0]]:
            known.add(int(able[0]))
    return len(known)


def _lines(chosen: Suppression, column: Column) -> Iterator[Ids]:
    """Yield each total with its cells, the total first."""
    matrix = link(chosen.book.places, column.held).matrix
    for start, end in zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True):
        places, signs = matrix.indices[start:end], matrix.data[start:end]
        yield places[np.argsort(-signs, kind="stable")]
