"""Before anything: whether there is a day, an agenda, a goal, and files to read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from labkit.sessions.verdicts._verdict import Check, Verdict

if TYPE_CHECKING:
    from labkit.sessions.stage.room import StageRoom


def _judge(_: Mapping[str, Any], room: StageRoom) -> Verdict:
    plan, files = room.ws.plan(room.nth), len(room.ws.raw_files())
    lacking = [word for word, told in (("議程 agenda", plan.agenda), ("目標 goals", plan.goals)) if not told]
    if lacking:
        return Verdict("請看", f"{files} 個資料檔；plan/{room.nth:02}.yml 還沒有填：{'、'.join(lacking)}。")
    return Verdict("好", f"{files} 個資料檔，議程 {len(plan.agenda)} 項、目標 {len(plan.goals)} 項都填了。")


PLAN = Check(label="計畫與資料檔", judge=_judge)
