"""What an xls says beside its cells, by one pass over its records: hidden rows and columns, comments, ROC formats.

Source of the records: Microsoft [MS-XLS] 2.4 (BoundSheet8, Row, ColInfo, Note, Format, XF, Number, RK, MulRk, Formula).
Part of the child.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from labkit.tables.formats._xlsx_traits import ROC_BUILT_IN, ROC_CODE

BOUND_SHEET, FORMAT, XF, ROW, COL_INFO, NOTE, END = 0x85, 0x41E, 0xE0, 0x208, 0x7D, 0x1C, 0x0A
NUMBER, RK, FORMULA, MUL_RK = 0x203, 0x27E, 0x06, 0xBD
ROW_HIDDEN, COLUMN_HIDDEN = 0x20, 0x01


def traits(path: Path) -> dict[str, dict[str, Any]]:
    """Return, by sheet: hidden_rows, hidden_columns (numbers from 1), comments and roc_format (counts)."""
    import olefile  # noqa: PLC0415

    with olefile.OleFileIO(str(path)) as package:
        stream = package.openstream("Workbook" if package.exists("Workbook") else "Book").read()
    sheets, codes, formats = {}, {}, []
    for kind, body in _records(stream, 0):
        if kind == BOUND_SHEET:
            sheets[_name(body[6:])] = struct.unpack_from("<I", body)[0]
        elif kind == FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = _long_name(body[2:])
        elif kind == XF:
            formats.append(struct.unpack_from("<H", body, 2)[0])
    roc = {
        index
        for index, kind in enumerate(formats)
        if ROC_CODE.search(codes.get(kind, "")) or (kind in ROC_BUILT_IN and kind not in codes)
    }
    return {name: _sheet(stream, offset, roc) for name, offset in sheets.items()}


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of the substream at ``at``, up to its end."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        if kind == END:
            return
        at += 4 + size


def _name(body: bytes) -> str:
    count, wide = body[0], body[1] & 1
    return body[2 : 2 + count * (2 if wide else 1)].decode("utf-16-le" if wide else "latin-1")


def _long_name(body: bytes) -> str:
    count, wide = struct.unpack_from("<H", body)[0], body[2] & 1
    return body[3 : 3 + count * (2 if wide else 1)].decode("utf-16-le" if wide else "latin-1")


def _sheet(stream: bytes, offset: int, roc: set[int]) -> dict[str, Any]:
    found: dict[str, Any] = {"hidden_rows": [], "hidden_columns": [], "comments": 0, "roc_format": 0}
    for kind, body in _records(stream, offset):
        if kind == ROW and body[12] & ROW_HIDDEN:
            found["hidden_rows"].append(struct.unpack_from("<H", body)[0] + 1)
        elif kind == COL_INFO and struct.unpack_from("<H", body, 8)[0] & COLUMN_HIDDEN:
            low, high = struct.unpack_from("<HH", body)
            found["hidden_columns"] += list(range(low + 1, min(high, low + 200) + 2))
        elif kind == NOTE:
            found["comments"] += 1
        elif kind in {NUMBER, RK, FORMULA}:
            found["roc_format"] += struct.unpack_from("<H", body, 4)[0] in roc
        elif kind == MUL_RK:
            marks = range(4, len(body) - 2, 6)
            found["roc_format"] += sum(struct.unpack_from("<H", body, at)[0] in roc for at in marks)
    return {key: value for key, value in found.items() if value}
