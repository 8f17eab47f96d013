"""Arrow as labkit holds it, to pandas and back: one spelling for each type, one missing marker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from labkit.core.errors import CellsRefused

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Bring the engines' own spellings of one type together: text, whole number, number, truth, date, time."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.cast(kind.value_type), kind.value_type
    if pa.types.is_floating(kind):
        column = column.cast(pa.float64())
        return pc.if_else(pc.is_nan(column), pa.scalar(None, pa.float64()), column)
    if pa.types.is_decimal(kind):
        return column.cast(pa.float64())
    if pa.types.is_integer(kind):
        return column.cast(pa.int64())
    if pa.types.is_time(kind):
        return pc.replace_substring_regex(column.cast(pa.string()), r"\.0+$", "")
    if pa.types.is_large_string(kind) or pa.types.is_null(kind):
        return column.cast(pa.string())
    return column.cast(pa.timestamp("us"), safe=False) if pa.types.is_timestamp(kind) else column


def to_frame(data: pa.Table) -> pd.DataFrame:
    """Return Arrow as pandas by the one rule: text is object with None, whole numbers Int64 once a cell is missing."""
    import pyarrow as pa  # noqa: PLC0415

    frame: pd.DataFrame = data.to_pandas(date_as_object=False)
    for name in data.column_names:
        column = data.column(name)
        if column.null_count and pa.types.is_integer(column.type):
            frame[name] = column.to_pandas(types_mapper=nullable)
    return frame


def from_frame(frame: pd.DataFrame) -> pa.Table:
    """Return a pandas frame as Arrow; a column of mixed types becomes text, NaN and None become null.

    Raises CellsRefused for a text with half a surrogate pair, which no encoding holds.
    """
    import pyarrow as pa  # noqa: PLC0415

    columns: dict[str, Any] = {}
    for name in frame.columns:
        series = frame[name]
        if str(series.dtype) == "category":
            columns[_name(name)] = _categories(series)
            continue
        if getattr(series.dtype, "tz", None) is not None:
            series = series.dt.tz_localize(None)  # the clock on the wall, not in Greenwich
        try:
            columns[_name(name)] = plain(pa.chunked_array([_as_arrow(series)]))
        except UnicodeEncodeError:
            raise _torn(series) from None
    return pa.table(columns)


def _categories(series: pd.Series[Any]) -> pa.ChunkedArray:
    """Return categories of texts as a dictionary, whose codes need not be found again; others as plain cells."""
    import pyarrow as pa  # noqa: PLC0415

    try:
        found = pa.Array.from_pandas(series)
    except UnicodeEncodeError:
        raise _torn(series) from None
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        found = None
    if found is not None and pa.types.is_string(getattr(found.type, "value_type", None) or pa.null()):
        return pa.chunked_array([found])
    return plain(pa.chunked_array([_as_arrow(series.astype(object))]))


def _torn(series: pd.Series[Any]) -> CellsRefused:
    broken = [at for at, cell in enumerate(series, 1) if isinstance(cell, str) and _is_torn(cell)]
    return CellsRefused(place="資料框", what=f"欄位「{series.name}」第 {broken[0]} 筆：含有不成對的代理字元")


def _name(name: object) -> str:
    told = str(name)
    if _is_torn(told):
        raise CellsRefused(place="資料框", what="有一個欄名含有不成對的代理字元")
    return told


def _as_arrow(series: Any) -> pa.Array:
    """Return a series as Arrow; what is no text, number, truth, date or time is written out as text.

    Raises CellsRefused for durations: one day may be 24 hours or eight.
    """
    import pyarrow as pa  # noqa: PLC0415

    try:
        found = pa.array(series, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError, TypeError):
        found = None  # TypeError: an infinite Decimal
    if found is not None and pa.types.is_duration(found.type):
        what = f"欄位「{series.name}」：型別是時間長度，請先換算成分鐘或天數的數字"
        raise CellsRefused(place="資料框", what=what)
    if found is not None and _is_held(found):
        return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
    texts = [str(value) if filled else None for value, filled in zip(series, series.notna(), strict=True)]
    return pa.array(texts, pa.string())


def _is_held(found: Any) -> bool:
    """Tell whether a column of this type can be held as it is: flat, and no larger than whole numbers go."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    if isinstance(found.type, pa.BaseExtensionType) or pa.types.is_nested(found.type) or pa.types.is_binary(found.type):
        return False
    return not pa.types.is_uint64(found.type) or (pc.max(found).as_py() or 0) < 2**63


def _is_torn(text: str) -> bool:
    return any("\ud800" <= sign <= "\udfff" for sign in text)


def nullable(kind: pa.DataType) -> Any:
    """Return the pandas type that keeps an Arrow type's missing cells apart from its values; None for pandas' own."""
    import pandas as pd  # noqa: PLC0415
    import pyarrow as pa  # noqa: PLC0415

    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return pd.StringDtype("python")
    if pa.types.is_integer(kind):
        return pd.Int64Dtype()
    if pa.types.is_floating(kind):
        return pd.Float64Dtype()
    if pa.types.is_temporal(kind):
        return pd.ArrowDtype(kind)
    return pd.BooleanDtype() if pa.types.is_boolean(kind) else None
