"""Uniqueness: how many records are not said twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from labkit.core.inventory import InventoryEntry
from labkit.inventory.probes._probe import Answer, Probe, named


def ask(entries: Sequence[InventoryEntry], as_of: date | None) -> Answer:
    """Count the records that differ from all before them in their table; tables without a key are named."""
    del as_of
    compared = [(entry, entry.duplicates) for entry in entries if entry.duplicates is not None]
    rows = sum(entry.rows for entry, _ in compared)
    keyless = [entry.label for entry, _ in compared if not entry.keys and entry.rows > 1]
    long = [entry.label for entry in entries if entry.duplicates is None]
    parts = [f"找不到能分辨每一筆的欄位：{named(keyless)}"] if keyless else []
    parts += [f"太長、未比對：{named(long)}"] if long else []
    return Answer(rows - sum(duplicates for _, duplicates in compared), rows, "；".join(parts))


UNIQUENESS = Probe(
    "唯一性",
    "有幾筆不是完全重複的紀錄？",
    "筆",
    "對應「資料完整性」：沒有鍵的資料表無法與其他系統串接，也無法確認是否重複計算。",
    ask,
)
