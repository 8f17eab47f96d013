"""A Word document, for agencies that insist."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from labkit.core.document import Document, Grid, Picture, Text
from labkit.documents.formats._writer import UNDATED, Writer, repacked

SIZES = {"title": 15, "heading": 12.5, "body": 10.5, "note": 9}
FONTS = {"w:ascii": "Times New Roman", "w:hAnsi": "Times New Roman", "w:eastAsia": "標楷體"}
PAGE_WIDTH = 17.0


def render(document: Document) -> bytes:
    """Return the document; parts in fixed order, dated by ``as_of``."""
    import docx  # noqa: PLC0415
    from docx.shared import Cm  # noqa: PLC0415

    paper = docx.Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    day = document.as_of or UNDATED
    paper.core_properties.created = paper.core_properties.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
    paper.core_properties.title, paper.core_properties.author = document.title, ""
    paper.core_properties.last_modified_by = ""
    if document.kind == "report":
        _text(paper.add_paragraph(), Text(document.title, "title"))
    for block in document.blocks:
        if isinstance(block, Text):
            _text(paper.add_paragraph(), block)
        elif isinstance(block, Picture):
            paper.add_picture(io.BytesIO(block.png), width=Cm(PAGE_WIDTH))
        else:
            if block.caption and document.kind == "report":
                caption = paper.add_paragraph()
                _opens(caption)
                _run(caption, block.caption, SIZES["body"], bold=True)
            _grid(paper, block)
    out = io.BytesIO()
    paper.save(out)
    return repacked(out.getvalue())


def _text(paragraph: Any, block: Text) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415

    if block.style == "title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if block.style == "heading":
        _opens(paragraph)
    _run(paragraph, block.text, SIZES[block.style], bold=block.style in {"title", "heading"})


def _opens(paragraph: Any) -> None:
    """Set a paragraph off from what is above it, and keep it with what follows."""
    from docx.shared import Pt  # noqa: PLC0415

    form = paragraph.paragraph_format
    form.keep_with_next, form.space_before, form.space_after = True, Pt(12), Pt(3)


def _run(paragraph: Any, text: str, size: float, *, bold: bool = False) -> None:
    from docx.shared import Pt  # noqa: PLC0415

    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001  (python-docx has no East Asian font)
    for name, value in FONTS.items():
        fonts.set(f"{{{fonts.nsmap['w']}}}{name.split(':')[1]}", value)


def _grid(paper: Any, grid: Grid) -> None:
    from docx.enum.table import WD_ROW_HEIGHT_RULE  # noqa: PLC0415
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.shared import Cm  # noqa: PLC0415

    total = sum(grid.widths)
    table = paper.add_table(rows=len(grid.rows), cols=len(grid.widths))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Cm(PAGE_WIDTH * width / total)
    for index, (row, cells) in enumerate(zip(table.rows, grid.rows, strict=True)):
        if index < len(grid.min_heights) and grid.min_heights[index]:
            row.height, row.height_rule = Cm(grid.min_heights[index]), WD_ROW_HEIGHT_RULE.AT_LEAST
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001  (python-docx has no unbroken row)
        if index < grid.header:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  (python-docx has no repeated head)
        at = 0
        for cell in cells:
            spot = row.cells[at] if cell.span == 1 else row.cells[at].merge(row.cells[at + cell.span - 1])
            spot.width = Cm(PAGE_WIDTH * sum(grid.widths[at : at + cell.span]) / total)
            label = cell.label or index < grid.header
            _run(spot.paragraphs[0], cell.text, 10.5, bold=label)
            _set_cell(spot, label=label)
            spot.paragraphs[0].paragraph_format.keep_with_next = (
                len(grid.rows) - grid.together <= index < len(grid.rows) - 1
            ) or None
            at += cell.span


def _set_cell(spot: Any, *, label: bool) -> None:
    """Centre the text vertically, leave room around it, and shade a label."""
    from docx.enum.table import WD_ALIGN_VERTICAL  # noqa: PLC0415
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Cm  # noqa: PLC0415

    spot.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    spot.paragraphs[0].paragraph_format.space_before = spot.paragraphs[0].paragraph_format.space_after = Cm(0.08)
    if label:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), "EAF1F7")
        spot._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001  (python-docx has no shading)


DOCX = Writer("Word 文件", render)
