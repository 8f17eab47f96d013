"""An ODF text, the government's document standard (ODF-CNS15251)."""

from __future__ import annotations

import io
import re
from typing import Any

from labkit.core.document import Document, Grid, Picture, Text
from labkit.documents.formats._pictures import frame_of
from labkit.documents.formats._writer import UNDATED, Writer, repacked

SIZES = {"title": "15pt", "heading": "12.5pt", "body": "10.5pt", "note": "9pt"}
LATIN, HAN = "Times New Roman", "標楷體"
OPENS = {"lk_heading", "lk_caption"}  # what stands with that which follows
PAGE_WIDTH = 17.0
CLOCKED = re.compile(rb"<(meta:creation-date|dc:date|meta:generator|meta:editing-duration)>[^<]*</[^>]*>")


def render(document: Document) -> bytes:
    """Return the text; parts in fixed order, dated by ``as_of``, page A4 with 2 cm margins."""
    import odfdo  # noqa: PLC0415

    paper = odfdo.Document("text")
    paper.body.clear()
    _styles(paper, odfdo, {size for block in document.blocks if isinstance(block, Grid) for size in _sizes(block)})
    if document.kind == "report":
        paper.body.append(_paragraph(odfdo, document.title, "title"))
    for index, block in enumerate(document.blocks):
        if isinstance(block, Text):
            paper.body.append(_paragraph(odfdo, block.text, block.style))
        elif isinstance(block, Picture):
            paper.body.append(_picture(paper, odfdo, block))
        else:
            if block.caption and document.kind == "report":
                paper.body.append(_paragraph(odfdo, block.caption, "caption"))
            paper.body.append(_grid(paper, odfdo, block, index))
    page: Any = paper.get_style("master-page", "Standard")
    if document.numbered and page is not None:
        page.set_page_footer(_page_number(odfdo))
    paper.meta.title = document.title
    out = io.BytesIO()
    paper.save(out)
    day = (document.as_of or UNDATED).isoformat().encode()
    return repacked(out.getvalue(), lambda name, part: undated(part, day) if name == "meta.xml" else part)


def undated(part: bytes, day: bytes) -> bytes:
    """Return the metadata part with every clock time replaced by ``day``."""
    return CLOCKED.sub(
        lambda m: b"<%b>%b</%b>" % (m[1], day + b"T00:00:00" if b"date" in m[1] else b"labkit", m[1]), part
    )


def _styles(paper: Any, odfdo: Any, sizes: set[str]) -> None:
    style = odfdo.Style("table", name="lk_table")
    style.set_properties({"style:width": f"{PAGE_WIDTH}cm", "table:align": "margins"}, area="table")
    paper.insert_style(style, automatic=True)
    for size in sorted(sizes):
        style = odfdo.Style("table-column", name=f"lk_w{size}")
        style.set_properties({"style:column-width": f"{size}cm"}, area="table-column")
        paper.insert_style(style, automatic=True)
    for name, size in SIZES.items():
        align = "center" if name == "title" else "start"
        bold = "bold" if name in {"title", "heading"} else "normal"
        paper.insert_style(_paragraph_style(odfdo, f"lk_{name}", size, align, bold), automatic=True)
    paper.insert_style(_paragraph_style(odfdo, "lk_label", "10.5pt", "center", "bold"), automatic=True)
    paper.insert_style(_paragraph_style(odfdo, "lk_caption", "10.5pt", "start", "bold"), automatic=True)
    border = {"fo:border": "0.5pt solid #000000", "fo:padding": "0.1cm", "style:vertical-align": "middle"}
    for name, fill in (("lk_cell", "transparent"), ("lk_label_cell", "#eaf1f7")):
        style = odfdo.Style("table-cell", name=name)
        style.set_properties({**border, "fo:background-color": fill}, area="table-cell")
        paper.insert_style(style, automatic=True)
    layout = paper.get_style("page-layout", "Mpm1")
    if layout is not None:
        margins = {f"fo:margin-{side}": "2cm" for side in ("top", "bottom", "left", "right")}
        layout.set_properties({"fo:page-width": "21cm", "fo:page-height": "29.7cm", **margins}, area="page-layout")


