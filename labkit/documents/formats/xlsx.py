"""An Excel workbook: the document's texts on the first sheet, every grid and picture on a sheet of its own."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import Any

from labkit.core.document import Cell, Document, Grid, Picture, Text, text_width
from labkit.documents.formats._writer import UNDATED, Writer, repacked

PLAIN_NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")
SHEET_NAME_LIMIT = 31
A4 = 9
NOTE_WIDTH, LEAST_WIDTH = 100, 8  # in half-width signs
LINE, POINTS_A_CM, MOST_POINTS = 16, 28.35, 409  # Excel takes no higher row


def render(document: Document) -> bytes:
    """Return the workbook; texts are never read as formulas."""
    import xlsxwriter  # noqa: PLC0415

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = document.as_of or UNDATED
    book.set_properties({"title": document.title, "created": datetime(day.year, day.month, day.day, tzinfo=UTC)})
    _texts(book, document)
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    for index, grid in enumerate(grids, 1):
        _grid(book, grid, sheet_name(grid.caption or f"表{index}", index))
    for index, picture in enumerate([block for block in document.blocks if isinstance(block, Picture)], 1):
        sheet = book.add_worksheet(sheet_name(f"圖{index}", index))
        sheet.insert_image(0, 0, "chart.png", {"image_data": io.BytesIO(picture.png), "description": picture.alt})
    book.close()
    return repacked(out.getvalue())


def _texts(book: Any, document: Document) -> None:
    sheet = book.add_worksheet("說明")
    sheet.set_column(0, 0, NOTE_WIDTH)
    _page(sheet)
    title, wrap = (
        book.add_format({"bold": True, "font_size": 14}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    sheet.write_string(0, 0, document.title, title)
    for row, block in enumerate([block for block in document.blocks if isinstance(block, Text)], 2):
        sheet.write_string(row, 0, block.text, wrap)
        _heighten(sheet, row, _lines(block.text, NOTE_WIDTH))


def _page(sheet: Any) -> None:
    """Print on A4 across, as wide as the page, each page with its sheet's name and its number."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_header("&C&A")
    sheet.set_footer("&C第 &P 頁，共 &N 頁")


def _grid(book: Any, grid: Grid, name: str) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#EAF1F7", "border": 1, "text_wrap": True, "valign": "vcenter"})
    body = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    number = book.add_format({"border": 1, "num_format": "#,##0.##########", "valign": "top"})
    whole = book.add_format({"border": 1, "num_format": "#,##0", "valign": "top"})
    to_fill = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "bg_color": "#FFF6D6"})
    widths = [max(LEAST_WIDTH, width + 2) for width in grid.widths]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for row, cells in enumerate(grid.rows):
        column, lines = 0, 1
        for cell in cells:
            text = head if cell.label or row < grid.header else to_fill if cell.to_fill else body
            _cell(sheet, (row, column), cell, (text, number, whole))
            lines = max(lines, _lines(cell.text, sum(widths[column : column + cell.span])))
            column += cell.span
        _heighten(sheet, row, lines, grid.min_heights[row] if row < len(grid.min_heights) else 0)
    sheet.freeze_panes(grid.header, 0)
    sheet.repeat_rows(0, max(0, grid.header - 1))
    _page(sheet)


def _lines(text: str, width: float) -> int:
    """Return how many lines a text needs in a column; LibreOffice prints only the first where no height is told."""
    parts = map(text_width, text.split("\n"))
    return sum(max(1, -int(-wide // (width - 1))) for wide in parts)


def _heighten(sheet: Any, row: int, lines: int, centimetres: float = 0) -> None:
    points = max(LINE * lines if lines > 1 else 0, POINTS_A_CM * centimetres)
    if points:
        sheet.set_row(row, min(points, MOST_POINTS))


def _cell(sheet: Any, at: tuple[int, int], cell: Cell, formats: tuple[Any, Any, Any]) -> None:
    row, column = at
    text, number, whole = formats
    if cell.span > 1:
        sheet.merge_range(row, column, row, column + cell.span - 1, "", text)
    if cell.number and PLAIN_NUMBER.fullmatch(cell.text):
        sheet.write_number(row, column, float(cell.text.replace(",", "")), number if "." in cell.text else whole)
    else:
        sheet.write_string(row, column, cell.text, text)


def sheet_name(text: str, index: int) -> str:
    """Return a sheet's name that Excel takes: at most 31 signs, none of those it refuses, the number first."""
    name = re.sub(r"[\[\]:*?/\\']", "", text)
    return f"{index} {name}"[:SHEET_NAME_LIMIT]


XLSX = Writer("Excel 活頁簿", render)
