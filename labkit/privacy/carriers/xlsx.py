"""Excel workbooks without macros: cells of every sheet, and every other part that holds words.

Source of the parts: ECMA-376 part 1 (18.3 worksheets, 18.4 shared strings, 18.7 comments, 18.10 pivot tables).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from labkit.privacy.carriers._cells import TOGETHER, Texts, sheet
from labkit.privacy.carriers._package import Reader, parts_of, pieces_of_parts, targets_of
from labkit.privacy.carriers._xml import local, root_of
from labkit.privacy.release.carrier import Carrier, Piece, Unreadable, quoted

BOOK, STRINGS, EMPTY = "xl/workbook.xml", "xl/sharedStrings.xml", b"<sst/>"
LABELS = {
    "comments": "註解",
    "threadedComment": "註解",
    "persons/": "註解作者",
    "docProps/": "文件屬性",
    "pivot": "樞紐快取",
    "drawing": "圖形或文字方塊",
    "charts/": "圖表",
    "externalLinks/": "外部連結",
    "tables/": "表格定義",
    "media/": "圖片",
    "workbook.xml": "工作簿（工作表名稱、定義名稱、連結）",
}


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield sheets (hidden ones too) as tables, and what every other part says; raises Unreadable for other binaries."""
    parts = parts_of(data)
    if BOOK not in parts:
        raise Unreadable("不是 Excel 活頁簿")
    shared = Texts(parts.get(STRINGS, EMPTY))
    own: dict[str, Reader] = {STRINGS: lambda _: ()}
    for part, place in _sheets(parts).items():
        own[part] = functools.partial(sheet, place=place, shared=shared)
    yield from pieces_of_parts(parts, own, label, TOGETHER)
    yield from shared.pieces()


def _sheets(parts: dict[str, bytes]) -> dict[str, str]:
    """Return the place of every sheet by its part: those the book lists by number and name, and any that it does not."""
    targets = targets_of(parts, BOOK)
    stray = [part for part in parts if part.startswith("xl/worksheets/") and part.endswith(".xml")]
    places = dict.fromkeys(stray, "未列名的工作表")
    listed = (one for one in root_of(parts[BOOK]).iter() if local(one) == "sheet")
    for number, one in enumerate(listed, 1):
        key = next((value for name, value in one.attrib.items() if name.endswith("}id")), "")
        hidden = "（隱藏）" if one.attrib.get("state", "visible") != "visible" else ""
        if targets.get(key) in places:
            places[targets[key]] = f"第 {number} 張工作表{quoted(one.attrib.get('name', ''))}{hidden}"
    return places


def label(part: str) -> str:
    """Return what people call a part of the package.

    >>> label("xl/pivotCache/pivotCacheRecords1.xml"), label("xl/styles.xml")
    ('樞紐快取', '其他設定')
    """
    return next((told for word, told in LABELS.items() if word in part), "其他設定")


XLSX = Carrier(suffixes=(".xlsx",), pieces=pieces)
