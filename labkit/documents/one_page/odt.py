"""The page as an ODF text that people can edit: the same rows, with fixed line heights, so that it stays one page."""

from __future__ import annotations

import io
from typing import Any

from labkit.documents.formats._writer import UNDATED, repacked
from labkit.documents.formats.odt import HAN, LATIN, undated
from labkit.documents.one_page.page import Figure, OnePage, Row
from labkit.documents.one_page.typeset import (
    DARK,
    GREY,
    LABEL,
    LINE,
    PALE,
    WIDE,
    columns_of,
    number_size,
    stand_beside,
    unit_size,
)

Styled = tuple[str, list[list[tuple[str, float, str]]], int]  # a cell's style, its paragraphs of runs, its columns
PARTS = 6
LINE_HEIGHT, LARGE_HEIGHT, LARGE = 1.3, 1.15, 20.0


def to_odt(page: OnePage, size: float) -> bytes:
    """Return the page with running text of ``size`` points; the same page makes the same bytes."""
    import odfdo  # noqa: PLC0415

    paper = odfdo.Document("text")
    paper.body.clear()
    _page_styles(paper, odfdo)
    sheet = _Sheet(paper, odfdo)
    table = odfdo.Table("results", width=PARTS + 1, height=0, style="lk_table")
    for column in table.get_elements("table:table-column"):
        table.delete(column)
    for at in range(PARTS + 1):
        table.insert(odfdo.Column(style="lk_label" if at == 0 else "lk_part"), position=at)
    sheet.title(table, page, size)
    for row in page.rows:
        sheet.row(table, row, size)
    paper.body.append(table)
    paper.body.append(sheet.paragraph([("", size, GREY)]))
    for line in page.foot:
        paper.body.append(sheet.paragraph([(line, max(size - 3, 7.5), GREY)]))
    paper.meta.title = page.title
    out = io.BytesIO()
    paper.save(out)
    day = (page.as_of or UNDATED).isoformat().encode()
    return repacked(out.getvalue(), lambda name, part: undated(part, day) if name == "meta.xml" else part)


def _page_styles(paper: Any, odfdo: Any) -> None:
    style = odfdo.Style("table", name="lk_table")
    style.set_properties({"style:width": f"{WIDE}cm", "table:align": "margins"}, area="table")
    paper.insert_style(style, automatic=True)
    for name, width in (("lk_label", LABEL), ("lk_part", (WIDE - LABEL) / PARTS)):
        style = odfdo.Style("table-column", name=name)
        style.set_properties({"style:column-width": f"{width:.3f}cm"}, area="table-column")
        paper.insert_style(style, automatic=True)
    edge = f"0.6pt solid {LINE}"
    looks = {
        "lk_head": {"fo:background-color": DARK, "fo:padding": "0.35cm"},
        "lk_name": {
            "fo:background-color": PALE,
            "fo:border-top": edge,
            "fo:border-bottom": edge,
            "fo:padding": "0.2cm",
        },
        "lk_text": {"fo:border-top": edge, "fo:padding": "0.2cm"},
        "lk_figure": {"fo:border-left": f"2.5pt solid {DARK}", "fo:padding": "0.15cm"},
        "lk_blank": {"fo:padding": "0cm"},
    }
    for name, look in looks.items():
        style = odfdo.Style("table-cell", name=name)
        align = "top" if name == "lk_figure" else "middle"
        style.set_properties({**look, "style:vertical-align": align}, area="table-cell")
        paper.insert_style(style, automatic=True)
    layout = paper.get_style("page-layout", "Mpm1")
    if layout is not None:
        margins = {"fo:margin-top": "1.2cm", "fo:margin-bottom": "1.2cm", "fo:margin-left": "1.6cm"}
        size = {"fo:page-width": "21cm", "fo:page-height": "29.7cm", "fo:margin-right": "1.6cm"}
        layout.set_properties({**size, **margins}, area="page-layout")


