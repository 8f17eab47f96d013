"""Validity: how many cells of dates, numbers and codes are what their column is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from labkit.core.inventory import InventoryEntry
from labkit.inventory.probes._probe import Answer, Probe, named

CHECKED = {"roc_date", "date", "datetime", "number", "code"}


def ask(entries: Sequence[InventoryEntry], as_of: date | None) -> Answer:
    """Count the filled cells that are of their column's kind; texts can be anything and are not counted."""
    del as_of
    fields = [(entry, one) for entry in entries for one in entry.fields if one.kind in CHECKED and not one.sampled]
    total = sum(one.filled - one.marks for _, one in fields)
    odd = [f"{entry.label} {one.name}（{one.odd} 格）" for entry, one in fields if one.odd]
    return Answer(total - sum(one.odd for _, one in fields), total, f"不符：{named(odd)}" if odd else "")


VALIDITY = Probe(
    "有效性",
    "日期、數字、代碼欄位裡，有幾格符合該欄的寫法？",
    "格",
    "對應「資料完整性」：不符的格子在清理時會變成未填或被列出，先核對可避免筆數對不起來。",
    ask,
)
