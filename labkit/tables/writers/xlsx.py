"""An Excel workbook of one sheet: texts stay texts, whatever sign they start with."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from labkit.tables.writers._writer import TableWriter, refuse_in_xml

if TYPE_CHECKING:
    import pyarrow as pa

SHEET = "資料"
FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a 29 February 1900 that never was
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def render(data: pa.Table) -> bytes:
    """Return the workbook; dates and moments are real ones."""
    import xlsxwriter  # noqa: PLC0415

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    sheet = book.add_worksheet(SHEET)
    day, moment = (book.add_format({"num_format": code}) for code in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"))
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(data.column_names):
        sheet.write_string(0, column, name, book.add_format({"bold": True}))
        for row, cell in enumerate(data.column(column).to_pylist(), 1):
            _write(sheet, (row, column), cell, moment if isinstance(cell, datetime) else day)
    book.close()
    return out.getvalue()


class _Exact(float):
    """A number that is written with all its digits: xlsxwriter would round it to 16."""

    def __format__(self, spec: str) -> str:
        """Return the shortest text that is this number again."""
        del spec
        return repr(float(self))


def _write(sheet: Any, place: tuple[int, int], cell: object, dated: Any) -> None:
    if cell is None:
        return
    if isinstance(cell, str):
        sheet.write_string(*place, cell)
    elif isinstance(cell, bool):
        sheet.write_boolean(*place, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(*place, cell, dated)
    else:
        sheet.write_number(*place, _Exact(cell) if isinstance(cell, float) else cell)


def refuse(cell: object) -> str:
    """Tell what an xlsx cannot hold: control signs, long texts, early dates, fractions of a millisecond."""
    if isinstance(cell, date):
        if (cell.date() if isinstance(cell, datetime) else cell) < FIRST_DAY:
            return "日期早於 1900 年 3 月 1 日，Excel 存不下"
        return "時間細於千分之一秒" if isinstance(cell, datetime) and cell.microsecond % 1000 else ""
    return refuse_in_xml(cell)


XLSX = TableWriter("Excel 活頁簿", render, refuse, limits=(1_048_576, 16_384), layout={"sheet": SHEET, "blocks": "one"})
