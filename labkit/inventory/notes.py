"""What people type about their tables: written into the inventory sheet, read back from it, never lost on either side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from labkit.core.errors import LayoutRefused
from labkit.core.finding import Finding
from labkit.core.inventory import TYPED, InventoryEntry
from labkit.tables.read import read_all
from labkit.tables.sheet import ReadSpec

SHEET_NAME = "資料盤點表"
COMPUTED = [
    "檔案",
    "工作表",
    "格式",
    "編碼",
    "筆數",
    "欄數",
    "時間起",
    "時間迄",
    "完整度",
    "可當鍵的欄位",
    "位元組",
    "sha256",
]
EMPTY = {"", "–", "（請團隊填寫）"}
AS_WRITTEN = ReadSpec(
    header_rows=[1], total_rows=[], note_rows=[], repeated_header_rows=[], keep=["blank"], blocks="one", types="text"
)


@dataclass(frozen=True)
class NoteRow:
    """What people typed about one table: where it stood, its content's hash, and the typed cells."""

    file: str
    sheet: str
    sha256: str
    typed: dict[str, str]

    @property
    def label(self) -> str:
        """Return the file, with its sheet where it has one."""
        file = self.file or "（未寫檔名的一列）"
        return f"{file}［{self.sheet}］" if self.sheet else file


def read_notes(path: Path) -> list[NoteRow]:
    """Return the typed rows of an exported inventory sheet; raises LayoutRefused where it has lost its columns."""
    table = next((one for name, one in read_all(path, layout=AS_WRITTEN).items() if name.endswith(SHEET_NAME)), None)
    if table is None:
        raise LayoutRefused(place=path.name, what=f"沒有工作表「{SHEET_NAME}」", limit=0)
    lacking = [name for name in (*COMPUTED[:2], *TYPED) if name not in table.columns]
    if lacking:
        raise LayoutRefused(place=path.name, what=f"少了欄位「{'、'.join(lacking)}」", limit=len(table))
    own = [name for name in table.columns if name not in COMPUTED]
    rows = table.arrow.to_pylist()
    return [
        NoteRow(
            file=str(row["檔案"] or "").strip(),
            sheet=str(row["工作表"] or "").strip(),
            sha256=str(row.get("sha256") or "").strip(),
            typed={name: _cell(row[name]) for name in own if _cell(row[name])},
        )
        for row in rows
        if any(_cell(row[name]) for name in ("檔案", *own))
    ]


def _cell(value: object) -> str:
    text = str(value or "").strip()
    return "" if text in EMPTY else text


def with_notes(
    entries: Sequence[InventoryEntry], rows: Sequence[NoteRow]
) -> tuple[list[InventoryEntry], list[NoteRow], list[Finding]]:
    """Join typed rows to entries by file and sheet, else by content and sheet; return entries, rows left, and findings."""
    places = {_place(one): index for index, one in enumerate(entries)}
    joined, left, said = list(entries), list[NoteRow](), list[Finding]()
    waiting: list[NoteRow] = []
    for row in rows:
        index = places.pop((row.file, row.sheet), None)
        if index is None:
            waiting.append(row)
        else:
            joined[index] = replace(joined[index], typed=row.typed)
    for row in waiting:
        moved = next((i for i in places.values() if _same_content(joined[i], row)), None)
        if moved is not None:
            joined[moved] = replace(joined[moved], typed=row.typed)
            said.append(Finding("typed_moved", place=joined[moved].label, facts={"name": row.label}))
            places.pop(_place(joined[moved]))
        elif row.typed:
            left.append(row)
            said.append(Finding("typed_only", place=row.label, level="warning"))
    return joined, left, said


def _place(entry: InventoryEntry) -> tuple[str, str]:
    """Return file and sheet as a cell holds them: without blanks around."""
    return entry.file.strip(), (entry.sheet or "").strip()


def _same_content(entry: InventoryEntry, row: NoteRow) -> bool:
    return bool(row.sha256) and entry.sha256 == row.sha256 and _place(entry)[1] == row.sheet
