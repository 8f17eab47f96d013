"""Delimited text under the name of a text file."""

from labkit.tables.formats._reader import Reader
from labkit.tables.formats.csv import read_csv

TXT = Reader("分隔文字檔", read_csv)
