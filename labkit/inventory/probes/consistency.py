"""Consistency: how many columns are written one way, here and in the other tables that have them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from labkit.core.inventory import InventoryEntry
from labkit.inventory.probes._probe import Answer, Probe, named


def ask(entries: Sequence[InventoryEntry], as_of: date | None) -> Answer:
    """Count the columns with one spelling (台／臺, width) and one date form, and of one kind wherever the name recurs."""
    del as_of
    kinds: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        for one in entry.fields:
            kinds[one.name].add(one.kind)
    clash = {name for name, found in kinds.items() if len(found - {"empty"}) > 1}
    fields = [(entry, one) for entry in entries for one in entry.fields]
    odd = [f"{entry.label} {one.name}" for entry, one in fields if one.mixed or one.name in clash]
    return Answer(len(fields) - len(odd), len(fields), f"寫法不一：{named(odd)}" if odd else "")


CONSISTENCY = Probe(
    "一致性",
    "有幾個欄位寫法一致（同一種日期寫法、沒有台／臺混用、各表同名欄位同一種型態）？",
    "欄",
    "對應「資料完整性」與「未來擴散性」：寫法不一的欄位要先統一，才能跨表合併或交給其他機關使用。",
    ask,
)
