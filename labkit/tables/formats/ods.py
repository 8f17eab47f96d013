"""ods workbooks."""

from labkit.tables.formats._reader import Reader
from labkit.tables.formats._workbook import read_workbook

ODS = Reader("ODF 試算表", read_workbook)
