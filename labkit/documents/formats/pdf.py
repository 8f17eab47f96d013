"""PDF on A4 through typst, with labkit's own font and the document's date: the same document makes the same bytes."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

from labkit.core.document import Block, Document, Grid, Text
from labkit.core.glyphs import drawable, lacking_note
from labkit.core.resources import FONT, FONT_FAMILY
from labkit.documents.formats._writer import UNDATED, Writer

SIZES = {"title": "15pt", "heading": "12.5pt", "body": "10.5pt", "note": "9pt"}
PAGE_WIDTH = 17.0
INSETS = 0.36  # cm, both sides of a cell
NARROW = 0.21  # cm, a wide letter or a digit at 10 pt
WORD = re.compile(r"[!-~]+")
ZERO_WIDTH = "\u200b"
NUMBERED = '(here, all) => "第 " + str(here) + " 頁，共 " + str(all) + " 頁"'


def render(document: Document) -> bytes:
    """Return the PDF."""
    import typst  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "main.typ").write_text(source(document, root), encoding="utf-8")
        return bytes(typst.compile(str(root / "main.typ"), font_paths=[str(FONT.parent)], ignore_system_fonts=True))


def source(document: Document, root: Path) -> str:
    """Return the typst source; pictures are written into ``root``."""
    day = document.as_of or UNDATED
    numbering = NUMBERED if document.numbered else '"1"'
    head = (
        f"#set document(title: {typst_string(document.title)}, date: datetime(year: {day.year}, month: {day.month}, day: {day.day}))\n"
        f'#set page(paper: "a4", margin: 2cm, numbering: {numbering})\n'
        f'#set text(font: "{FONT_FAMILY}", size: 10.5pt, lang: "zh", region: "TW")\n#set par(leading: 0.7em)\n'
    )
    title = "" if document.kind == "form" else f"#align(center, text(size: 16pt, {typst_string(document.title)}))\n"
    blocks = list(document.blocks)
    if told := lacking_note(_texts(document)):
        blocks.append(Text(told, "note"))
    return head + title + "\n".join(_block(block, index, root) for index, block in enumerate(blocks))


def _block(block: Block, index: int, root: Path) -> str:
    if isinstance(block, Text):
        text = f"text(size: {SIZES[block.style]}, {typst_string(block.text)})"
        sticky = "sticky: true, " if block.style == "heading" else ""
        return f"#align(center, {text})\n" if block.style == "title" else f"#block({sticky}{text})\n"
    if isinstance(block, Grid):
        return _grid(block)
    (root / f"{index}.png").write_bytes(block.png)
    return f'#image("{index}.png", width: 100%, alt: {typst_string(block.alt)})\n'


def _grid(grid: Grid) -> str:
    total = sum(grid.widths)
    columns = ", ".join(f"{PAGE_WIDTH * width / total:.3f}cm" for width in grid.widths)
    cells, head, last = [], 0, 0
    for index, row in enumerate(grid.rows):
        least = grid.min_heights[index] if index < len(grid.min_heights) else 0
        column = 0
        for place, cell in enumerate(row):
            fill = ', fill: rgb("#EAF1F7")' if cell.label or index < grid.header else ""
            whole = ", breakable: false" if least else ""
            align = ", align: right" if cell.number else ""
            wide = PAGE_WIDTH * sum(grid.widths[column : column + cell.span]) / total - INSETS
            column += cell.span
            text = f"text(size: 10pt, {typst_string(breakable(cell.text, wide))})"
            inner = f"block(height: {least}cm, {text})" if least and not place and not cell.text.count("\n") else text
            cells.append(f"table.cell(colspan: {cell.span}{fill}{align}{whole})[#{inner}]")
        head = len(cells) if index < grid.header else head
        last = len(cells) if grid.together and index + 1 + grid.together == len(grid.rows) else last
    told = [f"table.header({', '.join(cells[:head])})"] if head else []
    told += [*cells[head:last], f"table.footer(repeat: false, {', '.join(cells[last:])})"] if last else cells[head:]
    caption = f'#block(sticky: true, text(weight: "bold", {typst_string(grid.caption)}))\n' if grid.caption else ""
    return (
        f"{caption}#table(columns: ({columns},), inset: 5pt, stroke: 0.6pt, align: left + horizon,\n"
        + ",\n".join(told)
        + ",\n)\n"
    )


def breakable(text: str, width: float) -> str:
    """Return ``text`` with places to break in words, such as addresses and file names, that are wider than ``width`` cm.

    >>> breakable("a@b.tw", 5.0), breakable("a@b.tw", 0.5).count(ZERO_WIDTH)
    ('a@b.tw', 5)
    """
    return WORD.sub(lambda word: ZERO_WIDTH.join(word[0]) if len(word[0]) * NARROW > width else word[0], text)


def typst_string(text: str) -> str:
    r"""Return ``text`` as a typst string: every sign is data, none is markup; control signs, which nobody sees, are left out.

    >>> typst_string('a\\b" ] #')
    '"a\\\\b\\" ] #"'
    """
    seen = "".join(sign for sign in text if sign >= " " or sign in "\n\t")
    return json.dumps(drawable(seen), ensure_ascii=False)


def _texts(document: Document) -> str:
    parts = [document.title]
    for block in document.blocks:
        if isinstance(block, Text):
            parts.append(block.text)
        elif isinstance(block, Grid):
            parts += [block.caption, *(cell.text for row in block.rows for cell in row)]
    return "".join(parts)


PDF = Writer("PDF", render)
