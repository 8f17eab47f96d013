"""Where a session works: its room under work/, never shared."""

from __future__ import annotations

from pathlib import Path

from labkit.workspace.layout import Workspace

RESULTS = "results"


def room_of(ws: Workspace, nth: int) -> Path:
    """Return the folder under work/ of session ``nth``."""
    return ws.work / f"session-{nth:02}"
