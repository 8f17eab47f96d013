"""The fill-in form as an Excel workbook: labels locked, choices as drop-downs, room for more rows."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from labkit.coaching.application.sheet_cells import FormPage, form_pages
from labkit.coaching.application.sheet_intro import HOW_SHEET, INTRO, how_to_fill, intro_lines
from labkit.coaching.application.sheet_spots import Spot, lines_of, spots_of, widths_of
from labkit.coaching.application.spec import Application
from labkit.documents.formats._writer import UNDATED, repacked

A4 = 9
LINE, MOST_HEIGHT = 17, 400
HINT_LIMIT = 250


def to_xlsx(application: Application) -> bytes:
    """Return the workbook; the same application makes the same bytes. The lock has no password: it prevents slips."""
    import xlsxwriter  # noqa: PLC0415

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = datetime(UNDATED.year, UNDATED.month, UNDATED.day, tzinfo=UTC)
    book.set_properties({"title": "輔導申請表（填寫用）", "created": day})
    looks = _looks(book)
    _intro(book, looks)
    for page in form_pages(application):
        _page(book, page, spots_of(application, page), looks)
    book.close()
    return repacked(out.getvalue())


def _looks(book: Any) -> dict[str, Any]:
    edge = {"border": 1, "valign": "vcenter", "text_wrap": True}
    top = {**edge, "valign": "top"}
    return {
        "title": book.add_format({"bold": True, "font_size": 15, "valign": "vcenter"}),
        "how": book.add_format({"font_color": "#4A4A4A", "valign": "vcenter"}),
        "head": book.add_format({**edge, "bold": True, "bg_color": "#EAF1F7", "align": "center"}),
        "label": book.add_format({**edge, "bg_color": "#EAF1F7"}),
        "fill": book.add_format({**top, "bg_color": "#FFF6D6", "locked": False, "num_format": "@"}),
        "hint": book.add_format({**edge, "font_color": "#4A4A4A"}),
        "plain": book.add_format({"text_wrap": True, "valign": "top"}),
    }


def _intro(book: Any, looks: dict[str, Any]) -> None:
    sheet = book.add_worksheet(HOW_SHEET)
    sheet.set_column(0, 0, INTRO)
    for row, text in enumerate(how_to_fill()):
        sheet.set_row(row, LINE * intro_lines(text) + 8)
        sheet.write_string(row, 0, text, looks["title" if row == 0 else "plain"])
    _printed(sheet, across=False)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _page(book: Any, page: FormPage, spots: list[Spot], looks: dict[str, Any]) -> None:
    sheet = book.add_worksheet(page.name)
    for column, width in enumerate(widths_of(page)):
        sheet.set_column(column, column, width)
    for row in sorted({spot.row for spot in spots}):
        sheet.set_row(row - 1, min(LINE * lines_of(page, spots, row) + 4, MOST_HEIGHT))
    for spot in spots:
        at = (spot.row - 1, spot.column - 1)
        if spot.text:
            sheet.write_string(*at, spot.text, looks[spot.look])
        else:
            sheet.write_blank(*at, None, looks[spot.look])
        if spot.look == "fill" and (spot.options or spot.hint):
            sheet.data_validation(*at, *at, _rule(spot))
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(0, 2)
    _printed(sheet, across=True)
    sheet.protect("", {"format_columns": True, "format_rows": True, "insert_rows": page.is_table})


def _rule(spot: Spot) -> dict[str, Any]:
    """Offer the options; warn about another text without stopping it, since the check tells what is wrong."""
    said = {"input_message": spot.hint[:HINT_LIMIT]} if spot.hint else {}
    if not spot.options:
        return {"validate": "any", **said}
    rule = {
        "validate": "list",
        "source": list(spot.options),
        "error_type": "warning",
        "error_title": "不是清單裡的選項",
    }
    return {**rule, "error_message": "請從清單選一項，文字要完全相同。", **said}


def _printed(sheet: Any, *, across: bool) -> None:
    if across:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
