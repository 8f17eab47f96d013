"""Does the folder still say what the log says? The chain, the settings, the sheets that were read, the records that were made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from labkit.coaching.selection.actions import READ
from labkit.coaching.selection.room import FILLED, FOLDERS, LOG, LOST, MINUTES, RECORDS, SETTINGS, SHEETS, Room
from labkit.core.files import files_below, sha256

LEAST_HEAD = 12
MADE = re.compile(r"^評選紀錄_.*_第[0-9]+版\.(odt|pdf|xlsx)$")


@dataclass(frozen=True)
class Checked:
    """One thing that was checked: whether it holds, and the sentence."""

    holds: bool
    sentence: str


def check_folder(room: Room, head: str = "") -> list[Checked]:
    """Check everything; opening the room has already proved the chain. ``head`` is the hash that a signed record quotes."""
    if not room.journal.entries:
        return [_unlogged(room), *_head(room, head)]
    newest = room.journal.entries[-1]
    told = f"{LOG}：{len(room.journal.entries)} 筆前後相接，最新一筆 {newest.at}，雜湊 {room.journal.head[:16]}。"
    found = [Checked(holds=True, sentence=told), *_head(room, head), *_settings(room)]
    return [*found, *_sheets(room), *_unread(room), *_made(room)]


def _unlogged(room: Room) -> Checked:
    """Return what is to be said of a log without entries: a folder in which something was made has lost its log."""
    if room.left_over(SHEETS, RECORDS, MINUTES):
        return Checked(holds=False, sentence=f"{LOG} {LOST}，請從備份還原。")
    return Checked(holds=True, sentence=f"{LOG} 還沒有紀錄：尚未產生評分表。")


def _head(room: Room, head: str) -> Iterator[Checked]:
    if not head:
        return
    if len(head) < LEAST_HEAD:
        yield Checked(holds=False, sentence=f"--head 至少要 {LEAST_HEAD} 個字，請照評選紀錄上的雜湊輸入。")
    elif room.journal.holds(head.lower()):
        yield Checked(holds=True, sentence="評選紀錄上的雜湊在異動紀錄裡：那時以前的紀錄沒有被重寫。")
    else:
        yield Checked(holds=False, sentence="評選紀錄上的雜湊不在異動紀錄裡：紀錄在簽名之後被整份重寫過。")


def _settings(room: Room) -> Iterator[Checked]:
    changes = room.unlogged
    if not changes:
        yield Checked(holds=True, sentence=f"{SETTINGS} 與登錄的相同。")
    for one in changes:
        yield Checked(holds=False, sentence=f"{SETTINGS} 改過而未登錄：{one.sentence}。")


def _sheets(room: Room) -> Iterator[Checked]:
    """Check the sheets on which each round's newest count rests: one that was replaced since is in the log, and in the record."""
    counted = {one.facts["round"]: dict(one.facts.get("read", {})) for one in room.journal.of("scored")}
    newest = {file: told for read in counted.values() for file, told in read.items()}
    wrong = [said for file, told in newest.items() if (said := _differs(room.root / file, told))]
    for said in wrong:
        yield Checked(holds=False, sentence=f"讀入過的評分表{said}，請重新計分或還原。")
    if newest and not wrong:
        yield Checked(holds=True, sentence=f"讀入的 {len(newest)} 份評分表都與讀入時相同。")


def _unread(room: Room) -> Iterator[Checked]:
    known = {str(one.facts["file"]) for one in room.journal.of("sheet_read")}
    for name in FOLDERS:
        found = [path for path in files_below(room.folder(name, FILLED)) if path.suffix.lower() in READ]
        waiting = [path.name for path in found if room.named(path) not in known]
        if waiting:
            yield Checked(holds=True, sentence=f"還沒有讀入：{'、'.join(waiting)}。")


def _made(room: Room) -> Iterator[Checked]:
    """Check the records only: sheets are filled and letters are signed after they were made."""
    told = {file: told for one in room.journal.of("scored") for file, told in dict(one.facts["files"]).items()}
    for file, wanted in told.items():
        if said := _differs(room.root / file, wanted):
            yield Checked(holds=False, sentence=f"評選紀錄{said}；補充文字請另存新檔。")
    for path in (path for name in FOLDERS for path in files_below(room.folder(name, RECORDS))):
        if MADE.search(path.name) and room.named(path) not in told:
            yield Checked(holds=False, sentence=f"「{path.name}」不在異動紀錄裡：紀錄可能被截短過。")


def _differs(path: Path, wanted: str) -> str:
    if not path.is_file():
        return f"「{path.name}」不見了"
    return "" if sha256(path) == wanted else f"「{path.name}」的內容改過"
