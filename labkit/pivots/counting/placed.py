"""Placed: the records that a pivot holds, each under its keys; and for those it does not hold, why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.core.arrow import plain
from labkit.core.engines import ROW, Lazy, collect
from labkit.core.table import Table
from labkit.pivots.counting.amount import amount_of
from labkit.pivots.counting.behind import codes_of, told_keys
from labkit.pivots.counting.columns import Cells
from labkit.pivots.counting.compute import compute
from labkit.pivots.counting.keys import Codes, Key, coded, without_rest
from labkit.pivots.spec import Measured, PivotSpec

if TYPE_CHECKING:
    import pyarrow as pa

RECORDS_COUNT = {"ratio", "rate", "missing_rate"}  # measures that every record has a part in


@dataclass(frozen=True, eq=False)
class Placed:
    """Records by key. ``fetch`` returns the whole records at given places, as the source has them."""

    rows: list[Key]
    columns: list[Key]
    cells: Mapping[str, Cells]
    height: int
    fetch: Callable[[Codes], pa.Table]
    place: str = ""
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def keys(self) -> list[Key]:
        """Return all keys, those of the rows first."""
        return [*self.rows, *self.columns]

    def behind(self, row: Sequence[Any], column: Sequence[Any]) -> pa.Table:
        """Return the records of a cell; raises UnknownColumn for more keys than there are."""
        held = np.ones(self.height, bool)
        for at, value in told_keys(self, row, column, place=self.place):
            held &= np.isin(self.keys[at].codes, codes_of(self.keys[at], value))
        return self.fetch(np.flatnonzero(held))

    def filled(self) -> tuple[pa.Table, list[Key]]:
        """Return the records, and the keys with a code for each of them."""
        return self.behind((), ()), self.keys


def place(table: Table, spec: PivotSpec) -> Placed:
    """Read the columns that ``spec`` names, once, and put every record under its keys."""
    told = f"{table.source.label}"
    data = _read(table, spec)
    found = [coded(data.column(key.column), key, place=told) for key in spec.keys]
    out = _reasons([reasons for _, reasons in found], data.num_rows)
    kept = np.flatnonzero(out == "") if (out != "").any() else None
    if kept is not None:
        data = data.take(kept)
    keys = [key if kept is None else key.taken(kept) for key, _ in found]
    placed = Placed(
        keys[: len(spec.rows)],
        keys[len(spec.rows) :],
        {name: Cells(data.column(name)) for name in data.column_names},
        data.num_rows,
        _fetcher(table, spec, kept),
        told,
    )
    return replace(_with_tops(placed, spec), left_out=_left_out(len(table), out, data, spec))


def _read(table: Table, spec: PivotSpec) -> pa.Table:
    """Return the columns that are needed; conditions are columns of their own."""
    lying, rates = table.in_memory, [one for one in spec.measures if one.test]
    names = list(dict.fromkeys([key.column for key in spec.keys] + _read_by(spec.measures)))
    if lying is not None and spec.where is None and not rates:
        return lying.select(names)
    relation = filtered(table, spec)
    if rates:
        import narwhals as nw  # noqa: PLC0415

        made = {one.rate_column: one.test.column(table.schema) for one in rates if one.test}
        relation = relation.with_columns(**{name: made[name].cast(nw.Int64) for name in made})
        names += list(made)
    return collect(relation.select(*names, ROW)).drop_columns([ROW])


def filtered(table: Table, spec: PivotSpec) -> Lazy:
    """Return the rows for which the condition surely holds."""
    if spec.where is None:
        return table.lazy
    return table.lazy.filter(spec.where.test(table.schema, place=table.source.label))


def _read_by(measures: Sequence[Measured]) -> list[str]:
    return [name for one in measures for name in (one.column, one.below) if name]


def _reasons(found: Sequence[Mapping[str, Codes]], height: int) -> Any:
    """Return each row's first reason to be left out; empty for none."""
    out = np.full(height, "", dtype=object) if any(found) else np.full(0, "", dtype=object)
    for reasons in reversed(found):
        for reason, rows in reasons.items():
            out[rows] = reason
    return out


def _left_out(rows_in: int, out: Any, data: pa.Table, spec: PivotSpec) -> dict[str, int]:
    """Count every row that is in no number once, by its reason."""
    told = {reason: int((out == reason).sum()) for reason in dict.fromkeys(out[out != ""].tolist())}
    filtered_out = rows_in - data.num_rows - sum(told.values())
    found = {"filtered": filtered_out} if filtered_out else {}
    empty = {"empty_measure": n} if (n := empty_measures(data, spec)) else {}
    return {**found, **told, **empty}


def empty_measures(data: pa.Table, spec: PivotSpec) -> int:
    """Count the records whose every measure is missing; records themselves are never missing."""
    import pyarrow.compute as pc  # noqa: PLC0415

    if any(one.column is None or one.how in RECORDS_COUNT for one in spec.measures):
        return 0
    masks = [pc.is_null(data.column(name), nan_is_null=True) for name in dict.fromkeys(_read_by(spec.measures))]
    every = masks[0]
    for mask in masks[1:]:
        every = pc.and_(every, mask)
    return int(pc.sum(every).as_py() or 0)


def _fetcher(table: Table, spec: PivotSpec, kept: Codes | None) -> Callable[[Codes], pa.Table]:
    def fetch(rows: Codes) -> pa.Table:
        import pyarrow as pa  # noqa: PLC0415

        lying = table.in_memory if spec.where is None and not any(one.test for one in spec.measures) else None
        data = collect(filtered(table, spec)) if lying is None else lying
        found = data.take(rows if kept is None else kept[rows])
        return pa.table([plain(found.column(name)) for name in found.column_names], names=found.column_names)

    return fetch


def _with_tops(placed: Placed, spec: PivotSpec) -> Placed:
    """Keep the largest values of the keys that ``top`` names, by the first measure; the missing key is not among them."""
    rows, columns = [
        [_topped(key, placed, spec) if key.name in spec.top else key for key in keys]
        for keys in (placed.rows, placed.columns)
    ]
    return replace(placed, rows=rows, columns=columns)


def _topped(key: Key, placed: Placed, spec: PivotSpec) -> Key:
    level = compute([key], [], spec.measures[:1], placed.cells, placed.height)[0]
    amounts = zip(level.codes[:, 0], map(amount_of, level.values[0]), strict=True)
    pairs = [(one is None, -(one or 0), int(code)) for code, one in amounts if key.values[code] is not None]
    return without_rest(key, [code for *_, code in sorted(pairs)[: spec.top[key.name]]])
