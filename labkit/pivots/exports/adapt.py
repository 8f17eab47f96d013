"""PivotResult -> NativePlan: the one place that knows how a pivot's result is built.

Only columns that the pivot uses go into the records: its keys, as people read them, and what it measures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from labkit.core.document import Text, is_number
from labkit.pivots.exports.labels import cell_of, distinct_names, item_labels
from labkit.pivots.exports.plan import ALL, UNFILLED, Function, NativePlan, NumberKind, RecordField, Value
from labkit.pivots.exports.static import static_table
from labkit.pivots.result import head_label

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
    measures = result.spec.measures
    native = [at for at, one in enumerate(measures) if _function(result, one)]
    fields = [*_keys(result)]
    rows = [fields[at].name for at in range(len(result.spec.rows))] or [fields[-1].name]
    columns = [fields[len(result.spec.rows) + at].name for at in range(len(result.spec.columns))]
    values: list[Value] = []
    for at in native:
        field = _measure(result, measures[at], fields, {one.field for one in values} | set(rows) | set(columns))
        if all(one.name != field.name for one in fields):
            fields.append(field)
        values.append(_value(result, measures[at], field))
    names = [one.name for one in fields]
    captions = distinct_names([one.caption for one in values], taken=names)
    others = [at for at in range(len(measures)) if at not in native]
    return NativePlan(
        title=result.name,
        sentences=tuple(sentences(result)),
        notes=tuple(notes(result)),
        fields=tuple(fields),
        rows=tuple(rows),
        columns=tuple(columns),
        values=tuple(
            Value(one.field, one.function, caption, one.number) for one, caption in zip(values, captions, strict=True)
        ),
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
    names = distinct_names(key.name for key in result.keys)
    fields = []
    for key, name in zip(result.keys, names, strict=True):
        items = item_labels(key.values, UNFILLED)
        fields.append(RecordField(name, [items[code] for code in key.codes.tolist()], tuple(items), key.codes))
    if not result.spec.rows:
        import numpy as np  # noqa: PLC0415

        name = distinct_names([ALL], taken=names)[0]
        rows = result.used.num_rows
        fields.append(RecordField(name, [ALL] * rows, (ALL,), np.zeros(rows, np.int64), ALL))
    return fields


def _function(result: PivotResult, measured: Measured) -> Function | None:
    """Return the spreadsheet's function; none for medians, distinct counts and the like."""
    if measured.how != "count":
        return FUNCTIONS.get(measured.how)
    if measured.column is None:
        return "sum"
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
    word = head_label(measured.label).removeprefix(measured.column).strip(" ＊")
    wanted = f"{measured.column}（{word}）" if plain in used else plain
    fill = "" if wanted == plain else f"與「{plain}」相同的內容（未填則空白）"
    return RecordField(distinct_names([wanted], taken=names)[0], cells, fill=fill)


def _finite(cell: Any) -> Any:
    """Return the cell as it is written: decimals as floats."""
    from decimal import Decimal  # noqa: PLC0415

    return cell_of(float(cell) if isinstance(cell, Decimal) else cell)


def _value(result: PivotResult, measured: Measured, field: RecordField) -> Value:
    function = _function(result, measured) or "sum"
    caption = head_label(measured.label).rstrip("＊")
    return Value(field.name, function, caption, _number_kind(function, field.cells))


def _number_kind(function: Function, cells: list[Any]) -> NumberKind:
    """Return how a measure's numbers are written: whole, or with two decimals."""
    if function in {"count", "countNums"}:
        return "whole"
    whole = function in {"sum", "min", "max"} and all(float(cell).is_integer() for cell in cells if is_number(cell))
    return "whole" if whole else "decimal"
