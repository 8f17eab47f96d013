"""The session's front door: one page, its points first, then every result; and the notebooks beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from labkit.coaching.plan import Plan
from labkit.core.files import write_whole
from labkit.documents.formats.html import page
from labkit.sessions.notebooks import publishable
from labkit.sessions.rooms import RESULTS
from labkit.sessions.running.graph import Node
from labkit.taiwan.roc_dates import roc_text
from labkit.workspace.layout import Workspace

REPORT = "report/報告.html"


def read_results(room: Path, nodes: Sequence[Node]) -> list[dict[str, Any]]:
    """Return what each stage published, in order."""
    paths = (room / RESULTS / f"{one.name}.jsonl" for one in nodes)
    lines = [line for path in paths if path.is_file() for line in path.read_text(encoding="utf-8").splitlines()]
    return [json.loads(line) for line in lines]


def compose(room: Path, plan: Plan, ws: Workspace, results: Sequence[Mapping[str, Any]]) -> None:
    """Write the report page, its points first, and the notebooks without clocks, into the outbox."""
    title = f"{ws.team.agency} 第 {plan.nth} 次輔導成果"
    points = "".join(f"<li>{escape(one['title'])}：{escape(line)}</li>" for one in results for line in one["said"])
    parts = [
        f"<h1>{escape(title)}</h1>",
        f"<p>輔導日期：{roc_text(plan.date)}（{plan.form}）。所有數字由 labkit 依 manifest.json 所列檔案計算。</p>",
        f"<h2>重點</h2><ul>{points}</ul>",
        *(path.read_text(encoding="utf-8") for path in sorted((room / "parts").glob("*.html"))),
    ]
    write_whole(room / "outbox" / REPORT, page(title, "\n".join(parts)))
    for notebook in ws.notebooks:
        write_whole(room / "outbox" / "notebooks" / notebook.name, publishable(room / "notebooks" / notebook.name))
