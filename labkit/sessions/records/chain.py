"""The chain of manifests: each frozen session names the one before it and its digest, back to the first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from labkit.core.errors import LabkitError
from labkit.sessions.folders import FOLDER
from labkit.sessions.manifest import NAME
from labkit.sessions.records.fault import Fault
from labkit.sessions.records.frozen import Frozen, manifest_faults, read_frozen

Place = Callable[[str], tuple[Path, str]]


def chain_of(frozen: Frozen, place: Place) -> tuple[tuple[Frozen, ...], list[Fault]]:
    """Return the sessions before ``frozen``, newest first, and where the chain breaks.

    ``place`` gives for a folder's name where its manifest lies and how people are told of it. A session that is not there, or
    whose content has another digest than the next one states, ends the chain.
    """
    found: list[Frozen] = []
    later = frozen
    while (named := later.previous) is not None:
        folder, digest = named
        if not FOLDER.fullmatch(folder):
            return tuple(found), [Fault(place(later.folder)[1], "manifest_unread", {"why": "引用的資料夾名稱不對"})]
        path, told = place(folder)
        if not path.is_file():
            return tuple(found), [Fault(told, "chain_missing", {"name": folder})]
        try:
            earlier = read_frozen(path, place=told)
        except LabkitError as error:
            return tuple(found), [Fault(told, "manifest_unread", {"why": str(error.facts.get("why", ""))})]
        if faults := _joined(earlier, later, digest, told):
            return tuple(found), faults
        found.append(earlier)
        later = earlier
    return tuple(found), []


def _joined(earlier: Frozen, later: Frozen, digest: str, told: str) -> list[Fault]:
    faults = manifest_faults(earlier, told)
    if earlier.digest != digest:
        faults.append(Fault(told, "chain_differs", {"name": later.folder}))
    if earlier.nth >= later.nth:
        faults.append(Fault(told, "chain_order", {"name": later.folder}))
    return faults


def in_workspace(sessions: Path) -> Place:
    """Return where the manifests of a workspace lie."""
    return lambda folder: (sessions / folder / NAME, f"sessions/{folder}/{NAME}")
