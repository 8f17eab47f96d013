"""The frozen folder itself: found by number or name, and its own files held against its manifest."""

from __future__ import annotations

import json
from pathlib import Path

from labkit.core.errors import FileMissing, SessionMissing
from labkit.core.files import files_below, sha256
from labkit.core.run_errors import ReplayRefused
from labkit.sessions.folders import newest
from labkit.sessions.manifest import NAME, SCHEMA, Manifest
from labkit.sessions.records.crate import NAME as CRATE
from labkit.sessions.replay.difference import Difference
from labkit.workspace.layout import Workspace

BESIDE = frozenset({NAME, CRATE})  # what describes the outputs is no output


def frozen_folder(ws: Workspace, session: int | str) -> Path:
    """Return the newest frozen folder of a session's number, or the folder of that name; raises SessionMissing or FileMissing."""
    told = str(session).strip()
    if told.isdigit():
        found = newest(ws, int(told))
        if found is None:
            raise SessionMissing(nth=int(told))
        return found
    folder = ws.sessions / Path(told).name
    if not (folder / NAME).is_file():
        raise FileMissing(place=f"sessions/{Path(told).name}")
    return folder


def read_manifest(folder: Path) -> Manifest:
    """Return the folder's manifest; raises FileMissing, FileBroken, or ReplayRefused for one of another schema."""
    manifest = Manifest.load(folder)
    schema = json.loads((folder / NAME).read_text(encoding="utf-8")).get("schema")
    if schema != SCHEMA or not {"session", "inputs", "specs", "notebooks", "outputs", "versions"} <= {
        *manifest.compared
    }:
        raise ReplayRefused(
            place=folder.name, what="它是較早版本的 labkit 封存的，沒有記下重算需要的內容；請以那個版本核對"
        )
    return manifest


def check_frozen(folder: Path, manifest: Manifest) -> list[Difference]:
    """Return which of the folder's files were changed, removed or added since it was frozen; the manifest itself among them."""
    told = json.loads((folder / NAME).read_text(encoding="utf-8"))
    found = [] if told.get("digest") == manifest.digest else [Difference("output", NAME, "manifest")]
    wanted = {str(one["name"]): str(one["sha256"]) for one in manifest.compared["outputs"]}
    there = {path.relative_to(folder).as_posix(): path for path in files_below(folder)}
    for name, digest in wanted.items():
        if name not in there:
            found.append(Difference("output", name, "gone"))
        elif sha256(there[name]) != digest:
            found.append(Difference("output", name, "tampered"))
    added = sorted(there.keys() - wanted.keys() - BESIDE)
    return [*found, *(Difference("output", name, "added") for name in added)]
