"""The video round's day: who speaks when (10 minutes a team: 4 說明, 2 提問, 4 答詢), and a form per team to write the minutes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from labkit.coaching.form import OfficialForm
from labkit.coaching.selection.spec import Selection
from labkit.coaching.selection.spec_parts import ROUNDS, Application, VideoRound
from labkit.core.document import Cell, Document, Grid, Text
from labkit.core.resources import resource
from labkit.core.selection_errors import SelectionUnready
from labkit.taiwan.roc_dates import roc_text

FORM = "selection_minutes.yml"
WIDTHS = (5.5, 13.5, 6.0, 16.0, 18.0, 8.5, 8.5, 8.5)


@dataclass(frozen=True)
class Turn:
    """One team's turn: when it begins, when the questions and the answers begin, when it ends."""

    nth: int
    application: Application
    talk: datetime
    questions: datetime
    answers: datetime
    end: datetime

    @property
    def whole(self) -> str:
        """Return the turn from its beginning to its end."""
        return _span(self.talk, self.end)


def turns(video: VideoRound, applications: Sequence[Application]) -> list[Turn]:
    """Give every team its minutes, in the order that was drawn, else in the order of the numbers in the file.

    Raises SelectionUnready where day or hour are not set, the drawn order is not that of the teams, or the day is too short.
    """
    if video.date is None or video.start is None:
        raise SelectionUnready(place="selection.yml 的 video", what="請先填 date（日期）與 start（開始時刻）。")
    known = {one.id: one for one in applications}
    if video.order and set(video.order) != set(known):
        told = "、".join(known)
        raise SelectionUnready(place="video.order", what=f"要剛好列出進入{ROUNDS['video']}的 {told}，請核對抽籤順序。")
    begin, found = datetime.combine(video.date, video.start), list[Turn]()
    for nth, name in enumerate(video.order or tuple(known), 1):
        questions = begin + timedelta(minutes=video.talk)
        answers = questions + timedelta(minutes=video.questions)
        end = answers + timedelta(minutes=video.answers)
        found.append(Turn(nth, known[name], begin, questions, answers, end))
        begin = end + timedelta(minutes=video.change)
    if found and found[-1].end.date() != video.date:
        raise SelectionUnready(place="video.start", what="依這個時間，最後一案會超過當天，請提早開始或分成兩天。")
    return found


def schedule(selection: Selection, told: Sequence[Turn]) -> Document:
    """Write the day's schedule: no reviewer is named, so it may be handed to the teams."""
    video = selection.video
    whole = video.talk + video.questions + video.answers
    lines = [
        (
            str(one.nth),
            one.whole,
            one.application.id,
            one.application.agency,
            one.application.topic,
            f"{one.talk:%H:%M}",
            f"{one.questions:%H:%M}",
            f"{one.answers:%H:%M}",
        )
        for one in told
    ]
    head = (
        "順序",
        "時段",
        "編號",
        "機關",
        "主題",
        f"說明起（{video.talk} 分）",
        f"提問起（{video.questions} 分）",
        f"答詢起（{video.answers} 分）",
    )
    grid = Grid((_labels(head), *(tuple(Cell(text) for text in line) for line in lines)), WIDTHS, caption="")
    order = "順序由抽籤決定。" if video.order else "順序依申請案編號。"
    where = f"，地點（連結）：{video.place}" if video.place else ""
    notes = (
        f"日期：{roc_text(told[0].talk.date())}{where}。",
        f"每案 {whole} 分鐘：說明 {video.talk} 分、提問 {video.questions} 分、答詢 {video.answers} 分；換場 {video.change} 分鐘。{order}",
    )
    title = f"{selection.year}年度 {selection.programme} {ROUNDS['video']}議程"
    return Document(title, (*(Text(note) for note in notes), grid), as_of=told[0].talk.date())


def minutes_form(selection: Selection, turn: Turn) -> Document:
    """Return the form on which a team's questions, answers and remarks are written by hand or typed."""
    form = OfficialForm.load(resource("templates", "forms", FORM))
    values = {
        "date": roc_text(turn.talk.date()),
        "time": turn.whole,
        "nth": f"第 {turn.nth} 案",
        "id": turn.application.id,
        "agency": turn.application.agency,
        "aspect": turn.application.aspect,
        "topic": turn.application.topic,
    }
    titles = (
        Text(f"{selection.year}年度 {selection.programme}", "title"),
        *(Text(one, "title") for one in form.titles),
    )
    parts = f"說明 {_span(turn.talk, turn.questions)}　提問 {_span(turn.questions, turn.answers)}　答詢 {_span(turn.answers, turn.end)}"
    return Document(form.name, (*titles, Text(parts, "note"), form.grid(values)), as_of=turn.talk.date(), kind="form")


def _labels(texts: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(Cell(text, label=True) for text in texts)


def _span(start: datetime, end: datetime) -> str:
    return f"{start:%H:%M}–{end:%H:%M}"
