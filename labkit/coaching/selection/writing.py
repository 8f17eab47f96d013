"""Writing a step of a selection: one person at a time, all files or none."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from labkit.core.files import write_whole
from labkit.core.selection_errors import SelectionUnready

WRITING = "寫入中.lock"


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Let one person at a time write into a folder, also on a shared drive; raises SelectionUnready while somebody else does."""
    lock = root / WRITING
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        said = (
            f"有人正在寫入，這次沒有寫出任何檔案，請稍後再執行。確定沒有人在用（上次當機或斷電）時，請刪除 {WRITING}。"
        )
        raise SelectionUnready(place=root.name, what=said) from None
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write every file or none: where one fails, those that were new are taken away and those that were there stand as before."""
    before = {path: path.read_bytes() if path.is_file() else None for path in files}
    done: list[Path] = []
    try:
        for path, content in files.items():
            done.append(path)
            write_whole(path, content)
    except BaseException:  # an interrupt (Ctrl+C) in the middle is undone too; it goes on after that
        for path in done:
            old = before[path]
            if old is None:
                path.unlink(missing_ok=True)
            else:
                write_whole(path, old)
        raise
