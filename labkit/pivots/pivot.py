"""The verb: a table and a spec become a PivotResult."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from labkit.core.engines import collect
from labkit.core.errors import NotNumeric
from labkit.core.spec import checked
from labkit.core.table import Table
from labkit.core.yaml import YamlText
from labkit.pivots.compute import compute
from labkit.pivots.result import PivotResult
from labkit.pivots.spec import PivotSpec

NUMERIC = {"sum", "mean"}


def pivot(  # noqa: PLR0913  (a verb of the public API: keywords in, one spec inside)
    table: Table | pd.DataFrame,
    spec: PivotSpec | None = None,
    *,
    rows: Sequence[str] | str = (),
    columns: Sequence[str] | str = (),
    values: str | Mapping[str, str | Sequence[str]] = "count",
    where: str | None = None,
    name: str = "",
) -> PivotResult:
    """Count, add up, average or count distinct values by keys; every total is computed from the records.

    A missing key is a row of its own (未填). Rows placed and rows in ``left_out`` add up to the rows of ``table``.
    Raises UnknownColumn, NotNumeric, ExpressionSyntax, ExpressionType, or SpecInvalid.

    >>> pivot(pd.DataFrame({"里": ["新安里", None], "規費": [1, 2]}), rows=["里"], values={"規費": "sum"}).total
    3
    """
    data = Table.of(table)
    asked: dict[str, Any] = {"rows": rows, "columns": columns, "values": values, "where": where, "name": name}
    spec = spec or checked(PivotSpec, asked, YamlText(asked, place="pivot"))
    _check(data, spec)
    relation = (
        data.lazy if spec.where is None else data.lazy.filter(spec.where.test(data.schema, place=data.source.label))
    )
    used = collect(relation)
    rows_in = len(data)
    left_out = {"filtered": rows_in - used.num_rows} if rows_in > used.num_rows else {}
    if empty := _empty_measures(used, spec):
        left_out["empty_measure"] = empty
    keys, groups = compute(used, spec)
    return PivotResult(
        name=spec.name or name or _title(spec),
        spec=spec,
        keys=keys,
        groups=groups,
        used=used,
        rows_in=rows_in,
        left_out=left_out,
        kept_protection=data.protection,
        source=data.source.label,
    )


def _check(table: Table, spec: PivotSpec) -> None:
    table.require([*spec.rows, *spec.columns, *(one.column for one in spec.measures if one.column)])
    for one in spec.measures:
        if one.column and one.how in NUMERIC and table.schema[one.column] != "number":
            raise NotNumeric(place=table.source.label, column=one.column)


def _empty_measures(used: Any, spec: PivotSpec) -> int:
    """Count the records whose every measure is missing; records themselves are never missing."""
    import pyarrow.compute as pc  # noqa: PLC0415

    columns = [one.column for one in spec.measures]
    if any(column is None for column in columns):
        return 0
    masks = [pc.is_null(used.column(column)) for column in columns]
    every = masks[0]
    for mask in masks[1:]:
        every = pc.and_(every, mask)
    return int(pc.sum(every).as_py() or 0)


def _title(spec: PivotSpec) -> str:
    keys = [*spec.rows, *spec.columns]
    return "樞紐：" + ("×".join(keys) or "總計")
