"""The inventory sheet that people fill in: computed columns on the left, the team's on the right (xlsx or ods)."""

from __future__ import annotations

from dataclasses import replace

from labkit.core.document import Document, Grid, Text
from labkit.core.inventory import TYPED, InventoryEntry
from labkit.inventory.catalogue import InventoryResult, percent
from labkit.inventory.exports._export import Export
from labkit.inventory.notes import COMPUTED, SHEET_NAME, NoteRow

NARROW, WIDE = 12.0, 18.0
HOW = (
    "左邊到 sha256 為止由程式計算，每次盤點會重算；右邊黃底的 "
    + "、".join(TYPED)
    + " 由團隊填寫，改好存檔後再執行盤點，填寫的內容會保留。"
    "請不要更動「檔案」「工作表」「sha256」三欄與欄名。"
)


def make(result: InventoryResult) -> Document:
    """Return the sheet, with the columns that people added; rows that people typed about files which are gone stand at its end."""
    given = [*(one.typed for one in result.entries), *(row.typed for row in result.unplaced)]
    own = list(dict.fromkeys([*TYPED, *(name for typed in given for name in typed)]))
    lines = [(*_computed(one), *_typed(one.typed, own)) for one in result.entries]
    lines += [(*_kept(row), *_typed(row.typed, own)) for row in result.unplaced]
    return Document("資料盤點表", (Text(HOW), _to_fill(Grid.of([*COMPUTED, *own], lines, caption=SHEET_NAME))))


def _to_fill(grid: Grid) -> Grid:
    """Give the team's columns room and colour, and the hash little of both."""
    first = len(COMPUTED)
    rows = [tuple(replace(cell, to_fill=at >= first) for at, cell in enumerate(row)) for row in grid.rows[1:]]
    widths = (*grid.widths[: first - 1], NARROW, *(max(width, WIDE) for width in grid.widths[first:]))
    return replace(grid, rows=(grid.rows[0], *rows), widths=widths)


def _computed(one: InventoryEntry) -> tuple[object, ...]:
    days = [day.isoformat() if day else "" for day in (one.time_from, one.time_to)]
    facts = (one.file, one.sheet or "", one.format, one.encoding or "", one.rows, len(one.fields), *days)
    return (*facts, percent(one), "、".join(one.keys), one.bytes, one.sha256)


def _kept(row: NoteRow) -> tuple[str, ...]:
    return (row.file, row.sheet, *[""] * (len(COMPUTED) - 3), row.sha256)


def _typed(cells: dict[str, str], own: list[str]) -> tuple[str, ...]:
    return tuple(cells.get(name, "") for name in own)


SHEET = Export("資料盤點表（給團隊填寫）", make)
