"""Item 6 of 附件1 輔導申請表: 目前掌握的內外部資料."""

from __future__ import annotations

from labkit.core.document import Document, Text
from labkit.inventory.catalogue import InventoryResult
from labkit.inventory.exports._export import Export


def make(result: InventoryResult) -> Document:
    """Return the form's table; cells that only people know are marked to be filled in."""
    return Document("目前掌握的內外部資料", (Text("輔導申請表 三、提案內容說明 第 6 項"), result.item_6()))


ITEM_6 = Export("申請表第 6 項", make)
