"""The steps of a selection: sheets, score, decide, change (papers.py: minutes, letters). Each writes all its files or none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from labkit.coaching.selection.differences import state_of
from labkit.coaching.selection.outcome import count, facts_of
from labkit.coaching.selection.own_agency import near_cases
from labkit.coaching.selection.record import on_paper, record
from labkit.coaching.selection.room import FILLED, RECORDS, SHEETS, Room
from labkit.coaching.selection.sheet_layout import ScoreSheet, score_sheet
from labkit.coaching.selection.sheet_ods import to_ods
from labkit.coaching.selection.sheet_reading import FilledSheet, read_sheets
from labkit.coaching.selection.sheet_xlsx import to_xlsx
from labkit.coaching.selection.spec_parts import ROUNDS, RoundName
from labkit.coaching.selection.step import Made, Stamp, finish
from labkit.core.files import files_below
from labkit.core.selection_errors import DecisionRefused, SelectionUnready
from labkit.documents.save import render_document

SHORT = 16
READ = {".xlsx", ".ods"}


def make_sheets(room: Room, name: RoundName, stamp: Stamp) -> Made:
    """Write an xlsx and an ods sheet for every reviewer who has none; raises SelectionUnready rather than touch one that may be filled."""
    room = room.ready(by=stamp.by, at=stamp.at)
    folder, files = room.folder(name, SHEETS), dict[Path, bytes]()
    for sheet in _sheets(room, name).values():
        stem = f"評分表_{ROUNDS[name]}_{sheet.reviewer.id}"
        files |= {folder / f"{stem}.xlsx": to_xlsx(sheet), folder / f"{stem}.ods": to_ods(sheet)}
    fresh = {path: content for path, content in files.items() if not room.knows(path, content)}
    if not fresh:
        said = "每位委員的評分表都已經產生，不會覆寫；要重新產生，請先把舊的移到別處保存。"
        raise SelectionUnready(place=ROUNDS[name], what=said)
    finish(room, fresh, stamp, kind="sheets", name=name)
    room.folder(name, FILLED).mkdir(parents=True, exist_ok=True)
    return Made(tuple(fresh), next(iter(fresh)), tuple(near_cases(room.selection)))


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
    remarks = {(what, one.reviewer, text) for one in filled for what, text in one.remarks.items()}
    document = record(counted, as_of=stamp.at.date(), notes=notes, remarks=tuple(remarks))
    nth = 1 + sum(one.facts["round"] == name for one in room.journal.of("scored"))
    stem = room.folder(name, RECORDS) / f"評選紀錄_{ROUNDS[name]}_第{nth}版"
    papers = {"odt": on_paper(document), "pdf": on_paper(document), "xlsx": document}
    files = {stem.with_name(f"{stem.name}.{one}"): render_document(told, one) for one, told in papers.items()}
    read = {room.named(one.path): one.sha256 for one in filled}
    facts = {**facts_of(counted), "files": room.hashes(files), "read": read}
    room.noted("scored", facts, by=stamp.by, at=stamp.at).write(files)
    unread = "、".join(one.name for one in there if one not in paths)
    said = (f"沒有讀取（不是 xlsx 或 ods）：{unread}。",) if unread else ()
    return Made(tuple(files), next(iter(files)), (*notes[:-1], *said), counted)


def log_notes(room: Room, name: RoundName) -> list[str]:
    """Return what the record says of the log: what came after scores were known, then how many entries and the newest hash."""
    sheets = [one for one in room.journal.of("sheet_read") if one.facts["round"] == name]
    read = [one.n for one in sheets]
    late = [one for one in room.journal.of("changed") if read and one.n > read[0]]
    told = [
        f"評分表讀入之後的異動（{one.at[:10]}，{one.by}）：{told['where']} {told['old']} → {told['new']}；理由：{one.facts['why']}"
        for one in late
        for told in one.facts["differences"]
    ]
    first = min((one.n for one in room.journal.of("scored") if one.facts["round"] == name), default=None)
    told += [
        f"計分之後又讀入的評分表（{one.at[:10]}，{one.by}）：{one.facts['reviewer']}，{Path(one.facts['file']).name}"
        for one in sheets
        if first is not None and one.n > first
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
