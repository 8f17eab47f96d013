"""A log's cells as a small YAML file that somebody fills elsewhere and hands back, with the version that it was taken from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from labkit.coaching.session_log.cells import CELLS, KEPT, cell_named, cells_of
from labkit.coaching.session_log.history import History, history_path
from labkit.coaching.session_log.log_file import LogFile
from labkit.core.errors import FileMissing
from labkit.core.log_errors import LogRefused
from labkit.core.yaml import dump, load

STAMP = "base"
HEAD = """# 第 {nth} 次輔導協作紀錄表，請填要改的欄位，不改的可以刪掉。填好後執行：
#   labkit log fill {nth} --from 這個檔案
# base 是這份內容的版本記號，請勿更動：交回前紀錄表若被別人改過，labkit 會提醒，不會蓋掉。
"""


def sheet_text(read: LogFile) -> str:
    """Return every cell of the log as a YAML text to fill, empty ones too."""
    return HEAD.format(nth=read.log.nth) + dump({STAMP: read.stamp, **cells_of(read.log)})


def read_sheet(path: Path, read: LogFile) -> tuple[dict[str, Any], str]:
    """Return what the file at ``path`` changes (cell to plain value), and the version stamp that it was taken from.

    The keys are names of cells, English or Chinese; a whole copy of the log is taken as well. Raises FileMissing, SpecSyntax or
    LogRefused: for another session's sheet, and for a cell that no log has.
    """
    if not path.is_file():
        raise FileMissing(place=path.name)
    told = load(path)
    if not isinstance(told.value, dict):
        raise LogRefused(place=path.name, what="內容應為「欄名: 內容」的清單。")
    given = dict(told.value)
    base = str(given.pop(STAMP, None) or "")
    nth = str(given.get("nth") or read.log.nth)
    if nth != str(read.log.nth):
        raise LogRefused(place=path.name, what=f"這是第 {nth} 次的內容，不是第 {read.log.nth} 次，沒有填入。")
    cells = {cell_named(key, place=path.name): value for key, value in given.items() if key not in KEPT}
    since = History.read(history_path(read.path)).state(base) if base and not read.sha256.startswith(base) else None
    before = since if since is not None else cells_of(read.log)
    return {name: cells[name] for name in CELLS if name in cells and not _same(cells[name], before.get(name))}, base


def _same(one: Any, other: Any) -> bool:
    return one == other or (not one and not other)
