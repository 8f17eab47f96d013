"""The inventory of a folder: an entry for every file and sheet, and the application form's item 6 made from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

import pandas as pd

from labkit.core.document import Document, Grid, Text
from labkit.core.errors import FileMissing, LabkitError
from labkit.core.files import files_below, sha256
from labkit.core.finding import Finding
from labkit.core.result import Result
from labkit.core.table import Table
from labkit.tables.kinds import column_values
from labkit.tables.read import can_read, format_label, read_all
from labkit.taiwan.roc_dates import roc_text

COLUMNS = ["file", "sheet", "encoding", "format", "rows", "columns", "time_from", "time_to", "sha256"]
ITEM_6 = ["資料來源", "資料蒐集方式", "資料時間區間", "資料格式", "資料欄位", "資料筆數"]
TO_FILL = "（請團隊填寫）"


@dataclass(frozen=True)
class InventoryEntry:
    """What was computed about one file or sheet; what only people know is not in it."""

    file: str
    sheet: str | None
    encoding: str | None
    format: str
    rows: int
    fields: tuple[str, ...]
    time_from: date | None
    time_to: date | None
    sha256: str
    totals: int = 0
    notes: int = 0


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class InventoryResult(Result):
    """The entries of a folder; files that could not be read are findings, and in ``left_out``."""

    counts_only: ClassVar[bool] = True
    entries: tuple[InventoryEntry, ...]
    errors: Mapping[str, LabkitError]

    @property
    def frame(self) -> pd.DataFrame:
        """Return a row per file and sheet: file, sheet, encoding, format, rows, columns, time_from, time_to, sha256."""
        lines = [
            (
                one.file,
                one.sheet,
                one.encoding,
                one.format,
                one.rows,
                len(one.fields),
                one.time_from,
                one.time_to,
                one.sha256,
            )
            for one in self.entries
        ]
        return pd.DataFrame(lines, columns=COLUMNS)

    @property
    def summary(self) -> str:
        """Return how many files, tables and records."""
        files = len({one.file for one in self.entries})
        total = sum(one.rows for one in self.entries)
        return f"{files} 個檔案、{len(self.entries)} 張資料表、共 {total:,} 筆資料。"

    def item_6(self) -> Grid:
        """Return 申請表 item 6 目前掌握的內外部資料: computed cells filled, the others left for the team."""
        lines = [
            (
                f"{one.file}" + (f"［{one.sheet}］" if one.sheet else ""),
                TO_FILL,
                f"{roc_text(one.time_from)}至{roc_text(one.time_to)}" if one.time_from and one.time_to else TO_FILL,
                one.format + (f"（{one.encoding}）" if one.encoding else ""),
                "、".join(one.fields),
                f"{one.rows:,}",
            )
            for one in self.entries
        ]
        return Grid.of(ITEM_6, lines, caption="申請表第 6 項：目前掌握的內外部資料")

    def to_document(self) -> Document:
        """Return the entries, what was taken off each table, and item 6."""
        head = ["檔案", "工作表", "編碼", "格式", "筆數", "欄數", "合計列", "說明列", "sha256（前 12 碼）"]
        lines = [
            (e.file, e.sheet, e.encoding, e.format, e.rows, len(e.fields), e.totals, e.notes, e.sha256[:12])
            for e in self.entries
        ]
        notes = tuple(Text(finding.sentence, "note") for finding in self.findings)
        entries = Grid.of(head, lines, caption="資料盤點")
        return Document(self.name or "資料盤點", (Text(self.summary), entries, *notes, self.item_6()))


def take_inventory(folder: str | Path) -> InventoryResult:
    """List every table in the files below ``folder``; a file that cannot be read is named with its reason.

    Raises FileMissing if the folder does not exist.
    """
    root = Path(folder)
    if not root.is_dir():
        raise FileMissing(place=root.name)
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
    left_out = {"unreadable": len(errors)} if errors else {}
    return InventoryResult(
        name="資料盤點", entries=tuple(entries), errors=errors, findings=tuple(findings), left_out=left_out
    )


def entry_of(table: Table, path: Path, name: str) -> InventoryEntry:
    """Return the computed entry of one table of the file at ``path``."""
    values = column_values(table)
    days = [
        day for one in values if one.kind in {"roc_date", "date", "datetime"} for day in (one.first, one.last) if day
    ]
    source = table.source
    return InventoryEntry(
        file=name,
        sheet=source.sheet,
        encoding=source.encoding,
        format=format_label(path),
        rows=len(table),
        fields=tuple(table.columns),
        time_from=min(days, default=None),
        time_to=max(days, default=None),
        sha256=source.sha256 or sha256(path),
        totals=len(source.total_rows),
        notes=len(source.note_rows),
    )
