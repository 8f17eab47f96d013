"""ODF texts: the body, and the headers and footers that stand among the styles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from labkit.coaching.filling.pieces import Piece, Segment, Template

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
APART = (f"{OFFICE}annotation", f"{TEXT}note", f"{TEXT}tracked-changes", f"{TEXT}ruby-text")
SIGNS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
SPECIAL = re.compile(r"(\n|\t| {2,})")
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def _parts(name: str) -> bool:
    return name in {"content.xml", "styles.xml"}


def _paragraphs(root: Any) -> Iterator[Any]:
    for one in root.iter(*PARAGRAPHS):
        if next(one.iterancestors(f"{TEXT}tracked-changes"), None) is None:
            yield one


def _pieces(paragraph: Any) -> list[Piece]:
    return [Piece(paragraph, "text", paragraph.text or ""), *(piece for child in paragraph for piece in _below(child))]


def _below(element: Any) -> Iterator[Piece]:
    tag = element.tag
    if tag == f"{TEXT}s":
        yield Piece(element, "", " " * int(element.get(f"{TEXT}c", "1")))
    elif tag in SIGNS:
        yield Piece(element, "", SIGNS[tag])
    elif isinstance(tag, str) and tag not in PARAGRAPHS and tag not in APART and not tag.startswith(DRAW):
        yield Piece(element, "text", element.text or "")
        for child in element:
            yield from _below(child)
    yield Piece(element, "tail", element.tail or "")


def _put(piece: Piece, segments: Sequence[Segment]) -> None:
    text, made = "", list[Any]()
    for answer, told in segments:
        for part in SPECIAL.split(told) if answer else [told]:
            element = _special(piece.element, part) if answer and SPECIAL.fullmatch(part) else None
            if element is not None:
                made.append(element)
            elif made:
                made[-1].tail = (made[-1].tail or "") + part
            else:
                text += part
    setattr(piece.element, piece.where, text)
    if piece.where == "text":
        for at, element in enumerate(made):
            piece.element.insert(at, element)
        return
    parent = piece.element.getparent()
    for at, element in enumerate(made, parent.index(piece.element) + 1):
        parent.insert(at, element)


def _special(near: Any, part: str) -> Any:
    """Return the element that a line's end, a tab, or blanks in a row are in ODF, which would fold them into one blank."""
    element = near.makeelement(f"{TEXT}{'s' if part[0] == ' ' else 'tab' if part == chr(9) else 'line-break'}")
    if part[0] == " ":
        element.set(f"{TEXT}c", str(len(part)))
    return element


def _whole(paragraph: Any) -> bool:
    return not any(tag in {*PARAGRAPHS, *APART} or str(tag).startswith(DRAW) for tag in _tags(paragraph))


def _tags(paragraph: Any) -> list[Any]:
    return [one.tag for one in paragraph.iterdescendants()]


ODT = Template("ODF 文字文件", _parts, _paragraphs, _pieces, _put, _whole, (XML_ID,))
