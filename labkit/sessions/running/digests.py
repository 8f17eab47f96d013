"""What a stage depends on, as one hash: its notebook, parameters, the files it reads and takes, labkit's own code and packages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from labkit.core.errors import LabkitError
from labkit.core.files import files_below, sha256
from labkit.privacy.keys import load_key
from labkit.sessions.environment import ENVIRONMENT
from labkit.sessions.rooms import room_of
from labkit.sessions.running.graph import EVERYTHING, Node
from labkit.sessions.versions import versions
from labkit.workspace.layout import SPEC_FOLDERS, Workspace

ALL_FOLDERS = ("data/raw", "data/tables", "inventory", "application", *SPEC_FOLDERS)


def reads_of(ws: Workspace, node: Node, nth: int) -> list[Path]:
    """Return the files of the workspace that a stage reads, as its notebook names them; every stage knows the session's day besides."""
    wanted = (*ALL_FOLDERS, "team.yml", f"plan/{nth:02}.yml") if EVERYTHING in node.reads else node.reads
    found: set[Path] = set()
    for name in wanted:
        if name == "earlier":
            found.update(_earlier(ws, nth))
        elif name != "key":
            found.update(_files(ws.root / name))
    return sorted(found)


def digest_of_stage(ws: Workspace, node: Node, given: Mapping[str, Any], taken: Mapping[str, str]) -> str:
    """Return the hash of all that a stage's results depend on: ``given`` are its session, day and parameters, ``taken`` are the hashes of what earlier stages made for it."""
    told = {
        "stage": [node.name, source_of(node.notebook)],
        "given": dict(given),
        "reads": {
            path.relative_to(ws.root).as_posix(): sha256(path) for path in reads_of(ws, node, int(given["session"]))
        },
        "takes": dict(taken),
        "key": fingerprint() if {"key", EVERYTHING} & {*node.reads} else "",
        "environment": ENVIRONMENT,
        "versions": versions(),
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode("utf-8")).hexdigest()


def source_of(notebook: Path) -> str:
    """Return the hash of a notebook's cells without their outputs: opening and saving it in JupyterLab changes nothing."""
    book = json.loads(notebook.read_text(encoding="utf-8"))
    cells = [
        (cell["cell_type"], "".join(cell["source"]), cell.get("metadata", {}).get("tags", [])) for cell in book["cells"]
    ]
    told = json.dumps([cells, book["metadata"].get("labkit", {})], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8")).hexdigest()


def fingerprint() -> str:
    """Return what tells one key of pseudonyms from another, or nothing where there is none."""
    try:
        return load_key().fingerprint
    except LabkitError:
        return ""


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    found = files_below(path) if path.is_dir() else []
    return [one for one in found if "proposals" not in one.relative_to(path).parts]


def _earlier(ws: Workspace, nth: int) -> Iterator[Path]:
    """Yield the protected tables of earlier sessions."""
    for number in range(1, nth):
        yield from _files(room_of(ws, number) / "protected")
