"""The papers of a selection that people take along or receive: the video day's schedule and forms, the letters, the public list."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from labkit.coaching.selection.letters import LetterTexts, letter, public_list
from labkit.coaching.selection.outcome import Announced
from labkit.coaching.selection.room import LETTERS, MINUTES, OUTSIDE, Room, safe_name
from labkit.coaching.selection.schedule import Turn, minutes_form, schedule, turns
from labkit.coaching.selection.spec_parts import ROUNDS, RoundName
from labkit.coaching.selection.step import Made, Stamp, finish, papers_of
from labkit.core.resources import resource
from labkit.taiwan.roc_dates import roc_text

BY_NUMBER = "發言順序依申請案編號；如以抽籤決定，請填 video.order、登錄異動後再執行一次。"


def make_minutes(room: Room, stamp: Stamp) -> Made:
    """Write the video round's schedule (odt, pdf) and a form per team (odt, docx)."""
    room = room.ready(by=stamp.by, at=stamp.at)
    told = turns(room.selection.video, room.candidates("video"))
    folder, plan = room.free(room.folder("video", MINUTES)), schedule(room.selection, told)
    files = papers_of(folder / f"議程_{ROUNDS['video']}", plan, ("odt", "pdf"))
    for one in told:
        stem = f"紀錄表_{one.nth:02}_{one.application.id}_{safe_name(one.application.agency)}"
        files |= papers_of(folder / stem, minutes_form(room.selection, one), ("odt", "docx"))
    finish(room, files, stamp, kind="minutes", name="video")
    drawn = () if room.selection.video.order else (BY_NUMBER,)
    return Made(tuple(files), next(iter(files)), drawn)


def make_letters(room: Room, name: RoundName, stamp: Stamp) -> Made:
    """Write a letter to every agency (odt, docx) and the list to publish (odt, pdf); raises SelectionUnready before the round is settled."""
    room = room.ready(by=stamp.by, at=stamp.at)
    told = room.settled(name)
    own = room.root / LETTERS
    texts = LetterTexts.load(own if own.is_file() else resource("templates", "forms", "selection_letters.yml"))
    files = outside_files(told, texts, room.free(room.root / OUTSIDE / ROUNDS[name]), stamp, _when(room, name))
    finish(room, files, stamp, kind="letters", name=name)
    return Made(tuple(files), next(iter(files)))


def outside_files(
    told: Announced, texts: LetterTexts, folder: Path, stamp: Stamp, when: Mapping[str, str]
) -> dict[Path, bytes]:
    """Return everything that leaves the working group: the list first, then the letters; made of what may be told alone."""
    day = stamp.at.date()
    files = papers_of(folder / f"公布名單_{ROUNDS[told.round]}", public_list(told, on=day), ("odt", "pdf"))
    for one in (one for one in told.applications if told.outcomes[one.id] != "withdrawn"):
        document = letter(told, one, texts, on=day, when=when.get(one.id, ""))
        files |= papers_of(folder / f"通知函_{one.id}_{safe_name(one.agency)}", document, ("odt", "docx"))
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
