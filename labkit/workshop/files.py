"""The file that a seat gets for an exercise: written once; one that people changed is kept beside, never lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from labkit.core.files import write_whole
from labkit.core.workshop_errors import SeatFileOpen

CHANGED = "我改過的"


def as_csv(rows: Sequence[Sequence[object]], encoding: str) -> bytes:
    r"""Return the rows as a delimited file that Excel opens.

    >>> as_csv([["里", "件"], ["甲", 1]], "cp950").decode("cp950")
    '里,件\r\n甲,1\r\n'
    """
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode(encoding)


def dealt(path: Path, content: bytes) -> str:
    """Have ``path`` hold ``content``; return a note where people had changed it: theirs is kept under another name.

    Raises SeatFileOpen where another program holds the file.
    """
    try:
        if path.is_file() and path.read_bytes() == content:
            return ""
        kept = _free(path) if path.is_file() else None
        if kept is not None:
            path.replace(kept)
    except PermissionError:
        raise SeatFileOpen(place=path.name) from None
    write_whole(path, content)
    return f"你改過的檔案已另存為 {kept.name}；練習用的是重新發下的 {path.name}。" if kept else ""


def _free(path: Path) -> Path:
    """Return a name beside ``path`` that is not taken."""
    names = (
        path.with_name(f"{path.stem}（{CHANGED}{number if number > 1 else ''}）{path.suffix}")
        for number in range(1, 1000)
    )
    return next(one for one in names if not one.exists())
