"""After the pivots: the records placed and those left out are all the records of the table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from labkit.pivots.result import PivotResult
from labkit.sessions.verdicts._verdict import Check, Verdict, called

if TYPE_CHECKING:
    from labkit.sessions.stage.room import StageRoom

INSIDE = "empty_measure"  # such a record has its place, and no number


def _judge(several: Mapping[str, Any], _: StageRoom) -> Verdict:
    found = {name: one for name, one in several.items() if isinstance(one, PivotResult)}
    wrong = [name for name, one in found.items() if one.rows_in != _accounted(one)]
    if wrong:
        return Verdict("停", f"納入與未納入的列數加起來不等於資料總列數：{called(wrong)}。請告訴輔導專家。")
    return Verdict("好", f"{len(found)} 個樞紐，每一個納入的列數加上未納入的列數，都等於資料總列數。")


def _accounted(result: PivotResult) -> int:
    return result.placed.height + sum(count for why, count in result.left_out.items() if why != INSIDE)


PIVOTS = Check(label="樞紐的列數", judges=lambda: (PivotResult,), judge=_judge)
