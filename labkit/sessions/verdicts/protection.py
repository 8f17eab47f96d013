"""After the policies: as many rows as before, and whether the team confirmed them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from labkit.privacy.deid_result import DeidResult
from labkit.sessions.state import load_tables
from labkit.sessions.verdicts._verdict import Check, Verdict, called

if TYPE_CHECKING:
    from labkit.sessions.stage.room import StageRoom


def _judge(several: Mapping[str, Any], room: StageRoom) -> Verdict:
    before = {name: len(table) for name, table in load_tables(room.room / "clean").items()}
    lost = [
        name for name, one in several.items() if len(one.table) + sum(one.left_out.values()) != before.get(name, -1)
    ]
    if lost:
        return Verdict("停", f"處理前後的列數不同，而且沒有寫原因：{called(lost)}。")
    rows = sum(len(one.table) for one in several.values())
    told = f"{sum(before.values()):,} 列進，{rows:,} 列出。"
    confirmed = {path.stem for path in room.ws.specs_of("policies")}
    if unsure := [name for name in several if name not in confirmed]:
        return Verdict("請看", f"{told}還沒有確認政策、先依謹慎的建議處理的表：{called(unsure)}。")
    return Verdict("好", f"{told}每張表都依確認過的政策處理。")


PROTECTION = Check(label="去識別化前後列數", judges=lambda: (DeidResult,), judge=_judge)
