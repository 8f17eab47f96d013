"""OpenDocument sheets and texts: cells (hidden ones too), paragraphs, remarks, tracked changes, properties.

Source of the elements: ODF 1.3 part 3 (5.5 tracked changes, 9.1 tables, 14.1 annotations).
"""

from __future__ import annotations

from collections.abc import Iterator

from labkit.privacy.carriers._document import Marks, tables
from labkit.privacy.carriers._package import Reader, parts_of, pieces_of_parts
from labkit.privacy.carriers._xml import local, root_of, texts
from labkit.privacy.release.carrier import Carrier, Passage, Piece, Unreadable, quoted

CONTENT, SPREADSHEET = "content.xml", b"application/vnd.oasis.opendocument.spreadsheet"
TOGETHER = frozenset({"p", "h"})
MARKS = Marks("table", "table-row", frozenset({"table-cell", "covered-table-cell"}), "p")
LABELS = {"meta.xml": "文件屬性", "styles.xml": "頁首、頁尾與樣式", "Object": "內嵌圖表", "Pictures": "圖片"}


def pieces(data: bytes) -> Iterator[Piece]:
    """Yield tables and texts of every part; raises Unreadable for locked files and for binary parts."""
    parts = parts_of(data)
    if CONTENT not in parts or b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Unreadable("不是可檢查的 OpenDocument")
    sheets = parts.get("mimetype", b"").strip() == SPREADSHEET
    own: dict[str, Reader] = {
        CONTENT: lambda content: _content(content, sheets=sheets),
        "mimetype": lambda content: [Passage("檔案類型", content.decode("ascii"))],
        "layout-cache": lambda content: [Passage("版面", content.decode("latin-1"))],
    }
    yield from pieces_of_parts(parts, own, label, TOGETHER)


def _content(data: bytes, *, sheets: bool) -> Iterator[Piece]:
    root = root_of(data)
    found = (one for one in root.iter() if local(one) == MARKS.table)
    names = {number: f"第 {number} 張工作表{quoted(_name(one.attrib))}" for number, one in enumerate(found, 1)}
    yield from tables(root, MARKS, "內文", names if sheets else {})
    yield from texts(root, "內文、註解或圖形", TOGETHER)


def _name(attributes: dict[str, str]) -> str:
    return next((value for key, value in attributes.items() if key.endswith("table:1.0}name")), "")


def label(part: str) -> str:
    """Return what people call a part of the package."""
    return next((told for word, told in LABELS.items() if word in part), "其他設定")


OPENDOCUMENT = Carrier(suffixes=(".ods", ".odt"), pieces=pieces)
