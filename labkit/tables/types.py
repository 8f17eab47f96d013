"""Types of the columns: a column becomes numbers or dates only where no cell loses a sign."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from labkit.core.engines import ROW
from labkit.core.errors import LayoutRefused
from labkit.tables.layout import Layout
from labkit.tables.sheet import ReadSpec, Sheet

if TYPE_CHECKING:
    import pyarrow as pa

INTEGER = "^(?:0|-?[1-9][0-9]{0,14})$"
DECIMAL = r"^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,17})?$"
DOUBTFUL = r"\.[0-9]*0$|^-0|[0-9.]{16}"
YEAR_MONTH = r"^[0-9]{2,3}\.(?:0[1-9]|1[0-2]|[1-9])$"
GUARDED = r"[=+\-@\t\r]"
LOOK = 64


def typed(sheet: Sheet, layout: Layout, names: list[str], spec: ReadSpec, *, place: str = "") -> pa.Table:
    """Return the records as Arrow with their row numbers; empty cells are missing.

    Raises LayoutRefused where stated ``columns`` are not as many as the sheet's, or hold what is not of their type.
    """
    import pyarrow as pa  # noqa: PLC0415

    if len(names) != sheet.width:
        raise LayoutRefused(
            place=place, what=f"columns（寫了 {len(names)} 欄，實際 {sheet.width} 欄）", limit=sheet.height
        )
    cells = _records(sheet.cells, layout.records)
    kinds = _records(sheet.kinds, layout.records) if sheet.kinds is not None else None
    columns = {}
    for index, name in enumerate(names):
        column = _present(cells.column(index), spec)
        if name in spec.columns:
            columns[name] = _stated(column, spec.columns[name], place, name)
        else:
            marks = _kinds_seen(column, kinds.column(index)) if kinds is not None else set()
            columns[name] = typed_column(column, marks) if spec.types == "auto" else column
    columns[ROW] = pa.array(np.asarray(layout.records, dtype=np.int64) + (sheet.first - 1))
    return pa.table(columns)


def _present(column: pa.ChunkedArray, spec: ReadSpec) -> pa.ChunkedArray:
    """Return the cells with empty ones missing, a guard taken off, and the mark of an empty text turned back."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    column = pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column)
    if spec.guard:
        held = pc.match_substring_regex(column, f"^{re.escape(spec.guard)}+{GUARDED}")
        column = pc.if_else(held, pc.utf8_slice_codeunits(column, len(spec.guard)), column)
    if spec.empty_text:
        column = pc.if_else(pc.equal(column, spec.empty_text), pa.scalar("", pa.string()), column)
    return column


def _stated(column: pa.ChunkedArray, kind: str, place: str, name: str) -> pa.ChunkedArray:
    import pyarrow as pa  # noqa: PLC0415

    types = {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "datetime": pa.timestamp("us"),
    }
    try:
        return column.cast(types[kind])
    except pa.ArrowInvalid:
        raise LayoutRefused(place=place, what=f"columns：欄位「{name}」有內容不是 {kind}", limit=len(column)) from None


def _records(table: pa.Table, numbers: list[int]) -> pa.Table:
    if not numbers:
        return table.slice(0, 0)
    if len(numbers) == numbers[-1] - numbers[0] + 1:
        return table.slice(numbers[0] - 1, len(numbers))
    return table.take([number - 1 for number in numbers])


def _kinds_seen(column: pa.ChunkedArray, kinds: pa.ChunkedArray) -> set[str]:
    import pyarrow.compute as pc  # noqa: PLC0415

    return set(pc.unique(kinds.filter(pc.is_valid(column))).to_pylist())


def typed_column(column: pa.ChunkedArray, seen: set[str]) -> pa.ChunkedArray:
    """Return ``column`` as whole numbers, numbers, dates, moments or truths where every cell is one; else as it is.

    ``seen`` holds the kinds that a workbook states; texts among them keep a column of decimals a text.
    """
    import pyarrow as pa  # noqa: PLC0415

    stated = {"d": pa.date32(), "t": pa.timestamp("us"), "b": pa.bool_()}
    if len(seen) == 1 and (kind := stated.get(next(iter(seen)))):
        return column.cast(kind)
    if seen & set(stated) or column.null_count == len(column):
        return column
    kind = Written.of(column).kind
    if kind == "integer":
        return column.cast(pa.int64())
    return column.cast(pa.float64()) if seen == {"n"} or (kind == "number" and not seen) else column


@dataclass(frozen=True)
class Written:
    """How the cells of a column are written; two parts of a column are joined with ``&``."""

    integer: bool = True
    decimal: bool = True
    year_month: bool = True
    places: frozenset[int] = frozenset()
    exact: bool = True

    @classmethod
    def of(cls, column: pa.ChunkedArray) -> Written:
        """Look at every filled cell."""
        if all_match(column, INTEGER):
            return cls(year_month=False, places=frozenset({0}))
        if not all_match(column, DECIMAL):
            return cls(integer=False, decimal=False, year_month=False)
        return cls(False, True, all_match(column, YEAR_MONTH), _places(column), _exact(column))  # noqa: FBT003

    def __and__(self, other: Written) -> Written:
        return Written(
            self.integer and other.integer,
            self.decimal and other.decimal,
            self.year_month and other.year_month,
            self.places | other.places,
            self.exact and other.exact,
        )

    @property
    def kind(self) -> str:
        """Return integer, number or text: 1.10 beside 2.5, or 113.01 to 113.12, may be codes and stay texts."""
        if self.integer:
            return "integer"
        same = len(self.places) == 1 and 0 not in self.places
        return "number" if self.decimal and not self.year_month and (same or self.exact) else "text"


def all_match(column: pa.ChunkedArray, pattern: str) -> bool:
    """Tell whether every filled cell of ``column`` matches the RE2 ``pattern``; the first few decide most."""
    import pyarrow.compute as pc  # noqa: PLC0415

    first = pc.all(pc.match_substring_regex(column.slice(0, LOOK), pattern)).as_py()
    return first is not False and bool(pc.all(pc.match_substring_regex(column, pattern)).as_py())


def _places(column: pa.ChunkedArray) -> frozenset[int]:
    """Return how many digits stand after the point."""
    import pyarrow.compute as pc  # noqa: PLC0415

    point = pc.find_substring(column, ".")
    places = pc.if_else(pc.less(point, 0), 0, pc.subtract(pc.subtract(pc.binary_length(column), point), 1))
    return frozenset(place for place in pc.unique(places).to_pylist() if place is not None)


def _exact(column: pa.ChunkedArray) -> bool:
    """Tell whether every cell is written as its number is: 5.0 and 2.5 are, 1.10 is not."""
    import pyarrow.compute as pc  # noqa: PLC0415

    doubtful = pc.unique(column.filter(pc.match_substring_regex(column, DOUBTFUL))).to_pylist()
    return all(cell.removesuffix(".0") == repr(float(cell)).removesuffix(".0") for cell in doubtful if cell is not None)
