"""Document -> an HTML fragment: what a notebook shows and the report page is made of. No address outside itself."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from html import escape

from labkit.core.document import Block, Document, Grid, Picture, Text

TAGS = {"title": "h1", "heading": "h2", "body": "p", "note": "p class='note'"}


def to_html(document: Document) -> str:
    """Return the blocks of ``document`` as HTML; every value is escaped, pictures are embedded with their text."""
    return "\n".join([f"<h1>{escape(document.title)}</h1>", *(block_html(block) for block in document.blocks)])


@dataclass(frozen=True, repr=False)
class Shown:
    """A document as a notebook shows it: HTML in the browser, its texts elsewhere."""

    document: Document

    def _repr_html_(self) -> str:
        return "\n".join(block_html(block) for block in self.document.blocks)

    def __repr__(self) -> str:
        """Return the texts of the document."""
        return "\n".join(block.text for block in self.document.blocks if isinstance(block, Text)) or self.document.title


def said(text: str) -> Shown:
    """Show one sentence."""
    return Shown(Document("", (Text(text),)))


def block_html(block: Block) -> str:
    """Return one block as HTML."""
    if isinstance(block, Text):
        tag = TAGS[block.style]
        return f"<{tag}>{escape(block.text).replace(chr(10), '<br>')}</{tag.split(maxsplit=1)[0]}>"
    if isinstance(block, Picture):
        return _picture(block)
    return _grid(block)


def _picture(picture: Picture) -> str:
    data = base64.b64encode(picture.png).decode("ascii")
    return f"<figure><img alt='{escape(picture.alt, quote=True)}' src='data:image/png;base64,{data}'></figure>"


def _grid(grid: Grid) -> str:
    rows = []
    for index, row in enumerate(grid.rows):
        cells = []
        for cell in row:
            tag = "th scope='col'" if index < grid.header else "th scope='row'" if cell.label else "td"
            span = f" colspan='{cell.span}'" if cell.span > 1 else ""
            least = "5.5em" if cell.label and index >= grid.header else "3.5em"
            kind = " class='number'" if cell.number else f" style='text-align:left;min-width:{least}'"
            text = escape(cell.text).replace("\n", "<br>")
            cells.append(f"<{tag}{span}{kind}>{text}</{tag.split(maxsplit=1)[0]}>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    caption = f"<caption>{escape(grid.caption)}</caption>" if grid.caption else ""
    return f"<table>{caption}{''.join(rows)}</table>"
