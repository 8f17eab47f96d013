"""After measuring the risk: whether anybody is alone in a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from labkit.privacy.risk_result import RiskResult
from labkit.sessions.verdicts._verdict import Check, Verdict, called

if TYPE_CHECKING:
    from labkit.sessions.stage.room import StageRoom


def _judge(several: Mapping[str, Any], _: StageRoom) -> Verdict:
    alone = [name for name, one in several.items() if one.k == 1]
    if alone:
        return Verdict(
            "請看", f"有人獨一無二（k＝1）：{called(alone)}。只在機關內部使用可以接受；要交給別人，先再降低精細度。"
        )
    return Verdict("好", f"最小的群組也有 {min(one.k for one in several.values()):,} 列，沒有人獨一無二。")


RISK = Check(label="再識別風險", judges=lambda: (RiskResult,), judge=_judge)
