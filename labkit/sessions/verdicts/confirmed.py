"""After a form: whether a stage goes on by the team's own specifications, or by proposals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from labkit.sessions.verdicts._verdict import Check, Verdict

if TYPE_CHECKING:
    from labkit.sessions.stage.room import StageRoom

FOLDERS = {
    "02": ("recipes", "食譜", "各表依原樣往下"),
    "03": ("policies", "政策", "各表依謹慎的建議處理"),
    "04": ("pivots", "樞紐設定", "先以件數試算一個"),
    "05": ("metrics", "指標", "還沒有可以說的數字"),
}


def _judge(_: Mapping[str, Any], room: StageRoom) -> Verdict:
    folder, word, otherwise = FOLDERS[room.name[:2]]
    count = len(room.ws.specs_of(folder))
    if not count:
        return Verdict("請看", f"{folder}/ 裡還沒有{word}：{otherwise}。")
    return Verdict("好", f"{folder}/ 裡有 {count} 份確認過的{word}。")


CONFIRMED = Check(label="確認過的設定", judge=_judge)
