"""An ODF spreadsheet (ODF-CNS15251): the document's texts on the first sheet, every grid and picture on one of its own."""

from __future__ import annotations

import io
from typing import Any

from labkit.core.document import Cell, Document, Grid, Picture, Text
from labkit.documents.formats._pictures import frame_of
from labkit.documents.formats._writer import UNDATED, Writer, repacked
from labkit.documents.formats.odt import undated
from labkit.documents.formats.xlsx import PLAIN_NUMBER, sheet_name

PER_SIGN = 0.22
WIDEST, NARROWEST = 9.0, 1.8


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
    for name, grid in [("說明", about), *named]:
        book.body.append(_table(odfdo, name, grid))
    for at, picture in enumerate([block for block in document.blocks if isinstance(block, Picture)], 1):
        book.body.append(_picture(book, odfdo, picture, at))
    book.meta.title = document.title
    out = io.BytesIO()
    book.save(out)
    day = (document.as_of or UNDATED).isoformat().encode()
    return repacked(out.getvalue(), lambda name, part: undated(part, day) if name == "meta.xml" else part)


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


def _table(odfdo: Any, name: str, grid: Grid) -> Any:
    table = odfdo.Table(name)
    for width in grid.widths:
        table.append(odfdo.Column(style=f"lk_w{_size(width)}"))
    for y, cells in enumerate(grid.rows):
        row = odfdo.Row()
        for cell in cells:
            _append(row, odfdo, cell, head=cell.label or y < grid.header)
        table.append(row)
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
