"""Names and types of the columns: names from the header rows, types only where no cell loses a sign."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from labkit.core.engines import ROW
from labkit.core.finding import Finding
from labkit.tables.layout import Layout
from labkit.tables.sheet import Sheet

if TYPE_CHECKING:
    import pyarrow as pa

INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,17})?")
YEAR_MONTH = re.compile(r"[0-9]{2,3}\.(?:0[1-9]|1[0-2]|[1-9])")
HAN = re.compile(r"[㐀-鿿]")
SEPARATOR = "_"


def column_names(sheet: Sheet, layout: Layout) -> tuple[list[str], list[Finding]]:
    """Return a distinct name for every column; several header rows are joined with ``_``.

    Of two complete rows in two languages the Chinese one names the columns. A column without a name is 欄N.
    """
    rows = [_spread(sheet, number) for number in layout.header]
    rows = _one_language(rows)
    names: list[str] = []
    empty = 0
    for column in range(sheet.width):
        parts = [
            re.sub(r"\s+", "", row[column]) if HAN.search(row[column]) else " ".join(row[column].split())
            for row in rows
        ]
        name = SEPARATOR.join(dict.fromkeys(part for part in parts if part))
        empty += bool(layout.header) and not name
        names.append(_distinct(name or f"欄{column + 1}", names))
    return names, [Finding("empty_header", place=sheet.name or "", count=empty)] if empty else []


def _distinct(name: str, taken: list[str]) -> str:
    name = f"{name}_" if name == ROW else name
    held = {one.casefold() for one in taken}
    number, result = 1, name
    while result.casefold() in held:
        number += 1
        result = f"{name}#{number}"
    return result


def _spread(sheet: Sheet, number: int) -> list[str]:
    """Return a header row as wide as the sheet, with merged names in each of their cells."""
    row = sheet.rows[number - 1]
    wide = [*row, *[""] * (sheet.width - len(row))]
    for top, left, bottom, right in sheet.merges:
        if top <= number - 1 <= bottom and left < len(sheet.rows[top]):
            for column in range(left, min(right + 1, len(wide))):
                wide[column] = wide[column] or (sheet.rows[top][left] if top == number - 1 else "")
    return wide


def _one_language(rows: list[list[str]]) -> list[list[str]]:
    if len(rows) != 2:  # noqa: PLR2004
        return rows
    chinese = [sum(bool(HAN.search(cell)) for cell in row) for row in rows]
    latin = [sum(bool(cell.strip()) and not HAN.search(cell) for cell in row) for row in rows]
    full = len([cell for cell in rows[0] if cell.strip()])
    for one, other in ((0, 1), (1, 0)):
        if latin[one] > 0.9 * full and chinese[other] > 0.5 * full:
            return [[b or a for a, b in zip(rows[one], rows[other], strict=True)]]
    return rows


def fill_down(sheet: Sheet, layout: Layout) -> int:
    """Write vertically merged texts into each record they span; numbers stay once, so that sums stay right."""
    records, done = set(layout.records), 0
    for top, left, bottom, _ in sheet.merges:
        if bottom == top or left >= len(sheet.rows[top]) or top + 1 not in records:
            continue
        text, kind = sheet.rows[top][left], sheet.kinds[top][left] if sheet.kinds else ""
        if not text.strip() or kind == "n":
            continue
        for number in range(top + 1, bottom + 1):
            row = sheet.rows[number] if number < len(sheet.rows) else []
            if number + 1 in records and left < len(row) and not row[left]:
                row[left] = text
                done += 1
    return done


def typed(sheet: Sheet, layout: Layout, names: list[str], *, auto: bool) -> pa.Table:
    """Return the records as Arrow with their row numbers; empty cells are missing."""
    import pyarrow as pa  # noqa: PLC0415

    columns: dict[str, Any] = {}
    rows = [sheet.rows[number - 1] for number in layout.records]
    kinds = [sheet.kinds[number - 1] for number in layout.records] if sheet.kinds else None
    for index, name in enumerate(names):
        cells = [row[index] if index < len(row) and row[index] != "" else None for row in rows]
        marks = [row[index] if index < len(row) else "" for row in kinds] if kinds else None
        columns[name] = _column(cells, marks) if auto else pa.array(cells, pa.string())
    columns[ROW] = pa.array(layout.records, pa.int64())
    return pa.table(columns)


def _column(cells: list[str | None], marks: list[str] | None) -> pa.Array:  # noqa: PLR0911  (one return a type)
    import pyarrow as pa  # noqa: PLC0415

    present = [cell for cell in cells if cell is not None]
    seen = {mark for cell, mark in zip(cells, marks, strict=True) if cell is not None} if marks else set()
    text = pa.array(cells, pa.string())
    if not present or "" in seen or len(seen) > 1:
        return (
            text
            if not _integers(present, seen)
            else pa.array([None if c is None else int(c) for c in cells], pa.int64())
        )
    if seen == {"d"}:
        return text.cast(pa.date32())
    if seen == {"t"}:
        return text.cast(pa.timestamp("us"))
    if seen == {"b"}:
        return text.cast(pa.bool_())
    if _integers(present, seen):
        return pa.array([None if cell is None else int(cell) for cell in cells], pa.int64())
    if seen == {"n"} or _decimals(present):
        return pa.array([None if cell is None else float(cell) for cell in cells], pa.float64())
    return text


def _integers(present: list[str], seen: set[str]) -> bool:
    return bool(present) and not seen & {"d", "t", "b"} and all(INTEGER.fullmatch(cell) for cell in present)


def _decimals(present: list[str]) -> bool:
    if all(YEAR_MONTH.fullmatch(cell) for cell in present):
        return False
    if not all(DECIMAL.fullmatch(cell) for cell in present):
        return False
    places = {len(cell.partition(".")[2]) for cell in present}
    return len(places) == 1 or all(_round_trips(cell) for cell in present)


def _round_trips(cell: str) -> bool:
    """Tell whether the cell is written as its number is: 1.10 is not, and may be a code."""
    return cell in {repr(float(cell)), repr(float(cell)).removesuffix(".0")}
