"""A session's folder: built beside its place, written through to the disk, and moved there in one step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from labkit.core.files import files_below, sha256, through, write_whole
from labkit.workspace.layout import SPEC_FOLDERS, Workspace

MOST_REVISIONS = 1000
KEPT = "kept"
REPLAYS = "replay-"
OURS = ("logs", "inventory", *SPEC_FOLDERS)
SAFE_NS = 60_000_000_000  # a file without a name that is a minute older than the run: nobody still writes it


def recover(ws: Workspace, began_ns: int) -> None:
    """Remove what an interrupted run left half-made: folders of sessions, copies of a replay, files that never got their name.

    Beside specifications and logs, where other programs of labkit write too, only those a minute older than ``began_ns`` go.
    """
    for part in [*ws.sessions.glob(".*.part"), *ws.work.glob(f"{REPLAYS}*")]:
        _remove(part)
    for part in [*ws.work.rglob(".*.part"), *ws.work.rglob(".*.parts")]:
        _remove(part) if part.is_dir() else part.unlink(missing_ok=True)
    for part in (one for name in OURS for one in (ws.root / name).rglob(".*.part")):
        with suppress(OSError):  # another program may just have given it its name
            if part.stat().st_mtime_ns < began_ns - SAFE_NS:
                part.unlink()


def freeze(ws: Workspace, name: str, outbox: Path) -> Path:
    """Copy ``outbox`` to sessions/``name``, or name.r2, name.r3 …: an earlier folder is never overwritten. Its files are read-only.

    Every file and folder is on the disk before the session gets its name: a kill or a power cut leaves it whole or absent.
    """
    names = [name, *(f"{name}.r{number}" for number in range(2, MOST_REVISIONS))]
    folder = next(ws.sessions / one for one in names if not (ws.sessions / one).exists())
    part = ws.sessions / f".{folder.name}.part"
    ws.sessions.mkdir(exist_ok=True)
    try:
        for path in files_below(outbox):
            _copy(path, part / path.relative_to(outbox))
        for inner in (*(path for path in part.rglob("*") if path.is_dir()), part):
            through(inner)
        part.replace(folder)
    except BaseException:  # a full disk or a stop: the half-made folder goes at once, where it can
        _remove(part)
        raise
    through(ws.sessions)
    return folder


def _copy(path: Path, place: Path) -> None:
    """Copy a file, written through to the disk and read-only."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with path.open("rb") as source, place.open("wb") as target:
        shutil.copyfileobj(source, target)
        target.flush()
        os.fsync(target.fileno())
    place.chmod(0o444)


def _remove(part: Path) -> None:
    """Remove a half-made folder; its files are read-only, which Windows would refuse."""
    for path in part.rglob("*"):
        if path.is_file():
            path.chmod(0o644)
    shutil.rmtree(part, ignore_errors=True)


def keep(ws: Workspace, paths: Iterable[Path]) -> None:
    """Keep settings and notebooks under work/ by their hash, so that the session can be replayed after they were edited."""
    for path in paths:
        place = ws.work / KEPT / sha256(path)
        if not place.is_file():
            write_whole(place, path.read_bytes())
    if (ws.work / KEPT).is_dir():
        through(ws.work / KEPT)
