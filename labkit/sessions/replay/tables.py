"""Protected tables that stand under work/: taken only if they are those that a manifest names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from labkit.core.digest import digest_of
from labkit.sessions.folders import number_of
from labkit.sessions.manifest import Manifest
from labkit.sessions.replay.difference import Difference
from labkit.sessions.rooms import room_of
from labkit.sessions.state import load_tables
from labkit.workspace.layout import Workspace

PROTECTED = "protected"


def check_tables(ws: Workspace, nth: int, compared: Mapping[str, Any]) -> list[Difference]:
    """Return which protected tables of session ``nth`` are not there any more as the manifest names them."""
    folder = room_of(ws, nth) / PROTECTED
    held = load_tables(folder) if folder.is_dir() else {}
    found = []
    for one in compared.get(PROTECTED, ()):
        name = str(one["name"])
        place = f"work/{room_of(ws, nth).name}/{PROTECTED}/{name}"
        if name not in held:
            found.append(Difference("input", place, "missing"))
        elif digest_of(held[name]) != one.get("sha256"):
            found.append(Difference("input", place, "changed"))
    return found


def names_of(compared: Mapping[str, Any]) -> list[str]:
    """Return the names of the protected tables that a manifest names."""
    return [str(one["name"]) for one in compared.get(PROTECTED, ())]


def chain(ws: Workspace, compared: Mapping[str, Any]) -> tuple[dict[int, Manifest], list[Difference]]:
    """Return the manifests of the sessions before, by number, and where the chain of their hashes is broken."""
    found: dict[int, Manifest] = {}
    before = compared.get("previous")
    while before:
        folder = ws.sessions / Path(str(before["session"])).name
        if not (folder / "manifest.json").is_file():
            return found, [Difference("input", f"sessions/{folder.name}", "missing")]
        manifest = Manifest.load(folder)
        if manifest.digest != before["digest"]:
            return found, [Difference("input", f"sessions/{folder.name}", "changed")]
        if (number := number_of(folder)) in found:
            return found, [Difference("input", f"sessions/{folder.name}", "changed")]
        found[number] = manifest
        before = manifest.compared.get("previous")
    return found, []
