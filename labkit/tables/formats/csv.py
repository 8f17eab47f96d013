"""Comma-separated and other delimited text."""

from __future__ import annotations

from pathlib import Path

from labkit.core.table import Decision
from labkit.tables.delimited import guess_delimiter, split
from labkit.tables.encoding import decode
from labkit.tables.formats._reader import Reader
from labkit.tables.sheet import ReadSpec, Sheet


def read_csv(path: Path, spec: ReadSpec) -> list[Sheet]:
    """Return the file as one sheet; raises FileEmpty, NotATable or FileBroken."""
    return [sheet_of(path.read_bytes(), spec, place=path.name)]


def sheet_of(data: bytes, spec: ReadSpec, *, place: str, name: str | None = None) -> Sheet:
    """Return delimited text, however encoded, as a sheet."""
    found = decode(data, place=place, encoding=spec.encoding)
    delimiter, reason = (spec.delimiter, "由 layout 指定") if spec.delimiter else guess_delimiter(found.text)
    cells = split(found.text, delimiter, place=place, skip_space=spec.skip_space)
    decisions = [Decision("encoding", found.encoding, found.reason), Decision("delimiter", repr(delimiter), reason)]
    traits = {"hkscs": found.stray} if found.hkscs else {}
    return Sheet(cells, name, encoding=found.encoding, delimiter=delimiter, decisions=decisions, traits=traits)


CSV = Reader("CSV", read_csv)
