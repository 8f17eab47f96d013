"""Workbooks through calamine, in an isolated child: a broken workbook may abort its reader."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from labkit.core.errors import FileBroken, FileEmpty, NotATable, WorkbookLocked
from labkit.core.isolate import in_child
from labkit.tables.sheet import ReadSpec, Sheet

if TYPE_CHECKING:
    import pyarrow as pa

OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"


def read_workbook(path: Path, spec: ReadSpec) -> list[Sheet]:
    """Return every sheet of the workbook; raises FileEmpty, NotATable, WorkbookLocked or FileBroken."""
    del spec  # what a workbook's cells are is stated in the file
    _check_magic(path)
    tables = in_child("labkit.tables.formats._workbook:parse", {"path": str(path)}, label=path.name)
    return [_sheet(table) for table in tables]


def _check_magic(path: Path) -> None:
    with path.open("rb") as stream:
        head = stream.read(8)
    if not head:
        raise FileEmpty(place=path.name)
    if path.suffix.lower() != ".xls" and head.startswith(OLE):
        raise WorkbookLocked(place=path.name)
    if not head.startswith((OLE, ZIP)):
        raise NotATable(place=path.name, why="內容不是活頁簿（可能是網頁或文字檔改了副檔名）")


def _sheet(table: pa.Table) -> Sheet:
    facts = json.loads(table.schema.metadata[b"labkit"])
    width, height = table.num_columns // 2, table.num_rows
    names = [str(i) for i in range(width)]
    cells, kinds = (table.select(list(range(start, 2 * width, 2))).rename_columns(names) for start in (0, 1))
    merges = [
        (top, left, min(bottom, height - 1), min(right, width - 1)) for top, left, bottom, right in facts["merges"]
    ]
    inside = [merge for merge in merges if merge[0] <= merge[2] and merge[1] <= merge[3]]
    return Sheet(cells, facts["name"], kinds, inside, hidden=facts["hidden"])


def parse(argument: dict[str, Any]) -> list[pa.Table]:
    """Parse the workbook at ``argument["path"]``: a table of cell texts and kinds for each sheet. Runs in the child."""
    import python_calamine as calamine  # noqa: PLC0415

    path = Path(argument["path"])
    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
        visible = calamine.SheetVisibleEnum.Visible
        sheets = [meta for meta in book.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet]
        return [_table(book.get_sheet_by_name(meta.name), meta.name, hidden=meta.visible != visible) for meta in sheets]
    except calamine.PasswordError:
        raise WorkbookLocked(place=path.name) from None
    except (calamine.CalamineError, OSError) as error:
        locked = "password" in str(error).lower() or "encrypt" in str(error).lower()
        raise (WorkbookLocked if locked else FileBroken)(place=path.name, why="活頁簿內容不完整") from None


def _table(sheet: Any, name: str, *, hidden: bool) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415

    rows = [[cell_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    width = max((i + 1 for row in rows for i, (text, _) in enumerate(row) if text), default=0)
    columns: list[Any] = []
    for column in range(width):
        cells = [row[column] if column < len(row) else ("", "") for row in rows]
        columns += [
            pa.array([text for text, _ in cells], pa.string()),
            pa.array([kind for _, kind in cells], pa.string()),
        ]
    ranges = sheet.merged_cell_ranges or []
    merges = [[top, left, bottom, right] for (top, left), (bottom, right) in ranges]
    facts = json.dumps({"name": name, "hidden": hidden, "merges": merges})
    schema = pa.schema([(str(i), pa.string()) for i in range(2 * width)], metadata={"labkit": facts})
    return pa.table(columns, schema=schema)


def cell_text(cell: Any) -> tuple[str, str]:
    """Return a cell's text and kind: n number, d date, t moment, b truth, '' text.

    >>> cell_text(5.0), cell_text("05")
    (('5', 'n'), ('05', ''))
    """
    if isinstance(cell, bool):
        return ("true" if cell else "false"), "b"
    if isinstance(cell, (int, float)):
        return (str(int(cell)) if float(cell).is_integer() and abs(cell) < 1e15 else repr(cell)), "n"  # noqa: PLR2004
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" "), "t"
    if isinstance(cell, date):
        return cell.isoformat(), "d"
    if isinstance(cell, time):
        return cell.isoformat(), ""
    return str(cell), ""
