"""The data dictionary: every column of every table, with room for what it means."""

from __future__ import annotations

from labkit.core.document import Block, Document, Grid, Text
from labkit.core.inventory import FieldEntry, InventoryEntry
from labkit.core.messages import say
from labkit.inventory.catalogue import InventoryResult
from labkit.inventory.exports._export import Export

HEAD = ["序", "欄位", "型態", "寫法", "已填", "未填記號", "不同值", "最早", "最晚", "意義（請填寫）", "單位（請填寫）"]


def make(result: InventoryResult) -> Document:
    """Return a heading and a grid for each table; no value of a cell but the first and last day of dates."""
    blocks: list[Block] = []
    for entry in result.entries:
        blocks += [Text(entry.label, "heading"), _grid(entry)]
    return Document("資料字典", tuple(blocks))


def _grid(entry: InventoryEntry) -> Grid:
    return Grid.of(HEAD, [_line(at, one) for at, one in enumerate(entry.fields, 1)], caption=entry.label)


def _line(at: int, one: FieldEntry) -> tuple[object, ...]:
    days = [day.isoformat() if day else "" for day in (one.first, one.last)]
    return (at, one.name, say(f"column_kinds.{one.kind}"), one.form, one.filled, one.marks, one.distinct, *days, "", "")


DICTIONARY = Export("資料字典", make)
