"""What stands where on the sheets: one arrangement for every format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from labkit.core.document import text_width
from labkit.pivots.exports.layout import Laid, Spot, laid_out
from labkit.pivots.exports.levels import cells_of
from labkit.pivots.exports.plan import NativePlan, NumberKind, StaticTable
from labkit.pivots.exports.show_as import shown_cells

STATIC_SHEET, NATIVE_SHEET, RECORD_SHEET = "樞紐表", "可更新樞紐", "原始紀錄"
PIVOT_NAME, TABLE_NAME = "樞紐", "紀錄"
TOP = 4  # title, two lines of advice, a blank line
ROOM = 4  # column keys that may come in before the pivot reaches the block beside it
REFRESH = (
    "修改或增列「原始紀錄」後，在樞紐表上按右鍵選「重新整理」（LibreOffice：「重新整理」或「更新」），數字就會重算。"
)
GROW = {True: "在紀錄下方接著填", False: "請在最後一筆紀錄之前插入列"}
PLACES = {"label": 0, "whole": 0, "decimal": 2, "percent": 2}
FIXED = "以下數字試算表的樞紐做不出來，是固定的，不會隨重新整理改變："


@dataclass(frozen=True, eq=False)
class NativeSheet:
    """The sheet of the refreshable pivot: its cells from line ``TOP`` on, and the column of the fixed block beside."""

    plan: NativePlan
    laid: Laid
    beside_at: int

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """Return first line, first column, last line, last column of the pivot, from 0."""
        return TOP, 0, TOP + len(self.laid.lines) - 1, self.laid.width - 1


def advice(plan: NativePlan, *, grows: bool) -> tuple[str, str]:
    """Return how people refresh the pivot, and how they add records; ``grows``: a table takes in what is written below it."""
    filled = [f"「{one.name}」填 {one.fill}" for one in plan.fields if one.fill]
    return REFRESH, f"增列：{'，'.join([GROW[grows], '鍵沒有填的寫「未填」', *filled])}。"


def native_sheet(plan: NativePlan) -> NativeSheet:
    """Return the arranged sheet of ``plan``."""
    laid = laid_out(plan, shown_cells(plan, cells_of(plan)))
    room = ROOM * len(plan.values) if plan.columns else 1
    return NativeSheet(plan, laid, laid.width + room)


def spots_of(table: StaticTable) -> list[list[Spot]]:
    """Return a finished table as cells: head lines, then rows."""
    heads = [[Spot(text, "body", head=True) for text in line] for line in table.head]
    body = [
        [Spot(value, kind, number) for value, number in zip(row, table.numbers, strict=True)]
        for row, kind in zip(table.rows, table.kinds, strict=True)
    ]
    return [*heads, *body]


def spans_of(table: StaticTable) -> list[list[tuple[str, int]]]:
    """Return the head lines as texts and over how many columns they stand: equal ones side by side are one.

    The last line names every column by itself.
    """
    lines: list[list[tuple[str, int]]] = []
    for number, names in enumerate(table.head):
        line: list[tuple[str, int]] = []
        for at, name in enumerate(names):
            same = number < len(table.head) - 1 and at > table.labels and name == names[at - 1]
            line = [*line[:-1], (name, line[-1][1] + 1)] if same else [*line, (name, 1)]
        lines.append(line)
    return lines


def number_kinds(plan: NativePlan) -> dict[str, NumberKind]:
    """Return how the numbers of fields that are values are written, where that hides no digit of a record.

    LibreOffice gives the numbers of a refreshed pivot the look of the records.
    """
    asked = {one.field: one.number for one in plan.values if one.function not in {"count", "countNums"}}
    return {name: number for name, number in asked.items() if _shows_all(plan.field(name).cells, PLACES[number])}


def _shows_all(cells: Sequence[object], places: int) -> bool:
    return all(round(cell, places) == cell for cell in cells if isinstance(cell, int | float))


def width_of(cells: Sequence[object], *, least: int = 6, most: int = 40) -> int:
    """Return a column's width in half-width signs for its first cells."""
    longest = max((text_width(_shown(cell)) for cell in cells[:200]), default=0)
    return min(most, max(least, longest + 2))


def _shown(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:,.2f}"
    return f"{cell:,}" if isinstance(cell, int) else "" if cell is None else str(cell)
