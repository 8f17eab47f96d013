"""What every step of a selection shares: its stamp, what it made, and the way in which files and log are written together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from labkit.coaching.selection.outcome import Counted
from labkit.coaching.selection.room import Room
from labkit.coaching.selection.spec_parts import RoundName
from labkit.core.document import Document
from labkit.documents.save import render_document


@dataclass(frozen=True)
class Stamp:
    """When a step is taken, and by whom: the clock and the name come from outside."""

    at: datetime
    by: str = ""


@dataclass(frozen=True)
class Made:
    """What a step wrote, what to open first, and what else people should know."""

    files: tuple[Path, ...]
    first: Path
    notes: tuple[str, ...] = ()
    counted: Counted | None = None


def papers_of(stem: Path, document: Document, suffixes: Sequence[str]) -> dict[Path, bytes]:
    """Return a document in several formats, by the file that each belongs into."""
    return {stem.with_name(f"{stem.name}.{one}"): render_document(document, one) for one in suffixes}


def finish(room: Room, files: Mapping[Path, bytes], stamp: Stamp, *, kind: str, name: RoundName) -> None:
    """Write the files of a step, and in the log what was made with each file's hash."""
    facts: dict[str, Any] = {"kind": kind, "round": name, "files": room.hashes(files)}
    room.noted("made", facts, by=stamp.by, at=stamp.at).write(files)
