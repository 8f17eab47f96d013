"""Word documents: the body, headers, footers, notes; text boxes too, in both of the forms that Word keeps them in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from labkit.coaching.filling.pieces import Piece, Segment, Template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}
APART = {f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "drawing", "pict", "object", "p")}
ONCE = {
    f"{W}{name}" for name in ("sectPr", "drawing", "pict", "object", "footnoteReference", "endnoteReference", "sdt")
}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
SPECIAL = re.compile(r"(\n|\t)")


def _parts(name: str) -> bool:
    return bool(PARTS.fullmatch(name))


def _paragraphs(root: Any) -> Iterator[Any]:
    yield from root.iter(f"{W}p")


def _pieces(paragraph: Any) -> list[Piece]:
    return [piece for child in paragraph for piece in _below(child)]


def _below(element: Any) -> Iterator[Piece]:
    if element.tag == f"{W}t":
        yield Piece(element, "text", element.text or "")
    elif element.tag in SIGNS:
        yield Piece(element, "", SIGNS[element.tag])
    elif element.tag not in APART:
        for child in element:
            yield from _below(child)


def _put(piece: Piece, segments: Sequence[Segment]) -> None:
    last = piece.element
    last.text = ""
    for answer, told in segments:
        for part in SPECIAL.split(told) if answer else [told]:
            if answer and part in {"\n", "\t"}:
                mark = last.makeelement(f"{W}{'br' if part == chr(10) else 'tab'}")
                text = last.makeelement(f"{W}t")
                text.text = ""
                last.addnext(mark)
                mark.addnext(text)
                last = text
            else:
                last.text += part
            last.set(SPACE, "preserve")


def _whole(paragraph: Any) -> bool:
    return not any(one.tag in ONCE or one.tag == f"{W}p" for one in paragraph.iterdescendants())


DOCX = Template("Word 文件", _parts, _paragraphs, _pieces, _put, _whole, (f"{W14}paraId", f"{W14}textId"))
