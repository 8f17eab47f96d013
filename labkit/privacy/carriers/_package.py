"""Zip packages of office programs: opened in memory, within limits, every part looked into or the file refused."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping

from labkit.privacy.carriers._pictures import picture
from labkit.privacy.carriers._xml import root_of, texts
from labkit.privacy.release.carrier import Passage, Piece, Unreadable

MOST_BYTES, MOST_PARTS = 200_000_000, 20_000
XML = (".xml", ".rels", ".vml", ".rdf")
PICTURES = {".png": "image/png", ".jpeg": "image/jpeg", ".jpg": "image/jpeg", ".svg": "image/svg+xml"}
END_OF_ZIP, END_SIZE = b"PK\x05\x06", 22
EMBEDDED = ("embeddings/", "activeX/", "vbaProject", "ObjectReplacements/", "Basic/", "Scripts/")
Reader = Callable[[bytes], Iterable[Piece]]


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name; raises Unreadable for bombs, doubles, locks, and data outside of any part."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = package.infolist()
        if sum(one.file_size for one in members) > MOST_BYTES or len(members) > MOST_PARTS:
            raise Unreadable("展開後過大")
        if len({one.filename.lower() for one in members}) < len(members):
            raise Unreadable("含有同名的部分")
        if any(one.flag_bits & 1 for one in members):
            raise Unreadable("有密碼保護")
        end = data.rfind(END_OF_ZIP)
        if min(one.header_offset for one in members) or end + END_SIZE != len(data):
            raise Unreadable("檔案前後另有資料")
        return {one.filename: package.read(one) for one in members if not one.is_dir()}


def pieces_of_parts(
    parts: Mapping[str, bytes], own: Mapping[str, Reader], label: Callable[[str], str], together: frozenset[str]
) -> Iterator[Piece]:
    """Yield every part's pieces: by its ``own`` reader, as XML, or as a picture; raises Unreadable for any other part."""
    for name, data in parts.items():
        yield Passage("內部檔名", name)
        place, suffix = label(name), posixpath.splitext(name)[1].lower()
        if any(word in name for word in EMBEDDED):
            raise Unreadable("含有內嵌物件或巨集")
        if name in own:
            yield from own[name](data)
        elif name.endswith(XML):
            yield from texts(root_of(data), place, together) if data.strip() else ()
        elif suffix in PICTURES:
            yield from picture(PICTURES[suffix], data, place)
        else:
            raise Unreadable(
                f"{place}無法檢查" + (f"（{suffix}）" if suffix[1:].isalnum() and suffix.isascii() else "")
            )


def targets_of(parts: Mapping[str, bytes], part: str) -> dict[str, str]:
    """Return the parts that ``part`` refers to, by relation id."""
    folder, name = posixpath.split(part)
    told = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    if told is None:
        return {}
    return {
        one.attrib.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, one.attrib.get("Target", ""))).lstrip(
            "/"
        )
        for one in root_of(told)
        if one.attrib.get("TargetMode") != "External"
    }
