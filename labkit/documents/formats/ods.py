"""An ODF spreadsheet (ODF-CNS15251): the document's texts on the first sheet, every grid and picture on one of its own."""

from __future__ import annotations

import io
import re
from typing import Any

from labkit.core.document import Cell, Document, Grid, Picture, Text
from labkit.documents.formats._pictures import frame_of
from labkit.documents.formats._writer import UNDATED, Writer, repacked
from labkit.documents.formats.odt import undated
from labkit.documents.formats.xlsx import PLAIN_NUMBER, sheet_name

PER_SIGN = 0.22
WIDEST, NARROWEST = 9.0, 1.8
PAGE = re.compile(rb"Page (<text:page-number>[^<]*</text:page-number>)")


def render(document: Document) -> bytes:
    """Return the workbook; texts are never read as formulas."""
    import odfdo  # noqa: PLC0415

    book = odfdo.Document("spreadsheet")
    book.body.clear()
    texts = [document.title, *(block.text for block in document.blocks if isinstance(block, Text))]
    about = Grid.of(["說明"], [[text] for text in texts])
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    named = [(sheet_name(grid.caption or f"表{at}", at), grid) for at, grid in enumerate(grids, 1)]
    _styles(book, odfdo, {_size(width) for grid in (about, *grids) for width in grid.widths})
    _page(book, odfdo)
    for name, grid in [("說明", about), *named]:
        book.body.append(_table(odfdo, name, grid))
    for at, picture in enumerate([block for block in document.blocks if isinstance(block, Picture)], 1):
        book.body.append(_picture(book, odfdo, picture, at))
    book.meta.title = document.title
    out = io.BytesIO()
    book.save(out)
    day = (document.as_of or UNDATED).isoformat().encode()
    return repacked(out.getvalue(), lambda name, part: settled(name, part, day))


def settled(name: str, part: bytes, day: bytes) -> bytes:
    """Return a part of a new workbook with ``day`` for the clock and its page numbers in Chinese, not odfdo's 「Page 1」."""
    if name == "styles.xml":
        return PAGE.sub("第 \\1 頁".encode(), part)
    return undated(part, day) if name == "meta.xml" else part


def _size(width: float) -> str:
    """Return a column's width on paper for ``width`` half-width signs."""
    return f"{min(WIDEST, max(NARROWEST, PER_SIGN * (width + 2))):.1f}"


def _styles(book: Any, odfdo: Any, sizes: set[str]) -> None:
    for size in sorted(sizes):
        style = odfdo.Style("table-column", name=f"lk_w{size}")
        style.set_properties({"style:column-width": f"{size}cm"}, area="table-column")
        book.insert_style(style, automatic=True)
    border = {"fo:border": "0.5pt solid #808080", "fo:padding": "0.05cm", "style:vertical-align": "top"}
    looks = (("lk_cell", "transparent", "normal"), ("lk_head", "#eaf1f7", "bold"), ("lk_to_fill", "#fff6d6", "normal"))
    for name, fill, weight in looks:
        style = odfdo.Style("table-cell", name=name)
        style.set_properties({**border, "fo:background-color": fill, "fo:wrap-option": "wrap"}, area="table-cell")
        style.set_properties({"fo:font-weight": weight, "style:font-weight-asian": weight}, area="text")
        book.insert_style(style, automatic=True)


def _page(book: Any, odfdo: Any) -> None:
    """Print on A4 across, as wide as the page, each page with its sheet's name and its number."""
    layout, master = book.get_style("page-layout", "Mpm1"), book.get_style("master-page", "Default")
    size = {"fo:page-width": "29.7cm", "fo:page-height": "21cm", "style:print-orientation": "landscape"}
    margins = {f"fo:margin-{side}": "1.2cm" for side in ("top", "bottom", "left", "right")}
    told = layout.get_element("style:page-layout-properties")
    for key, value in {**size, **margins, "style:scale-to-X": "1", "style:scale-to-Y": "0"}.items():
        told.set_attribute(key, value)
    line = odfdo.Paragraph()
    line.append(
        odfdo.Element.from_tag(
            "<text:span>第 <text:page-number>1</text:page-number> 頁，共 <text:page-count>1</text:page-count> 頁</text:span>"
        )
    )
    master.set_page_footer(line)


def _table(odfdo: Any, name: str, grid: Grid) -> Any:
    table = odfdo.Table(name)
    for width in grid.widths:
        table.append(odfdo.Column(style=f"lk_w{_size(width)}"))
    heads = odfdo.Element.from_tag("table:table-header-rows")  # they stand at the top of every page
    if grid.header:
        table.append(heads)
    for y, cells in enumerate(grid.rows):
        row = odfdo.Row()
        for cell in cells:
            _append(row, odfdo, cell, head=cell.label or y < grid.header)
        (heads if y < grid.header else table).append(row)
    return table


def _append(row: Any, odfdo: Any, cell: Cell, *, head: bool) -> None:
    style = "lk_head" if head else "lk_to_fill" if cell.to_fill else "lk_cell"
    if cell.number and PLAIN_NUMBER.fullmatch(cell.text):
        spot = odfdo.Cell(float(cell.text.replace(",", "")), text=cell.text, style=style)
    else:
        spot = odfdo.Cell(cell.text, style=style)
    if cell.span > 1:
        spot.set_attribute("table:number-columns-spanned", str(cell.span))
    row.append(spot)
    for _ in range(cell.span - 1):
        row.append(odfdo.Element.from_tag("table:covered-table-cell"))


def _picture(book: Any, odfdo: Any, picture: Picture, at: int) -> Any:
    frame = frame_of(book, picture, 16)
    table, row, cell = odfdo.Table(f"圖{at}"), odfdo.Row(), odfdo.Cell("")
    cell.append(frame)
    row.append(cell)
    table.append(row)
    return table


ODS = Writer("ODF 試算表", render)
