"""Comma-separated and other delimited text."""

from __future__ import annotations

import csv
import io
import itertools
import statistics
from pathlib import Path

from labkit.core.errors import FileBroken
from labkit.core.table import Decision
from labkit.tables.encoding import decode
from labkit.tables.formats._reader import Reader
from labkit.tables.sheet import ReadSpec, Sheet

DELIMITERS = ",\t;|"
SAMPLE = 400
END = "\x03labkit-end\x03"
csv.field_size_limit(10_000_000)


def read_csv(path: Path, spec: ReadSpec) -> list[Sheet]:
    """Return the file as one sheet; raises FileEmpty, NotATable or FileBroken."""
    found = decode(path.read_bytes(), place=path.name, encoding=spec.encoding)
    delimiter, reason = (spec.delimiter, "由 layout 指定") if spec.delimiter else guess_delimiter(found.text)
    rows = _rows(found.text, delimiter, place=path.name)
    decisions = [Decision("encoding", found.encoding, found.reason), Decision("delimiter", repr(delimiter), reason)]
    return [Sheet(rows, encoding=found.encoding, delimiter=delimiter, stray=found.stray, decisions=decisions)]


def _rows(text: str, delimiter: str, *, place: str) -> list[list[str]]:
    """Return the records; a quote that is never closed would swallow the rest of the file, so it is refused."""
    ended = text if text.endswith(("\n", "\r")) else f"{text}\n"
    try:
        rows = list(csv.reader(io.StringIO(ended + END, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise FileBroken(place=place, why="有過長的一格") from error
    if rows.pop() != [END]:
        raise FileBroken(place=place, why=f"第 {len(rows) + 1} 筆的引號沒有成對，後面的資料會被吞掉")
    return rows


def guess_delimiter(text: str) -> tuple[str, str]:
    r"""Return the delimiter under which the records are widest and most alike, and the reason.

    >>> guess_delimiter("里;件\n新安里;3\n")[0]
    ';'
    """
    scores = {sign: _evenness(text, sign) for sign in DELIMITERS}
    best = max(DELIMITERS, key=lambda sign: scores[sign])
    if scores[best] <= 0:
        return ",", "只有一欄"
    return best, "以它切開時各列欄數最一致"


def _evenness(text: str, delimiter: str) -> float:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        widths = [len(row) for row in itertools.islice(reader, SAMPLE) if any(row)]
    except csv.Error:
        return 0.0
    if not widths or (usual := statistics.mode(widths)) == 1:
        return 0.0
    return widths.count(usual) / len(widths) + min(usual, 50) / 1000


CSV = Reader("CSV", read_csv)
