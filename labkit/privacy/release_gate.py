"""The gate before anything is published: it reads every file of a folder and fails closed.

Each carrier's text is looked through with the recognizers, and for the direct identifiers that stand in the raw tables.
A kind of file that the gate cannot read is refused, not waved through. What it says: file, place, entity; never a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pandas as pd

from labkit.core.document import Document, Grid, Text
from labkit.core.errors import FileMissing, GateRefused
from labkit.core.result import Result
from labkit.core.table import Protection, Table
from labkit.privacy.recognizer import entity_label
from labkit.privacy.release.carrier import Passage, Unreadable, pieces_of
from labkit.privacy.release.known import Known
from labkit.privacy.release.raw_values import raw_values
from labkit.privacy.release.sightings import RAW, Sighting, sightings

UNREAD = "UNREADABLE"
LABELS = {RAW: "原始資料中的識別值", UNREAD: "無法檢查"}
SHOWN = 20


@dataclass(frozen=True)
class Allowed:
    """A column that a policy keeps with a reason: this entity may stand in a table's column of exactly this name."""

    column: str
    entity: str
    why: str


@dataclass(frozen=True)
class Seen:
    """What stands where: file, place in it, entity, how often, and the name of the table's column if it stands in one."""

    file: str
    place: str
    entity: str
    count: int
    column: str = ""


@dataclass(frozen=True)
class GateHit:
    """Where something was found: file, place in it, entity, how often; ``why`` it may stand there, if it may."""

    file: str
    place: str
    entity: str
    count: int
    why: str = ""

    @property
    def label(self) -> str:
        """Return what people call the entity."""
        return LABELS.get(self.entity) or entity_label(self.entity)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class GateResult(Result):
    """What the gate found; it passes only with no hit that is not allowed."""

    counts_only: ClassVar[bool] = True
    hits: tuple[GateHit, ...]
    files: int
    allowed: tuple[GateHit, ...] = ()

    @property
    def passed(self) -> bool:
        """Tell whether everything may be published."""
        return not self.hits

    @property
    def frame(self) -> pd.DataFrame:
        """Return a row per hit: file, place, entity, count, and why it is allowed (empty: it is not)."""
        rows = [vars(hit) for hit in (*self.hits, *self.allowed)]
        return pd.DataFrame(rows, columns=["file", "place", "entity", "count", "why"])

    @property
    def summary(self) -> str:
        """Return whether the gate passed, and how much a policy allows."""
        kept = f"政策准許 {len(self.allowed)} 處，附理由列出。" if self.allowed else ""
        if self.passed:
            told = f"個資檢查通過：{self.files} 個檔案都沒有發現" + ("其他" if kept else "") + "直接識別資料。"
        else:
            told = f"個資檢查不通過：{len({hit.file for hit in self.hits})} 個檔案、{len(self.hits)} 處。"
        return told + kept

    def to_document(self) -> Document:
        """Return the hits as a grid, the allowed ones with their reasons as another."""
        head = ["檔案", "位置", "種類", "次數"]
        rows = [(hit.file, hit.place, hit.label, hit.count) for hit in self.hits]
        kept = [(hit.file, hit.place, hit.label, hit.count, hit.why) for hit in self.allowed]
        grids = [Grid.of(head, rows)] + ([Grid.of([*head, "理由"], kept, caption="政策准許")] if kept else [])
        return Document("個資檢查", (Text(self.summary), *grids))

    def refuse_unless_passed(self) -> None:
        """Raise GateRefused, naming file, place and entity of every hit."""
        if not self.passed:
            shown = [f"．{hit.file}（{hit.place}）：{hit.label} {hit.count} 處" for hit in self.hits[:SHOWN]]
            rest = [f"．另有 {len(self.hits) - SHOWN} 處"] if len(self.hits) > SHOWN else []
            raise GateRefused(what="\n".join(shown + rest))


def allowed_by(protection: Protection | None) -> tuple[Allowed, ...]:
    """Return the pairs of column and entity that a policy kept with a reason."""
    if protection is None:
        return ()
    return tuple(
        Allowed(column, entity, protection.kept[column])
        for column, found in protection.entities.items()
        for entity in found
    )


def gate(
    folder: str | Path, raw: Sequence[Table | pd.DataFrame] = (), *, allowed: Iterable[Allowed] = ()
) -> GateResult:
    """Read every file below ``folder``, names included; raises FileMissing if there is no such folder.

    ``raw`` are the raw tables, whose direct identifiers may stand nowhere. ``allowed`` are the pairs of column and entity that
    a policy keeps with a reason: such hits, and raw values, in a table's column of exactly that name are listed and pass.
    """
    root = Path(folder)
    if not root.is_dir():
        raise FileMissing(place=root.name)
    known = raw_values(raw)
    paths = sorted(root.rglob("*"))
    seen = [one for path in paths for one in look_through(path, path.relative_to(root).as_posix(), known)]
    return judged(seen, sum(path.is_symlink() or not path.is_dir() for path in paths), allowed)


def look_through(path: Path, name: str, known: Known) -> list[Seen]:
    """Return what stands in one file or folder name, before anybody asks whether it may; ``name`` is how it is told."""
    if path.is_symlink() or path.name.startswith("."):
        return [Seen(name, "隱藏檔或連結", UNREAD, 1)]
    named = sightings([Passage("檔名", name)], known)
    if path.is_dir():
        return [_seen(name, one) for one in named]
    if not path.is_file():
        return [Seen(name, "不是檔案", UNREAD, 1)]
    try:
        found = sightings(pieces_of(path), known)
    except Unreadable as error:
        return [Seen(name, str(error), UNREAD, 1)]
    return [_seen(name, one) for one in (*named, *found)]


def judged(seen: Iterable[Seen], files: int, allowed: Iterable[Allowed]) -> GateResult:
    """Return the gate's verdict on what was seen in so many files."""
    pairs = list(allowed)
    told = {(one.column, one.entity): one.why for one in pairs} | {(one.column, RAW): one.why for one in pairs}
    hits = [
        GateHit(
            one.file, one.place, one.entity, one.count, told.get((one.column, one.entity), "") if one.column else ""
        )
        for one in seen
    ]
    return GateResult(
        name="個資檢查",
        hits=tuple(hit for hit in hits if not hit.why),
        files=files,
        allowed=tuple(hit for hit in hits if hit.why),
    )


def _seen(name: str, one: Sighting) -> Seen:
    return Seen(name, one.place, one.entity, one.count, one.column)
