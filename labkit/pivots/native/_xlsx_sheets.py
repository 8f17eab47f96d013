"""The sheets of a workbook, written with XlsxWriter: finished table, refreshable pivot, records."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from labkit.core.document import text_width
from labkit.pivots.exports.labels import is_exact, shown_text
from labkit.pivots.exports.layout import Spot
from labkit.pivots.exports.plan import NativePlan, StaticTable
from labkit.pivots.exports.sheet import (
    FIXED,
    TABLE_NAME,
    TOP,
    NativeSheet,
    advice,
    number_kinds,
    spans_of,
    spots_of,
    width_of,
)
from labkit.pivots.native._format import Page
from labkit.tables.writers._writer import EXACT_INTEGER

A4 = 9
CODES = {"whole": "#,##0", "decimal": "#,##0.00", "percent": "0.0%", "label": "General"}
LOOKS: dict[str, dict[str, Any]] = {
    "body": {},
    "subtotal": {"bold": True, "bg_color": "#F3F6F9"},
    "total": {"bold": True, "bg_color": "#EAF1F7", "top": 1},
}
HEAD = {"bold": True, "bg_color": "#EAF1F7", "border": 1, "border_color": "#B8C4CE", "text_wrap": True, "valign": "top"}
NOTE_WIDTH = 88  # half-width signs over which a note is written
LINE = 16.5  # points


class Pens:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[str, str, str], Any] = {}
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.note = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#4A4A4A"})

    def of(self, kind: str, number: str, align: str = "") -> Any:
        """Return the format of a row's kind and a kind of numbers; ``align`` sets texts to a side."""
        key = (kind, number, align)
        if key not in self._made:
            told = dict(HEAD) if kind == "head" else {**LOOKS[kind], "num_format": CODES[number]}
            self._made[key] = self._book.add_format({**told, **({"align": align} if align else {})})
        return self._made[key]


def write_static(sheet: Any, pens: Pens, page: Page) -> None:
    """Write the finished table: title and sentences above, head lines, rows, notes below."""
    table = page.table
    widths = [
        width_of([*(line[at] for line in table.head), *cells[:200]], least=10) for at, cells in enumerate(table.columns)
    ]
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    sheet.write_string(0, 0, page.title, pens.title)
    row = _texts(sheet, 1, page.sentences, pens.text, widths) + 1
    _heads(sheet, row, table, pens)
    top = row + len(table.head)
    for at, (cells, number) in enumerate(zip(table.columns, table.numbers, strict=True)):
        _column(sheet, (top, at), cells, table.kinds, (number, pens))
    sheet.freeze_panes(top, table.labels)
    sheet.repeat_rows(row, top - 1)
    _page(sheet)
    _texts(sheet, top + len(table.kinds) + 1, page.notes, pens.note, widths)


