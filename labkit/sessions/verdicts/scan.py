"""After looking for personal data: whether somebody decided about every column that identifies people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from labkit.privacy.scan_result import ScanResult
from labkit.sessions.verdicts._verdict import Check, Verdict

if TYPE_CHECKING:
    from labkit.sessions.stage.room import StageRoom


def _judge(several: Mapping[str, Any], _: StageRoom) -> Verdict:
    columns = [one for result in several.values() for one in result.columns]
    known = [one for one in columns if one.role != "safe"]
    waiting = sum(not one.decided_by for one in known)
    told = f"{len(several)} 張表 {len(columns)} 欄，{len(known)} 欄認得出人"
    if waiting:
        return Verdict("請看", f"{told}，其中 {waiting} 欄還沒有人決定；沒有決定的依建議處理。")
    return Verdict("好", f"{told}，每一欄都有人決定了。")


SCAN = Check(label="欄位角色", judges=lambda: (ScanResult,), judge=_judge)
