"""The clean workspace that a session is made again in: a folder of its own under work/, gone when the replay ends."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from labkit.core.files import inside
from labkit.sessions.replay.tables import PROTECTED
from labkit.sessions.rooms import room_of
from labkit.sessions.running.freeze import REPLAYS
from labkit.workspace.layout import FOLDERS, Workspace


@contextmanager
def clean_place(ws: Workspace) -> Iterator[Path]:
    """Make the folder, and remove it whatever happens; one that a killed replay left goes with the next run or replay."""
    ws.work.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=REPLAYS, dir=ws.work, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def build(root: Path, files: Mapping[str, Path]) -> Workspace:
    """Copy ``files`` to their places below ``root``: nothing is linked, so nothing can be written through."""
    for name in FOLDERS:
        (root / name).mkdir(parents=True, exist_ok=True)
    for name, path in files.items():
        place = inside(root, name)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
    return Workspace(root)


def copy_tables(source: Workspace, target: Workspace, nth: int, names: Iterable[str]) -> None:
    """Copy protected tables of session ``nth`` between workspaces."""
    here, there = (room_of(ws, nth) / PROTECTED for ws in (source, target))
    there.mkdir(parents=True, exist_ok=True)
    for name in names:
        for suffix in (".parquet", ".json"):
            shutil.copyfile(inside(here, f"{name}{suffix}"), there / f"{name}{suffix}")
