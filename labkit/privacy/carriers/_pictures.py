"""What pictures say beside their pixels: text chunks, drawn text, remarks. What else could be hidden in them is refused."""

from __future__ import annotations

import base64
import binascii
import re
import struct
import zlib
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from labkit.privacy.carriers._xml import root_of, texts, without_plain_doctype
from labkit.privacy.release.carrier import Passage, Unreadable

PNG_HEAD, JPEG_HEAD = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
DRAWN = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT pHYs bKGD hIST sPLT tIME cICP mDCv cLLi".split())
WRITTEN = frozenset({b"tEXt", b"iTXt", b"zTXt"})
MOST_TEXT = 10_000_000
SEGMENTS, REMARK, SCAN, END = range(0xE0, 0xF0), 0xFE, 0xDA, b"\xff\xd9"
SVG_TEXTS = frozenset({"text", "title", "desc", "style", "script", "p", "div", "li", "td"})
DATA_URI = re.compile(r"data:([a-z]+/[a-z0-9.+-]+)((?:;[a-z0-9=.-]+)*),([^\"'\s)<>]*)", re.IGNORECASE)


def png(data: bytes, place: str = "圖檔文字") -> Iterator[Passage]:
    """Yield the text chunks of a PNG; raises Unreadable for chunks that are not known, and for data behind its end."""
    if not data.startswith(PNG_HEAD):
        raise Unreadable("不是 PNG")
    at, kind = len(PNG_HEAD), b""
    while at + 8 <= len(data) and kind != b"IEND":
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        at += 12 + length
        if kind in WRITTEN:
            yield Passage(place, _chunk(kind, body))
        elif kind == b"eXIf":
            yield from _decoded(body, place)
        elif kind not in DRAWN:
            raise Unreadable("圖檔含有無法檢查的區塊")
    if at != len(data) or kind != b"IEND":
        raise Unreadable("圖檔不完整，或結尾之後還有資料")


def _chunk(kind: bytes, body: bytes) -> str:
    """Return keyword and text of a chunk, unpacked."""
    key, _, rest = body.partition(b"\0")
    if kind == b"zTXt":
        rest = _unpacked(rest[1:])
    elif kind == b"iTXt":
        packed, (language, _, tail) = rest[:1] != b"\0", rest[2:].partition(b"\0")
        translated, _, text = tail.partition(b"\0")
        rest = b" ".join([language, translated, _unpacked(text) if packed else text])
    return (key + b" " + rest).decode("utf-8", "replace").replace("\0", " ")


def _unpacked(data: bytes) -> bytes:
    reader = zlib.decompressobj()
    text = reader.decompress(data, MOST_TEXT)
    if reader.unconsumed_tail or not reader.eof:
        raise Unreadable("圖檔的文字過長或不完整")
    return text


def jpeg(data: bytes, place: str = "圖檔文字") -> Iterator[Passage]:
    """Yield what a JPEG's remarks, Exif and other segments say; raises Unreadable for data behind its end."""
    data = data.rstrip(b"\0")
    if not data.startswith(JPEG_HEAD) or not data.endswith(END):
        raise Unreadable("不是完整的 JPEG")
    at, kind = len(JPEG_HEAD), 0
    while kind != SCAN:
        _, kind, length = struct.unpack(">BBH", data[at : at + 4])
        if kind == REMARK or kind in SEGMENTS:
            yield from _decoded(data[at + 4 : at + 2 + length], place)
        at += 2 + length
    if data.find(END, at) != len(data) - len(END):
        raise Unreadable("圖檔結尾之後還有資料")


def _decoded(body: bytes, place: str) -> Iterator[Passage]:
    """Yield the words in binary remarks, whatever they are written in: UTF-8, or 16 bits of either order."""
    for coding in ("utf-8", "utf-16-le", "utf-16-be"):
        yield Passage(place, body.decode(coding, "replace").replace("\0", " "))


def svg(data: bytes, place: str = "向量圖") -> Iterator[Passage]:
    """Yield the texts, remarks and attributes of an SVG, and what the pictures inside it say."""
    for one in texts(root_of(without_plain_doctype(data)), place, SVG_TEXTS):
        yield from with_pictures(one)


def with_pictures(one: Passage) -> Iterator[Passage]:
    """Yield a passage without its data URIs, and what these carry; raises Unreadable for one that is no picture."""
    if "data:" not in one.text.lower():
        yield one
        return
    for kind, options, content in DATA_URI.findall(one.text):
        try:
            coded = "base64" in options.lower()
            data = unquote_to_bytes(content)
            yield from picture(kind.lower(), base64.b64decode(data, validate=True) if coded else data, one.place)
        except binascii.Error as error:
            raise Unreadable("內嵌資料無法檢查") from error
    yield Passage(one.place, DATA_URI.sub(" ", one.text), one.column)


def picture(kind: str, data: bytes, place: str) -> Iterator[Passage]:
    """Yield what a picture says; raises Unreadable for a kind that nobody looks into."""
    reader = {"image/png": png, "image/svg+xml": svg, "image/jpeg": jpeg}.get(kind)
    if reader is None:
        raise Unreadable("含有無法檢查的內嵌資料")
    yield from reader(data, place)
