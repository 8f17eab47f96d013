"""A tiny frozen session made by hand: two notebooks, five outputs, a crate, a manifest, a log that quotes it."""

import hashlib
import json
from datetime import date

from labkit.coaching.log import Log, RanAs
from labkit.coaching.team import Person
from labkit.core.document import Document, Text
from labkit.core.files import sha256
from labkit.documents.save import render_document
from labkit.sessions.manifest import Manifest
from labkit.sessions.records.crate import crate_of
from labkit.workspace.layout import Workspace

RAW = b"\xe5\xa7\x93\xe5\x90\x8d,\xe4\xbb\xb6\n\xe7\x8e\x8b\xe5\xb0\x8f\xe6\x98\x8e,3\n"


def compared(nth=1, day="2025-12-05", previous=None, outputs=()):
    """What a manifest of schema 2 compares."""
    digest = "ab" * 32
    return {
        "session": {"nth": nth, "date": day, "form": "實體", "agency": "示範局"},
        "previous": previous,
        "tables": {"件數": "data/raw/件數.csv"},
        "inputs": [{"name": "data/raw/件數.csv", "sha256": digest, "bytes": 21, "rows": 1}],
        "specs": [{"name": "pivots/件 數.yml", "sha256": digest, "bytes": 7}],
        "notebooks": [
            {"name": "notebooks/00_start.ipynb", "sha256": digest, "bytes": 9},
            {"name": "notebooks/04_pivot.ipynb", "sha256": digest, "bytes": 9},
        ],
        "parameters": {"00_start": {}, "04_pivot": {"rows": ["里"], "top": 3, "title": "件數", "of": None}},
        "protected": [{"name": "件數", "rows": 1, "sha256": digest}],
        "key": "",
        "environment": {"TZ": "Asia/Taipei", "PYTHONHASHSEED": "0"},
        "versions": {"labkit": "0.1.0", "python": "3.11.9", "packages": {"pandas": "2.3.3"}, "lock_sha256": digest},
        "outputs": list(outputs),
    }


def payload():
    """The files that notebooks published."""
    page = render_document(Document("成果", (Text("各里件數"),), date(2025, 12, 5)), "html")
    return {
        "report/報告.html": page,
        "tables/04-01_件 數.csv": "里,件\n新安里,3\n".encode("utf-8-sig"),
        "tables/04-02_比例 50%.csv": "里,比例\n新安里,1\n".encode("utf-8-sig"),
        "audit/空.txt": b"",
        "notebooks/04_pivot.ipynb": b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
    }


def freeze(ws: Workspace, nth=1, day="2025-12-05", previous=None, files=None):
    """Write a frozen session into ``ws`` and return its folder."""
    folder = ws.sessions / f"{day}-{nth:02}"
    files = dict(payload() if files is None else files)
    lines = [described(name, data) for name, data in sorted(files.items())]
    files["ro-crate-metadata.json"] = crate_of(compared(nth, day, previous, lines)).encode()
    lines = [described(name, data) for name, data in sorted(files.items())]
    manifest = Manifest(compared(nth, day, previous, lines), {"seconds": {"04_pivot": 1.5}})
    files["manifest.json"] = manifest.to_json().encode()
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def described(name, data):
    return {"name": name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "kind": "exact"}


def quote(ws: Workspace, folder, **more):
    """Write the log that quotes the frozen session at ``folder``."""
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["compared"]["session"]
    log = Log(
        nth=told["nth"],
        date=told["date"],
        agency="示範局",
        recorder=Person(name="王小明", title="科員"),
        attendees=(Person(name="王小明", title="科員"), Person(name="張試作", title="專家")),
        summary=("盤點資料",),
        session=RanAs(folder=folder.name, manifest_sha256=sha256(folder / "manifest.json"), drafted={"summary": "0"}),
    ).model_copy(update=more)
    log.save(ws.log_path(told["nth"]))
    return log


def workspace(folder) -> Workspace:
    """A workspace with a raw file and one frozen session, quoted by its log."""
    ws = Workspace.create(folder, as_of=date(2025, 12, 5))
    (ws.raw / "件數.csv").write_bytes(RAW)
    quote(ws, freeze(ws))
    return ws


def previous_of(folder):
    """How the next session refers to the frozen session at ``folder``."""
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return {"session": folder.name, "digest": told["digest"]}
