"""The fill-in form as an ODF spreadsheet (ODF-CNS15251): the same cells, locks and lists.

Source of the lists: ODF 1.3 part 3, 9.4.5 (content validation) and 19.621 (condition).
"""

from __future__ import annotations

import io
from typing import Any

from labkit.coaching.application.sheet_cells import FormPage, form_pages
from labkit.coaching.application.sheet_intro import HOW_SHEET, INTRO, how_to_fill, intro_lines
from labkit.coaching.application.sheet_spots import Spot, lines_of, spots_of, widths_of
from labkit.coaching.application.spec import Application
from labkit.documents.formats._writer import UNDATED, repacked
from labkit.documents.formats.ods import settled

FILLS = {"head": "#eaf1f7", "label": "#eaf1f7", "fill": "#fff6d6"}
SIGN, LINE, MOST_LINES = 0.2, 0.55, 24


def to_ods(application: Application) -> bytes:
    """Return the workbook; the same application makes the same bytes."""
    import odfdo  # noqa: PLC0415

    book = odfdo.Document("spreadsheet")
    book.body.clear()
    drawn = [(page, spots_of(application, page)) for page in form_pages(application)]
    lists = dict.fromkeys(spot.options for _, spots in drawn for spot in spots if spot.options)
    names = {options: f"lk_list{at}" for at, options in enumerate(lists)}
    _styles(book, odfdo, drawn)
    book.body.append(_validations(odfdo, names))
    book.body.append(_intro(odfdo))
    for page, spots in drawn:
        book.body.append(_table(odfdo, page, spots, names))
    book.meta.title = "輔導申請表（填寫用）"
    _paged(book)
    out = io.BytesIO()
    book.save(out)
    day = UNDATED.isoformat().encode()
    return repacked(out.getvalue(), lambda name, part: settled(name, part, day))


def _styles(book: Any, odfdo: Any, drawn: list[tuple[FormPage, list[Spot]]]) -> None:
    for width in sorted({INTRO, *(width for page, _ in drawn for width in widths_of(page))}):
        style = odfdo.Style("table-column", name=f"lk_w{width}")
        style.set_properties({"style:column-width": f"{SIGN * width:.1f}cm"}, area="table-column")
        book.insert_style(style, automatic=True)
    for lines in range(1, MOST_LINES + 1):
        style = odfdo.Style("table-row", name=f"lk_h{lines}")
        height = {"style:row-height": f"{LINE * lines + 0.15:.2f}cm", "style:use-optimal-row-height": "false"}
        style.set_properties(height, area="table-row")
        book.insert_style(style, automatic=True)
    for look in ("title", "how", "head", "label", "fill", "hint", "plain"):
        book.insert_style(_cell_style(odfdo, look), automatic=True)


def _paged(book: Any) -> None:
    """Print across on A4, as wide as the page (the scale is LibreOffice's own, beyond ODF 1.3)."""
    layout: Any = book.get_style("page-layout", "Mpm1")
    if layout is not None:
        across = {"style:print-orientation": "landscape", "fo:page-width": "29.7cm", "fo:page-height": "21cm"}
        layout.set_properties(across, area="page-layout")
        for name, pages in (("style:scale-to-X", "1"), ("style:scale-to-Y", "0")):
            layout.get_element("style:page-layout-properties").set_attribute(name, pages)


def _cell_style(odfdo: Any, look: str) -> Any:
    style = odfdo.Style("table-cell", name=f"lk_{look}")
    wrap = "no-wrap" if look in {"title", "how"} else "wrap"
    cell = {"style:vertical-align": "top" if look == "fill" else "middle", "fo:wrap-option": wrap}
    cell |= {"fo:padding": "0.05cm", "style:cell-protect": "none" if look == "fill" else "protected"}
    if look in {"head", "label", "fill", "hint"}:
        cell["fo:border"] = "0.5pt solid #808080"
    if look in FILLS:
        cell["fo:background-color"] = FILLS[look]
    style.set_properties(cell, area="table-cell")
    bold, size = ("bold" if look in {"title", "head"} else "normal"), ("15pt" if look == "title" else "10.5pt")
    text = {"fo:font-weight": bold, "style:font-weight-asian": bold, "fo:font-size": size}
    style.set_properties({**text, "style:font-size-asian": size}, area="text")
    return style


def _validations(odfdo: Any, names: dict[tuple[str, ...], str]) -> Any:
    rules = odfdo.Element.from_tag("table:content-validations")
    for options, name in names.items():
        rule = odfdo.Element.from_tag("table:content-validation")
        listed = ";".join(f'"{one}"' for one in options)
        rule.set_attribute("table:name", name)
        rule.set_attribute("table:condition", f"of:cell-content-is-in-list({listed})")
        rule.set_attribute("table:allow-empty-cell", "true")
        rule.set_attribute("table:display-list", "unsorted")
        said = odfdo.Element.from_tag("table:error-message")
        for key, value in (("title", "不是清單裡的選項"), ("display", "true"), ("message-type", "warning")):
            said.set_attribute(f"table:{key}", value)
        said.append(odfdo.Paragraph("請從清單選一項，文字要完全相同。"))
        rule.append(said)
        rules.append(rule)
    return rules


def _intro(odfdo: Any) -> Any:
    table = odfdo.Table(HOW_SHEET)
    table.set_attribute("table:protected", "true")
    table.append(odfdo.Column(style=f"lk_w{INTRO}"))
    for at, text in enumerate(how_to_fill()):
        row = odfdo.Row(style=f"lk_h{intro_lines(text)}")
        row.append(odfdo.Cell(text, style="lk_plain" if at else "lk_title"))
        table.append(row)
    return table


def _table(odfdo: Any, page: FormPage, spots: list[Spot], names: dict[tuple[str, ...], str]) -> Any:
    table = odfdo.Table(page.name)
    table.set_attribute("table:protected", "true")
    for width in widths_of(page):
        table.append(odfdo.Column(style=f"lk_w{width}"))
    by_row: dict[int, list[Spot]] = {}
    for spot in spots:
        by_row.setdefault(spot.row, []).append(spot)
    for number, some in sorted(by_row.items()):
        row = odfdo.Row(style=f"lk_h{min(lines_of(page, spots, number), MOST_LINES)}")
        for spot in some:
            row.append(_cell(odfdo, spot, names))
        table.append(row)
    return table


def _cell(odfdo: Any, spot: Spot, names: dict[tuple[str, ...], str]) -> Any:
    cell = odfdo.Cell(style=f"lk_{spot.look}")
    if spot.text:
        cell.set_attribute("office:value-type", "string")
        cell.set_attribute("office:string-value", spot.text)
        for line in spot.text.split("\n"):
            cell.append(odfdo.Paragraph(line))
    if spot.options:
        cell.set_attribute("table:content-validation-name", names[spot.options])
    return cell