def _texts(sheet: Any, row: int, texts: Sequence[str], pen: Any, widths: Sequence[float]) -> int:
    """Write a line per text over as many columns as it takes, high enough for its length; return the next row."""
    last, wide = 0, float(widths[0] if widths else 8.43)
    while wide < NOTE_WIDTH:
        last += 1
        wide += widths[last] if last < len(widths) else 8.43
    for text in texts:
        if last:
            sheet.merge_range(row, 0, row, last, "", pen)
        sheet.write_string(row, 0, text, pen)
        sheet.set_row(row, LINE * (1 + int(text_width(text) * 1.05 // wide)))
        row += 1
    return row


def _heads(sheet: Any, row: int, table: StaticTable, pens: Pens) -> None:
    """Write the head lines, those over several columns as one cell."""
    pen, across = pens.of("head", "label"), pens.of("head", "label", "center")
    for line, names in enumerate(spans_of(table), row):
        at = 0
        for name, span in names:
            if span > 1:
                sheet.merge_range(line, at, line, at + span - 1, "", across)
            sheet.write_string(line, at, name, pen if at < table.labels else across)
            at += span


def _column(sheet: Any, at: tuple[int, int], cells: Sequence[Any], kinds: Sequence[str], how: tuple[str, Pens]) -> None:
    """Write a column of the finished table; no data is 「–」."""
    (top, column), (number, pens) = at, how
    side = "" if number == "label" else "right"
    numeric = {kind: pens.of(kind, number) for kind in LOOKS}
    texts = {kind: pens.of(kind, number, side) if side or kind != "body" else None for kind in LOOKS}
    write_number, write_string, all_numbers = sheet.write_number, sheet.write_string, _all_numbers(cells)
    for row, (cell, kind) in enumerate(zip(cells, kinds, strict=True), top):
        if all_numbers:
            write_number(row, column, cell, numeric[kind])
        elif type(cell) is str:
            write_string(row, column, cell, texts[kind])
        elif cell is None or cell != cell:  # noqa: PLR0124  (NaN is unequal to itself)
            write_string(row, column, "–", texts[kind])
        elif is_exact(cell):
            write_number(row, column, cell, numeric[kind])
        else:
            write_string(row, column, shown_text(cell), texts[kind])


def _all_numbers(cells: Sequence[Any]) -> bool:
    """Tell, at once for a whole column, that every cell is a number that can be held; slower ways tell the rest."""
    if not set(map(type, cells)) <= {int, float} or not cells:
        return False
    return math.isfinite(sum(cells)) and min(cells) > -EXACT_INTEGER and max(cells) < EXACT_INTEGER


def write_native(sheet: Any, pens: Pens, arranged: NativeSheet) -> None:
    """Write the cells that the refreshed pivot will have, advice above, and the fixed block beside."""
    plan, lines = arranged.plan, arranged.laid.lines
    for at in range(arranged.laid.width):
        sheet.set_column(at, at, width_of([line[at].value for line in lines[:200]], least=10))
    sheet.write_string(0, 0, plan.title, pens.title)
    for row, text in enumerate(advice(plan, grows=True), 1):
        sheet.write_string(row, 0, text)
    for row, line in enumerate(lines, TOP):
        _line(sheet, (row, 0), line, pens)
    for table in plan.beside:
        block = spots_of(table)
        sheet.write_string(TOP - 1, arranged.beside_at, FIXED)
        for at in range(len(table.numbers)):
            sheet.set_column(
                arranged.beside_at + at, arranged.beside_at + at, width_of([line[at].value for line in block], least=10)
            )
        for row, line in enumerate(block, TOP):
            _line(sheet, (row, arranged.beside_at), line, pens)
    _page(sheet)


def _line(sheet: Any, at: tuple[int, int], line: Sequence[Spot], pens: Pens) -> None:
    row, first = at
    for column, spot in enumerate(line, first):
        pen = pens.of("head" if spot.head else spot.kind, "label" if spot.head else spot.number)
        if spot.value is None or spot.value == "":
            sheet.write_blank(row, column, None, pen)
        elif is_exact(spot.value):
            sheet.write_number(row, column, spot.value, pen)
        else:
            side = "right" if spot.number != "label" else ""
            sheet.write_string(
                row, column, shown_text(spot.value), pens.of(spot.kind, spot.number, side) if side else pen
            )


def write_records(sheet: Any, pens: Pens, plan: NativePlan) -> None:
    """Write the records as a table that grows with them: the source of the pivot."""
    fields, numbers = plan.fields, number_kinds(plan)
    rows = len(fields[0].cells)
    for at, one in enumerate(fields):
        sheet.set_column(at, at, width_of([one.name, *one.cells[:200]], least=10) + 3)
    head = pens.of("head", "label")
    told: list[Mapping[str, Any]] = [{"header": one.name, "header_format": head} for one in fields]
    sheet.add_table(0, 0, rows, len(fields) - 1, {"name": TABLE_NAME, "columns": told, "style": "Table Style Light 9"})
    for column, one in enumerate(fields):
        write_number, write_string = sheet.write_number, sheet.write_string
        pen = pens.of("body", numbers.get(one.name, "label"))
        for row, cell in enumerate(one.cells, 1):
            if type(cell) is str:
                write_string(row, column, cell)
            elif cell is not None:
                write_number(row, column, cell, pen)
    sheet.freeze_panes(1, 0)
    _page(sheet)


def _page(sheet: Any) -> None:
    """Print on A4 across, as wide as the page."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
