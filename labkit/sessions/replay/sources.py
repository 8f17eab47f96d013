"""The files that a session was made from, found by their hash: where they were, or as they were kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from labkit.core.errors import OutsideFolder
from labkit.core.files import files_below, sha256
from labkit.sessions.replay.difference import Difference
from labkit.sessions.running.freeze import KEPT
from labkit.workspace.layout import Workspace

KINDS = {"inputs": "input", "specs": "setting", "notebooks": "notebook"}


@dataclass(frozen=True)
class Sources:
    """``files`` by their place in the workspace; ``restored`` were changed since and stand as they were; ``differences`` are lost."""

    files: Mapping[str, Path]
    restored: tuple[str, ...]
    differences: tuple[Difference, ...]


def find_sources(ws: Workspace, compared: Mapping[str, Any]) -> Sources:
    """Find every file that the manifest names, by its hash; raises OutsideFolder for a name that leaves the workspace."""
    files: dict[str, Path] = {}
    restored: list[str] = []
    lost: list[Difference] = []
    for key, what in KINDS.items():
        for one in compared[key]:
            name, digest = str(one["name"]), str(one["sha256"])
            now = _place(ws, name)
            if found := _having(digest, int(one["bytes"]), _places(ws, now, what, digest)):
                files[name] = found
                restored += [name] if found != now else []
            else:
                lost.append(Difference(what, name, "changed" if now.is_file() else "missing"))
    return Sources(files, tuple(restored), tuple(lost))


def _place(ws: Workspace, name: str) -> Path:
    """Return a named file's place in the workspace, which may be a link that the team made; raises OutsideFolder for a name that leaves it."""
    path = PurePath(name)
    if path.is_absolute() or ".." in path.parts:
        raise OutsideFolder(place=path.name)
    return ws.root / path


def _places(ws: Workspace, now: Path, what: str, digest: str) -> Iterable[Path]:
    """Yield where a file may be: its place, the kept copies, and for raw files any other name in data/raw."""
    yield now
    if set(digest) <= set("0123456789abcdef"):
        yield ws.work / KEPT / digest
    if what == "input" and ws.raw.is_dir():
        yield from files_below(ws.raw)


def _having(digest: str, size: int, places: Iterable[Path]) -> Path | None:
    """Return the first of ``places`` that holds the content; only files of its size are read."""
    for path in places:
        if path.is_file() and path.stat().st_size == size and sha256(path) == digest:
            return path
    return None
