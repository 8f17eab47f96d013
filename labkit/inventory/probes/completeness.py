"""Completeness: how many cells hold something."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from labkit.core.inventory import InventoryEntry
from labkit.inventory.probes._probe import Answer, Probe, named

HALF = 0.5


def ask(entries: Sequence[InventoryEntry], as_of: date | None) -> Answer:
    """Count filled cells; a mark of missing (－ 略 無 N/A) is no content. Columns less than half filled are named."""
    del as_of
    thin = [f"{e.label} {f.name}" for e in entries for f in e.fields if e.rows and f.filled - f.marks < HALF * e.rows]
    return Answer(
        sum(e.complete for e in entries), sum(e.cells for e in entries), f"未滿一半：{named(thin)}" if thin else ""
    )


COMPLETENESS = Probe(
    "完整性",
    "有幾格填了內容（「－」「無」等記號算未填）？",
    "格",
    "對應「資料完整性」：缺漏多的欄位不宜當作分析主軸，申請表第 6 項請說明缺漏原因與補齊方式。",
    ask,
)
