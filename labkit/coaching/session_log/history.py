"""The history beside a log: a JSON line for every writing, with each changed cell's text before and after and their hashes.

Lines are only ever added, so that whatever stood in a cell can be found again. A line that a crash or a merge left broken is passed over.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Literal

from labkit.core.files import sha256_text

What = Literal["new", "drafted", "filled", "by_hand", "exported"]
SUFFIX = ".history.jsonl"


@dataclass(frozen=True)
class Stamp:
    """When something was written, as the command line says, and by whom where somebody says so."""

    at: str = ""
    by: str = ""


@dataclass(frozen=True)
class Entry:
    """One writing: the log file's hash before and after, and the cells that it changed, as (before, after)."""

    what: What
    stamp: Stamp
    before: str
    after: str
    cells: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def line(self) -> str:
        """Return the entry as a line of the file."""
        cells = {
            name: {"before": old, "after": new, "sha256_before": value_hash(old), "sha256_after": value_hash(new)}
            for name, (old, new) in self.cells.items()
        }
        told = {
            "at": self.stamp.at,
            "by": self.stamp.by,
            "what": self.what,
            "before": self.before,
            "after": self.after,
            "cells": cells,
            "files": dict(self.files),
        }
        return json.dumps(told, ensure_ascii=False)

    @classmethod
    def of(cls, line: str) -> Entry | None:
        """Return the entry of a line; None for a line that is none."""
        try:
            told = json.loads(line)
            cells = {name: (one["before"], one["after"]) for name, one in told["cells"].items()}
            stamp = Stamp(told["at"], told["by"])
            return cls(told["what"], stamp, told["before"], told["after"], cells, told["files"])
        except (ValueError, TypeError, KeyError, AttributeError):
            return None


@dataclass(frozen=True)
class History:
    """All writings of one log, oldest first; ``broken`` lines could not be read."""

    entries: tuple[Entry, ...] = ()
    broken: int = 0

    @classmethod
    def read(cls, path: Path) -> History:
        """Return the history at ``path``; empty where there is none."""
        text = path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
        told = [Entry.of(line) for line in text.splitlines() if line.strip()]
        return cls(tuple(one for one in told if one), sum(one is None for one in told))

    def state(self, until: str = "") -> dict[str, Any] | None:
        """Return the cells as the newest entry left them, or as they stood when the file's hash began with ``until``; None if never."""
        last = max(
            (at for at, one in enumerate(self.entries) if one.cells and one.after.startswith(until)), default=None
        )
        if last is None:
            return None
        return {name: pair[1] for one in self.entries[: last + 1] for name, pair in one.cells.items()}

    @property
    def files(self) -> dict[str, str]:
        """Return the hash of each exported file as labkit wrote it last."""
        return {name: value for one in self.entries for name, value in one.files.items()}


def history_path(log: Path) -> Path:
    """Return where the history of the log at ``log`` stands.

    >>> history_path(Path("logs/03.yml")).as_posix()
    'logs/03.history.jsonl'
    """
    return log.with_name(log.stem + SUFFIX)


def note(stream: BinaryIO, entry: Entry) -> None:
    """Append ``entry`` to the open history, on a line of its own, and wait until it is on the disk."""
    stream.seek(0, os.SEEK_END)
    fresh = stream.tell() == 0
    if not fresh:
        stream.seek(-1, os.SEEK_END)
        fresh = stream.read(1) == b"\n"
    stream.write((b"" if fresh else b"\n") + entry.line.encode("utf-8") + b"\n")
    stream.flush()
    os.fsync(stream.fileno())


def value_hash(value: Any) -> str:
    """Return the hash of a cell's plain value."""
    return sha256_text(json.dumps(value, ensure_ascii=False, sort_keys=True))
