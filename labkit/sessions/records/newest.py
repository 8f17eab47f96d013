"""Which frozen session is meant where nobody says: the highest number, and of its runs the last."""

from __future__ import annotations

from labkit.core.errors import SessionMissing
from labkit.sessions.folders import newest, number_of, sessions_of
from labkit.sessions.manifest import NAME
from labkit.sessions.records.frozen import Frozen, read_frozen
from labkit.workspace.layout import Workspace


def newest_session(ws: Workspace) -> int:
    """Return the highest number of a frozen session; 1 where there is none."""
    return max(map(number_of, sessions_of(ws)), default=1)


def newest_run(ws: Workspace, nth: int) -> Frozen:
    """Return the last frozen run of session ``nth``; raises SessionMissing, or FileBroken for a manifest that is none."""
    folder = newest(ws, nth)
    if folder is None:
        raise SessionMissing(nth=nth)
    return read_frozen(folder / NAME)
