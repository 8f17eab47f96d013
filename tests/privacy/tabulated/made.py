"""Tables of cells counted from made-up records: every prefix of the row keys, with all and with none of the column keys."""

import dataclasses
from dataclasses import dataclass

import numpy as np
import pandas as pd

from labkit.core.cells import CountedCell
from labkit.core.result import Result

KEYS = "里類年"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Counted(Result):
    """The least that small-cell protection works on."""

    cells: tuple[CountedCell, ...]
    population: str = "114年案件"

    @property
    def summary(self):
        return f"{len(self.cells)} 格"

    def hiding(self, hidden):
        away = set(hidden)
        return dataclasses.replace(
            self,
            cells=tuple(
                dataclasses.replace(one, value=None, n=None, hidden=True) if (one.keys, one.measure) in away else one
                for one in self.cells
            ),
        )


def counted(frame, rows, columns=(), measures=("count",), **told):
    """Count a frame: measures are ``count``, or a column and how it is aggregated."""
    levels = [
        (tuple(rows[:depth]), across)
        for depth in range(len(rows), -1, -1)
        for across in ([tuple(columns), ()] if columns else [()])
    ]
    cells = []
    for level in levels:
        keys = [*level[0], *level[1]]
        groups = frame.groupby(keys, dropna=False) if keys else [((), frame)]
        for combo, some in groups:
            place = tuple((name, None if pd.isna(value) else value) for name, value in zip(keys, combo, strict=True))
            cells += [one_cell(place, some, measure) for measure in measures]
    return Counted(cells=tuple(cells), **{"name": "案件表", **told})


def one_cell(place, some, measure):
    if measure == "count":
        return CountedCell(place, measure, len(some), len(some))
    column, how = measure.split()
    filled = some[column].dropna()
    value = getattr(filled, how)() if len(filled) else None
    value = value.item() if hasattr(value, "item") else value
    return CountedCell(place, measure, value, len(filled), additive=how in {"sum", "count"})


def records(seed, rows, sizes, *, missing=0.05, below_zero=False):
    """Return made-up records: skewed keys 里, 類, 年 (some missing), and a fee that is sometimes missing, zero, or negative."""
    rng = np.random.default_rng(seed)
    columns = {}
    for name, size in zip(KEYS, sizes, strict=False):
        chance = rng.dirichlet(np.full(size, 0.8))
        cells = np.array([f"{name}{number:02d}" for number in rng.choice(size, rows, p=chance)], dtype=object)
        cells[rng.random(rows) < missing] = None
        columns[name] = cells
    fees = np.round(rng.lognormal(4, 1, rows))
    fees[rng.random(rows) < 0.1] = 0
    if below_zero:
        fees *= rng.choice([-1, 1], rows)
    fees[rng.random(rows) < missing] = np.nan
    return pd.DataFrame({**columns, "規費": fees})


def shown(table):
    """Return what a table shows: place and measure to value and records."""
    return {(one.keys, one.measure): (one.value, one.n) for one in table.cells if not one.hidden}


def hidden_places(table):
    return {one.keys for one in table.cells if one.hidden}
