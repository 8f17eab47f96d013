"""Word documents without macros: paragraphs joined over their runs, tables, headers, footnotes, remarks, tracked changes.

Source of the elements: ECMA-376 part 1 (17.3 paragraphs and runs, 17.13.5 revisions, 17.16 fields).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from labkit.privacy.carriers._document import Marks, tables
from labkit.privacy.carriers._package import Reader, parts_of, pieces_of_parts
from labkit.privacy.carriers._xml import root_of, texts
from labkit.privacy.release.carrier import Carrier, Piece, Unreadable

BODY = "word/document.xml"
TOGETHER = frozenset({"p"})
MARKS = Marks("tbl", "tr", frozenset({"tc"}), "p", frozenset({"delText", "instrText", "txbxContent", "drawing"}))
LABELS = {
    "document.xml": "內文",
    "header": "頁首",
    "footer": "頁尾",
    "footnotes": "註腳",
    "endnotes": "章節附註",
    "comments": "註解",
    "people": "註解作者",
    "docProps/": "文件屬性",
    "charts/": "圖表",
    "media/": "圖片",
    "customXml": "自訂資料",
}


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield what every part says, deleted and hidden text too; raises Unreadable for embedded objects and binary parts."""
    parts = parts_of(data)
    if BODY not in parts:
        raise Unreadable("不是 Word 文件")
    own: dict[str, Reader] = {
        name: functools.partial(_part, place=label(name))
        for name in parts
        if name.startswith("word/") and name.endswith(".xml")
    }
    yield from pieces_of_parts(parts, own, label, TOGETHER)


def _part(data: bytes, place: str) -> Iterator[Piece]:
    root = root_of(data)
    yield from tables(root, MARKS, place, {})
    yield from texts(root, place, TOGETHER)


def label(part: str) -> str:
    """Return what people call a part of the package."""
    return next((told for word, told in LABELS.items() if word in part.removeprefix("word/")), "其他設定")


DOCX = Carrier(suffixes=(".docx",), pieces=pieces)
