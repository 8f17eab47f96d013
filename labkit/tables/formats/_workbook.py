"""Workbooks: parsed in an isolated child (see ``_parse``), then seen as sheets."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from labkit.core.errors import FileEmpty, NotATable, WorkbookLocked
from labkit.core.isolate import in_child
from labkit.tables.sheet import ReadSpec, Sheet

if TYPE_CHECKING:
    import pyarrow as pa

SECONDS, SECONDS_PER_MEGABYTE = 6, 1  # measured: 0.2 s a megabyte of xlsx
BOOK_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"


def read_workbook(path: Path, spec: ReadSpec) -> list[Sheet]:
    """Return every sheet of the workbook; raises FileEmpty, NotATable, WorkbookLocked, FileBroken or ChildFailed."""
    del spec  # what a workbook's cells are is stated in the file
    _check_magic(path)
    seconds = SECONDS + SECONDS_PER_MEGABYTE * path.stat().st_size / 1_000_000
    tables = in_child(
        "labkit.tables.formats._parse:parse", {"path": str(path.resolve())}, label=path.name, seconds=seconds
    )
    return [_sheet(table) for table in tables]


def _check_magic(path: Path) -> None:
    with path.open("rb") as stream:
        head = stream.read(8)
    if not head:
        raise FileEmpty(place=path.name)
    if head.startswith(OLE) and path.suffix.lower() != ".xls" and not _is_xls(path):
        raise WorkbookLocked(place=path.name)
    if not head.startswith((OLE, ZIP)):
        raise NotATable(place=path.name, why="內容不是活頁簿（可能是網頁或文字檔改了副檔名）")


def _is_xls(path: Path) -> bool:
    """Tell an old workbook under a new suffix from a package that a password locks: only the former has a book stream."""
    data = path.read_bytes()
    return any(name in data for name in BOOK_STREAMS)


def _sheet(table: pa.Table) -> Sheet:
    facts = json.loads(table.schema.metadata[b"labkit"])
    width, height = table.num_columns // 2, table.num_rows
    names = [str(i) for i in range(width)]
    cells, kinds = (table.select(list(range(start, 2 * width, 2))).rename_columns(names) for start in (0, 1))
    merges = [
        (top, left, min(bottom, height - 1), min(right, width - 1)) for top, left, bottom, right in facts["merges"]
    ]
    inside = [merge for merge in merges if merge[0] <= merge[2] and merge[1] <= merge[3]]
    return Sheet(cells, facts["name"], kinds, inside, hidden=facts["hidden"], traits=facts["traits"])
