"""CSV with a byte order mark, so that Excel shows Chinese; cells as they are."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from labkit.tables.writers._writer import TableWriter

if TYPE_CHECKING:
    import pyarrow as pa


def render(data: pa.Table) -> bytes:
    """Return the records, quoted where needed; dates in ISO form, truths as true and false."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(data.column_names)
    writer.writerows(zip(*([_text(cell) for cell in column.to_pylist()] for column in data.columns), strict=True))
    return out.getvalue().encode("utf-8-sig")


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return repr(cell) if isinstance(cell, float) else str(cell)


def refuse(cell: object) -> str:
    """Tell which text its own reader would take for a binary file."""
    return "含有 NUL 字元" if isinstance(cell, str) and "\x00" in cell else ""


CSV = TableWriter(
    "CSV", render, refuse, plain=True, layout={"encoding": "utf-8-sig", "delimiter": ",", "skip_space": False}
)
