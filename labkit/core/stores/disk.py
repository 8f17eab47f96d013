"""Rows above memory: Parquet in a folder that ends with the process, read and written by DuckDB in pieces."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import narwhals as nw
import pyarrow as pa

from labkit.core import engines
from labkit.core.engines import Lazy
from labkit.core.stores.store import ORDER, Batch, Store, with_part

BATCH_ROWS = 100_000
MEMORY = "2GB"
KEPT_FOLDERS: list[tempfile.TemporaryDirectory[str]] = []


@dataclass(frozen=True)
class OnDisk(Store):
    """Rows as a DuckDB relation over Parquet; ``folder`` holds the half-way files."""

    lying: Lazy
    folder: Path
    file: Path | None = None

    @classmethod
    def of(cls, relation: Lazy) -> OnDisk:
        """Work on ``relation``, which DuckDB reads from disk."""
        engines.hold_memory(MEMORY)
        KEPT_FOLDERS.append(tempfile.TemporaryDirectory(prefix="labkit-"))
        return cls("duckdb", with_part(relation), Path(KEPT_FOLDERS[-1].name))

    @property
    def relation(self) -> Lazy:
        """Return the rows as a DuckDB relation."""
        return self.lying

    def with_made(self, made: Mapping[str, nw.Expr]) -> Store:
        """Add the columns to the plan: nothing is computed before somebody asks."""
        return replace(self, lying=self.lying.with_columns(**made))

    def mapped(self, function: Batch, made: pa.Schema) -> Store:
        """Stream the rows through the function, a batch at a time, into a new file."""
        import pyarrow.parquet as pq  # noqa: PLC0415

        reader = self.lying.to_native().to_arrow_reader(BATCH_ROWS)
        path = self._next_path()
        with pq.ParquetWriter(path, pa.schema([*reader.schema, *made]), compression="zstd") as writer:
            for batch in reader:
                rows = pa.Table.from_batches([batch])
                found = function(rows).cast(made)
                columns = [*rows.columns, *found.columns]
                writer.write_table(pa.table(columns, names=[*rows.column_names, *found.column_names]))
        return replace(self, lying=engines.from_parquet(path), file=path)

    def settled(self, columns: Mapping[str, str]) -> Store:
        """Name the columns anew in the plan."""
        chosen = {name: nw.col(stored) for name, stored in columns.items()}
        return replace(self, lying=self.lying.select(**chosen, **{name: nw.col(name) for name in ORDER}))

    def replaced(self, relation: Lazy) -> Store:
        """Write the rows in order into a new file."""
        path = self._next_path()
        engines.write_parquet(relation.sort(*ORDER), path)
        return replace(self, lying=engines.from_parquet(path), file=path)

    def release(self, heir: Store) -> None:
        """Remove the half-way file that the heir does not need."""
        if self.file and isinstance(heir, OnDisk) and heir.file != self.file:
            self.file.unlink(missing_ok=True)

    def _next_path(self) -> Path:
        last = int(self.file.stem) if self.file else -1
        return next(path for at in itertools.count(last + 1) if not (path := self.folder / f"{at:03}.parquet").exists())
