"""What text a published file carries, cell by cell: CSV, xlsx, HTML, notebooks, JSON, and the text chunks of a PNG."""

from __future__ import annotations

import csv
import io
import json
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

PNG_HEAD = b"\x89PNG\r\n\x1a\n"
PNG_TEXTS = {b"tEXt", b"iTXt", b"zTXt", b"eXIf"}
ZIP_LIMIT_BYTES = 200_000_000
DIGEST = re.compile(r"[0-9a-f]{12,64}")


class Unreadable(Exception):
    """A file that the gate cannot look through."""


@dataclass(frozen=True)
class Passage:
    """A piece of text, where it stands, and the name of its column if it has one."""

    place: str
    text: str
    column: str = ""


def passages(path: Path) -> Iterator[Passage]:
    """Yield every piece of text of the file; raises Unreadable for a kind of file without a reader."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise Unreadable(f"不認得的格式 {path.suffix}")
    try:
        yield from reader(path.read_bytes())
    except (
        UnicodeDecodeError,
        ValueError,
        KeyError,
        zipfile.BadZipFile,
        ET.ParseError,
        struct.error,
        csv.Error,
    ) as error:
        raise Unreadable("內容無法檢查") from error


def _csv(data: bytes) -> Iterator[Passage]:
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    head: list[str] = []
    for number, row in enumerate(rows, 1):
        head = head or row
        for index, cell in enumerate(row):
            column = head[index] if number > 1 and index < len(head) else ""
            yield Passage(f"第 {number} 列", cell, column)


def _xlsx(data: bytes) -> Iterator[Passage]:
    """Yield the texts of every part: sheets (hidden ones too), shared strings, comments, properties, names."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        if sum(info.file_size for info in book.infolist()) > ZIP_LIMIT_BYTES:
            raise Unreadable("展開後過大")
        for name in book.namelist():
            if name.endswith((".xml", ".rels")):
                yield from _xml(name, book.read(name))
            elif name.endswith(".png"):
                yield from _png(book.read(name))
            elif not name.endswith("/"):
                raise Unreadable(f"含有無法檢查的部分 {Path(name).suffix}")


def _xml(name: str, data: bytes) -> Iterator[Passage]:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Unreadable("XML 含有 DOCTYPE")
    numbers_are_data = "worksheets" in name or "sharedStrings" in name
    for element in ET.fromstring(data).iter():  # noqa: S314  (no DOCTYPE, so nothing to expand)
        texts = [element.text or "", element.tail or ""]
        texts += [value for key, value in element.attrib.items() if key in {"name", "descr", "title"}]
        for text in texts:
            if text.strip() and (numbers_are_data or not text.strip().isdigit()):
                yield Passage(Path(name).stem, text)


class _Texts(HTMLParser):
    """Collects text, and the attributes that people read; scripts and styles are read as text too."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_comment(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        for name, value in attrs:
            if value and not (name == "src" and value.startswith("data:image/png;base64,")):
                self.found.append(value)


def _html_text(text: str, place: str) -> Iterator[Passage]:
    parser = _Texts()
    parser.feed(text)
    parser.close()
    yield from (Passage(place, part) for part in parser.found if part.strip())


def _html(data: bytes) -> Iterator[Passage]:
    return _html_text(data.decode("utf-8"), "網頁")


def _notebook(data: bytes) -> Iterator[Passage]:
    for number, cell in enumerate(json.loads(data)["cells"], 1):
        place = f"第 {number} 格"
        yield Passage(place, _joined(cell.get("source", "")))
        for output in cell.get("outputs", []):
            for text in (output.get("text"), output.get("traceback"), output.get("evalue")):
                yield Passage(place, _joined(text or ""))
            for kind, content in output.get("data", {}).items():
                yield from _output(kind, content, place)
    metadata = json.loads(data).get("metadata", {})
    yield from _strings(metadata, "中繼資料")


def _output(kind: str, content: Any, place: str) -> Iterator[Passage]:
    if kind == "text/html":
        yield from _html_text(_joined(content), place)
    elif kind.startswith("text/"):
        yield Passage(place, _joined(content))
    elif kind == "application/json":
        yield from _strings(content, place)
    elif kind != "image/png":
        raise Unreadable(f"{place}的輸出 {kind}")


def _joined(text: Any) -> str:
    return "".join(text) if isinstance(text, list) else str(text)


def _json(data: bytes) -> Iterator[Passage]:
    return _strings(json.loads(data.decode("utf-8")), "內容")


def _strings(value: Any, place: str) -> Iterator[Passage]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _strings(str(key), place)
            yield from _strings(child, place)
    elif isinstance(value, list):
        for child in value:
            yield from _strings(child, place)
    elif isinstance(value, str) and not DIGEST.fullmatch(value):
        yield Passage(place, value)


def _png(data: bytes) -> Iterator[Passage]:
    if not data.startswith(PNG_HEAD):
        raise Unreadable("不是 PNG")
    at = len(PNG_HEAD)
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        if kind in {b"zTXt", b"eXIf"}:
            raise Unreadable("圖檔含有壓縮的文字")
        if kind in PNG_TEXTS:
            yield Passage("圖檔文字", data[at + 8 : at + 8 + length].decode("utf-8", "replace").replace("\x00", " "))
        at += 12 + length


READERS: dict[str, Callable[[bytes], Iterator[Passage]]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".html": _html,
    ".ipynb": _notebook,
    ".json": _json,
    ".png": _png,
}
