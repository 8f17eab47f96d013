"""The index of a workspace, ``.labkit/index.json``: its facts beside size, times and hash of every file they were read from.

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
from labkit.core.glyphs import one_line
from labkit.core.spec import SpecPart
from labkit.version import __version__
from labkit.workspace.facts import NUMBERED, TEAM, TERMS, is_frozen, read_facts

if TYPE_CHECKING:
    from labkit.workspace.layout import Workspace

PLACE = Path(".labkit") / "index.json"
COARSE_NS = 2_000_000_000  # FAT and some shared drives keep times in steps of 2 seconds
READER = 2  # raised whenever facts are read in another way from the same files
THERE, STRAY = "there", "stray-"
Stat = tuple[int, int, int]
NO_STAT: Stat = (0, 0, 0)


class Seen(SpecPart):
    """A file as it was when the facts were read: its size, its times in ns, and its hash (``there`` where only being there counts).

    ``changed`` is the time that people and programs may set; ``noted`` is the system's own (on Windows that of its making),
    which tells of a file that was changed and given its old time again, or that may be read by now.
    """

    size: int
    changed: int
    noted: int
    sha256: str

    @property
    def stat(self) -> Stat:
        """Return size and times."""
        return self.size, self.changed, self.noted


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

    A file counts as unchanged if its size and times are the index's, or, where they are not or the file is as young as
    the index, if its hash is. A place and the words of a fault are left out, as they are in the index. Raises
    WorkspaceMissing for a folder without a team.yml.
    """
    place = root / PLACE
    index, born = _stored(place)
    stats = _stats(root)
    if index is not None and index.labkit == _reader() and index.facts.folder == one_line(root.name):
        files = _same(root, index.files, stats, born)
        if files is not None:
            if files != index.files:
                _write(place, index.model_copy(update={"files": files}))
            return index.facts
    files = {name: _seen(root, name, stat) for name, stat in stats.items()}
    kept = Index(labkit=_reader(), files=files, facts=read_facts(root)).model_dump_json(exclude_defaults=True)
    index = Index.model_validate_json(kept)
    if not any(one.closed for one in index.facts.faults):
        _write(place, index)
    return index.facts


def _reader() -> str:
    return f"{__version__}/{READER}"


def _stored(place: Path) -> tuple[Index | None, int]:
    """Return the index that is there and its time; an index that cannot be read is as good as none."""
    try:
        return Index.model_validate_json(place.read_bytes()), place.stat().st_mtime_ns
    except (OSError, ValidationError):
        return None, 0


def _stats(root: Path) -> dict[str, Stat]:
    """Return size and times of every file that facts are read from; frozen sessions count by their folders' names."""
    found: dict[str, Stat] = {}
    for name in (TEAM, TERMS):
        if (root / name).is_file():
            found[name] = _stat((root / name).stat())
    for folder in ("plan", "logs"):
        for entry in _entries(root / folder):
            if entry.name.endswith((".yml", ".yaml")) and not entry.name.startswith(".") and entry.is_file():
                found.update(_file(folder, entry))
    for entry in _entries(root / "sessions"):
        if is_frozen(entry.name) and entry.is_dir():
            found[f"sessions/{entry.name}"] = NO_STAT
    return found


def _file(folder: str, entry: os.DirEntry[str]) -> dict[str, Stat]:
    """Return size and times of a file; of one whose name is no number only that it is there, without its name."""
    if not NUMBERED.fullmatch(entry.name):
        return {f"{folder}/{STRAY}{sha256_text(one_line(entry.name))[:16]}": NO_STAT}
    return {f"{folder}/{entry.name}": _stat(entry.stat())}


def _stat(told: os.stat_result) -> Stat:
    return told.st_size, told.st_mtime_ns, told.st_ctime_ns


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _same(root: Path, before: Mapping[str, Seen], stats: Mapping[str, Stat], born: int) -> dict[str, Seen] | None:
    """Return the files with their times as they are if nothing in them changed; None where the facts must be read again."""
    if before.keys() != stats.keys():
        return None
    found: dict[str, Seen] = {}
    for name, stat in stats.items():
        old = before[name]
        young = stat[1] > born - COARSE_NS
        if stat[0] != old.size or ((stat != old.stat or young) and _hash(root, name) != old.sha256):
            return None
        found[name] = _with(stat, old.sha256)
    return found


def _seen(root: Path, name: str, stat: Stat) -> Seen:
    return _with(stat, _hash(root, name))


def _with(stat: Stat, digest: str) -> Seen:
    return Seen(size=stat[0], changed=stat[1], noted=stat[2], sha256=digest)


def _hash(root: Path, name: str) -> str:
    """Return a file's hash; a file that cannot be opened has none."""
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
