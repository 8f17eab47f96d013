"""What text a published file carries, cell by cell: CSV, xlsx, HTML, notebooks, JSON, and the text chunks of a PNG."""

from __future__ import annotations

import base64
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
DATA_PNG = "data:image/png;base64,"
ZIP_LIMIT_BYTES = 200_000_000
DIGEST = re.compile(r"(?=[0-9]*[a-f])[0-9a-f]{64}")


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
        texts += list(element.attrib.values())
        for text in texts:
            if text.strip() and (numbers_are_data or not text.strip().isdigit()):
                yield Passage(Path(name).stem, text)


class _Texts(HTMLParser):
    """Collects text, and the attributes that people read; scripts and styles are read as text too."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.pictures: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_comment(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        for name, value in attrs:
            if name == "src" and value and value.startswith(DATA_PNG):
                self.pictures.append(value.removeprefix(DATA_PNG))
            elif value:
                self.found.append(value)


def _html_text(text: str, place: str) -> Iterator[Passage]:
    parser = _Texts()
    parser.feed(text)
    parser.close()
    yield from (Passage(place, part) for part in parser.found if part.strip())
    for picture in parser.pictures:
        yield from _png(base64.b64decode(picture, validate=True))


def _html(data: bytes) -> Iterator[Passage]:
    return _html_text(data.decode("utf-8"), "網頁")


def _notebook(data: bytes) -> Iterator[Passage]:
    book = json.loads(data)
    for number, cell in enumerate(book["cells"], 1):
        place = f"第 {number} 格"
        yield Passage(place, _joined(cell.get("source", "")))
        for output in cell.get("outputs", []):
            for kind, content in output.get("data", {}).items():
                yield from _output(kind, content, place)
            yield Passage(place, _joined(output.get("text", "")))
            yield from _strings({key: value for key, value in output.items() if key not in {"data", "text"}}, place)
        if cell.get("attachments"):
            raise Unreadable(f"{place}的附件")
        yield from _strings(cell.get("metadata", {}), place)
    yield from _strings({key: value for key, value in book.items() if key != "cells"}, "中繼資料")


def _output(kind: str, content: Any, place: str) -> Iterator[Passage]:
    if kind == "text/html":
        yield from _html_text(_joined(content), place)
    elif kind.startswith("text/"):
        yield Passage(place, _joined(content))
    elif kind == "application/json":
        yield from _strings(content, place)
    elif kind == "image/png":
        yield from _png(base64.b64decode(_joined(content)))
    else:
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
    elif value is not None and not isinstance(value, bool) and not DIGEST.fullmatch(str(value)):
        yield Passage(place, str(value))


def _png(data: bytes) -> Iterator[Passage]:
    if not data.startswith(PNG_HEAD):
        raise Unreadable("不是 PNG")
    at = len(PNG_HEAD)
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        at += 12 + length
        if kind in {b"zTXt", b"eXIf"} or (kind == b"iTXt" and body.partition(b"\x00")[2][:1] != b"\x00"):
            raise Unreadable("圖檔含有壓縮的文字")
        if kind in PNG_TEXTS:
            yield Passage("圖檔文字", body.decode("utf-8", "replace").replace("\x00", " "))
        if kind == b"IEND":
            break
    if at != len(data):
        raise Unreadable("圖檔結尾之後還有資料")


READERS: dict[str, Callable[[bytes], Iterator[Passage]]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".html": _html,
    ".ipynb": _notebook,
    ".json": _json,
    ".png": _png,
}
