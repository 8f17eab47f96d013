"""A log as it was read, and the one way to write on it: nobody's text is overwritten unseen.

Whoever writes holds the lock of the history, and the file must still be the one that was read: its hash is compared before the
writing and once more just before the new file takes its place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from labkit.coaching.log import Log
from labkit.coaching.session_log.cells import CELLS, cells_of, labels
from labkit.coaching.session_log.history import Entry, History, Stamp, What, history_path, note
from labkit.coaching.session_log.lock import only_writer
from labkit.coaching.session_log.splice import spliced
from labkit.coaching.session_log.text import log_text
from labkit.core.errors import FileExists, LabkitError, SpecSyntax
from labkit.core.files import sha256, sha256_text, write_whole
from labkit.core.log_errors import LogChanged
from labkit.core.yaml import dump, parse

SHORT = 12
ASIDE = "未併入"  # the folder beside the logs for what could not be written in


@dataclass(frozen=True)
class LogFile:
    """A log, where it stands, and the hash of its file when it was read."""

    path: Path
    log: Log
    sha256: str
    text: str = ""

    @classmethod
    def read(cls, path: Path) -> LogFile:
        """Read the log at ``path``; raises FileMissing, SpecSyntax (marks of a merge, too) or SpecInvalid."""
        data = path.read_bytes() if path.is_file() else b""
        if not data:
            return cls(path, Log.load(path), "")
        text, place = _decoded(data, path), f"{path.parent.name}/{path.name}"
        return cls(path, Log.of_yaml(parse(text, place=place)), hashlib.sha256(data).hexdigest(), text)

    @property
    def stamp(self) -> str:
        """Return the version stamp that people see."""
        return self.sha256[:SHORT]

    @property
    def place(self) -> str:
        """Return how the file is named to people."""
        return f"{self.path.parent.name}/{self.path.name}"

    def fill(self, changes: Mapping[str, Any], stamp: Stamp, *, since: str = "") -> LogFile:
        """Write ``changes`` (cell to plain value) and note them in the history; comments in the file stay.

        ``since``: the version stamp that the writer had before them, where that is not this one. Raises LogChanged, with the
        cells that somebody else changed, where the file is no longer that version; ``changes`` are then kept in a file of their
        own, ready to be filled in again. Raises SpecInvalid, and writes nothing, for values that no log may have.
        """
        with only_writer(history_path(self.path)) as history:
            self._still(changes, since)
            text = spliced(self.text, changes, place=self.place)
            told = Log.of_yaml(parse(text, place=self.place))
            self.note_hand_edits(history)
            new = LogFile(self.path, told, sha256_text(text), text)
            self._note_to(history, new, "filled", stamp)
            self._still(changes, since)
            write_whole(self.path, text)
        return new

    def note_hand_edits(self, history: BinaryIO) -> None:
        """Note what an editor changed since labkit wrote last, so that the text before is found again."""
        known = History.read(history_path(self.path)).state()
        now = cells_of(self.log)
        pairs = {name: ((known or {}).get(name), now[name]) for name in CELLS}
        changed = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
        if changed:
            note(history, Entry("by_hand", Stamp(), "", self.sha256, changed))

    def _note_to(self, history: BinaryIO, new: LogFile, what: What, stamp: Stamp) -> None:
        old, now = cells_of(self.log), cells_of(new.log)
        cells = {name: (old[name], now[name]) for name in CELLS if old[name] != now[name]}
        note(history, Entry(what, stamp, self.sha256, new.sha256, cells))

    def _still(self, changes: Mapping[str, Any], since: str) -> None:
        now = sha256(self.path) if self.path.is_file() else ""
        if now != self.sha256 or not now.startswith(since):
            self._refuse(changes, since)

    def _refuse(self, changes: Mapping[str, Any], since: str) -> NoReturn:
        """Keep ``changes`` aside and raise LogChanged with the cells that somebody else changed."""
        before = History.read(history_path(self.path)).state(since) if since else cells_of(self.log)
        try:
            now: LogFile | None = LogFile.read(self.path)
        except LabkitError:
            now = None
        names = _told(before, now)
        kept = keep_aside(self.path, {"base": now.stamp if now else "", **changes})
        do = f"labkit log fill {self.log.nth} --from {self.path.parent.name}/{ASIDE}/{kept.name}"
        raise LogChanged(place=self.place, names=names, kept=f"{self.path.parent.name}/{ASIDE}/{kept.name}", do=do)


def _decoded(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SpecSyntax(place=path.name, line=1, what="不是 UTF-8 文字檔，請另存為 UTF-8") from error


def _told(before: Mapping[str, Any] | None, now: LogFile | None) -> str:
    if now is None:
        return "現在讀不出來或已移走"
    if before is None:
        return "版本記號不在這份紀錄表的歷程裡"
    told = cells_of(now.log)
    return labels([name for name in CELLS if told[name] != before.get(name)]) or "只有註解或排版"


def start(path: Path, log: Log, stamp: Stamp, what: What = "new") -> LogFile:
    """Write the log for the first time; raises FileExists where there is one."""
    with only_writer(history_path(path)) as history:
        if path.exists():
            raise FileExists(place=f"{path.parent.name}/{path.name}")
        text = log_text(log)
        made = LogFile(path, log, sha256_text(text), text)
        known = History.read(history_path(path)).state() or {}
        now = cells_of(log)
        cells = {name: (known.get(name), now[name]) for name in CELLS if known.get(name) != now[name]}
        note(history, Entry(what, stamp, "", made.sha256, cells))
        write_whole(path, text)
    return made


def keep_aside(path: Path, told: Mapping[str, Any]) -> Path:
    """Write what could not be put into the log at ``path`` into a file of its own beside the logs; never over another."""
    text = dump(dict(told))
    target = path.parent / ASIDE / f"{path.stem}-{sha256_text(text)[:8]}.yml"
    return write_whole(target, text)
