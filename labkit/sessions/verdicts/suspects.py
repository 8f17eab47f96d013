"""After looking for doubtful cells: how many there are to look at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from labkit.cleaning.suspects import SuspectResult
from labkit.sessions.verdicts._verdict import Check, Verdict, called

if TYPE_CHECKING:
    from labkit.sessions.stage.room import StageRoom


def _judge(several: Mapping[str, Any], _: StageRoom) -> Verdict:
    found = [name for name, one in several.items() if one.found]
    if found:
        return Verdict("請看", f"有值得核對的格：{called(found)}。資料沒有更動，請熟悉業務的人看過再決定。")
    return Verdict("好", f"{len(several)} 張表都沒有找到值得核對的格。")


SUSPECTS = Check(label="值得核對的格", judges=lambda: (SuspectResult,), judge=_judge)
