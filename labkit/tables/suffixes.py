"""Which files labkit reads, told by their names alone: light, for those who only list a folder."""

from __future__ import annotations

from pathlib import Path

from labkit.tables.formats._reader import READERS


def can_read(path: Path) -> bool:
    """Tell whether a reader claims the file's suffix.

    >>> can_read(Path("案件.CSV")), can_read(Path("說明.docx"))
    (True, False)
    """
    return path.suffix.lower().lstrip(".") in READERS
