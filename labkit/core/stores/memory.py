"""Rows in memory as Arrow: a step computes the columns that it touches, the others are carried on as they lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import narwhals as nw
import numpy as np
import pyarrow as pa

from labkit.core import engines
from labkit.core.engines import Lazy
from labkit.core.stores.store import ORDER, PART, Batch, Store

PLACE = "__place__"


@dataclass(frozen=True)
class InMemory(Store):
    """Rows as one Arrow table, worked on by DuckDB, or by pandas as the reference."""

    data: pa.Table

    @classmethod
    def of(cls, data: pa.Table, engine: str) -> InMemory:
        """Work on ``data`` with ``engine``."""
        return cls(engine, data.append_column(PART, pa.array(np.zeros(data.num_rows, np.int64))))

    @property
    def relation(self) -> Lazy:
        """Return the rows as a relation of the engine."""
        return engines.lazy(self.data, self.engine)

    def with_made(self, made: Mapping[str, nw.Expr]) -> Store:
        """Compute the new columns alone and set them beside the others, row by row."""
        places = pa.array(np.arange(self.data.num_rows))
        relation = engines.lazy(self.data.append_column(PLACE, places), self.engine)
        found = engines.collect(relation.select(nw.col(PLACE), **made), by=[PLACE])
        return self._beside(found.drop_columns([PLACE]))

    def mapped(self, function: Batch, made: pa.Schema) -> Store:
        """Run the function once over all rows."""
        return self._beside(function(self.data).cast(made))

    def _beside(self, found: pa.Table) -> Store:
        data = self.data
        for name in found.column_names:
            data = data.append_column(name, found.column(name))
        return replace(self, data=data)

    def settled(self, columns: Mapping[str, str]) -> Store:
        """Pick the columns without touching a cell."""
        kept = [*columns.values(), *ORDER]
        return replace(self, data=pa.table([self.data.column(name) for name in kept], names=[*columns, *ORDER]))

    def replaced(self, relation: Lazy) -> Store:
        """Collect the rows in order."""
        return replace(self, data=engines.collect(relation, by=ORDER))

    def release(self, heir: Store) -> None:
        """Let go of nothing: the columns are shared with the heir."""

    def finished(self) -> Lazy:
        """Return the rows as they lie, on DuckDB's side."""
        return engines.lazy(self.data.drop_columns([PART]))
