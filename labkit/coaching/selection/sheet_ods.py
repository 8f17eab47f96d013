"""A reviewer's sheet as an ODF spreadsheet (ODF-CNS15251): the same cells, locked and checked in the same way."""

from __future__ import annotations

import io
from typing import Any

from labkit.coaching.selection.sheet_layout import HEADER_ROW, HOW_ROW, REVIEWER_ROW, SHEET, TITLE_ROW, ScoreSheet, Spot
from labkit.coaching.selection.spec_parts import Scale
from labkit.documents.formats._writer import UNDATED, repacked
from labkit.documents.formats.odt import undated

FILLS = {"head": "#eaf1f7", "score": "#fff6d6", "remark": "#fff6d6", "away": "#d9d9d9"}
HEIGHTS = {TITLE_ROW: 0.9, REVIEWER_ROW: 0.8, HOW_ROW: 1.2}
SIGN, LINE, SIGNATURE_HEIGHT = 0.2, 0.6, 1.4
CHECK = "lk_score"


def to_ods(sheet: ScoreSheet) -> bytes:
    """Return the workbook; the same sheet makes the same bytes."""
    import odfdo  # noqa: PLC0415

    book = odfdo.Document("spreadsheet")
    book.body.clear()
    _styles(book, odfdo, sheet)
    book.body.append(_checks(odfdo, sheet.scale))
    book.body.append(_table(odfdo, sheet))
    book.meta.title = sheet.title
    layout: Any = book.get_style("page-layout", "Mpm1")
    if layout is not None:
        across = {"style:print-orientation": "landscape", "fo:page-width": "29.7cm", "fo:page-height": "21cm"}
        layout.set_properties(across, area="page-layout")
        for name, pages in (("style:scale-to-X", "1"), ("style:scale-to-Y", "0")):  # LibreOffice's own, beyond ODF 1.3
            layout.get_element("style:page-layout-properties").set_attribute(name, pages)
    _page_number(book, odfdo)
    out = io.BytesIO()
    book.save(out)
    day = UNDATED.isoformat().encode()
    return repacked(out.getvalue(), lambda name, part: undated(part, day) if name == "meta.xml" else part)


def _page_number(book: Any, odfdo: Any) -> None:
    """Print the page's number in Chinese and no sheet's name: the blank document that is filled here says 「Page」."""
    master = book.get_style("master-page", "Default")
    for name in ("style:header", "style:footer"):
        for child in master.get_element(name).children:
            child.delete()
    number = odfdo.Element.from_tag("<text:p>第 <text:page-number>1</text:page-number> 頁</text:p>")
    master.get_element("style:footer").append(number)


def _styles(book: Any, odfdo: Any, sheet: ScoreSheet) -> None:
    for wide in sorted(set(sheet.widths)):
        style = odfdo.Style("table-column", name=f"lk_w{wide}")
        style.set_properties({"style:column-width": f"{SIGN * wide:.1f}cm"}, area="table-column")
        book.insert_style(style, automatic=True)
    for height in sorted({_height(sheet, row) for row in range(1, sheet.rows.stop + 2)}):
        style = odfdo.Style("table-row", name=f"lk_h{height}")
        style.set_properties({"style:row-height": height, "style:use-optimal-row-height": "false"}, area="table-row")
        book.insert_style(style, automatic=True)
    for look in ("title", "plain", "head", "label", "score", "away", "remark"):
        book.insert_style(_cell_style(odfdo, look), automatic=True)


def _cell_style(odfdo: Any, look: str) -> Any:
    style = odfdo.Style("table-cell", name=f"lk_{look}")
    cell = {"style:vertical-align": "middle", "fo:wrap-option": "wrap", "fo:padding": "0.05cm"}
    cell["style:cell-protect"] = "none" if look in {"score", "remark"} else "protected"
    if look not in {"title", "plain"}:
        cell["fo:border"] = "0.5pt solid #808080"
    if look in FILLS:
        cell["fo:background-color"] = FILLS[look]
    style.set_properties(cell, area="table-cell")
    bold = "bold" if look in {"title", "head"} else "normal"
    size = "15pt" if look == "title" else "10.5pt"
    text = {"fo:font-weight": bold, "style:font-weight-asian": bold, "fo:font-size": size}
    style.set_properties({**text, "style:font-size-asian": size}, area="text")
    if look in {"title", "head", "score", "away"}:
        style.set_properties({"fo:text-align": "center"}, area="paragraph")
    return style


def _checks(odfdo: Any, scale: Scale) -> Any:
    """Return the rule of a score, as ODF 1.3 part 3, 9.4.5 has it."""
    between = f"cell-content-is-between({scale.low},{scale.high})"
    kind = "cell-content-is-decimal-number()" if scale.decimals else "cell-content-is-whole-number()"
    rules = odfdo.Element.from_tag("table:content-validations")
    rule = odfdo.Element.from_tag("table:content-validation")
    rule.set_attribute("table:name", CHECK)
    rule.set_attribute("table:condition", f"of:{kind} and {between}")
    rule.set_attribute("table:allow-empty-cell", "true")
    said = odfdo.Element.from_tag("table:error-message")
    for name, value in (("title", "不是可用的分數"), ("display", "true"), ("message-type", "stop")):
        said.set_attribute(f"table:{name}", value)
    said.append(odfdo.Paragraph(f"請填 {scale.words}。"))
    rule.append(said)
    rules.append(rule)
    return rules


def _table(odfdo: Any, sheet: ScoreSheet) -> Any:
    table = odfdo.Table(SHEET)
    table.set_attribute("table:protected", "true")
    for wide in sheet.widths:
        table.append(odfdo.Column(style=f"lk_w{wide}"))
    spots: dict[int, list[Spot]] = {}
    for spot in sheet.spots():
        spots.setdefault(spot.row, []).append(spot)
    last = sheet.rows.stop + 1
    head = odfdo.Element.from_tag("table:table-header-rows")  # printed on every page
    table.append(head)
    for number in range(1, last + 1):
        row = odfdo.Row(style=f"lk_h{_height(sheet, number)}")
        for spot in spots.get(number, []):
            _append(row, odfdo, spot)
        (head if number <= HEADER_ROW else table).append(row)
    return table


def _height(sheet: ScoreSheet, row: int) -> str:
    """Return a row's height, as long as what is printed on it."""
    height = SIGNATURE_HEIGHT if row > sheet.rows.stop else HEIGHTS.get(row, LINE * sheet.lines(row))
    return f"{height:.1f}cm"


def _append(row: Any, odfdo: Any, spot: Spot) -> None:
    cell = odfdo.Cell(spot.text or None, style=f"lk_{spot.look}")
    if spot.look == "score":
        cell.set_attribute("table:content-validation-name", CHECK)
    if spot.span > 1:
        cell.set_attribute("table:number-columns-spanned", str(spot.span))
    row.append(cell)
    for _ in range(spot.span - 1):
        row.append(odfdo.Element.from_tag("table:covered-table-cell"))
