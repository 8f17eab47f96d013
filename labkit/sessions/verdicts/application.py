"""After the application was read: whether it would pass the first check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from labkit.core.errors import LabkitError
from labkit.sessions.applying import ApplicationDesk
from labkit.sessions.verdicts._verdict import Check, Verdict

if TYPE_CHECKING:
    from labkit.sessions.stage.room import StageRoom


def _judge(_: Mapping[str, Any], room: StageRoom) -> Verdict:
    desk = ApplicationDesk(room.ws)
    if not desk.path.is_file():
        return Verdict("請看", "還沒有申請表；已經在輔導中就不需要。")
    try:
        gaps = len(desk.check(desk.load()).rejected)
    except LabkitError:
        return Verdict("停", "application/ 裡的檔案有要改的地方；請執行「labkit application check」看是哪一行。")
    if gaps:
        return Verdict("停", f"還有 {gaps} 項不齊，現在送件會在文件初篩被退件。")
    return Verdict("好", "申請表各欄與附件都齊了，可以送件。")


APPLICATION = Check(label="文件初篩", judge=_judge)
