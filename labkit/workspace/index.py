"""The index of a workspace, ``.labkit/index.json``: its facts beside size, time and hash of every file they were read from.

It holds no name of a person and no sentence that people wrote, it is small, and it may be deleted at any time.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from labkit.coaching.obligations.facts import Facts
from labkit.core.files import sha256, sha256_text, write_whole
from labkit.core.spec import SpecPart
from labkit.version import __version__
from labkit.workspace.facts import NUMBERED, TEAM, TERMS, read_facts

if TYPE_CHECKING:
    from labkit.workspace.layout import Workspace

PLACE = Path(".labkit") / "index.json"
COARSE_NS = 2_000_000_000  # FAT and some shared drives keep times in steps of 2 seconds
READER = 1  # raised whenever facts are read in another way from the same files
THERE, STRAY = "there", "stray-"


class Seen(SpecPart):
    """A file as it was when the facts were read: its size, its time of change in ns, and its hash (``there`` where only being there counts)."""

    size: int
    changed: int
    sha256: str


class Index(SpecPart):
    """The facts, the files they rest on, and the labkit that read them."""

    labkit: str
    files: dict[str, Seen]
    facts: Facts


def refresh_index(ws: Workspace) -> Facts:
    """Bring the index of ``ws`` up to date and return its facts; to be called after plan, session or log was written.

    A folder that cannot be written keeps no index: the facts are returned all the same. Raises WorkspaceMissing.
    """
    return facts_of(ws.root)


def facts_of(root: Path) -> Facts:
    """Return the facts of the workspace at ``root``: from its index where that is current, else from its files.

    A file counts as unchanged if its size and time are the index's, or, where they are not or the file is as young as
    the index, if its hash is. Raises WorkspaceMissing for a folder without a team.yml.
    """
    place = root / PLACE
    index, born = _stored(place)
    stats = _stats(root)
    if index is not None and index.labkit == _reader() and index.facts.folder == root.name:
        files = _same(root, index.files, stats, born)
        if files is not None:
            if files != index.files or any(one.changed > born - COARSE_NS for one in files.values()):
                _write(place, index.model_copy(update={"files": files}))
            return index.facts
    files = {name: _seen(root, name, stat) for name, stat in stats.items()}
    facts = read_facts(root)
    _write(place, Index(labkit=_reader(), files=files, facts=facts))
    return facts


def _reader() -> str:
    return f"{__version__}/{READER}"


def _stored(place: Path) -> tuple[Index | None, int]:
    """Return the index that is there and its time; an index that cannot be read is as good as none."""
    try:
        return Index.model_validate_json(place.read_bytes()), place.stat().st_mtime_ns
    except (OSError, ValidationError):
        return None, 0


def _stats(root: Path) -> dict[str, tuple[int, int]]:
    """Return size and time of every file that facts are read from; frozen sessions count by their folders' names."""
    found: dict[str, tuple[int, int]] = {}
    for name in (TEAM, TERMS):
        if (root / name).is_file():
            stat = (root / name).stat()
            found[name] = (stat.st_size, stat.st_mtime_ns)
    for folder in ("plan", "logs"):
        for entry in _entries(root / folder):
            if entry.name.endswith((".yml", ".yaml")) and not entry.name.startswith(".") and entry.is_file():
                found.update(_file(folder, entry))
    for entry in _entries(root / "sessions"):
        if entry.is_dir():
            found[f"sessions/{entry.name}"] = (0, 0)
    return found


def _file(folder: str, entry: os.DirEntry[str]) -> dict[str, tuple[int, int]]:
    """Return size and time of a file; of one whose name is no number only that it is there, without its name."""
    if not NUMBERED.fullmatch(entry.name):
        return {f"{folder}/{STRAY}{sha256_text(entry.name)[:16]}": (0, 0)}
    stat = entry.stat()
    return {f"{folder}/{entry.name}": (stat.st_size, stat.st_mtime_ns)}


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _same(
    root: Path, before: Mapping[str, Seen], stats: Mapping[str, tuple[int, int]], born: int
) -> dict[str, Seen] | None:
    """Return the files with their times of today if nothing in them changed; None where the facts must be read again."""
    if before.keys() != stats.keys():
        return None
    found: dict[str, Seen] = {}
    for name, (size, changed) in stats.items():
        old = before[name]
        young = changed > born - COARSE_NS
        if size != old.size or ((changed != old.changed or young) and _hash(root, name) != old.sha256):
            return None
        found[name] = Seen(size=size, changed=changed, sha256=old.sha256)
    return found


def _seen(root: Path, name: str, stat: tuple[int, int]) -> Seen:
    return Seen(size=stat[0], changed=stat[1], sha256=_hash(root, name))


def _hash(root: Path, name: str) -> str:
    """Return a file's hash; a file that cannot be opened has none, and is read again at every turn."""
    if name.startswith("sessions/") or STRAY in name:
        return THERE
    try:
        return sha256(root / name)
    except OSError:
        return ""


def _write(place: Path, index: Index) -> None:
    """Keep the index where the folder can be written; a reader without that right goes on without it."""
    try:
        write_whole(place, index.model_dump_json(exclude_defaults=True))
    except OSError:
        return
