"""After the decisions of reading: what was noticed, and what changed between years."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from labkit.sessions.verdicts._verdict import Check, Verdict

if TYPE_CHECKING:
    from labkit.sessions.stage.room import StageRoom


def _judge(several: Mapping[str, Any], _: StageRoom) -> Verdict:
    findings = [finding for one in several.values() for finding in one.findings]
    drift = sum(finding.code.startswith("drift") for finding in findings)
    if findings:
        return Verdict("請看", f"系統注意到 {len(findings) - drift} 件事、{drift} 處年份之間的差異；都沒有更動資料。")
    return Verdict("好", "沒有需要人判斷的讀取方式，也沒有年份之間的差異。")


READING = Check(label="讀取的判斷", judge=_judge)
