"""A frozen session as its manifest tells it, read with suspicion: it may come from elsewhere."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from labkit.core.errors import FileBroken, FileMissing
from labkit.core.files import sha256
from labkit.sessions.folders import FOLDER
from labkit.sessions.manifest import NAME, SCHEMA, Manifest
from labkit.sessions.records.fault import Fault

LARGEST = 50_000_000
NO_MANIFEST, NEWER = "不是 labkit 封存成果的清單", "由較新的 labkit 封存，請先更新 labkit 再核對"


@dataclass(frozen=True)
class Frozen:
    """A frozen session: its folder's name, its manifest's bytes as a hash, and what the manifest compares.

    ``stated`` is the digest that the manifest bears, ``digest`` the one that its content has.
    """

    folder: str
    sha256: str
    compared: Mapping[str, Any]
    stated: str
    digest: str
    outputs: Mapping[str, str]

    @property
    def nth(self) -> int:
        """Return the session's number."""
        return int(self.compared["session"]["nth"])

    @property
    def day(self) -> date:
        """Return the session's day."""
        return date.fromisoformat(self.compared["session"]["date"])

    @property
    def agency(self) -> str:
        """Return the agency; empty where the manifest is older than that."""
        return str(self.compared["session"].get("agency", ""))

    @property
    def previous(self) -> tuple[str, str] | None:
        """Return folder and digest of the frozen session before, if the manifest names one."""
        told = self.compared.get("previous")
        return (str(told["session"]), str(told["digest"])) if told else None

    @property
    def printed(self) -> str:
        """Return what the log's paper prints of the manifest's hash."""
        return self.sha256[:16]


def read_frozen(path: Path, *, place: str = "") -> Frozen:
    """Read the manifest at ``path``; raises FileMissing, or FileBroken for one that is none.

    Keys that stand twice are refused: two readers could see two things in it.
    """
    place = place or f"{path.parent.name}/{NAME}"
    if not path.is_file():
        raise FileMissing(place=place)
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else b""
        told = json.loads(data.decode("utf-8"), object_pairs_hook=_once)
        made = Manifest(told["compared"], {})
        outputs = {str(one["name"]): str(one["sha256"]) for one in made.compared["outputs"]}
        found = Frozen(
            path.parent.name,
            hashlib.sha256(data).hexdigest(),
            made.compared,
            str(told["digest"]),
            made.digest,
            outputs,
        )
        _ = found.nth, found.day, found.agency, found.previous
        newer = int(told["schema"]) > SCHEMA
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FileBroken(place=place, why=NO_MANIFEST) from error
    if newer:
        raise FileBroken(place=place, why=NEWER)
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError
    return dict(pairs)


def manifest_faults(frozen: Frozen, place: str) -> list[Fault]:
    """Return that the manifest's content is not what its digest says, or not of the folder's day and number."""
    match = FOLDER.fullmatch(frozen.folder)
    named = (match[1], int(match[2])) if match else None
    faults = [] if frozen.stated == frozen.digest else [Fault(place, "digest_differs")]
    told = (frozen.day.isoformat(), frozen.nth)
    return faults if named == told else [*faults, Fault(place, "folder_differs")]


def output_faults(frozen: Frozen, hashes: Mapping[str, str], prefix: str = "") -> list[Fault]:
    """Compare the files of the session's folder, by name, with the manifest's outputs."""
    there = {name: value for name, value in hashes.items() if name != NAME}
    faults = []
    for name in sorted({*there, *frozen.outputs}):
        if name not in there:
            faults.append(Fault(prefix + name, "output_missing"))
        elif name not in frozen.outputs:
            faults.append(Fault(prefix + name, "output_extra"))
        elif there[name] != frozen.outputs[name]:
            faults.append(Fault(prefix + name, "output_changed"))
    return faults


def hashes_below(folder: Path) -> tuple[dict[str, str], list[Fault]]:
    """Return the hash of every file below ``folder`` by name, hidden ones too, and each link as a fault."""
    found: dict[str, str] = {}
    links = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            links.append(Fault(name, "link"))
        elif path.is_file():
            found[name] = sha256(path)
    return found, links
