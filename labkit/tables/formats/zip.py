"""A zip of delimited text files and workbooks: each member is a table, named by its path in the zip."""

from __future__ import annotations

import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path, PurePosixPath

from labkit.core.errors import FileBroken, FileEmpty, LabkitError, NotATable, WorkbookLocked
from labkit.tables.formats._reader import READERS, Reader
from labkit.tables.formats.csv import sheet_of
from labkit.tables.sheet import ReadSpec, Sheet

TEXTS, BOOKS = {"csv", "tsv", "txt"}, {"xlsx", "xls", "ods"}
MOST_BYTES, MOST_MEMBERS = 300_000_000, 1_000
IS_UTF_8, IS_ENCRYPTED = 0x800, 0x1


def read_zip(path: Path, spec: ReadSpec) -> list[Sheet]:
    """Return the sheets of every member that labkit reads; raises NotATable, FileEmpty, FileBroken or WorkbookLocked.

    ``spec`` says how the member that its ``sheet`` names is read, or the only one; that member alone is then read. A
    member that cannot be read refuses the whole file, under the member's name; what is no table is counted.
    """
    try:
        with zipfile.ZipFile(path) as package:
            infos = [info for info in package.infolist() if not _is_aside(info)]
            members = [(_name(info), info) for info in infos if _suffix(_name(info)) in TEXTS | BOOKS]
            _check(path, [info for _, info in members])
            named = [
                one for one in members if spec.sheet and f"{spec.sheet}/#".startswith((f"{one[0]}/", f"{one[0]}#"))
            ]
            plain = spec if named or len(members) == 1 else ReadSpec(blocks=spec.blocks, types=spec.types)
            found = [sheet for name, info in named or members for sheet in _member(package, info, name, plain)]
            if found:
                found[0] = replace(found[0], traits={**found[0].traits, "unread_members": len(infos) - len(members)})
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError, EOFError) as error:
        if isinstance(error, LabkitError):
            raise
        raise FileBroken(place=path.name, why="壓縮檔內容不完整") from None
    if not found:
        raise FileEmpty(place=path.name)
    return found


def _check(path: Path, members: list[zipfile.ZipInfo]) -> None:
    if not members:
        names = "、".join(f".{name}" for name in sorted(TEXTS | BOOKS))
        raise NotATable(place=path.name, why=f"壓縮檔裡沒有可讀的檔案（{names}）")
    if any(info.flag_bits & IS_ENCRYPTED for info in members):
        raise WorkbookLocked(place=path.name)
    if len(members) > MOST_MEMBERS or sum(info.file_size for info in members) > MOST_BYTES:
        raise NotATable(place=path.name, why="解開後過大，請先解壓縮再放入資料夾")


def _name(info: zipfile.ZipInfo) -> str:
    """Return the member's path; names without the UTF-8 flag are CP950 or UTF-8 that the zip calls CP437."""
    if info.flag_bits & IS_UTF_8:
        return info.filename
    data = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "cp950"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower().lstrip(".")


def _is_aside(info: zipfile.ZipInfo) -> bool:
    """Tell folders, and what systems put into a zip unasked."""
    name = info.filename
    return info.is_dir() or name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith(".")


def _member(package: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, spec: ReadSpec) -> list[Sheet]:
    with package.open(info) as stream:
        data = stream.read(MOST_BYTES + 1)
    if _suffix(name) in TEXTS:
        return [sheet_of(data, spec, place=name, name=name)]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / f"member.{_suffix(name)}"
        copy.write_bytes(data)
        sheets = READERS[_suffix(name)].sheets(copy, spec)
    return [replace(sheet, name=f"{name}/{sheet.name}" if len(sheets) > 1 else name) for sheet in sheets]


ZIP = Reader("ZIP 壓縮檔", read_zip)
