"""After cleaning: rows in are rows out, but for those that a step left out and counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from labkit.cleaning.result import UNCONFIRMED, CleaningResult
from labkit.sessions.verdicts._verdict import Check, Verdict, called

if TYPE_CHECKING:
    from labkit.sessions.stage.room import StageRoom


def _judge(several: Mapping[str, Any], _: StageRoom) -> Verdict:
    lost = [name for name, one in several.items() if not one.accounted]
    if lost:
        return Verdict("停", f"列數沒有交代清楚：{called(lost)}。請把這個訊息告訴輔導專家，先不要往下。")
    before = sum(one.rows_in for one in several.values())
    after = sum(len(one.table) for one in several.values())
    gone = sum(sum(one.left_out.values()) for one in several.values())
    told = f"{before:,} 列進，{after:,} 列出，刪去的 {gone:,} 列都寫了原因。"
    unsure = [name for name, one in several.items() if UNCONFIRMED in one.name]
    if unsure:
        return Verdict("請看", f"{told}還沒有確認食譜、依原樣往下的表：{called(unsure)}。")
    return Verdict("好", told)


CLEANING = Check(label="列進＝列出", judges=lambda: (CleaningResult,), judge=_judge)
