"""Bytes -> text by a strict ladder: BOM, UTF-16 pattern, UTF-8, CP950. The whole file, never a slice.

CP950's user-defined pairs become the private-use characters that Windows gives them; bytes that are no pair at all
become U+F880–F8FF. Both stay visible and are counted. Big5-HKSCS is never assumed: it silently makes wrong characters.
Source of the user-defined ranges: Microsoft, code page 950 end-user-defined characters (0xFA40, 0x8E40, 0x8140, 0xC6A1).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from labkit.core.errors import FileEmpty, NotATable

MAGICS = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"MZ",
)
USER_DEFINED = ((0xFA, 0xFE, 0xE000), (0x8E, 0xA0, 0xE311), (0x81, 0x8D, 0xEEB8), (0xC6, 0xC8, 0xF6B1))
TRAILS_A_LEAD, LOW_TRAILS = 157, 63
LOW_TRAIL, HIGH_TRAIL = (0x40, 0x7E), (0xA1, 0xFE)
STRAY_BASE = 0xF800
MAX_STRAY_SHARE = 0.005
NUL_SHARE = 0.3
BLOCK = 1 << 24
STRAYS = re.compile(f"[{chr(STRAY_BASE + 0x80)}-\uf8ff]")


@dataclass(frozen=True)
class Decoded:
    """Text, the encoding by its usual name, why it was chosen, and how many pairs were not of the table.

    ``hkscs`` says that the whole file could be Big5-HKSCS instead: a proposal, for a person to compare with the paper.
    """

    text: str
    encoding: str
    reason: str
    stray: int = 0
    hkscs: bool = False


def decode(data: bytes, *, place: str, encoding: str | None = None) -> Decoded:
    """Decode a delimited file; raises FileEmpty, or NotATable for binary content.

    >>> decode("里,件".encode("cp950"), place="x.csv").encoding
    'cp950'
    """
    if not data.strip(b"\r\n\t \x00\xef\xbb\xbf\xff\xfe"):
        raise FileEmpty(place=place)
    if data.startswith(MAGICS):
        raise NotATable(place=place, why="內容是壓縮檔、活頁簿、圖片或程式，不是文字")
    if encoding:
        return _told(data, encoding, place)
    for rung in (_byte_order_mark, _utf_16, _utf_8):
        if found := rung(data):
            return found
    if b"\x00" in data:
        raise NotATable(place=place, why="內容含有二進位資料")
    return _cp950(data, place)


def _told(data: bytes, encoding: str, place: str) -> Decoded:
    if encoding.lower() in {"cp950", "big5"}:
        return replace(_cp950(data, place), reason="由 layout 指定")
    try:
        return Decoded(data.decode(encoding), encoding, "由 layout 指定")
    except (LookupError, UnicodeDecodeError):
        raise NotATable(place=place, why=f"不能以指定的編碼 {encoding} 解讀") from None


def as_utf_8(path: Path, target: Path, *, encoding: str | None = None) -> tuple[Path, str, str]:
    """Return a UTF-8 file with the text of ``path``, its encoding and the reason; ``path`` itself where it is UTF-8.

    Any other text is transcoded to ``target`` block by block: memory does not grow with the file. Raises NotATable.
    """
    with path.open("rb") as stream:
        head = stream.read(BLOCK)
    even = head[: len(head) // 4 * 4]
    told = encoding or head.startswith(codecs.BOM_UTF8)
    found = None if told else _byte_order_mark(even) or _utf_16(even)
    if head.startswith(MAGICS):
        raise NotATable(place=path.name, why="內容是壓縮檔、活頁簿、圖片或程式，不是文字")
    name, reason = (encoding, "由 layout 指定") if encoding else (found.encoding, found.reason) if found else ("", "")
    if not name:
        valid = all(_decoded_blocks(path, "utf-8"))
        name = ("utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8") if valid else "cp950"
        reason = (
            ("檔頭有 BOM" if name == "utf-8-sig" else "整個檔案都是正確的 UTF-8")
            if valid
            else "不是 UTF-8；以 CP950（Big5）讀取，造字保留"
        )
    if name in {"utf-8", "utf-8-sig"} and not encoding:
        return path, name, reason
    try:
        _transcode(path, target, name)
    except (LookupError, UnicodeDecodeError):
        target.unlink(missing_ok=True)
        raise NotATable(place=path.name, why=f"不能以指定的編碼 {name} 解讀") from None
    return target, name, reason


def _decoded_blocks(path: Path, encoding: str) -> Iterator[bool]:
    """Yield for each block whether it is correct text so far."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    with path.open("rb") as stream:
        try:
            while block := stream.read(BLOCK):
                yield "\x00" not in decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            yield False


