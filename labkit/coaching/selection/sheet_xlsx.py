"""A reviewer's sheet as an Excel workbook: labels locked, scores checked as they are typed."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from labkit.coaching.selection.sheet_layout import (
    HEADER_ROW,
    HOW_ROW,
    LABELS,
    REVIEWER_ROW,
    SHEET,
    TITLE_ROW,
    ScoreSheet,
    Spot,
)
from labkit.documents.formats._writer import UNDATED, repacked

A4 = 9
HEIGHTS = {TITLE_ROW: 26, REVIEWER_ROW: 22, HOW_ROW: 34}
LINE, SIGNATURE_HEIGHT = 17, 40


def to_xlsx(sheet: ScoreSheet) -> bytes:
    """Return the workbook; the same sheet makes the same bytes. Protection is without password: it prevents slips, not people."""
    import xlsxwriter  # noqa: PLC0415

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = datetime(UNDATED.year, UNDATED.month, UNDATED.day, tzinfo=UTC)
    book.set_properties({"title": sheet.title, "created": day})
    page = book.add_worksheet(SHEET)
    looks = _looks(book)
    for spot in sheet.spots():
        _write(page, spot, looks[spot.look])
    for at, wide in enumerate(sheet.widths):
        page.set_column(at, at, wide)
    for row in (*HEIGHTS, HEADER_ROW, *sheet.rows):
        page.set_row(row - 1, HEIGHTS.get(row, LINE * sheet.lines(row)))
    page.set_row(sheet.rows.stop, SIGNATURE_HEIGHT)
    _check_scores(page, sheet)
    page.freeze_panes(HEADER_ROW, len(LABELS) - 2)
    page.repeat_rows(0, HEADER_ROW - 1)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.protect("", {"format_columns": True, "format_rows": True})
    book.close()
    return repacked(out.getvalue())


def _looks(book: Any) -> dict[str, Any]:
    edge = {"border": 1, "valign": "vcenter", "text_wrap": True}
    return {
        "title": book.add_format({"bold": True, "font_size": 15, "align": "center", "valign": "vcenter"}),
        "plain": book.add_format({"text_wrap": True, "valign": "vcenter"}),
        "head": book.add_format({**edge, "bold": True, "bg_color": "#EAF1F7", "align": "center"}),
        "label": book.add_format(edge),
        "score": book.add_format({**edge, "bg_color": "#FFF6D6", "align": "center", "locked": False}),
        "away": book.add_format({**edge, "bg_color": "#D9D9D9", "align": "center"}),
        "remark": book.add_format({**edge, "bg_color": "#FFF6D6", "locked": False}),
    }


def _write(page: Any, spot: Spot, look: Any) -> None:
    at = (spot.row - 1, spot.column - 1)
    if spot.span > 1:
        page.merge_range(*at, at[0], at[1] + spot.span - 1, "", look)
    if spot.text:
        page.write_string(*at, spot.text, look)
    else:
        page.write_blank(*at, None, look)


def _check_scores(page: Any, sheet: ScoreSheet) -> None:
    """Let Excel refuse what is no score: on the cells to fill only."""
    scale, whole = sheet.scale, not sheet.scale.decimals
    said = {
        "input_title": "分數",
        "input_message": scale.words,
        "error_title": "不是可用的分數",
        "error_message": f"請填 {scale.words}。",
    }
    for row, one in zip(sheet.rows, sheet.applications, strict=True):
        if sheet.closed(one.id):
            continue
        first, last = sheet.criteria_columns[0], sheet.criteria_columns[-1]
        cell = f"{chr(ord('A') + first - 1)}{row}"
        rule: dict[str, Any] = {"validate": "integer", "criteria": "between"}
        rule |= {"minimum": scale.low, "maximum": scale.high}
        if not whole:
            parts = f"ISNUMBER({cell}),{cell}>={scale.low},{cell}<={scale.high},ROUND({cell},{scale.decimals})={cell}"
            rule = {"validate": "custom", "value": f"=AND({parts})"}
        page.data_validation(row - 1, first - 1, row - 1, last - 1, {**rule, **said})
