"""Names of the columns, from the header rows; and what merged cells say about the cells that they cover."""

from __future__ import annotations

import re
from dataclasses import replace

from labkit.core.engines import is_reserved
from labkit.tables.layout import Layout
from labkit.tables.sheet import Sheet

HAN = re.compile(r"[㐀-鿿]")
SEPARATOR = "_"


def column_names(sheet: Sheet, layout: Layout) -> list[str]:
    """Return a distinct name for every column; several header rows are joined with ``_``.

    Of two complete rows in two languages the Chinese one names the columns. A column without a name is 欄N.
    """
    rows = [_spread(sheet, number) for number in layout.header]
    rows = _one_language(rows)
    names: list[str] = []
    for column in range(sheet.width):
        parts = [
            re.sub(r"\s+", "", row[column]) if HAN.search(row[column]) else " ".join(row[column].split())
            for row in rows
        ]
        name = SEPARATOR.join(dict.fromkeys(part for part in parts if part))
        names.append(_distinct(name or f"欄{column + 1}", names))
    return names


def _distinct(name: str, taken: list[str]) -> str:
    name = f"欄{name}" if is_reserved(name) else name
    held = {one.casefold() for one in taken}
    number, result = 1, name
    while result.casefold() in held:
        number += 1
        result = f"{name}#{number}"
    return result


def _spread(sheet: Sheet, number: int) -> list[str]:
    """Return a header row as wide as the sheet, with merged names in each of their cells."""
    wide = list(sheet.rows[number - 1])
    for top, left, bottom, right in sheet.merges:
        if top <= number - 1 <= bottom:
            for column in range(left, right + 1):
                wide[column] = wide[column] or (sheet.rows[top][left] if top == number - 1 else "")
    return wide


def _one_language(rows: list[list[str]]) -> list[list[str]]:
    if len(rows) != 2:  # noqa: PLR2004
        return rows
    chinese = [sum(bool(HAN.search(cell)) for cell in row) for row in rows]
    latin = [sum(bool(cell.strip()) and not HAN.search(cell) for cell in row) for row in rows]
    full = len([cell for cell in rows[0] if cell.strip()])
    for one, other in ((0, 1), (1, 0)):
        if latin[one] > 0.9 * full and chinese[other] > 0.5 * full:
            return [[b or a for a, b in zip(rows[one], rows[other], strict=True)]]
    return rows


def fill_down(sheet: Sheet, layout: Layout) -> tuple[Sheet, int]:
    """Return the sheet with vertically merged texts in each record they span, and how many cells that filled.

    Numbers stay once, so that sums stay right.
    """
    import pyarrow as pa  # noqa: PLC0415

    records = set(layout.records)
    new: dict[int, list[str]] = {}
    done = 0
    for top, left, bottom, _ in sheet.merges:
        text = sheet.rows[top][left]
        if bottom == top or top + 1 not in records or not text.strip() or _is_number(sheet, top, left):
            continue
        cells = new.setdefault(left, []) or new[left]
        cells.extend([] if cells else sheet.cells.column(left).to_pylist())
        for index in range(top + 1, bottom + 1):
            if index + 1 in records and not cells[index]:
                cells[index], done = text, done + 1
    table = sheet.cells
    for column, cells in new.items():
        table = table.set_column(column, str(column), pa.array(cells, pa.string()))
    return (replace(sheet, cells=table) if done else sheet), done


def _is_number(sheet: Sheet, row: int, column: int) -> bool:
    return sheet.kinds is not None and sheet.kinds.column(column)[row].as_py() == "n"


def without_empty_end(sheet: Sheet, layout: Layout) -> tuple[Sheet, int]:
    """Return the sheet without the last columns that hold nothing in or below the header, and how many those are.

    Only workbooks lose such columns: a sheet's used range often ends late; a CSV's separators are meant. Empty columns
    further left stay, so that the third column of the table is the sheet's column C.
    """
    width = sheet.width
    while sheet.kinds is not None and width and not _holds_anything(sheet, width - 1, len(layout.title)):
        width -= 1
    if width == sheet.width or sheet.kinds is None:
        return sheet, 0
    merges = [(top, left, bottom, min(right, width - 1)) for top, left, bottom, right in sheet.merges if left < width]
    cells, kinds = (part.select(list(range(width))) for part in (sheet.cells, sheet.kinds))
    return replace(sheet, cells=cells, kinds=kinds, merges=merges), sheet.width - width


def _holds_anything(sheet: Sheet, column: int, after: int) -> bool:
    import pyarrow.compute as pc  # noqa: PLC0415

    cells = sheet.cells.column(column).slice(after)
    return bool(pc.any(pc.not_equal(pc.utf8_trim_whitespace(cells), "")).as_py())
