"""xlsx workbooks."""

from labkit.tables.formats._reader import Reader
from labkit.tables.formats._workbook import read_workbook

XLSX = Reader("Excel 活頁簿", read_workbook)
