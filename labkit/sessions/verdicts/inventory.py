"""After the inventory: whether every file was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from labkit.inventory.catalogue import InventoryResult
from labkit.sessions.verdicts._verdict import Check, Verdict

if TYPE_CHECKING:
    from labkit.sessions.stage.room import StageRoom


def _judge(several: Mapping[str, Any], _: StageRoom) -> Verdict:
    frames = [one.frame for one in several.values()]
    tables, rows = sum(map(len, frames)), sum(int(frame["rows"].sum()) for frame in frames)
    lost = sum(sum(one.left_out.values()) for one in several.values())
    if lost:
        return Verdict("停", f"有 {lost} 個檔案讀不到，上面寫了檔名與原因；其餘 {tables} 張表共 {rows:,} 列已讀入。")
    return Verdict("好", f"每個檔案都讀到了：{tables} 張表，共 {rows:,} 列。請和 Excel 看到的列數核對。")


INVENTORY = Check(label="檔案都讀到", judges=lambda: (InventoryResult,), judge=_judge)
