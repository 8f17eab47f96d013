"""The inventory of a folder: an entry for every file and sheet; what people typed stays beside what was computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import ClassVar

import pandas as pd

from labkit.core.document import Document, Grid, Text
from labkit.core.errors import FileMissing, LabkitError
from labkit.core.files import files_below
from labkit.core.finding import Finding
from labkit.core.inventory import InventoryEntry
from labkit.core.result import Result
from labkit.inventory.drift import Drift, drift_grid, drifts
from labkit.inventory.entries import entry_of
from labkit.inventory.notes import NoteRow, read_notes, with_notes
from labkit.inventory.readiness import Readiness, readiness
from labkit.tables.read import read_all
from labkit.tables.suffixes import can_read
from labkit.taiwan.roc_dates import roc_text

COLUMNS = ["file", "sheet", "encoding", "format", "rows", "columns", "time_from", "time_to", "sha256"]
ITEM_6 = ["資料來源", "資料蒐集方式", "資料時間區間", "資料格式", "資料欄位", "資料筆數"]
TO_FILL = "（請團隊填寫）"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class InventoryResult(Result):
    """The entries of a folder; files that could not be read are findings, and in ``left_out``.

    ``unplaced`` are rows that people typed about tables which this folder does not hold: kept, and exported again.
    """

    counts_only: ClassVar[bool] = True
    entries: tuple[InventoryEntry, ...]
    errors: Mapping[str, LabkitError] = field(default_factory=dict)
    drifts: tuple[Drift, ...] = ()
    unplaced: tuple[NoteRow, ...] = ()

    @property
    def frame(self) -> pd.DataFrame:
        """Return a row per file and sheet: file, sheet, encoding, format, rows, columns, time_from, time_to, sha256."""
        lines = [
            (e.file, e.sheet, e.encoding, e.format, e.rows, len(e.fields), e.time_from, e.time_to, e.sha256)
            for e in self.entries
        ]
        return pd.DataFrame(lines, columns=COLUMNS)

    @property
    def summary(self) -> str:
        """Return how many files, tables and records."""
        files = len({one.file for one in self.entries})
        total = sum(one.rows for one in self.entries)
        return f"{files} 個檔案、{len(self.entries)} 張資料表、共 {total:,} 筆資料。"

    def readiness(self, as_of: date | None = None) -> Readiness:
        """Return completeness, validity, uniqueness, consistency and timeliness, each with its denominator."""
        return readiness(self.entries, as_of)

    def item_6(self) -> Grid:
        """Return 申請表 item 6 目前掌握的內外部資料: computed and typed cells filled, the others left for the team."""
        lines = [
            (
                f"{typed}（{one.label}）" if (typed := one.typed.get("來源")) else one.label,
                one.typed.get("蒐集方式") or TO_FILL,
                span_of(one) or TO_FILL,
                one.format + (f"（{one.encoding}）" if one.encoding else ""),
                "、".join(one.columns),
                f"{one.rows:,}",
            )
            for one in self.entries
        ]
        return Grid.of(ITEM_6, lines, caption="申請表第 6 項：目前掌握的內外部資料")

    def to_document(self) -> Document:
        """Return the entries, what was taken off each table, what differs between issues, and item 6."""
        head = ["檔案", "工作表", "編碼", "格式", "筆數", "欄數", "合計列", "說明列", "完整度", "可當鍵的欄位"]
        lines = [
            (
                e.file,
                e.sheet,
                e.encoding,
                e.format,
                e.rows,
                len(e.fields),
                e.totals,
                e.notes,
                percent(e),
                "、".join(e.keys),
            )
            for e in self.entries
        ]
        notes = tuple(Text(one.sentence, "note") for one in self.findings if not one.code.startswith("drift_"))
        entries = Grid.of(head, lines, caption="資料盤點")
        changed = (drift_grid(self.drifts),) if self.drifts else ()
        return Document(self.name or "資料盤點", (Text(self.summary), entries, *notes, *changed, self.item_6()))


def percent(entry: InventoryEntry) -> str:
    """Return which part of the entry's cells is filled, in whole percent rounded down: 100 % means all."""
    return f"{entry.complete * 100 // entry.cells}%" if entry.cells else ""


def span_of(entry: InventoryEntry) -> str:
    """Return the entry's first and last day as official papers carry them; empty where no column holds dates."""
    first, last = entry.time_from, entry.time_to
    return f"{roc_text(first)}至{roc_text(last)}" if first and last else ""


def take_inventory(folder: str | Path, *, notes: str | Path | None = None) -> InventoryResult:
    """List every table in the files below ``folder``; a file that cannot be read is named with its reason.

    ``notes`` is an inventory sheet (xlsx or ods) that ``labkit inventory --export`` made and people filled in: what they
    typed is joined by file and sheet, and by content where a file was renamed. Nothing typed is dropped.

    Raises FileMissing if the folder does not exist, and what ``read`` raises for ``notes``.

    >>> from labkit.core.resources import resource
    >>> take_inventory(resource("datasets", "land_office", "raw")).summary
    '5 個檔案、5 張資料表、共 2,061 筆資料。'
    """
    root = Path(folder)
    if not root.is_dir():
        raise FileMissing(place=root.name)
    typed = read_notes(Path(notes)) if notes is not None else []
    entries: list[InventoryEntry] = []
    findings: list[Finding] = []
    errors: dict[str, LabkitError] = {}
    for path in files_below(root):
        name = path.relative_to(root).as_posix()
        if not can_read(path):
            findings.append(Finding("not_a_data_file", place=name))
            continue
        try:
            entries += [entry_of(table, path, name) for table in read_all(path).values()]
        except LabkitError as error:
            errors[name] = error
            findings.append(Finding("unreadable", place=name, level="warning", facts={"why": str(error)}))
    placed, unplaced, said = with_notes(entries, typed)
    found = drifts(placed)
    return InventoryResult(
        name="資料盤點",
        entries=tuple(placed),
        errors=errors,
        drifts=found,
        unplaced=tuple(unplaced),
        findings=(*findings, *said, *(finding for one in found for finding in one.findings)),
        left_out={"unreadable": len(errors)} if errors else {},
    )
