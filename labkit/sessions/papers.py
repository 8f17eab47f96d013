"""What the inventory stage shows and writes under work/: how tables were read, and the papers made of the inventory."""

from __future__ import annotations

from pathlib import Path

from labkit.core.document import Document, Grid, Text
from labkit.core.html import Shown
from labkit.core.messages import say
from labkit.inventory.catalogue import InventoryResult
from labkit.inventory.exports._export import EXPORTS, export_inventory

PAPERS = {
    "sheet": "資料盤點表.xlsx",
    "item_6": "申請表第6項.odt",
    "dictionary": "資料字典.xlsx",
    "metadata": "資料集詮釋資料.xlsx",
    "frictionless": "datapackage.json",
    "catalogue": "資料目錄.html",
}


def reading(inventory: InventoryResult) -> Shown:
    """Show every decision of reading with its reason, and below it what was noticed and not changed."""
    lines = [
        (entry.label, say(f"decisions.{one.what}"), one.value, one.reason)
        for entry in inventory.entries
        for one in entry.decisions
    ]
    grid = Grid.of(["資料表", "決定", "值", "為什麼"], lines, caption="每張表怎麼讀")
    notes = [Text(f"{entry.label}：{one.sentence}", "note") for entry in inventory.entries for one in entry.noticed]
    return Shown(Document("每張表怎麼讀", (grid, *notes)))


def exports(inventory: InventoryResult, folder: Path) -> Shown:
    """Write every paper of the inventory into ``folder``; say what was made and what to open first."""
    made = [
        (file, EXPORTS[name].label, f"work/{folder.parent.name}/{folder.name}/{file}")
        for name, file in PAPERS.items()
        if export_inventory(inventory, name, folder / file)
    ]
    first = "請先打開 資料目錄.html 核對；資料盤點表.xlsx 填好右邊六欄後，放到 inventory/ 資料夾，下次執行會帶入。"
    return Shown(Document("輸出", (Grid.of(["檔案", "是什麼", "位置"], made, caption="盤點的輸出"), Text(first))))
