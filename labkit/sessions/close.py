"""The end of coaching: raw data, work/ and keys are deleted or returned, and a record says what, how, when and by whom.

個人資料保護法 §11-3: personal data is deleted when the purpose for which it was collected is gone.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from labkit.core.document import Document, Grid, Text
from labkit.core.errors import CloseRefused, FileExists
from labkit.core.files import sha256
from labkit.documents.save import save_document
from labkit.privacy.detection.spans import find_all
from labkit.privacy.keys import load_key
from labkit.taiwan.roc_dates import roc_text
from labkit.workspace.layout import Workspace

DELETE, RETURN = "刪除", "交還"
BASIS = "依據：個人資料保護法第 11 條第 3 項，蒐集之特定目的消失時，應刪除、停止處理或利用個人資料。"
LIMITS = "刪除是從檔案系統移除；備份、雲端同步與其他人手上的複本，要由機關另行處理。"
RAW, WORK, KEY = "原始資料", "處理中的資料", "金鑰"


@dataclass(frozen=True)
class Held:
    """One file that is still there: what it is, how the record names it, its place, size and hash."""

    kind: str
    name: str
    path: Path
    size: int
    sha256: str


@dataclass(frozen=True)
class Left:
    """All that a coaching leaves behind."""

    files: tuple[Held, ...]

    def to_document(self, return_to: Path | None = None) -> Document:
        """Return the list of what would be deleted or returned."""
        rows = [(one.kind, one.name, one.size, _how(one, return_to)) for one in self.files]
        grid = Grid.of(["種類", "檔案", "位元組", "將如何處理"], rows, caption=f"共 {len(rows):,} 個檔案")
        return Document("結束輔導：還留著的個人資料", (grid, Text(BASIS, "note"), Text(LIMITS, "note")))


def left_behind(ws: Workspace, keys: Sequence[Path] = ()) -> Left:
    """Return the raw files, everything under work/, and the named keys with those that they replaced.

    Raises FileMissing or KeyWeak for what is no key, CloseRefused for links: what they lead to would stay.
    """
    for key in keys:
        load_key(key)
    told = {one.resolve(): one for key in keys for one in (key, *sorted(key.parent.glob(f"{key.name}.*.old")))}
    below = [(RAW, path, ws.raw) for path in _files(ws.raw)] + [(WORK, path, ws.work) for path in _files(ws.work)]
    held = [_held(kind, path, path.relative_to(folder).as_posix()) for kind, path, folder in below]
    return Left((*held, *(_held(KEY, key, key.name) for key in told.values())))


def close_workspace(ws: Workspace, left: Left, *, who: str, as_of: date, return_to: Path | None = None) -> list[Path]:
    """Delete or return what is left behind, and write the record into logs/; returns the record's files.

    Raw data is moved to ``return_to`` where one is named. The record is written first, so that nothing goes without one. Raises
    CloseRefused where nobody approves, no session was frozen, or nothing is left; FileExists where a file would be overwritten.
    """
    _check(ws, left, who=who, return_to=return_to)
    targets = {one.path: return_to / one.name for one in left.files if return_to and one.kind == RAW}
    for target in targets.values():
        if target.exists():
            raise FileExists(place=target.name)
    record = _record(left, who=who, as_of=as_of, return_to=return_to)
    stem = ws.root / "logs" / f"資料刪除與交還紀錄_{as_of:%Y%m%d}"
    if stem.with_suffix(".odt").exists():
        raise FileExists(place=stem.name)
    written = [save_document(record, stem.with_suffix(suffix)) for suffix in (".odt", ".pdf")]
    for one in left.files:
        if one.path in targets:
            targets[one.path].parent.mkdir(parents=True, exist_ok=True)
            shutil.move(one.path, targets[one.path])
        else:
            one.path.unlink()
    for folder in (ws.raw, ws.work):
        _remove_empty(folder)
    return written


def _check(ws: Workspace, left: Left, *, who: str, return_to: Path | None) -> None:
    """Raise CloseRefused for what must not be closed, or not so."""
    if not who.strip():
        raise CloseRefused(what="沒有寫核可的人（--who 單位／職稱）")
    if not left.files:
        raise CloseRefused(what="沒有原始資料、處理中的資料或金鑰可以處理")
    if return_to and (return_to.is_file() or ws.root.resolve() in (return_to.resolve(), *return_to.resolve().parents)):
        raise CloseRefused(what="交還的位置要是工作區以外的資料夾")
    if not any((ws.root / "sessions").glob("*/manifest.json")):
        raise CloseRefused(what="還沒有封存任何一次輔導成果（sessions/ 是空的）；請先執行 labkit session run")


def _record(left: Left, *, who: str, as_of: date, return_to: Path | None) -> Document:
    rows = [
        (number, one.kind, _safe(one.name), one.size, one.sha256[:16], _how(one, return_to))
        for number, one in enumerate(left.files, 1)
    ]
    head = ["序號", "種類", "檔案", "位元組", "雜湊（前16碼）", "處理方式"]
    blocks = (
        Text(f"日期：{roc_text(as_of)}　核可：{who}"),
        Text(BASIS),
        Grid.of(head, rows),
        Text(LIMITS, "note"),
        Grid.of(["承辦人簽章", "主管簽章", "輔導專家簽章"], [("　", "　", "　")]),
    )
    return Document("個人資料刪除與交還紀錄", blocks, as_of)


def _how(one: Held, return_to: Path | None) -> str:
    return RETURN if return_to and one.kind == RAW else DELETE


def _safe(name: str) -> str:
    """Return a file's name as a record may hold it: one that holds personal data is not repeated."""
    return "（檔名含個資，不列出）" if any(span.role == "direct" for span in find_all(name)) else name


def _held(kind: str, path: Path, name: str) -> Held:
    return Held(kind, name, path, path.stat().st_size, sha256(path))


def _files(folder: Path) -> list[Path]:
    """Return the files below a folder; raises CloseRefused for a link."""
    found = sorted(folder.rglob("*")) if folder.is_dir() else []
    links = [path.name for path in found if path.is_symlink()]
    if links:
        raise CloseRefused(what=f"{folder.name} 裡有 {len(links)} 個連結，連到的檔案不會被刪除；請先自行處理連結")
    return [path for path in found if path.is_file()]


def _remove_empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
