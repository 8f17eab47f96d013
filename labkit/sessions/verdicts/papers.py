"""After papers were written under work/: how many there are, and that they are not to be passed on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from labkit.sessions.verdicts._verdict import Check, Verdict

if TYPE_CHECKING:
    from labkit.sessions.stage.room import StageRoom

PLACES = {"01": "exports/[!計提]*.*", "05": "exports/計時_*/*", "06": "application/*"}


def _judge(_: Mapping[str, Any], room: StageRoom) -> Verdict:
    count = sum(path.is_file() for path in room.room.glob(PLACES[room.name[:2]]))
    if count:
        return Verdict("好", f"work/ 裡有 {count} 個檔案；work/ 只給團隊自己用，請勿外傳。")
    return Verdict("請看", "沒有產生檔案：還沒有設定，這次不需要就往下。")


PAPERS = Check(label="寫出的檔案", judge=_judge)
