"""xls workbooks."""

from labkit.tables.formats._reader import Reader
from labkit.tables.formats._workbook import read_workbook

XLS = Reader("Excel 97–2003 活頁簿", read_workbook)
