"""What a canvas may name: files as an inventory lists them, each with its size and period in words."""

from __future__ import annotations

from collections.abc import Iterable

from labkit.core.inventory import InventoryEntry
from labkit.taiwan.roc_dates import roc_text


def files_in_words(entries: Iterable[InventoryEntry]) -> dict[str, str]:
    """Return every file, and every sheet of a file that has several, with its records and period."""
    listed = list(entries)
    found: dict[str, str] = {}
    for one in listed:
        found[one.label] = _words(one)
    for one in listed:
        same = [other for other in listed if other.file == one.file]
        found.setdefault(one.file, _words(one) if len(same) == 1 else f"{len(same)} 張工作表")
    return found


def _words(one: InventoryEntry) -> str:
    first, last = one.time_from, one.time_to
    span = f"，{roc_text(first)}至{roc_text(last)}" if first and last else ""
    return f"{one.rows:,} 筆{span}"
