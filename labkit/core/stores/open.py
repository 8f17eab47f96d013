"""Choose where a table's rows lie while steps work on them."""

from __future__ import annotations

from labkit.core.engines import Engine
from labkit.core.stores.disk import OnDisk
from labkit.core.stores.memory import InMemory
from labkit.core.stores.spark import OnSpark
from labkit.core.stores.store import Store
from labkit.core.table import Table

MOST_CELLS = 60_000_000


def store_of(table: Table, engine: Engine) -> Store:
    """Return the rows of ``table`` for ``engine``: on disk where DuckDB would hold more than sixty million cells."""
    if engine == "spark":
        return OnSpark.of(table.lazy)
    if engine == "duckdb" and table.lazy.implementation.is_duckdb() and len(table) * len(table.columns) > MOST_CELLS:
        return OnDisk.of(table.lazy)
    return InMemory.of(table.arrow, engine)
