"""What each level of a pivot asks an engine, and how its answers become numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from labkit.core.aggregates import Wanted, aggregate
from labkit.core.arrow import plain
from labkit.core.engines import Lazy
from labkit.core.table import Table
from labkit.pivots.aggregations import AGGREGATIONS, QUANTILES
from labkit.pivots.counting.levels import Depth, Level
from labkit.pivots.spec import Measured, PivotSpec

Lookups = Sequence[Mapping[Any, int]]


def wanted_of(measures: Sequence[Measured], table: Table) -> dict[str, Wanted]:
    """Return the aggregates of every measure: ``v`` its value (or ``a`` over ``b``), ``n`` the records that it rests on."""
    schema, found = table.lazy.collect_schema(), {"rows": Wanted("count")}
    for at, one in enumerate(measures):
        column = f"__m{at}" if one.test else one.column
        whole = bool(column and column in schema and schema[column].is_integer())
        found[f"n{at}"] = Wanted("count", f"__m{at}a" if one.how == "ratio" else column)
        if one.how == "ratio":
            found |= {f"{part}{at}": Wanted("sum", f"__m{at}{part}") for part in ("a", "b")}
        elif one.how == "share":
            numeric = column is not None and schema[column].is_numeric()
            found[f"v{at}"] = Wanted("sum" if numeric else "count", column)
        elif one.how in QUANTILES:
            found[f"v{at}"] = Wanted("quantile", column, QUANTILES[one.how])
        elif one.how != "missing_rate":
            found[f"v{at}"] = Wanted("mean" if one.test else one.how, column, whole=whole)
    return found


def asked(relation: Lazy, depth: Depth, spec: PivotSpec, wanted: Mapping[str, Wanted]) -> pa.Table:
    """Return the groups of one depth: the raw keys and every aggregate."""
    rows, columns = depth
    keys = [f"__k{at}" for at in [*range(rows), *range(len(spec.rows), len(spec.rows) + columns)]]
    answer = aggregate(relation, keys, wanted)
    kept = answer.filter(pc.greater(answer.column("rows"), 0))  # no rows at all: no total either
    return pa.table(
        [plain(kept.column(name)) if name in keys else kept.column(name) for name in kept.column_names],
        names=kept.column_names,
    )


def level_of(depth: Depth, answer: pa.Table, spec: PivotSpec, lookups: Lookups) -> Level:
    """Return an answer as the numpy core would have it: keys as codes, in their order."""
    fixed = [*range(depth[0]), *range(len(spec.rows), len(spec.rows) + depth[1])]
    codes = [[lookups[at][raw] for raw in answer.column(f"__k{at}").to_pylist()] for at in fixed]
    matrix = np.asarray(codes, np.int64).T if fixed else np.zeros((answer.num_rows, 0), np.int64)
    order = np.lexsort(matrix.T[::-1]) if fixed else np.arange(answer.num_rows)
    values, counts = [], []
    for at, one in enumerate(spec.measures):
        told, n = values_of(answer, at, one)
        values.append([told[place] for place in order])
        counts.append([n[place] for place in order])
    return Level(depth, matrix[order], values, counts)


def values_of(answer: pa.Table, at: int, one: Measured) -> tuple[list[Any], list[int]]:
    """Return a measure's values and the records that they rest on."""
    records, counts = answer.column("rows").to_pylist(), answer.column(f"n{at}").to_pylist()
    if one.how == "missing_rate":
        return [(n - filled) / n for n, filled in zip(records, counts, strict=True)], records
    if one.how == "ratio":
        pairs = zip(answer.column(f"a{at}").to_pylist(), answer.column(f"b{at}").to_pylist(), strict=True)
        return [float(above) / float(below) if below else None for above, below in pairs], counts
    told = [_number(value, one.how) for value in answer.column(f"v{at}").to_pylist()]
    return told, counts


def _number(value: Any, how: str) -> Any:
    if isinstance(value, Decimal):
        return int(value)
    return int(value) if AGGREGATIONS[how].counts and value is not None else value


def with_shares(levels: list[Level], spec: PivotSpec) -> list[Level]:
    """Divide the sums of shares by the whole."""
    whole = next((level for level in levels if level.depth == (0, 0)), None)
    for at, one in enumerate(spec.measures):
        if one.how == "share" and whole is not None and whole.values[at]:
            total = whole.values[at][0]
            for level in levels:
                level.values[at] = [
                    value / total if value is not None and total else None for value in level.values[at]
                ]
    return levels
