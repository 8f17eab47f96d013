"""A form that people filled, read cell by cell: no row is taken for a header, a total or a note, and every text stays text."""

from __future__ import annotations

from pathlib import Path

from labkit.core.engines import ROW
from labkit.core.table import Table
from labkit.tables.read import read_all
from labkit.tables.sheet import ReadSpec

AS_WRITTEN = ReadSpec(
    header_rows=[],
    total_rows=[],
    note_rows=[],
    repeated_header_rows=[],
    keep=["blank", "note", "total"],
    blocks="one",
    types="text",
)
UNREAD = ("uncalculated", "error_cells")


def read_as_written(path: str | Path) -> dict[str, Table]:
    """Return every sheet of the workbook at ``path``, every cell of it; raises what ``read_all`` raises."""
    return read_all(path, layout=AS_WRITTEN)


def cells_by_row(table: Table) -> dict[int, list[object]]:
    """Return the cells of a sheet by the row's number, from 1; an empty cell is None."""
    return {int(row.pop(ROW)): list(row.values()) for row in table.arrow.to_pylist()}


def unread_cells(table: Table) -> int:
    """Return how many cells hold something that could not be read: formulas without a result, Excel's error values."""
    return sum(one.count for one in table.findings if one.code in UNREAD)
