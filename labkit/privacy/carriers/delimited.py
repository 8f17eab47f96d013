"""CSV and TSV in UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from labkit.privacy.release.carrier import Carrier, Piece, Unreadable
from labkit.privacy.release.table_blocks import blocks

DELIMITERS, LOOK, HALF = "\t,;|", 10, 0.5


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield the table; raises Unreadable for text that is not UTF-8."""
    text = data.decode("utf-8-sig")
    if "\0" in text:
        raise Unreadable("不是文字檔")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    yield from blocks("", ((number, dict(enumerate(row))) for number, row in enumerate(rows, 1)))


def _delimiter(text: str) -> str:
    """Return the sign that stands in at least half of the first filled lines."""
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:LOOK]
    common = (sign for sign in DELIMITERS if sum(sign in line for line in lines) >= HALF * len(lines))
    return next(common, ",")


DELIMITED = Carrier(suffixes=(".csv", ".tsv"), pieces=pieces)
