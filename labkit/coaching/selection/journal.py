"""The log of changes beside the settings: one JSON line an entry, each holding the hash of the one before.

An entry that is changed, taken out or put in breaks the chain. Whoever rewrites the whole file can make a new chain: therefore every
record (評選紀錄) that people sign quotes the newest hash, and ``Journal.holds`` finds it. The clock comes from outside.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Self

from labkit.core.files import sha256_text
from labkit.core.selection_errors import JournalBroken

START = "0" * 64
FIELDS = {"n", "at", "by", "what", "facts", "before", "sha256"}
NEEDED = {
    "opened": {"state"},
    "changed": {"differences", "why", "state"},
    "sheet_read": {"round", "reviewer", "file", "sha256"},
    "scored": {"round", "outcomes", "waiting", "tie", "files"},
    "decided": {"round", "among", "chosen", "why"},
}
"""What the other files read from an entry of each kind: a line without it was not written here."""
What = Literal["opened", "changed", "sheet_read", "scored", "decided", "made"]


@dataclass(frozen=True)
class Entry:
    """One thing that happened: when, by whom, what, its facts, and the hash of the entry before."""

    n: int
    at: str
    by: str
    what: str
    facts: Mapping[str, Any]
    before: str

    @property
    def sha256(self) -> str:
        """Return the hash of everything else that the line holds."""
        return sha256_text(_canonical(self._told()))

    @property
    def line(self) -> str:
        """Return the entry as a line of the file."""
        return _canonical({**self._told(), "sha256": self.sha256})

    def _told(self) -> dict[str, Any]:
        told = {"n": self.n, "at": self.at, "by": self.by, "what": self.what}
        return {**told, "facts": self.facts, "before": self.before}


@dataclass(frozen=True)
class Journal:
    """Every entry, oldest first; frozen: ``with_entry`` gives the next journal, ``text`` is what the file holds."""

    entries: tuple[Entry, ...] = ()

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read the log and prove its chain; no file is an empty log. Raises JournalBroken with the line."""
        if not path.is_file():
            return cls()
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise JournalBroken(place=path.name, what="不是 UTF-8 文字檔") from None
        found: list[Entry] = []
        before = START
        for number, line in enumerate(
            text.removesuffix("\n").split("\n") if text else (), 1
        ):  # a reason may hold U+2028
            entry = _entry(line, number, path.name)
            if entry.n != number or entry.before != before:
                raise JournalBroken(place=path.name, what=f"第 {number} 行接不上前一行（有紀錄被增刪、調換或改動）")
            found.append(entry)
            before = entry.sha256
        if text and not text.endswith("\n"):
            raise JournalBroken(place=path.name, what=f"第 {len(found)} 行沒有寫完")
        return cls(tuple(found))

    @property
    def head(self) -> str:
        """Return the hash of the newest entry."""
        return self.entries[-1].sha256 if self.entries else START

    @property
    def text(self) -> str:
        """Return the log as the file holds it."""
        return "".join(f"{one.line}\n" for one in self.entries)

    def with_entry(self, what: What, facts: Mapping[str, Any], *, by: str, at: datetime) -> Journal:
        """Return the log with one more entry."""
        plain = json.loads(json.dumps(facts, ensure_ascii=False))
        entry = Entry(len(self.entries) + 1, at.isoformat(timespec="seconds"), by, what, plain, self.head)
        return Journal((*self.entries, entry))

    def of(self, *what: What) -> list[Entry]:
        """Return the entries of some kinds, oldest first."""
        return [one for one in self.entries if one.what in what]

    def holds(self, head: str) -> bool:
        """Tell whether a hash, or at least 12 signs of its beginning, is that of an entry: as a signed record quotes it."""
        return any(one.sha256.startswith(head) for one in self.entries)


def _entry(line: str, number: int, place: str) -> Entry:
    broken = JournalBroken(place=place, what=f"第 {number} 行的內容與它的雜湊不符（改過）")
    try:
        told = json.loads(line)
    except ValueError:
        raise broken from None
    if not isinstance(told, dict) or set(told) != FIELDS or not isinstance(told["facts"], dict):
        raise broken
    stated = told.pop("sha256")
    entry = Entry(**told)
    if entry.sha256 != stated or entry.line != line:
        raise broken
    if not NEEDED.get(entry.what, set()) <= set(entry.facts):
        raise JournalBroken(place=place, what=f"第 {number} 行缺少應有的內容（不是本程式寫的）")
    return entry


def _canonical(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
