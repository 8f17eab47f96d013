"""After small cells were hidden: how many are, and that nobody gives them back by another way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from labkit.sessions.verdicts._verdict import NOTHING, Check, Verdict

if TYPE_CHECKING:
    from labkit.sessions.stage.room import StageRoom


def _judge(several: Mapping[str, Any], _: StageRoom) -> Verdict:
    if not several:
        return Verdict("請看", NOTHING)
    hidden = sum(cell.hidden for one in several.values() for cell in one.cells)
    if hidden:
        return Verdict("好", f"{len(several)} 個結果，遮蔽 {hidden:,} 個數值；簡報與口頭說明也不要補回去。")
    return Verdict("好", f"{len(several)} 個結果，沒有需要遮蔽的小格。")


SMALL_CELLS = Check(label="小格遮蔽", judge=_judge)
