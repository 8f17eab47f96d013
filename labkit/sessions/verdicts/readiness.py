"""After the five dimensions: which of them has gaps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from labkit.inventory.readiness import Readiness
from labkit.sessions.verdicts._verdict import Check, Verdict, called

if TYPE_CHECKING:
    from labkit.sessions.stage.room import StageRoom


def _judge(several: Mapping[str, Any], _: StageRoom) -> Verdict:
    answers = [pair for one in several.values() for pair in one.answers]
    gaps = [probe.label for probe, told in answers if told.all and told.good < told.all]
    none = [probe.label for probe, told in answers if not told.all]
    more = f"無法計算：{called(none)}。" if none else ""
    if gaps:
        return Verdict("請看", f"有缺漏的面向：{called(gaps)}。決定怎麼補，寫在下面的決定。{more}")
    return Verdict("請看" if none else "好", f"能計算的面向都沒有缺漏。{more}")


READINESS = Check(label="資料整備度", judges=lambda: (Readiness,), judge=_judge)
