"""PivotResult -> NativePlan: the one place that knows how a pivot's result is built.

Only columns that the pivot uses go into the records: its keys, as people read them, and what it measures.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.core.document import Text, is_number
from labkit.pivots.aggregations import AGGREGATIONS, ORDERED
from labkit.pivots.exports.labels import cell_of, distinct_names, item_labels
from labkit.pivots.exports.plan import ALL, UNFILLED, Function, NativePlan, NumberKind, RecordField, Value
from labkit.pivots.exports.show_as import WITH_BASE
from labkit.pivots.exports.static import static_table
from labkit.pivots.printing.shown import base_of
from labkit.pivots.show_as import ShowAs

if TYPE_CHECKING:
    from labkit.pivots.result import PivotResult
    from labkit.pivots.spec import Measured

FUNCTIONS: dict[str, Function] = {
    "sum": "sum",
    "mean": "average",
    "min": "min",
    "max": "max",
    "product": "product",
    "sd": "stdDev",
    "var": "var",
}
RECORDS = "筆數"


def plan_of(result: PivotResult) -> NativePlan:
    """Return what a spreadsheet has to be told of ``result``; measures that it cannot compute stand beside."""
    measures, shown = result.spec.measures, result.tables.shown
    fields = [*_keys(result)]
    rows = [fields[at].name for at in range(len(result.spec.rows))] or [fields[-1].name]
    columns = [fields[len(result.spec.rows) + at].name for at in range(len(result.spec.columns))]
    values: list[Value] = []
    native = [pair for pair in shown if _function(result, measures[pair[0]]) and _is_native(result, pair[1])]
    for at, how in native:
        field = _measure(result, measures[at], fields, {one.field for one in values} | set(rows) | set(columns))
        if all(one.name != field.name for one in fields):
            fields.append(field)
        values.append(_value(result, (measures[at], how), field, fields))
    names = [one.name for one in fields]
    captions = distinct_names([one.caption for one in values], taken=names)
    others = [pair for pair in shown if pair not in native]
    return NativePlan(
        title=result.name,
        sentences=tuple(sentences(result)),
        notes=tuple(notes(result)),
        fields=tuple(fields),
        rows=tuple(rows),
        columns=tuple(columns),
        values=tuple(replace(one, caption=caption) for one, caption in zip(values, captions, strict=True)),
        beside=(static_table(result, others),) if others else (),
    )


def sentences(result: PivotResult) -> list[str]:
    """Return what stands above the numbers."""
    return [block.text for block in _texts(result) if block.style == "body"]


def notes(result: PivotResult) -> list[str]:
    """Return what stands below the numbers: condition, what was left out, signs, source."""
    return [block.text for block in _texts(result) if block.style == "note"]


def _texts(result: PivotResult) -> list[Text]:
    return [block for block in result.to_document().blocks if isinstance(block, Text)]


def _keys(result: PivotResult) -> list[RecordField]:
    """Return a field per key, its missing key as a text of its own; a field that is 全部 where no key makes rows."""
    keys = result.filled[1]
    names = distinct_names(key.name for key in keys)
    fields = []
    for key, name in zip(keys, names, strict=True):
        items, codes = item_labels(key.values, UNFILLED), key.codes.astype(np.int64)
        fields.append(RecordField(name, [items[code] for code in codes.tolist()], tuple(items), codes))
    if not result.spec.rows:
        name = distinct_names([ALL], taken=names)[0]
        rows = result.used.num_rows
        fields.append(RecordField(name, [ALL] * rows, (ALL,), np.zeros(rows, np.int64), ALL))
    return fields


def _function(result: PivotResult, measured: Measured) -> Function | None:
    """Return the spreadsheet's function; none for medians, distinct counts and the like."""
    if measured.column is None:
        return "sum" if measured.how in {"count", "records"} else None
    if measured.how in ORDERED and not _is_numeric(result, measured.column):
        return None  # days are written as texts
    if measured.how != "count":
        return FUNCTIONS.get(measured.how)
    return "countNums" if _is_numeric(result, measured.column) else "count"


def _is_numeric(result: PivotResult, column: str) -> bool:
    import pyarrow as pa  # noqa: PLC0415

    kind = result.used.schema.field(column).type
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _measure(result: PivotResult, measured: Measured, fields: list[RecordField], used: set[str]) -> RecordField:
    """Return the field of a measure: records are ones; a column that is used already gets a field of its own."""
    names = [one.name for one in fields]
    if measured.column is None:
        return RecordField(distinct_names([RECORDS], taken=names)[0], [1] * result.used.num_rows, fill="1")
    cells = [_finite(cell) for cell in result.used.column(measured.column).to_pylist()]
    plain = distinct_names([measured.column])[0]
    word = AGGREGATIONS[measured.how].label
    wanted = f"{measured.column}（{word}）" if plain in used else plain
    fill = "" if wanted == plain else f"與「{plain}」相同的內容（未填則空白）"
    return RecordField(distinct_names([wanted], taken=names)[0], cells, fill=fill)


def _finite(cell: Any) -> Any:
    """Return the cell as it is written: decimals as floats."""
    from decimal import Decimal  # noqa: PLC0415

    return cell_of(float(cell) if isinstance(cell, Decimal) else cell)


def _is_native(result: PivotResult, how: ShowAs) -> bool:
    """Tell whether a spreadsheet shows a value so: along a key that is there, from the item before."""
    return how.how not in WITH_BASE or (bool(result.keys) and how.item == "previous")


def _value(result: PivotResult, asked: tuple[Measured, ShowAs], field: RecordField, fields: list[RecordField]) -> Value:
    measured, how = asked
    function = _function(result, measured) or "sum"
    caption = measured.title.rstrip("＊") + (f"（{how.label}）" if how.how != "normal" else "")
    base = fields[base_of(result.cross, how)].name if how.how in WITH_BASE else ""
    return Value(field.name, function, caption, _number_kind(function, field.cells), how.how, base)


def _number_kind(function: Function, cells: list[Any]) -> NumberKind:
    """Return how a measure's numbers are written: whole, or with two decimals."""
    if function in {"count", "countNums"}:
        return "whole"
    whole = function in {"sum", "min", "max"} and all(float(cell).is_integer() for cell in cells if is_number(cell))
    return "whole" if whole else "decimal"
