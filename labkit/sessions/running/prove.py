"""What a session's manifest compares: all that went in, with which versions, and all that came out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from labkit.coaching.plan import Plan
from labkit.core.digest import digest_of
from labkit.core.files import files_below
from labkit.sessions import manifest as manifests
from labkit.sessions.environment import ENVIRONMENT
from labkit.sessions.folders import number_of, sessions_of
from labkit.sessions.manifest import Manifest
from labkit.sessions.names import table_names
from labkit.sessions.running.digests import fingerprint, reads_of
from labkit.sessions.running.schedule import Schedule
from labkit.sessions.state import load_tables
from labkit.sessions.versions import versions
from labkit.workspace.layout import Workspace


def compared_facts(work: Schedule, plan: Plan, rows: Mapping[str, int]) -> dict[str, Any]:
    """Return everything that two runs must share; ``rows`` are the records of each raw file below data/raw."""
    ws, room = work.ws, work.ledger.room
    raw = [
        manifests.described(path, ws.root, rows=rows.get(path.relative_to(ws.raw).as_posix(), 0))
        for path in files_below(ws.raw)  # also those that are no data: the inventory names them
    ]
    protected = load_tables(room / "protected")
    return {
        "session": {
            "nth": plan.nth,
            "date": plan.date.isoformat(),
            "form": plan.form,
            "agency": ws.team.agency,
        },
        "previous": previous(ws, plan.nth),
        "tables": {
            name: path.relative_to(ws.root).as_posix() for name, path in table_names(ws.raw_files(), ws.raw).items()
        },
        "inputs": raw,
        "specs": [manifests.described(path, ws.root) for path in settings_of(work)],
        "notebooks": [manifests.described(one.notebook, ws.root) for one in work.nodes],
        "parameters": {name: dict(values) for name, values in work.parameters.items()},
        "protected": [
            {"name": name, "rows": len(table), "sha256": digest_of(table)} for name, table in protected.items()
        ],
        "key": fingerprint() if any(table.protection for table in protected.values()) else "",
        "environment": ENVIRONMENT,
        "versions": versions(),
        "outputs": manifests.outputs_of(room / "outbox"),
    }


def settings_of(work: Schedule) -> list[Path]:
    """Return every file but raw data and earlier tables that a notebook of the session reads."""
    read = {path for node in work.nodes for path in reads_of(work.ws, node, work.nth)} | {
        work.ws.root / "team.yml",
        work.ws.plan_path(work.nth),
    }
    apart = (work.ws.raw, work.ws.work)
    return sorted(path for path in read if not any(path.is_relative_to(folder) for folder in apart))


def previous(ws: Workspace, nth: int) -> dict[str, str] | None:
    """Return the newest frozen session before this one, with the digest of its manifest: the sessions are a chain."""
    earlier = [path for path in sessions_of(ws) if number_of(path) < nth]
    if not earlier:
        return None
    return {"session": earlier[-1].name, "digest": Manifest.load(earlier[-1]).digest}


def whole_digest(work: Schedule) -> str:
    """Return the hash of all that a session's folder depends on: its stages, plan, team and the session before."""
    told = {
        "stages": {node.name: work.digest(node) for node in work.nodes},
        "team": (work.ws.root / "team.yml").read_text(encoding="utf-8"),
        "plan": work.ws.plan_path(work.nth).read_text(encoding="utf-8"),
        "previous": previous(work.ws, work.nth),
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode("utf-8")).hexdigest()
