"""The names of frozen sessions: day, number, and which time it was frozen, such as 2025-03-14-01.r2."""

from __future__ import annotations

import re
from pathlib import Path

from labkit.workspace.layout import Workspace

MANIFEST = "manifest.json"
FOLDER = re.compile(r"(\d{4}-\d{2}-\d{2})-(\d{2})(\.r[1-9]\d*)?", re.ASCII)


def sessions_of(ws: Workspace) -> list[Path]:
    """Return every frozen session of a workspace, by number and revision; other folders are none."""
    found = (path.parent for path in ws.sessions.glob(f"*/{MANIFEST}") if FOLDER.fullmatch(path.parent.name))
    return sorted(found, key=lambda path: (number_of(path), revision_of(path), path.name))


def newest(ws: Workspace, nth: int) -> Path | None:
    """Return the newest frozen folder of session ``nth``, if there is one."""
    found = [path for path in sessions_of(ws) if number_of(path) == nth]
    return found[-1] if found else None


def number_of(folder: Path) -> int:
    """Return the session's number that a frozen folder's name tells; 0 for any other folder.

    >>> number_of(Path("2025-03-14-01.r2")), number_of(Path("notes"))
    (1, 0)
    """
    told = FOLDER.fullmatch(folder.name)
    return int(told[2]) if told else 0


def revision_of(folder: Path) -> int:
    """Return how often the session was frozen before and with this folder.

    >>> revision_of(Path("2025-03-14-01.r2")), revision_of(Path("2025-03-14-01"))
    (2, 1)
    """
    told = FOLDER.fullmatch(folder.name)
    return int((told[3] or ".r1").removeprefix(".r")) if told else 1
