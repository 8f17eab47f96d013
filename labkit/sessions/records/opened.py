"""A zip from elsewhere, opened into an empty folder only where nothing in it could harm.

Refused: names that leave the folder or that systems take differently, links, locks, other encodings, doubles, data beside the
files, and more or larger files than any session makes (limits below; a zip bomb is told before it is opened, and again while).
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from labkit.core.errors import FileBroken, FileMissing
from labkit.core.run_errors import BundleUnsafe
from labkit.sessions.records.fault import shown_name
from labkit.sessions.records.safe_names import collisions, name_fault

MOST_FILES, MOST_BYTES, MOST_RATIO, RATIO_FROM = (
    20_000,
    2_000_000_000,
    250,
    5_000_000,
)  # our own zips stay below: zipped.py
IS_UTF_8, IS_LOCKED = 0x800, 0x1 | 0x40 | 0x2000
UNICODE_NAME = b"\x75\x70"
END, END_SIZE = b"PK\x05\x06", 22
BLOCK = 1_000_000
KINDS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def open_zip(path: Path, into: Path) -> None:
    """Write the files of the zip at ``path`` below ``into``; raises FileMissing, FileBroken for no zip, or BundleUnsafe."""
    if not path.is_file():
        raise FileMissing(place=path.name)
    try:
        with zipfile.ZipFile(path) as package:
            members = package.infolist()
            _check_whole(path, members)
            for one in members:
                _check(path, one)
            _check_names(path, [one.filename for one in members if not one.is_dir()])
            for one in members:
                _write(path, package, one, into)
    except BROKEN as error:
        raise FileBroken(place=path.name, why="壓縮檔內容不完整或改過") from error


def _check_whole(path: Path, members: Sequence[zipfile.ZipInfo]) -> None:
    if not members:
        raise FileBroken(place=path.name, why="壓縮檔是空的")
    if len(members) > MOST_FILES or sum(one.file_size for one in members) > MOST_BYTES:
        raise BundleUnsafe(place=path.name, what=f"解開後超過 {MOST_FILES:,} 個檔案或 {MOST_BYTES // 10**9} GB")
    with path.open("rb") as stream:
        stream.seek(-END_SIZE, 2)
        end = stream.read()
    if not end.startswith(END) or end[-2:] != b"\0\0" or min(one.header_offset for one in members):
        raise BundleUnsafe(place=path.name, what="壓縮檔前後另有資料")


def _check(path: Path, one: zipfile.ZipInfo) -> None:
    """Raise BundleUnsafe for a member that must not be opened."""
    if why := _why_not(one):
        raise BundleUnsafe(place=path.name, what=f"「{shown_name(one.orig_filename)}」{why}")


def _why_not(one: zipfile.ZipInfo) -> str:
    """Return why a member must not be opened; empty where it may."""
    extra = (one.extra[at : at + 2] for at in range(0, len(one.extra), 2))
    bomb = one.file_size > RATIO_FROM and one.file_size > MOST_RATIO * max(one.compress_size, 1)
    rules = {
        "有密碼保護": one.flag_bits & IS_LOCKED,
        "的檔名不是 UTF-8 編碼（可能用其他程式重新壓縮過）": not (
            one.orig_filename.isascii() or one.flag_bits & IS_UTF_8
        ),
        "另有第二個檔名": UNICODE_NAME in extra,
        "是連結，不是檔案": stat.S_IFMT(one.external_attr >> 16) not in {0, stat.S_IFREG, stat.S_IFDIR},
        "的壓縮方式不認得": one.compress_type not in KINDS,
        f"壓縮比超過 {MOST_RATIO} 倍，可能是壓縮炸彈": bomb,
    }
    return next((why for why, holds in rules.items() if holds), name_fault(one.orig_filename.removesuffix("/")))


def _check_names(path: Path, names: Sequence[str]) -> None:
    if twice := collisions(names):
        raise BundleUnsafe(place=path.name, what=f"「{shown_name(twice[0])}」和另一個檔名會互相覆蓋")


def _write(path: Path, package: zipfile.ZipFile, one: zipfile.ZipInfo, into: Path) -> None:
    """Write one member, and never more of it than it says."""
    if one.is_dir():
        return
    target = into / one.filename
    target.parent.mkdir(parents=True, exist_ok=True)
    left = one.file_size
    with package.open(one) as source, target.open("xb") as stream:
        while block := source.read(BLOCK):
            left -= len(block)
            if left < 0:
                raise BundleUnsafe(place=path.name, what=f"「{shown_name(one.filename)}」比它所說的大")
            stream.write(block)
    if left:
        raise FileBroken(place=path.name, why=f"「{shown_name(one.filename)}」不完整")
