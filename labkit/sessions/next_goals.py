"""What a run proposes as next goals: proposals that nobody has confirmed yet, and what metrics say they still need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from labkit.workspace.layout import Workspace

WAITING = {
    "recipes": "確認 recipes/proposals 的清理建議",
    "roles": "確認 roles/proposals 的欄位角色",
    "policies": "確認 policies/proposals 的去識別化建議",
}
MOST = 6


def proposed_goals(ws: Workspace, results: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return at most six goals; a plan that names its goals goes before them, and people choose among them in the log."""
    waiting = [goal for folder, goal in WAITING.items() if any((ws.root / folder / "proposals").glob("[!.]*"))]
    needs = [f"{one['title']}：{need}" for one in results for need in one.get("needs", ())]
    return tuple(dict.fromkeys([*waiting, *needs]))[:MOST]
