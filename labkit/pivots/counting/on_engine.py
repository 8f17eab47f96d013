"""The same pivot where the rows lie, for those that no memory holds: one query a level, on DuckDB over disk or on Spark."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import narwhals as nw
import numpy as np
import pyarrow as pa

from labkit.core.aggregates import Wanted, aggregate
from labkit.core.arrow import plain
from labkit.core.engines import ROW, Engine, Lazy, collect, engine_of
from labkit.core.errors import TooManyRows
from labkit.core.stores.open import store_of
from labkit.core.table import ROW_LIMIT, Table
from labkit.pivots.counting.amount import amount_of
from labkit.pivots.counting.behind import codes_of, told_keys
from labkit.pivots.counting.engine_levels import asked, level_of, values_of, wanted_of, with_shares
from labkit.pivots.counting.groups import REASONS, name_of, orders_of
from labkit.pivots.counting.keys import Key
from labkit.pivots.counting.levels import Level, depths_of
from labkit.pivots.grouping import KeySpec
from labkit.pivots.spec import PivotSpec

OTHER = -2
MISSING = -1
NO_CODES = np.zeros(0, np.int32)


@dataclass(frozen=True, eq=False)
class OnEngine:
    """Records as a relation with a column ``__k0``, ``__k1``… for every key; as ``Placed`` is to the numpy core."""

    relation: Lazy
    rows: list[Key]
    columns: list[Key]
    height: int
    names: list[str]
    lookups: Sequence[Mapping[Any, int]]
    place: str = ""
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def keys(self) -> list[Key]:
        """Return all keys, those of the rows first."""
        return [*self.rows, *self.columns]

    def behind(self, row: Sequence[Any], column: Sequence[Any]) -> pa.Table:
        """Return the records of a cell; raises UnknownColumn for too many keys, TooManyRows above five million."""
        found = self.relation
        for at, value in told_keys(self, row, column, place=self.place):
            codes = codes_of(self.keys[at], value)
            held = [raw for raw, code in self.lookups[at].items() if code in codes]
            key = nw.col(f"__k{at}")
            found = found.filter(key.is_null() if held == [None] else key.is_in(held) if held else nw.lit(value=False))
        return self._held(found, self.names)

    def filled(self) -> tuple[pa.Table, list[Key]]:
        """Return the records, and the keys with a code for each of them; raises TooManyRows above five million."""
        codes = [f"__k{at}" for at in range(len(self.keys))]
        data = self._held(self.relation, [*self.names, *codes])
        found = [
            replace(key, codes=np.array([lookup[raw] for raw in data.column(name).to_pylist()], np.int32))
            for key, name, lookup in zip(self.keys, codes, self.lookups, strict=True)
        ]
        return data.drop_columns(codes), found

    def _held(self, relation: Lazy, names: Sequence[str]) -> pa.Table:
        rows = int(collect(relation.select(nw.len().alias("n")))["n"][0].as_py())
        if rows > ROW_LIMIT:
            raise TooManyRows(place=self.place, count=f"{rows:,}", limit=f"{ROW_LIMIT:,}")
        return collect(relation.select(*names, ROW))


def pivot_on_engine(table: Table, spec: PivotSpec, engine: Engine) -> tuple[OnEngine, list[Level]]:
    """Place the records and compute every level without holding them."""
    found, left_out, height = _prepared(table, spec, engine)
    wanted = wanted_of(spec.measures, table)
    tops = {at: key for at, key in enumerate(spec.keys) if key.name in spec.top}
    decoders: list[_Decode] = [functools.partial(_decoded, spec=key) for key in spec.keys]
    for at, key in tops.items():
        kept = _largest(found, at, spec, wanted)
        decoders[at] = functools.partial(
            _topped, spec=key, kept=[decoders[at]([one]).values[0] for one in kept], all_of=_count(found, at)
        )
        found = found.with_columns(**{f"__k{at}": _top_code(at, kept)})
    answers = {depth: asked(found, depth, spec, wanted) for depth in depths_of(len(spec.rows), len(spec.columns))}
    deepest = answers[len(spec.rows), len(spec.columns)]
    raws = [
        sorted(set(deepest.column(f"__k{at}").to_pylist()), key=lambda one: (one is None, one))
        for at in range(len(spec.keys))
    ]
    keys = [decode(raw) for decode, raw in zip(decoders, raws, strict=True)]
    lookups = [{one: code for code, one in enumerate(raw)} for raw in raws]
    levels = with_shares([level_of(depth, answer, spec, lookups) for depth, answer in answers.items()], spec)
    placed = OnEngine(
        found,
        keys[: len(spec.rows)],
        keys[len(spec.rows) :],
        height,
        table.columns,
        lookups,
        table.source.label,
        left_out,
    )
    return placed, levels


_Decode = Callable[[list[Any]], Key]


def _prepared(table: Table, spec: PivotSpec, engine: Engine) -> tuple[Lazy, dict[str, int], int]:
    """Return the rows under the condition with their groups, and how many were left out, by reason."""
    place = table.source.label
    source = (
        table.lazy
        if spec.where is None
        else table.lazy.filter(spec.where.test(table.schema, engine=engine, place=place))
    )
    rows_in, held = len(table), store_of(replace(table, lazy=source, held=None), engine)
    grouped = [(at, key) for at, key in enumerate(spec.keys) if key.by]
    if grouped:
        schema = pa.schema([(f"__k{at}", pa.int64()) for at, _ in grouped])
        held = held.mapped(functools.partial(_grouped, grouped=grouped, place=place), schema)
    plain_keys = {f"__k{at}": nw.col(key.column) for at, key in enumerate(spec.keys) if not key.by}
    rates = {
        f"__m{at}": one.test.column(table.schema, engine=engine).cast(nw.Int64)
        for at, one in enumerate(spec.measures)
        if one.test
    }
    made = {**plain_keys, **rates, **_ratios(spec), **_without_nan(table)}
    relation = held.relation.with_columns(**made) if made else held.relation
    left_out: dict[str, int] = {}
    before = _height(relation)
    if rows_in > before:
        left_out["filtered"] = rows_in - before
    for at, _ in grouped:
        for mark, reason in REASONS.items():
            relation = relation.filter((nw.col(f"__k{at}") != mark) | nw.col(f"__k{at}").is_null())
            after = _height(relation)
            if after < before:
                left_out[reason] = left_out.get(reason, 0) + before - after
            before = after
    if empty := _empty(relation, spec):
        left_out["empty_measure"] = empty
    return relation, left_out, before


def _grouped(rows: pa.Table, grouped: Sequence[tuple[int, KeySpec]], place: str) -> pa.Table:
    """Return the group of every cell of a batch; missing cells have none."""
    made = {}
    for at, key in grouped:
        column = plain(rows.column(key.column))
        orders = np.zeros(len(column), np.int64)
        filled = column.is_valid().to_numpy()
        orders[filled] = orders_of(column.drop_null(), key, place=place)
        made[f"__k{at}"] = pa.array(orders, mask=~filled)
    return pa.table(made)


def _ratios(spec: PivotSpec) -> dict[str, nw.Expr]:
    """Return numerator and denominator where both are stated."""
    made: dict[str, nw.Expr] = {}
    for at, one in enumerate(spec.measures):
        if one.how == "ratio":
            stated = [~nw.col(name).is_null() for name in (one.column, one.below) if name]
            both = functools.reduce(lambda a, b: a & b, stated, nw.lit(value=True))
            for part, name in (("a", one.column), ("b", one.below)):
                made[f"__m{at}{part}"] = nw.when(both).then(nw.col(name) if name else nw.lit(1))
    return made


def _without_nan(table: Table) -> dict[str, nw.Expr]:
    schema = table.lazy.collect_schema()
    return {
        name: nw.when(~nw.col(name).is_nan()).then(nw.col(name)) for name in table.columns if schema[name].is_float()
    }


def _largest(relation: Lazy, at: int, spec: PivotSpec, wanted: Mapping[str, Wanted]) -> list[Any]:
    """Return the raw values of a key with the largest first measures."""
    answer = aggregate(relation.filter(~nw.col(f"__k{at}").is_null()), [f"__k{at}"], wanted)
    values, _ = values_of(answer, 0, spec.measures[0])
    raws = plain(answer.column(f"__k{at}")).to_pylist()
    amounts = zip(map(amount_of, values), raws, strict=True)
    ranked = sorted(amounts, key=lambda pair: (pair[0] is None, -(pair[0] or 0), pair[1]))
    return sorted(raw for _, raw in ranked[: spec.top[spec.keys[at].name]])


def _count(relation: Lazy, at: int) -> int:
    """Return how many different values a key has, the missing one apart."""
    found = aggregate(relation, [], {"n": Wanted("distinct", f"__k{at}")})
    return int(found.column("n")[0].as_py())


def _top_code(at: int, kept: Sequence[Any]) -> nw.Expr:
    key = nw.col(f"__k{at}")
    made: Any = nw.when(key.is_null()).then(nw.lit(None, nw.Int64)).otherwise(nw.lit(len(kept), nw.Int64))
    for place, value in enumerate(kept):
        made = nw.when(key == value).then(nw.lit(place, nw.Int64)).otherwise(made)
    return made  # type: ignore[no-any-return]


def _decoded(raws: list[Any], spec: KeySpec) -> Key:
    if spec.by is None:
        return Key(spec, NO_CODES, list(raws))
    return Key(spec, NO_CODES, [None if raw is None else name_of(raw, spec) for raw in raws])


def _topped(raws: list[Any], spec: KeySpec, kept: list[Any], all_of: int) -> Key:
    rest = all_of - len(kept)
    names = [*kept, f"其他（{rest:,} 項）"]
    values = [None if raw is None else names[raw] for raw in raws]
    return Key(spec, NO_CODES, values, other=raws.index(len(kept)) if len(kept) in raws else None)


def _height(relation: Lazy) -> int:
    return int(aggregate(relation, [], {"n": Wanted("count")}).column("n")[0].as_py())


def _empty(relation: Lazy, spec: PivotSpec) -> int:
    """Count the records whose every measure is missing."""
    if any(one.column is None or one.how in {"ratio", "rate", "missing_rate"} for one in spec.measures):
        return 0
    every = functools.reduce(lambda a, b: a & b, [nw.col(str(one.column)).is_null() for one in spec.measures])
    return _height(relation.filter(every))


def engine_for(table: Table, columns: int) -> Engine | None:
    """Return the engine that a pivot should be left to; None where memory holds the columns that it reads."""
    engine = engine_of(table.lazy)
    if engine == "spark":
        return engine
    held = table.in_memory is not None or len(table) * max(columns, 1) <= MOST_CELLS
    return None if held else "duckdb"


MOST_CELLS = 60_000_000
