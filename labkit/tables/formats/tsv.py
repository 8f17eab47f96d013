"""Tab-separated text."""

from labkit.tables.formats._reader import Reader
from labkit.tables.formats.csv import read_csv

TSV = Reader("TSV", read_csv)
