"""The steps of a selection: sheets, score, decide, change, minutes, letters. Each checks first and writes all its files or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from labkit.coaching.selection.differences import state_of
from labkit.coaching.selection.letters import LetterTexts, letter, public_list
from labkit.coaching.selection.outcome import Announced, Counted, count, facts_of
from labkit.coaching.selection.record import on_paper, record
from labkit.coaching.selection.room import FILLED, LETTERS, MINUTES, OUTSIDE, RECORDS, SHEETS, Room, safe_name
from labkit.coaching.selection.schedule import Turn, minutes_form, schedule, turns
from labkit.coaching.selection.sheet_layout import ScoreSheet, score_sheet
from labkit.coaching.selection.sheet_ods import to_ods
from labkit.coaching.selection.sheet_reading import FilledSheet, read_sheets
from labkit.coaching.selection.sheet_xlsx import to_xlsx
from labkit.coaching.selection.spec import ROUNDS, RoundName
from labkit.core.document import Document
from labkit.core.files import files_below
from labkit.core.resources import resource
from labkit.core.selection_errors import DecisionRefused, SelectionUnready
from labkit.documents.save import render_document
from labkit.taiwan.roc_dates import roc_text

SHORT = 16
READ = {".xlsx", ".ods"}
BY_NUMBER = "發言順序依申請案編號；如以抽籤決定，請填 video.order、登錄異動後再執行一次。"


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


def make_sheets(room: Room, name: RoundName, stamp: Stamp) -> Made:
    """Write an xlsx and an ods sheet for every reviewer who has none; raises FileExists rather than touch one that may be filled."""
    room = room.ready(by=stamp.by, at=stamp.at)
    folder, files = room.folder(name, SHEETS), dict[Path, bytes]()
    for sheet in _sheets(room, name).values():
        stem = f"評分表_{ROUNDS[name]}_{sheet.reviewer.id}_{safe_name(sheet.reviewer.name)}"
        files |= {folder / f"{stem}.xlsx": to_xlsx(sheet), folder / f"{stem}.ods": to_ods(sheet)}
    fresh = {path: content for path, content in files.items() if not _is_there(path, content)}
    _finish(room, fresh or files, stamp, kind="sheets", name=name)
    room.folder(name, FILLED).mkdir(parents=True, exist_ok=True)
    return Made(tuple(fresh), next(iter(fresh)))


def score(room: Room, name: RoundName, stamp: Stamp) -> Made:
    """Read every filled sheet, count the round, write its record (odt, pdf, xlsx), and log what was read.

    Raises ScoresRefused with every fault of the sheets; nothing is written then.
    """
    room = room.ready(by=stamp.by, at=stamp.at)
    applications = room.candidates(name)
    there = files_below(room.folder(name, FILLED))
    paths = [one for one in there if one.suffix.lower() in READ]
    filled, scores = read_sheets(paths, _sheets(room, name))
    counted = count(room.selection, name, applications, scores, room.decisions(name))
    room = _with_sheets_read(room, name, filled, stamp)
    notes = log_notes(room, name)
    document = record(counted, as_of=stamp.at.date(), notes=notes)
    nth = 1 + sum(one.facts["round"] == name for one in room.journal.of("scored"))
    stem = room.folder(name, RECORDS) / f"評選紀錄_{ROUNDS[name]}_第{nth}版"
    papers = {"odt": on_paper(document), "pdf": on_paper(document), "xlsx": document}
    files = {stem.with_name(f"{stem.name}.{one}"): render_document(told, one) for one, told in papers.items()}
    facts = {**facts_of(counted), "files": room.hashes(files)}
    room.noted("scored", facts, by=stamp.by, at=stamp.at).write(files)
    unread = "、".join(one.name for one in there if one not in paths)
    said = (f"沒有讀取（不是 xlsx 或 ods）：{unread}。",) if unread else ()
    return Made(tuple(files), next(iter(files)), (*notes[:-1], *said), counted)


def log_notes(room: Room, name: RoundName) -> list[str]:
    """Return what the record says of the log: changes made after scores were known, then how many entries and the newest hash."""
    read = [one.n for one in room.journal.of("sheet_read") if one.facts["round"] == name]
    late = [one for one in room.journal.of("changed") if read and one.n > read[0]]
    told = [
        f"評分表讀入之後的異動（{one.at[:10]}，{one.by}）：{told['where']} {told['old']} → {told['new']}；理由：{one.facts['why']}"
        for one in late
        for told in one.facts["differences"]
    ]
    head = f"異動紀錄 changes.jsonl 至此共 {len(room.journal.entries)} 筆，最新雜湊 {room.journal.head[:SHORT]}"
    return [*told, f"{head}；可用「labkit select check 資料夾 --head {room.journal.head[:SHORT]}」核對。"]


def decide(room: Room, name: RoundName, chosen: Sequence[str], why: str, stamp: Stamp) -> None:
    """Log whom the meeting chose among those tied at the line; raises DecisionRefused for a choice that does not fit the tie."""
    room = room.ready(by=stamp.by, at=stamp.at)
    facts = room.scored(name)
    tie = facts["tie"] if facts else None
    if not tie:
        raise DecisionRefused(what=f"{ROUNDS[name]}的名額界線上沒有並列（或還沒有計分）。")
    strange = [one for one in chosen if one not in tie["among"]]
    if strange or len(set(chosen)) != tie["room"]:
        told = f"並列的是 {'、'.join(tie['among'])}，剩 {tie['room']} 個名額，請剛好選 {tie['room']} 案。"
        raise DecisionRefused(what=told)
    if not (why.strip() and stamp.by.strip()):
        raise DecisionRefused(what="請寫明決定的理由（--why）與決定者（--by）。")
    picked = [one for one in tie["among"] if one in chosen]
    told_facts = {"round": name, "among": tie["among"], "chosen": picked, "why": why}
    room.noted("decided", told_facts, by=stamp.by, at=stamp.at).write({})


def log_change(room: Room, why: str, stamp: Stamp) -> list[str]:
    """Log every setting that differs from the log, old and new, with the reason; return the sentences. Nothing new is refused."""
    if not (why.strip() and stamp.by.strip()):
        raise SelectionUnready(place="登錄異動", what="請寫明理由（--why）與改的人（--by）。")
    if not room.journal.entries:
        raise SelectionUnready(place="登錄異動", what="還沒有開始（尚未產生評分表），設定可以直接改，不必登錄。")
    found = room.unlogged
    if not found:
        raise SelectionUnready(place="登錄異動", what="設定與異動紀錄相同，沒有要登錄的。")
    told = [{"where": one.where, "old": one.old, "new": one.new} for one in found]
    facts = {"differences": told, "why": why, "state": state_of(room.selection)}
    room.noted("changed", facts, by=stamp.by, at=stamp.at).write({})
    return [one.sentence for one in found]


def make_minutes(room: Room, stamp: Stamp) -> Made:
    """Write the video round's schedule (odt, pdf) and a form per team (odt, docx)."""
    room = room.ready(by=stamp.by, at=stamp.at)
    told = turns(room.selection.video, room.candidates("video"))
    folder, plan = room.free(room.folder("video", MINUTES)), schedule(room.selection, told)
    files = _papers(folder / f"議程_{ROUNDS['video']}", plan, ("odt", "pdf"))
    for one in told:
        stem = f"紀錄表_{one.nth:02}_{one.application.id}_{safe_name(one.application.agency)}"
        files |= _papers(folder / stem, minutes_form(room.selection, one), ("odt", "docx"))
    _finish(room, files, stamp, kind="minutes", name="video")
    drawn = () if room.selection.video.order else (BY_NUMBER,)
    return Made(tuple(files), next(iter(files)), drawn)


