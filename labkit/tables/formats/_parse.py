"""What runs in the child: a workbook's cells through calamine, as Arrow columns of texts and kinds."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pyarrow as pa
import python_calamine as calamine

from labkit.core.errors import FileBroken, WorkbookLocked

EXACT = 1e15
MOST_CELLS = 60_000_000
MOST_TEXT = 500_000_000
BREAK = re.compile(rb"<text:line-break\s*/>")
TRAITS = {
    ".xlsx": "labkit.tables.formats._xlsx_traits",
    ".ods": "labkit.tables.formats._ods_traits",
    ".xls": "labkit.tables.formats._xls_traits",
}


def parse(argument: dict[str, Any]) -> list[pa.Table]:
    """Parse the workbook at ``argument["path"]``: a table of cell texts and kinds for each sheet."""
    path = Path(argument["path"])
    try:
        content = _with_line_breaks(path.read_bytes())
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))  # by content, not by suffix
        sheets = [meta for meta in book.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet]
        traits = _traits(path)
        return [_table(book.get_sheet_by_name(one.name), one, traits.get(one.name, {}), path) for one in sheets]
    except calamine.PasswordError:
        raise WorkbookLocked(place=path.name) from None
    except (calamine.CalamineError, OSError, ValueError, MemoryError) as error:
        locked = "password" in str(error).lower() or "encrypt" in str(error).lower()
        raise (WorkbookLocked if locked else FileBroken)(place=path.name, why="活頁簿內容不完整") from None


def _with_line_breaks(content: bytes) -> bytes:
    """Return an ods whose line breaks within a paragraph are signs: calamine passes the element over and joins both lines.

    Source: ODF 1.3 part 3, 6.1.5; LibreOffice writes it where a cell's own value (``office:string-value``) has several lines.
    """
    broken = contextlib.suppress(KeyError, NotImplementedError, zipfile.BadZipFile, zlib.error)  # calamine judges it
    with broken, zipfile.ZipFile(io.BytesIO(content)) as package:
        cells = package.read("content.xml") if package.getinfo("content.xml").file_size <= MOST_TEXT else b""
        if BREAK.search(cells):
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
                for name in package.namelist():
                    made.writestr(name, BREAK.sub(b"&#10;", cells) if name == "content.xml" else package.read(name))
            return out.getvalue()
    return content


def _traits(path: Path) -> dict[str, dict[str, Any]]:
    """Return what calamine does not tell, by sheet: hidden rows and columns, comments, formats, formulas, merges.

    A part that cannot be scanned tells nothing: the cells are still read.
    """
    try:
        found: dict[str, dict[str, Any]] = importlib.import_module(TRAITS[_kind(path)]).traits(path)
    except Exception:  # noqa: BLE001  (a mutated part may break a scan in any way; calamine judges the file)
        return {}
    return found


def _kind(path: Path) -> str:
    """Return what the workbook is by its content: agencies rename files."""
    with path.open("rb") as stream:
        if stream.read(4) != b"PK\x03\x04":
            return ".xls"
    with zipfile.ZipFile(path) as package:
        return ".ods" if "content.xml" in package.namelist() else ".xlsx"


def _table(sheet: Any, meta: Any, traits: dict[str, Any], path: Path) -> pa.Table:
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise FileBroken(place=path.name, why="工作表的使用範圍過大")
    rows = sheet.to_python(skip_empty_area=False)
    columns: list[pa.Array] = []
    for cells in zip(*rows, strict=False):
        columns += texts_and_kinds(cells)
    while columns and not _holds_text(columns[-2]):
        del columns[-2:]
    ranges = [[top, left, bottom, right] for (top, left), (bottom, right) in sheet.merged_cell_ranges or []]
    facts = {
        "name": meta.name,
        "hidden": meta.visible != calamine.SheetVisibleEnum.Visible,
        "merges": ranges or traits.pop("merges", []),
        "traits": traits,
    }
    names = [str(i) for i in range(len(columns))]
    schema = pa.schema([(name, pa.string()) for name in names], metadata={"labkit": json.dumps(facts)})
    return pa.table(columns, schema=schema)


def _holds_text(column: pa.Array) -> bool:
    return any(column.to_pylist())


def texts_and_kinds(cells: Sequence[Any]) -> tuple[pa.Array, pa.Array]:
    """Return a column's texts and kinds; a column of one type costs one pass.

    >>> [part.to_pylist() for part in texts_and_kinds((5.0, 2.5))]
    [['5', '2.5'], ['n', 'n']]
    """
    types = set(map(type, cells))
    if types == {str}:
        return pa.array(cells, pa.string()), pa.repeat(pa.scalar(""), len(cells))
    if types == {float}:
        texts = [str(int(cell)) if cell.is_integer() and abs(cell) < EXACT else repr(cell) for cell in cells]
        return pa.array(texts, pa.string()), pa.repeat(pa.scalar("n"), len(cells))
    pairs = [cell_text(cell) for cell in cells]
    return pa.array([text for text, _ in pairs], pa.string()), pa.array([kind for _, kind in pairs], pa.string())


def cell_text(cell: Any) -> tuple[str, str]:
    """Return a cell's text and kind: n number, d date, t moment, b truth, '' text.

    >>> cell_text(5.0), cell_text("05")
    (('5', 'n'), ('05', ''))
    """
    if isinstance(cell, str):
        return cell, ""
    if isinstance(cell, bool):
        return ("true" if cell else "false"), "b"
    if isinstance(cell, (int, float)):
        return (str(int(cell)) if float(cell).is_integer() and abs(cell) < EXACT else repr(cell)), "n"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" "), "t"
    if isinstance(cell, (date, time)):
        return cell.isoformat(), ("d" if isinstance(cell, date) else "")
    return str(cell), ""