class _Sheet:
    """Builds the table row by row; a style is made once for each size and colour."""

    def __init__(self, paper: Any, odfdo: Any) -> None:
        self.paper, self.odfdo, self.known = paper, odfdo, set[str]()

    def title(self, table: Any, page: OnePage, size: float) -> None:
        texts = [[(page.title, size + 7, "#FFFFFF")], [(page.subtitle, size, PALE)]]
        self._line(table, [("lk_head", texts, PARTS + 1)])

    def row(self, table: Any, row: Row, size: float) -> None:
        """Append a row: its label, its paragraphs, and lines of large numbers below these."""
        across = columns_of(row.figures) if row.figures else 1
        lines = [row.figures[start : start + across] for start in range(0, len(row.figures), across)]
        texts = [[(text, size, "#1D1D1D")] for text in row.texts] or [[("", size, GREY)]]
        self._line(table, [("lk_name", [[(row.label, size, DARK)]], 1), ("lk_text", texts, PARTS)], down=len(lines) + 1)
        for some in lines:
            cells = [("lk_figure", self._figure(one, size, row.figures), PARTS // across) for one in some]
            missing = PARTS - sum(span for _, _, span in cells)
            blank = [("lk_blank", [[("", 6.0, GREY)]], missing)] if missing else []
            self._line(table, [*cells, *blank], covered=True)

    def _figure(self, one: Figure, size: float, among: tuple[Figure, ...]) -> list[list[tuple[str, float, str]]]:
        number = (one.number, number_size(among, size) * 0.93, DARK)
        unit = (f"{one.unit}{one.mark}", unit_size(size), "#1D1D1D")
        large = [[number, (" ", unit[1], unit[2]), unit]] if stand_beside(among, size) else [[number], [unit]]
        small = [[(line, max(size - 2.5, 7.5), GREY)] for line in one.lines]
        return [*large, [(one.name, size, "#1D1D1D")], *small]

    def _line(self, table: Any, cells: list[Styled], *, down: int = 1, covered: bool = False) -> None:
        """Append a line of cells; its first cell reaches ``down`` lines, or is ``covered`` by one that does."""
        row = self.odfdo.Row()
        if covered:
            row.append(self.odfdo.Element.from_tag("table:covered-table-cell"))
        for at, (style, paragraphs, span) in enumerate(cells):
            cell = self.odfdo.Cell(style=style)
            for runs in paragraphs:
                cell.append(self.paragraph(runs))
            if span > 1:
                cell.set_attribute("table:number-columns-spanned", str(span))
            if down > 1 and at == 0:
                cell.set_attribute("table:number-rows-spanned", str(down))
            row.append(cell)
            for _ in range(span - 1):
                row.append(self.odfdo.Element.from_tag("table:covered-table-cell"))
        table.append(row)

    def paragraph(self, runs: list[tuple[str, float, str]]) -> Any:
        """Return a paragraph of runs, each with its size and colour; its line height is that of the largest."""
        largest = max(size for _, size, _ in runs)
        paragraph = self.odfdo.Paragraph("", style=self._style("paragraph", largest, runs[0][2]))
        for text, size, colour in runs:
            paragraph.append(self.odfdo.Span(text, style=self._style("text", size, colour)))
        return paragraph

    def _style(self, family: str, size: float, colour: str) -> str:
        name = f"lk_{family[0]}{size:g}_{colour.lstrip('#')}".replace(".", "_")
        if name not in self.known:
            self.known.add(name)
            style = self.odfdo.Style(family, name=name)
            if family == "paragraph":
                height = {
                    "fo:line-height": f"{size * (LARGE_HEIGHT if size > LARGE else LINE_HEIGHT):.1f}pt",
                    "fo:margin-top": "0.04cm",
                    "fo:margin-bottom": "0.04cm",
                }
                style.set_properties(height, area="paragraph")
            fonts = {
                "style:font-name": LATIN,
                "fo:font-family": LATIN,
                "style:font-family-asian": HAN,
                "fo:color": colour,
            }
            sizes = {"fo:font-size": f"{size:g}pt", "style:font-size-asian": f"{size:g}pt"}
            style.set_properties({**fonts, **sizes}, area="text")
            self.paper.insert_style(style, automatic=True)
        return name
