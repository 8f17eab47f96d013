"""Files are written whole or not at all, hashed whole, and stay inside their folder."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from pathlib import Path

from labkit.core.errors import OutsideFolder


def write_whole(path: Path, content: bytes | str) -> Path:
    """Write ``content`` beside ``path`` and move it there in one step: a reader sees the old file or the new one."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
    return path


def through(folder: Path) -> None:
    """Have the system write a folder's names through to the disk, so that a rename outlives a power cut; a drive that cannot is left to itself."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:  # Windows opens no folder, and keeps its names in a journal
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EBADF}:
            raise
    finally:
        os.close(handle)


def sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of the whole file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sha256_text(text: str) -> str:
    """Return the hexadecimal SHA-256 of ``text`` in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def inside(folder: Path, name: str) -> Path:
    """Return ``folder / name`` resolved; raises OutsideFolder for a name that would leave the folder."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise OutsideFolder(place=Path(name).name)
    return path


def files_below(folder: Path) -> list[Path]:
    """Return every file below ``folder`` in name order, without hidden files and editors' lock files."""
    found = (path for path in folder.rglob("*") if path.is_file())
    shown = (path for path in found if not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts))
    return sorted(shown, key=lambda path: path.relative_to(folder).as_posix())
