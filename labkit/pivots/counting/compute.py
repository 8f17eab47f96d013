"""The numpy core: every cell and every total from the records themselves, level by level.

Sums are rolled up from the finest groups; distinct counts and quantiles are recomputed from the records and never added up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from labkit.pivots.aggregations import QUANTILES
from labkit.pivots.counting import additive, ordered, spread
from labkit.pivots.counting.additive import Found
from labkit.pivots.counting.columns import Array, Cells
from labkit.pivots.counting.keys import Key
from labkit.pivots.counting.levels import Finest, Level, coarser, depths_of, finest_of
from labkit.pivots.spec import Measured


class Aggregated(Protocol):
    """A measure over the finest groups, ready for the groups of any depth."""

    def at(self, to: Array, groups: int) -> Found:
        """Return values and counts; ``to`` says in which group each finest group stands."""
        ...


def compute(
    rows: Sequence[Key], columns: Sequence[Key], measures: Sequence[Measured], cells: Mapping[str, Cells], height: int
) -> list[Level]:
    """Return the groups of every depth: each prefix of the rows with each prefix of the columns, the finest first."""
    with np.errstate(
        over="ignore", invalid="ignore"
    ):  # what goes beyond floats is infinite, or no number: cells say so
        return _levels(rows, columns, measures, cells, height)


def _levels(
    rows: Sequence[Key], columns: Sequence[Key], measures: Sequence[Measured], cells: Mapping[str, Cells], height: int
) -> list[Level]:
    finest = finest_of(rows, columns, height)
    levels = [(depth, *coarser(finest, depth)) for depth in depths_of(len(rows), len(columns))]
    made = [Level(depth, codes) for depth, codes, _ in levels]
    for one in measures:
        found = _aggregated(one, cells, finest)
        for level, (_, codes, to) in zip(made, levels, strict=True):
            values, counts = found.at(to, len(codes))
            level.values.append(values)
            level.counts.append(counts)
    return made


def _aggregated(one: Measured, cells: Mapping[str, Cells], finest: Finest) -> Aggregated:
    ids, groups = finest.ids, finest.groups
    if one.how == "ratio":
        above, below = (cells[name] if name else None for name in (one.column, one.below))
        return additive.ratio(above, below, ids, groups)
    if one.how == "rate":
        return additive.mean(cells[one.rate_column], ids, groups)
    if one.column is None:
        return additive.counted(ids, groups)
    return _of_column(one.how, cells[one.column], ids, groups)


def _of_column(how: str, cells: Cells, ids: Array, groups: int) -> Aggregated:
    if how in spread.RULES:
        return spread.Extreme.of(how, cells, ids, groups)
    if how in {"sd", "var"}:
        return spread.Variance.of(how, cells, ids, groups)
    if how in QUANTILES:
        return ordered.Quantile.of(QUANTILES[how], cells, ids, groups)
    if how == "distinct":
        return ordered.Distinct.of(cells, ids, groups)
    found: Any = SUMMED[how](cells, ids, groups)
    return found  # type: ignore[no-any-return]


SUMMED = {
    "count": additive.filled,
    "sum": additive.summed,
    "mean": additive.mean,
    "share": additive.share,
    "missing_rate": additive.missing_rate,
}
