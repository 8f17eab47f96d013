"""After the metrics: whether an auditor would ask something."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from labkit.poc.result import MetricResult
from labkit.sessions.verdicts._verdict import Check, Verdict, called

if TYPE_CHECKING:
    from labkit.sessions.stage.room import StageRoom


def _judge(several: Mapping[str, Any], _: StageRoom) -> Verdict:
    asked = [name for name, one in several.items() if one.checks]
    if asked:
        return Verdict(
            "請看", f"{len(several)} 個指標中有 {len(asked)} 個會被問：{called(asked)}。上一格寫了問什麼、怎麼改。"
        )
    return Verdict("好", f"{len(several)} 個指標都沒有審計人員會問而沒有寫的事。")


METRICS = Check(label="指標查核", judges=lambda: (MetricResult,), judge=_judge)
