"""The one door to the engines: DuckDB, pandas as the reference, Spark (see ``stores``); all seen through narwhals."""

from __future__ import annotations

import functools
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import narwhals as nw

from labkit.core.errors import CellsRefused, EngineMissing

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import pyarrow as pa

ROW = "__row__"
LARGE_MEMORY = "300MB"
Engine = Literal["duckdb", "pandas", "spark"]
ENGINES: tuple[Engine, ...] = ("duckdb", "pandas")  # those that run in this process
Lazy = nw.LazyFrame[Any]


@functools.cache
def connection() -> duckdb.DuckDBPyConnection:
    """Return this process's in-memory DuckDB: no extension is fetched, no file is opened."""
    import duckdb  # noqa: PLC0415

    spill = str(Path(tempfile.gettempdir()) / f"labkit-duckdb-{os.getpid()}")
    duck = duckdb.connect(
        config={
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "temp_directory": spill,
        }
    )
    duck.execute("SET enable_progress_bar = false")  # it would stand in what the command line prints
    return duck


def lazy(data: pa.Table, engine: str = "duckdb") -> Lazy:
    """Return ``data`` as a lazy relation of ``engine``; missing cells are null on both."""
    if engine == "duckdb":
        relation: Lazy = nw.from_native(connection().from_arrow(data))
        return relation
    reference: Lazy = nw.from_native(data.to_pandas(types_mapper=_nullable)).lazy()
    return reference


def is_reserved(name: str) -> bool:
    """Tell whether a column's name is one that labkit keeps to itself: those that begin with two underscores."""
    return name.startswith("__")


def engine_named(name: str) -> Engine:
    """Return the engine of this name; raises EngineMissing for another."""
    for engine in (*ENGINES, "spark"):
        if engine == name:
            return engine
    raise EngineMissing(place=name, what="沒有這個引擎，請改用 duckdb、spark 或 pandas")


def engine_of(relation: Lazy) -> Engine:
    """Return the engine that holds the relation."""
    kind = relation.implementation
    return "duckdb" if kind.is_duckdb() else "spark" if kind.is_spark_like() else "pandas"


def over_parquet(path: Path, kinds: dict[str, str]) -> Lazy:
    """Return the Parquet file of texts and row numbers as a lazy relation with the columns' ``kinds``.

    DuckDB is held to ``LARGE_MEMORY`` from here on, and spills into the system's temporary folder.
    """
    types = {"integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE", "datetime": "TIMESTAMP"}
    columns = [
        f"CAST({_quoted(name)} AS {types[kind]}) AS {_quoted(name)}" if kind in types else _quoted(name)
        for name, kind in kinds.items()
    ]
    hold_memory()
    selected = ", ".join([*columns, f'"{ROW}"'])
    relation: Lazy = nw.from_native(connection().from_parquet(str(path)).project(selected))
    return relation


def hold_memory(limit: str = LARGE_MEMORY) -> None:
    """Hold DuckDB to ``limit`` from here on: it spills instead of filling the machine."""
    connection().execute(f"SET memory_limit = '{limit}'")


def from_parquet(path: Path) -> Lazy:
    """Return the Parquet file as a lazy DuckDB relation."""
    relation: Lazy = nw.from_native(connection().from_parquet(str(path)))
    return relation


def write_parquet(relation: Lazy, path: Path) -> None:
    """Write the relation as one Parquet file without holding it where DuckDB or Spark can; a kill leaves the old file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        if relation.implementation.is_duckdb():
            relation.to_native().write_parquet(str(part), compression="zstd")
        else:
            import pyarrow.parquet as pq  # noqa: PLC0415

            pq.write_table(collect(relation), part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def collect(relation: Lazy, by: Sequence[str] = (ROW,)) -> pa.Table:
    """Return the relation's rows as Arrow, in the order of the columns ``by`` that it carries; NaN becomes null.

    Rows that come in order stay as they are: those that share a row number keep their places.
    """
    import pyarrow as pa  # noqa: PLC0415

    table = relation.collect("pyarrow").to_native()
    names = [name for name in table.column_names if not name.startswith("__index_level_")]  # pandas' own
    data = pa.table([_plain(table.column(name)) for name in names], names=names)
    keys = [name for name in by if name in data.column_names]
    return data if not keys or _in_order(data, keys) else data.sort_by([(name, "ascending") for name in keys])


def _in_order(data: pa.Table, keys: Sequence[str]) -> bool:
    """Tell whether the rows lie in the order of the keys; equal keys are in order."""
    import numpy as np  # noqa: PLC0415

    rising = np.ones(max(data.num_rows - 1, 0), bool)
    for name in reversed(keys):
        values = data.column(name).to_numpy()
        before, after = values[:-1], values[1:]
        rising = (after > before) | ((after == before) & rising)
    return bool(rising.all())


def glance(relation: Lazy, columns: list[str]) -> list[tuple[int, int]]:
    """Return for each column how many cells are filled, exactly, and about how many values differ (HyperLogLog, 2 %)."""
    native = relation.to_native()
    parts = [
        f"count({_quoted(name)}) AS c{at}, approx_count_distinct({_quoted(name)}) AS d{at}"
        for at, name in enumerate(columns)
    ]
    numbers = [column[0].as_py() for column in native.aggregate(", ".join(parts)).to_arrow_table().columns]
    return list(zip(numbers[0::2], numbers[1::2], strict=True))


def tally(relation: Lazy, column: str, *, first_word: bool = False) -> pa.Table:
    """Return the distinct values of a column, or of its texts' first words, with how many cells hold each."""
    name = _quoted(column)
    value = f"regexp_extract({name}, '^\\s*\\S+')" if first_word else name
    chosen = relation.to_native().filter(f"{name} IS NOT NULL")
    return chosen.aggregate(f"{value} AS values, count(*) AS counts", value).to_arrow_table()


def distinct_rows(data: pa.Table, columns: list[str]) -> int:
    """Return how many different rows the ``columns`` make; missing cells equal each other."""
    return int(data.group_by(columns).aggregate([]).num_rows) if columns else 0


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Bring the engines' own spellings of one type together: text, whole number, number, truth, date, time."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    kind = column.type
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
            frame[name] = column.to_pandas(types_mapper=_nullable)
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
            series = series.astype(object)
        elif getattr(series.dtype, "tz", None) is not None:
            series = series.dt.tz_localize(None)  # the clock on the wall, not in Greenwich
        try:
            columns[_name(name)] = _plain(pa.chunked_array([_as_arrow(series)]))
        except UnicodeEncodeError:
            broken = [at for at, cell in enumerate(series, 1) if isinstance(cell, str) and _is_torn(cell)]
            raise CellsRefused(place="資料框", what=f"欄位「{name}」第 {broken[0]} 筆：含有不成對的代理字元") from None
    return pa.table(columns)


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
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError):
        found = None
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


def _nullable(kind: pa.DataType) -> Any:
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