def _transcode(path: Path, target: Path, encoding: str) -> None:
    errors = "labkit_keep" if encoding.lower() in {"cp950", "big5"} else "strict"
    decoder = codecs.getincrementaldecoder("cp950" if errors == "labkit_keep" else encoding)(errors)
    broken = total = 0
    with path.open("rb") as source, target.open("wb") as out:
        while block := source.read(BLOCK):
            text = decoder.decode(block, final=len(block) < BLOCK)
            broken += len(STRAYS.findall(text))
            total += len(text)
            out.write(text.encode("utf-8", "strict"))
    if broken > MAX_STRAY_SHARE * total:
        target.unlink()
        raise NotATable(place=path.name, why="不是 UTF-8 也不是 CP950（Big5）")


def _byte_order_mark(data: bytes) -> Decoded | None:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            try:
                return Decoded(data.decode(name), name, "檔頭有 BOM")
            except UnicodeDecodeError:
                return None
    return None


def _utf_16(data: bytes) -> Decoded | None:
    if len(data) % 2 or not data:
        return None
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        share = data[offset::2].count(0) / (len(data) // 2)
        if share > NUL_SHARE and data[1 - offset :: 2].count(0) == 0:
            try:
                return Decoded(data.decode(name), name, "每隔一個位元組為 0")
            except UnicodeDecodeError:
                return None
    return None


def _utf_8(data: bytes) -> Decoded | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else Decoded(text, "utf-8", "整個檔案都是正確的 UTF-8")


def _cp950(data: bytes, place: str) -> Decoded:
    try:
        return Decoded(data.decode("cp950"), "cp950", "不是 UTF-8，整個檔案都是正確的 CP950（Big5）")
    except UnicodeDecodeError:
        text = data.decode("cp950", errors="labkit_keep")
    kept = sum("\ue000" <= sign <= "\uf8ff" for sign in text)
    broken = sum(chr(STRAY_BASE + 0x80) <= sign <= "\uf8ff" for sign in text)
    if broken > MAX_STRAY_SHARE * len(text):
        raise NotATable(place=place, why="不是 UTF-8 也不是 CP950（Big5）")
    return Decoded(text, "cp950", "不是 UTF-8；CP950（Big5）加上造字", kept, _could_be_hkscs(data))


def _could_be_hkscs(data: bytes) -> bool:
    try:
        data.decode("big5hkscs")
    except UnicodeDecodeError:
        return False
    return True


def _cell_of(trail: int) -> int | None:
    """Return the place of a trail byte in its row of 157."""
    if LOW_TRAIL[0] <= trail <= LOW_TRAIL[1]:
        return trail - LOW_TRAIL[0]
    return trail - HIGH_TRAIL[0] + LOW_TRAILS if HIGH_TRAIL[0] <= trail <= HIGH_TRAIL[1] else None


def _keep(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    lead = error.object[error.start]
    trail = error.object[error.start + 1] if error.start + 1 < len(error.object) else 0
    row = next(((base, first) for first, last, base in USER_DEFINED if first <= lead <= last), None)
    cell = _cell_of(trail)
    if row is None or cell is None:
        return chr(STRAY_BASE + lead), error.start + 1
    base, first = row
    code = base + (lead - first) * TRAILS_A_LEAD + cell - (LOW_TRAILS if first == 0xC6 else 0)  # noqa: PLR2004
    return chr(code), error.start + 2


codecs.register_error("labkit_keep", _keep)