def _paragraph_style(odfdo: Any, name: str, size: str, align: str, bold: str) -> Any:
    style = odfdo.Style("paragraph", name=name)
    look = {"fo:text-align": align, "fo:margin-top": "0.05cm", "fo:margin-bottom": "0.05cm"}
    opens = {"fo:margin-top": "0.35cm", "fo:keep-with-next": "always"} if name in OPENS else {}
    style.set_properties({**look, **opens}, area="paragraph")
    fonts = {"style:font-name": LATIN, "fo:font-family": LATIN, "style:font-family-asian": HAN}
    sizes = {
        "fo:font-size": size,
        "style:font-size-asian": size,
        "fo:font-weight": bold,
        "style:font-weight-asian": bold,
    }
    style.set_properties({**fonts, **sizes}, area="text")
    return style


def _paragraph(odfdo: Any, text: str, style: str) -> Any:
    return odfdo.Paragraph(text, style=f"lk_{style}")


def _page_number(odfdo: Any) -> Any:
    """Return the foot of a page: 第 1 頁，共 3 頁."""
    said = odfdo.Paragraph("第 ")
    said.append(odfdo.Element.from_tag('<text:page-number text:select-page="current">1</text:page-number>'))
    said.append(" 頁，共 ")
    said.append(odfdo.Element.from_tag("<text:page-count>1</text:page-count>"))
    said.append(" 頁")
    return said


def _picture(paper: Any, odfdo: Any, picture: Picture) -> Any:
    frame = frame_of(paper, picture, PAGE_WIDTH, anchor_type="as-char")
    paragraph = odfdo.Paragraph("", style="lk_body")
    paragraph.append(frame)
    return paragraph


def _sizes(grid: Grid) -> list[str]:
    """Return the widths of the grid's columns in centimetres; they fill the page."""
    total = sum(grid.widths)
    return [f"{PAGE_WIDTH * width / total:.2f}" for width in grid.widths]


def _grid(paper: Any, odfdo: Any, grid: Grid, index: int) -> Any:
    table = odfdo.Table(f"table{index}", width=len(grid.widths), height=len(grid.rows), style="lk_table")
    for column in table.get_elements("table:table-column"):
        table.delete(column)
    for at, size in enumerate(_sizes(grid)):
        table.insert(odfdo.Column(style=f"lk_w{size}"), position=at)
    for y, row in enumerate(grid.rows):
        _row(paper, odfdo, table, (index, y), (row, grid))
    if grid.header:
        _repeat(odfdo, table, grid.header)
    return table


def _repeat(odfdo: Any, table: Any, rows: int) -> None:
    """Let the first ``rows`` stand at the head of every page."""
    lines = table.get_elements("table:table-row")[:rows]
    head = odfdo.Element.from_tag("table:table-header-rows")
    table.insert(head, position=table.index(lines[0]))
    for line in lines:
        table.delete(line)
        head.append(line)


def _row(paper: Any, odfdo: Any, table: Any, at: tuple[int, int], given: tuple[Any, Grid]) -> None:
    (index, y), (cells, grid) = at, given
    line = table.get_row(y)
    x = 0
    for cell in cells:
        label = cell.label or y < grid.header
        spot = odfdo.Cell(style="lk_label_cell" if label else "lk_cell")
        for text in cell.text.split("\n"):
            spot.append(odfdo.Paragraph(text, style="lk_label" if label else "lk_body"))
        line.set_cell(x, spot)
        x += cell.span
    least = grid.min_heights[y] if y < len(grid.min_heights) else 0
    if least:
        style = odfdo.Style("table-row", name=f"lk_t{index}r{y}")
        style.set_properties({"style:min-row-height": f"{least}cm", "fo:keep-together": "always"}, area="table-row")
        paper.insert_style(style, automatic=True)
        line.style = f"lk_t{index}r{y}"
    table.set_row(y, line)
    x = 0
    for cell in cells:
        if cell.span > 1:
            table.set_span((x, y, x + cell.span - 1, y))
        x += cell.span


ODT = Writer("ODF 文字文件", render)
