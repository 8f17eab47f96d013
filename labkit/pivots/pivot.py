"""The verb: a table and a spec become a PivotResult."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from labkit.core.engines import engine_named
from labkit.core.errors import NotNumeric, SpecInvalid
from labkit.core.spec import checked
from labkit.core.table import Table
from labkit.core.yaml import YamlText
from labkit.pivots.aggregations import AGGREGATIONS, ORDERED
from labkit.pivots.counting.compute import compute
from labkit.pivots.counting.levels import Level
from labkit.pivots.counting.on_engine import OnEngine, engine_for, pivot_on_engine
from labkit.pivots.counting.placed import Placed, place
from labkit.pivots.grouping import KeySpec
from labkit.pivots.printing.key_text import key_text
from labkit.pivots.printing.shown import base_of
from labkit.pivots.result import PivotResult
from labkit.pivots.show_as import ITEMS, WITH_ITEM, ShowAs
from labkit.pivots.spec import PivotSpec

KeyTold = str | Mapping[str, Any] | KeySpec
ShownTold = str | Mapping[str, Any] | ShowAs


def pivot(  # noqa: PLR0913  (a verb of the public API: keywords in, one spec inside)
    table: Table | pd.DataFrame,
    spec: PivotSpec | None = None,
    *,
    rows: Sequence[KeyTold] | KeyTold = (),
    columns: Sequence[KeyTold] | KeyTold = (),
    values: str | Mapping[str, Any] = "count",
    where: str | None = None,
    show_as: Sequence[ShownTold] | ShownTold = (),
    top: int | Mapping[str, int] | None = None,
    sort: str | Mapping[str, str] | None = None,
    engine: str | None = None,
    name: str = "",
) -> PivotResult:
    """Count, add up, average or count distinct values by keys; every total of every level is computed from the records.

    A missing key is a row of its own (未填). Rows placed and rows in ``left_out`` add up to the rows of ``table``. What may
    stand in each argument: see ``PivotSpec``. ``engine``: memory unless the table is larger (then "duckdb") or lies on Spark. Raises UnknownColumn, NotNumeric, NotGroupable, ExpressionSyntax, ExpressionType, or SpecInvalid.

    >>> pivot(pd.DataFrame({"里": ["新安里", None], "規費": [1, 2]}), rows=["里"], values={"規費": "sum"}).total
    3
    """
    data = Table.of(table)
    told = {"rows": rows, "columns": columns, "values": values, "where": where, "show_as": show_as, "name": name}
    asked: dict[str, Any] = {**told, "top": top, "sort": sort}
    spec = spec or checked(PivotSpec, asked, YamlText(asked, place="pivot"))
    _check(data, spec)
    placed, levels = _computed(data, spec, engine)
    _items_are_there(placed, spec, data.source.label)
    return PivotResult(
        name=spec.name or name or _title(spec),
        spec=spec,
        placed=placed,
        levels=levels,
        rows_in=len(data),
        left_out=placed.left_out,
        kept_protection=data.protection,
        from_source=data.source,
    )


def _computed(data: Table, spec: PivotSpec, engine: str | None) -> tuple[Placed | OnEngine, list[Level]]:
    chosen = engine_named(engine) if engine else engine_for(data, len(spec.keys) + len(spec.measures))
    if chosen in {"duckdb", "spark"}:
        return pivot_on_engine(data, spec, chosen)
    placed = place(data, spec)
    return placed, compute(placed.rows, placed.columns, spec.measures, placed.cells, placed.height)


def _items_are_there(placed: Placed | OnEngine, spec: PivotSpec, place: str) -> None:
    """Raise SpecInvalid for a value that cells are to be compared with and that its key does not have; no value is told."""
    for how in spec.shown:
        if how.how not in WITH_ITEM or how.item in ITEMS or not placed.keys or not placed.height:
            continue
        key = placed.keys[base_of(placed, how)]
        values = ["未填" if value is None else value for value in key.values]
        if not any(how.item in {str(value), key_text(value)} for value in values):
            raise SpecInvalid(place=place, what=f"show_as 的 item「{how.item}」不在欄位「{key.name}」的值裡。")


def _check(table: Table, spec: PivotSpec) -> None:
    schema = table.schema
    read = [name for one in spec.measures for name in (one.column, one.below) if name]
    table.require([*(key.column for key in spec.keys), *read])
    for one in spec.measures:
        wanted = {"number", "date", "datetime"} if one.how in ORDERED else {"number"}
        numeric = AGGREGATIONS[one.how].numeric or one.how in ORDERED or one.how == "ratio"
        for name in (one.column, one.below):
            if name and numeric and schema[name] not in wanted:
                raise NotNumeric(place=table.source.label, column=name)


def _title(spec: PivotSpec) -> str:
    return "樞紐：" + ("×".join(key.name for key in spec.keys) or "總計")
