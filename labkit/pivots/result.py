"""PivotResult: one computation, seen wide, long, printed with subtotals, or as the records behind a cell."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import pandas as pd

from labkit.charts.data import ChartData
from labkit.core.arrow import to_frame
from labkit.core.cells import WHOLE_HIDDEN, CountedCell, Place, population_of, tidy_frame
from labkit.core.document import Document, Grid
from labkit.core.engines import ROW
from labkit.core.errors import NotDrawable, RecordsHidden
from labkit.core.files import sha256_text
from labkit.core.result import Result
from labkit.core.table import Protection, Source
from labkit.pivots.aggregations import AGGREGATIONS
from labkit.pivots.counting.keys import Key
from labkit.pivots.counting.levels import Level
from labkit.pivots.printing.cross import Codes, Cross
from labkit.pivots.printing.document import document_of
from labkit.pivots.printing.key_text import key_text
from labkit.pivots.printing.printed import Tables
from labkit.pivots.spec import PivotSpec

if TYPE_CHECKING:
    import pyarrow as pa

    from labkit.pivots.counting.on_engine import OnEngine
    from labkit.pivots.counting.placed import Placed


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class PivotResult(Result):
    """A pivot of ``rows_in`` records; ``left_out`` says which of them it does not hold, and why."""

    spec: PivotSpec
    placed: Placed | OnEngine
    levels: list[Level]
    rows_in: int = 0
    kept_protection: Protection | None = None
    from_source: Source = field(default_factory=Source)
    hidden: frozenset[tuple[Place, str]] = field(default_factory=frozenset)
    kept_population: str = ""

    @property
    def source(self) -> str:
        """Return the name of the file and sheet that the records came from."""
        return self.from_source.label

    @property
    def protection(self) -> Protection | None:
        """Return the protection of the records."""
        return self.kept_protection

    @property
    def keys(self) -> list[Key]:
        """Return the keys, those of the rows first."""
        return self.placed.keys

    @property
    def row_keys(self) -> tuple[str, ...]:
        """Return the names of the key columns of the rows."""
        return tuple(key.name for key in self.placed.rows) or ("",)

    @property
    def column_keys(self) -> tuple[str, ...]:
        """Return the names of the key columns across."""
        return tuple(key.name for key in self.placed.columns)

    @property
    def measure_count(self) -> int:
        """Return how many kinds of number the table holds."""
        return len(self.tables.shown)

    @functools.cached_property
    def cross(self) -> Cross:
        """Return the numbers by row and column."""
        away = (
            frozenset(
                (*self._codes(level, at), measure)
                for level, at, place in self._placed_cells
                for measure, one in enumerate(self.spec.measures)
                if (place, one.label) in self.hidden
            )
            if self.hidden
            else frozenset()
        )
        return Cross(self.spec, self.placed.rows, self.placed.columns, self.levels, away)

    @functools.cached_property
    def tables(self) -> Tables:
        """Return the tables that people read."""
        return Tables(self.cross)

    @property
    def frame(self) -> pd.DataFrame:
        """Return the wide table without totals: row keys as columns, then a column per column key and measure."""
        return self.tables.wide()

    @property
    def shown_frame(self) -> pd.DataFrame:
        """Return the wide frame as people read it: names in words, numbers to two places."""
        rounded = self.frame.map(lambda value: round(value, 2) if isinstance(value, float) else value)
        keys = {name: self.frame[name].map(key_text) for name in self.row_keys}
        titles = {name: self.tables.title(head) for head, name in self.tables.heads.items()}
        return rounded.assign(**keys).rename(columns=titles)

    @property
    def printed(self) -> pd.DataFrame:
        """Return the table as people read it: subtotals at every level, total columns, and the grand total."""
        return self.tables.printed()

    @functools.cached_property
    def _placed_cells(self) -> list[tuple[Level, int, Place]]:
        """Return every group of every level with the keys that it fixes; the missing key is None."""
        keys = self.placed.keys
        found = []
        for level in self.levels:
            rows, columns = level.depth
            fixed = [*range(rows), *range(len(self.placed.rows), len(self.placed.rows) + columns)]
            for at, codes in enumerate(level.codes.tolist()):
                place = tuple((keys[key].name, keys[key].values[code]) for key, code in zip(fixed, codes, strict=True))
                found.append((level, at, place))
        return found

    @staticmethod
    def _codes(level: Level, at: int) -> tuple[Codes, Codes]:
        codes = tuple(level.codes[at].tolist())
        return codes[: level.depth[0]], codes[level.depth[0] :]

    @functools.cached_property
    def cells(self) -> tuple[CountedCell, ...]:
        """Return every number, totals of all levels included."""
        found = []
        for level, at, place in self._placed_cells:
            for measure, one in enumerate(self.spec.measures):
                away = (place, one.label) in self.hidden
                value = None if away else level.values[measure][at]
                count = None if away else level.counts[measure][at]
                found.append(CountedCell(place, one.label, value, count, one.additive, away))
        return tuple(found)

    @property
    def population(self) -> str:
        """Return a hash of the records that are counted: those of one source under one condition."""
        if self.kept_population:
            return self.kept_population
        return population_of(self.from_source, self.rows_in, self.spec.where, self.left_out)

    def hiding(self, hidden: Collection[tuple[Place, str]]) -> Self:
        """Return the pivot without the values and counts of the cells ``(keys, measure)``.

        Where the grand total is one of them, what was left out is not told either: with the rows of the source it gives the total.
        """
        away = self.hidden | frozenset(hidden)
        after = dataclasses.replace(self, hidden=away, kept_population=self.population)
        return dataclasses.replace(after, left_out={}) if after.whole_hidden else after

    @property
    def whole_hidden(self) -> bool:
        """Tell whether the grand total is hidden."""
        return any(not place for place, _ in self.hidden)

    @property
    def tidy(self) -> pd.DataFrame:
        """Return the long table: keys (missing stays missing), level, measure, value, n, additive."""
        return tidy_frame(self.cells, [key.name for key in self.placed.keys])

    @property
    def totals(self) -> pd.Series[Any]:
        """Return each measure's grand total."""
        whole = {one.measure: one.value for one in self.cells if not one.keys}
        nothing = {one.label: 0 if AGGREGATIONS[one.how].counts else None for one in self.spec.measures}
        told = {**nothing, **whole}
        return pd.Series([told[one.label] for one in self.spec.measures], index=list(nothing), dtype=object)

    @property
    def total(self) -> Any:
        """Return the grand total of the one measure; raises ValueError where there are several: see ``totals``."""
        if len(self.spec.measures) > 1:
            message = "several measures: use .totals"
            raise ValueError(message)
        return self.totals.iloc[0]

    @property
    def used(self) -> pa.Table:
        """Return the records that the pivot holds, whole, as Arrow."""
        return self.filled[0]

    @functools.cached_property
    def filled(self) -> tuple[pa.Table, list[Key]]:
        """Return the records, and the keys with the code of each record in the same order, wherever the pivot was computed."""
        return self.placed.filled()

    def records(self, row: tuple[Any, ...] | None = None, column: tuple[Any, ...] | None = None) -> pd.DataFrame:
        """Return the source records of a cell, with their row numbers; an omitted ``row`` or ``column`` is the total.

        None in a tuple is the missing key, 未填 too where no key is called so. Shorter tuples are subtotals; a group is
        named as it is printed. The frame's ``attrs["sha256"]`` is the records' hash: the same cell of a later run can be compared.
        Raises UnknownColumn for more keys than there are, and RecordsHidden where cells are hidden; a key that does not occur
        has no records.
        """
        if self.hidden:
            raise RecordsHidden(place=self.name, count=len(self.hidden))
        data = self.placed.behind(row or (), column or ())
        frame: pd.DataFrame = to_frame(data).rename(columns={ROW: "來源列"})
        frame.attrs["sha256"] = sha256_text(frame.to_csv(index=False))
        return frame

    def chart_data(self) -> ChartData:
        """Return what a chart shows; raises NotDrawable for several measures: different units do not share an axis."""
        if self.measure_count != 1 or "O" in {dtype.kind for dtype in self.frame.dtypes[len(self.row_keys) :]}:
            raise NotDrawable(place=self.measure_label)
        frame, keys = self.frame, list(self.row_keys)
        factor = 100.0 if self._percent else 1.0
        return ChartData(
            labels=[
                "／".join(key_text(part) for part in row) for row in frame[keys].itertuples(index=False, name=None)
            ],
            series=[str(name) for name in frame.columns[len(keys) :]],
            values=(frame.iloc[:, len(keys) :].astype("float64") * factor).to_numpy().tolist(),
            measure=self.measure_label,
            unit="%" if self._percent else "件" if self._counted else "",
            additive=all(one.additive for one in self.spec.measures),
            keys="／".join(keys),
            across="／".join(self.column_keys),
            n=None if self.whole_hidden else self.rows_in - sum(self.left_out.values()),
            source=self.source,
        )

    @property
    def _counted(self) -> bool:
        """Tell whether the numbers are records."""
        known = [one.column is None and AGGREGATIONS[one.how].counts for one in self.spec.measures]
        return all(known) and all(how.how == "normal" for how in self.spec.shown)

    @property
    def _percent(self) -> bool:
        return all(
            how.is_percent or (how.how == "normal" and AGGREGATIONS[self.spec.measures[at].how].percent)
            for at, how in self.tables.shown
        )

    def chart_grid(self) -> Grid:
        """Return the wide table."""
        return Grid.of_frame(self.shown_frame, caption=self.measure_label)

    @property
    def measure_label(self) -> str:
        """Return what the numbers are."""
        hows = [f"（{how.label}）" if how.how != "normal" else "" for how in self.spec.shown]
        return "、".join(f"{one.title.rstrip('＊')}{how}" for one in self.spec.measures for how in hows)

    @property
    def summary(self) -> str:
        """Return how many records the pivot holds, and what was left out."""
        if self.whole_hidden:
            return WHOLE_HIDDEN
        out = sum(self.left_out.values())
        return f"{self.rows_in:,} 列中納入 {self.rows_in - out:,} 列、未納入 {out:,} 列。"

    @property
    def brief(self) -> str:
        """Return how many records the pivot holds."""
        return WHOLE_HIDDEN if self.whole_hidden else f"{self.rows_in - sum(self.left_out.values()):,} 列"

    @property
    def weight(self) -> int:
        """Return 0: a table says less than a finding."""
        return 0

    def to_document(self) -> Document:
        """Return the printed table with its filter, its reconciliation and what its signs mean."""
        return document_of(self)
