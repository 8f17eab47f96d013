"""The one door to the engines: DuckDB, pandas as the reference, Spark (see ``stores``); all seen through narwhals."""

from __future__ import annotations

import functools
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import narwhals as nw

from labkit.core.arrow import nullable, plain
from labkit.core.errors import EngineMissing

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

ROW = "__row__"
LARGE_MEMORY = "300MB"
Engine = Literal["duckdb", "pandas", "spark"]
ENGINES: tuple[Engine, ...] = ("duckdb", "pandas")  # those that run in this process
Lazy = nw.LazyFrame[Any]
NO_SPARK = "沒有安裝 PySpark，請安裝 labkit[spark]，或改用預設的 duckdb"


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
    reference: Lazy = nw.from_native(data.to_pandas(types_mapper=nullable)).lazy()
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


def require_engine(name: str) -> None:
    """Raise EngineMissing for an engine that labkit does not know, or whose package is not installed; nothing is started."""
    from importlib.util import find_spec  # noqa: PLC0415

    if engine_named(name) == "spark" and find_spec("pyspark") is None:
        raise EngineMissing(place="spark", what=NO_SPARK)


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
    return in_order(relation.collect("pyarrow").to_native(), by)


def in_order(table: pa.Table, by: Sequence[str] = (ROW,)) -> pa.Table:
    """Return ``table`` in labkit's own types, its rows in the order of the columns ``by`` that it carries."""
    import pyarrow as pa  # noqa: PLC0415

    names = [name for name in table.column_names if not name.startswith("__index_level_")]  # pandas' own
    data = pa.table([plain(table.column(name)) for name in names], names=names)
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