def make_letters(room: Room, name: RoundName, stamp: Stamp) -> Made:
    """Write a letter to every agency (odt, docx) and the list to publish (odt, pdf); raises SelectionUnready before the round is settled."""
    room = room.ready(by=stamp.by, at=stamp.at)
    told = room.settled(name)
    own = room.root / LETTERS
    texts = LetterTexts.load(own if own.is_file() else resource("templates", "forms", "selection_letters.yml"))
    files = outside_files(told, texts, room.free(room.root / OUTSIDE / ROUNDS[name]), stamp, _when(room, name))
    _finish(room, files, stamp, kind="letters", name=name)
    return Made(tuple(files), next(iter(files)))


def outside_files(
    told: Announced, texts: LetterTexts, folder: Path, stamp: Stamp, when: Mapping[str, str]
) -> dict[Path, bytes]:
    """Return everything that leaves the working group: the list first, then the letters; made of what may be told alone."""
    day = stamp.at.date()
    files = _papers(folder / f"公布名單_{ROUNDS[told.round]}", public_list(told, on=day), ("odt", "pdf"))
    for one in (one for one in told.applications if told.outcomes[one.id] != "withdrawn"):
        document = letter(told, one, texts, on=day, when=when.get(one.id, ""))
        files |= _papers(folder / f"通知函_{one.id}_{safe_name(one.agency)}", document, ("odt", "docx"))
    return files


def _when(room: Room, name: RoundName) -> dict[str, str]:
    """Return the sentence about its turn for every team that goes to the video round."""
    video = room.selection.video
    if name != "written":
        return {}
    if video.date is None or video.start is None:
        return dict.fromkeys(room.selection.application_ids, "時間另行通知。")
    where = f"，地點（連結）：{video.place}" if video.place else ""
    return {one.application.id: _turn(one) + where + "。" for one in turns(video, room.candidates("video"))}


def _turn(one: Turn) -> str:
    return f"貴機關時段：{roc_text(one.talk.date())} {one.whole}（第 {one.nth} 案）"


def _sheets(room: Room, name: RoundName) -> dict[str, ScoreSheet]:
    """Return the round's sheets by reviewer; whoever has nothing to score gets none."""
    told = room.candidates(name)
    laid = [score_sheet(room.selection, name, told, one) for one in room.selection.reviewers]
    return {one.reviewer.id: one for one in laid if not all(one.closed(app.id) for app in told)}


def _with_sheets_read(room: Room, name: RoundName, filled: Sequence[FilledSheet], stamp: Stamp) -> Room:
    """Return the room with an entry for every sheet whose content is read for the first time."""
    known = {(one.facts["file"], one.facts["sha256"]) for one in room.journal.of("sheet_read")}
    for one in filled:
        file = room.named(one.path)
        if (file, one.sha256) not in known:
            facts = {"round": name, "reviewer": one.reviewer, "file": file, "sha256": one.sha256}
            room = room.noted("sheet_read", facts, by=stamp.by, at=stamp.at)
    return room


def _is_there(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _papers(stem: Path, document: Document, suffixes: Sequence[str]) -> dict[Path, bytes]:
    return {stem.with_name(f"{stem.name}.{one}"): render_document(document, one) for one in suffixes}


def _finish(room: Room, files: Mapping[Path, bytes], stamp: Stamp, *, kind: str, name: RoundName) -> None:
    facts: dict[str, Any] = {"kind": kind, "round": name, "files": room.hashes(files)}
    room.noted("made", facts, by=stamp.by, at=stamp.at).write(files)
