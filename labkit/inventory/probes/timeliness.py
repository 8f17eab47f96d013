"""Timeliness: how many tables with dates reach into the year before a given day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from labkit.core.inventory import InventoryEntry
from labkit.inventory.probes._probe import Answer, Probe, named

RECENT = timedelta(days=365)


def ask(entries: Sequence[InventoryEntry], as_of: date | None) -> Answer:
    """Count the tables whose last day lies within 365 days before ``as_of``; tables without dates are not counted."""
    dated = [(entry, entry.time_to) for entry in entries if entry.time_to]
    if as_of is None:
        return Answer(0, 0, "沒有指定基準日，未計算")
    old = [entry.label for entry, last in dated if last and last < as_of - RECENT]
    undated = len(entries) - len(dated)
    aside = "；".join(
        part for part in (f"較舊：{named(old)}" if old else "", f"{undated} 張表沒有日期" if undated else "") if part
    )
    return Answer(len(dated) - len(old), len(dated), aside)


TIMELINESS = Probe(
    "時效性",
    "有日期的資料表中，有幾張涵蓋到基準日前一年內？",
    "張表",
    "對應「應用可行性」：資料較舊時，結論只能說明當時，申請表請寫明更新頻率。",
    ask,
)
