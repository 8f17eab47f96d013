"""What a PDF says: the text of every page, and every string of the file (properties, remarks, forms, alternative texts).

Refused: locks, attachments, scripts, earlier versions inside the file, pages of pictures alone, fonts whose signs no text comes back from.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, cast

from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, EncodedStreamObject, StreamObject

from labkit.privacy.carriers._xml import root_of, texts
from labkit.privacy.release.carrier import Passage, Piece, Unreadable

TOGETHER = frozenset({"li", "creator", "title", "description"})
ODD = frozenset({"Co", "Cn", "Cc", "Cs"})
MOST_ODD = 0.1
REFUSED = {
    "/EmbeddedFile": "含有附件",
    "/Filespec": "含有附件",
    "/EF": "含有附件",
    "/JavaScript": "含有程式",
    "/JS": "含有程式",
    "/RichMedia": "含有影音",
    "/3D": "含有立體模型",
}


def pdf(data: bytes) -> Iterator[Piece]:
    """Yield pages and strings; raises Unreadable for what pages hide or pictures show."""
    if data.count(b"startxref") > 1 and b"/Linearized" not in data[:2048]:
        raise Unreadable("含有先前的版本")
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise Unreadable("有密碼保護")
    for number, page in enumerate(reader.pages, 1):
        yield from _page(page, f"第 {number} 頁")
    for number in sorted({one for found in reader.xref.values() for one in found} | set(reader.xref_objStm)):
        value = reader.get_object(number) if number else None
        yield from _strings(value)
        if isinstance(value, StreamObject) and value.get("/Subtype") == "/Form" and reader.pages:
            yield Passage("圖形、註解或表單", reader.pages[0].extract_xform_text(cast("EncodedStreamObject", value)))
    yield from _strings(reader.trailer)


def _page(page: PageObject, place: str) -> Iterator[Piece]:
    text = page.extract_text()
    filled = [sign for sign in text if not sign.isspace()]
    if not filled and _draws(page):
        raise Unreadable(f"{place}只有圖片，沒有文字可檢查（掃描檔請先辨識文字）")
    if sum(sign == "\ufffd" or unicodedata.category(sign) in ODD for sign in filled) > MOST_ODD * len(filled):
        raise Unreadable(f"{place}的字型無法轉成文字")
    yield Passage(place, text)
    yield Passage(place, re.sub(r"\s*\n\s*", "", text))
    yield from (Passage(place, line) for line in text.splitlines())


def _draws(page: PageObject) -> bool:
    """Tell whether a page without text shows anything at all."""
    content = page.get_contents()
    return content is not None and bool(re.search(rb"\b(?:Do|BI|f|F|S|B|Tj|TJ)\b", content.get_data()))


def _strings(value: Any) -> Iterator[Piece]:
    """Yield every string inside an object, references left alone: each object is looked at once."""
    if isinstance(value, DictionaryObject):
        _refuse(value)
        for key, child in value.items():
            yield from _strings(child) if key != "/ID" else ()
            yield Passage("名稱", str(key)[1:])
    elif isinstance(value, ArrayObject):
        for child in value:
            yield from _strings(child)
    elif isinstance(value, ByteStringObject):
        yield Passage("文件屬性、註解或表單", value.decode("utf-8", "replace"))
    elif isinstance(value, str):
        yield Passage("文件屬性、註解或表單", value.removeprefix("/"))
    if isinstance(value, StreamObject) and value.get("/Type") == "/Metadata":
        yield from texts(root_of(value.get_data()), "文件屬性", TOGETHER)


def _refuse(value: DictionaryObject) -> None:
    told = {str(value[key]) for key in ("/Type", "/Subtype", "/S") if key in value} | set(value)
    for kind, why in REFUSED.items():
        if kind in told:
            raise Unreadable(why)
    if value.get("/Subtype") == "/Type0" and "/ToUnicode" not in value:
        raise Unreadable("字型無法轉成文字")
    if isinstance(value, EncodedStreamObject) and "/F" in value:
        raise Unreadable("內容放在檔案之外")
