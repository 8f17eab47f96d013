"""What a reader notices about a sheet and does not change: rows set aside, rare characters, hidden parts, odd formats."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from labkit.core.finding import Finding, Level
from labkit.tables.layout import Layout
from labkit.tables.sheet import ReadSpec, Sheet

PRIVATE = r"[\x{E000}-\x{F8FF}\x{F0000}-\x{10FFFD}]"
FIRST_ROC_YEAR = 1912
LISTED = 10
BESIDE: dict[str, Level] = {
    "comments": "info",
    "uncalculated": "warning",
    "error_cells": "warning",
    "roc_format": "info",
    "hkscs": "warning",
    "unread_members": "info",
}


def notice(sheet: Sheet, layout: Layout, spec: ReadSpec, names: list[str], *, label: str) -> list[Finding]:
    """Return the findings of one table: places and counts, never a cell."""
    unnamed = sum(1 for column, name in enumerate(names) if layout.header and name == f"欄{column + 1}")
    found = [Finding("empty_header", place=label, count=unnamed)] if unnamed else []
    return [
        *found,
        *_private_use(sheet, layout, names),
        *_set_aside(sheet, layout, spec, label),
        *_beside_the_cells(sheet, names, label),
        *_early_dates(sheet, layout, names),
    ]


def _set_aside(sheet: Sheet, layout: Layout, spec: ReadSpec, label: str) -> list[Finding]:
    """Say how many rows a guess took off the records, and which: a layout brings them back."""
    guessed = {
        "total_rows": (layout.total, spec.total_rows is None and "total" not in spec.keep),
        "note_rows": (layout.note, spec.note_rows is None and "note" not in spec.keep),
        "unfilled_rows": (layout.unfilled, "blank" not in spec.keep),
    }
    return [
        Finding(code, place=label, count=len(rows), facts=_listed([row + sheet.first - 1 for row in rows]))
        for code, (rows, told) in guessed.items()
        if rows and told
    ]


def _listed(rows: Sequence[int]) -> dict[str, str]:
    return {"rows": "、".join(map(str, rows[:LISTED])) + ("…" if len(rows) > LISTED else "")}


def _private_use(sheet: Sheet, layout: Layout, names: list[str]) -> list[Finding]:
    """List the columns, and first rows, that hold private-use characters: 造字, or pairs outside CP950."""
    import pyarrow.compute as pc  # noqa: PLC0415

    found = []
    for column, name in enumerate(names):
        held = np.flatnonzero(np.asarray(pc.match_substring_regex(sheet.cells.column(column), PRIVATE)))
        rows = sorted({int(index) + 1 for index in held} & set(layout.records)) if len(held) else []
        if rows:
            facts = {"rows": "、".join(str(row + sheet.first - 1) for row in rows[:5])}
            found.append(Finding("private_use", name, len(rows), "warning", facts))
    return found


def _beside_the_cells(sheet: Sheet, names: list[str], label: str) -> list[Finding]:
    """Say what a workbook hides or annotates: hidden rows and columns are read like all others."""
    rows = [row for row in sheet.traits.get("hidden_rows", []) if sheet.first <= row < sheet.first + sheet.height]
    columns = [names[number - 1] for number in sheet.traits.get("hidden_columns", []) if number <= len(names)]
    found = [Finding("hidden_rows", label, len(rows), "warning", _listed(rows))] if rows else []
    if columns:
        found.append(Finding("hidden_columns", label, len(columns), "warning", {"names": "、".join(columns[:LISTED])}))
    if sheet.first == 1:
        counts = {code: int(sheet.traits.get(code, 0)) for code in BESIDE}
        found += [Finding(code, label, count, BESIDE[code]) for code, count in counts.items() if count]
    return found


def _early_dates(sheet: Sheet, layout: Layout, names: list[str]) -> list[Finding]:
    """Count the dates before 民國元年: most are plain numbers, such as 113, in a cell that is formatted as a date."""
    import pyarrow.compute as pc  # noqa: PLC0415

    if sheet.kinds is None or not layout.records:
        return []
    found = []
    for column, name in enumerate(names):
        dated = pc.is_in(sheet.kinds.column(column), _texts(["d", "t"]))
        early = pc.and_(dated, pc.less(sheet.cells.column(column), f"{FIRST_ROC_YEAR}-01-01"))
        count = pc.sum(early).as_py() or 0
        if count:
            found.append(Finding("early_dates", name, count, "warning"))
    return found


def _texts(values: list[str]) -> object:
    import pyarrow as pa  # noqa: PLC0415

    return pa.array(values, pa.string())
