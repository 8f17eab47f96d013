"""Result letters, one an agency, and the list that is published: made from ``Announced`` alone, which knows no reviewer."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Literal, cast

from pydantic import Field, field_validator

from labkit.coaching.selection.outcome import Announced
from labkit.coaching.selection.places import OUTCOMES, Outcome
from labkit.coaching.selection.spec_parts import ROUNDS, Application
from labkit.core.document import Document, Grid, Text
from labkit.core.spec import Spec, SpecPart
from labkit.taiwan.numerals import chinese_digits
from labkit.taiwan.roc_dates import roc_text

LETTERS = "selection_letters.yml"
PLACES = frozenset(
    {
        "agency",
        "topic",
        "year",
        "programme",
        "nth",
        "shared",
        "when",
        "talk",
        "questions",
        "answers",
        "minutes",
        "consultation",
    }
)
SHARED = "同一備取次序有 {count} 案並列，遞補時由會議決定先後。"
CONSULTATION = "另提供 {hours} 小時專家諮詢，工作小組將另行聯繫安排。"
CONSULTATION_IF = "如未獲遞補，將提供 {hours} 小時專家諮詢，由工作小組另行聯繫安排。"
Told = Literal["picked", "waiting", "not_picked"]
LIST_WIDTHS = (10.0, 30.0, 32.0, 18.0)
PUBLISHED: tuple[Outcome, ...] = ("picked", "waiting")


class LetterText(SpecPart):
    """The words of one kind of letter: 主旨 and the points of 說明, with places in braces."""

    subject: str = Field(min_length=1)
    points: tuple[str, ...] = Field(min_length=1)

    @field_validator("subject", "points")
    @classmethod
    def _places_are_known(cls, told: str | tuple[str, ...]) -> str | tuple[str, ...]:
        for text in (told,) if isinstance(told, str) else told:
            _refuse_places(text)
        return told


def _refuse_places(text: str) -> None:
    try:
        parsed = list(string.Formatter().parse(text))
    except ValueError:
        message = "大括號沒有成對；要印出大括號時請改用全形｛｝"
        raise ValueError(message) from None
    for _, name, form, turned in parsed:
        if name is not None and name not in PLACES:
            message = f"沒有可以代入的「{{{name}}}」；可用的有：{'、'.join(sorted(PLACES))}"
            raise ValueError(message)
        if form or turned:
            message = f"「{{{name}}}」的大括號裡只能寫名稱"
            raise ValueError(message)


class LetterTexts(Spec):
    """The words of every letter, by round and outcome."""

    written: dict[Told, LetterText]
    video: dict[Told, LetterText]

    @field_validator("written", "video")
    @classmethod
    def _every_outcome_is_told(cls, told: dict[Told, LetterText]) -> dict[Told, LetterText]:
        lacking = [name for name in ("picked", "waiting", "not_picked") if name not in told]
        if lacking:
            message = f"少了 {'、'.join(lacking)} 的用語"
            raise ValueError(message)
        return told


def letter(told: Announced, application: Application, texts: LetterTexts, *, on: date, when: str = "") -> Document:
    """Write the letter to one agency; number and signature stay empty, ``when`` is the team's turn in the video round."""
    outcome = told.outcomes[application.id]
    words = (texts.written if told.round == "written" else texts.video)[_told(outcome)]
    nth = told.waiting.get(application.id, 0)
    alike = sum(one == nth for one in told.waiting.values())
    talk, questions, answers = told.minutes
    facts = {
        "agency": application.agency,
        "topic": application.topic,
        "year": told.year,
        "programme": told.programme,
        "nth": nth,
        "shared": SHARED.format(count=alike) if alike > 1 else "",
        "when": when,
        "talk": talk,
        "questions": questions,
        "answers": answers,
        "minutes": talk + questions + answers,
        "consultation": _consultation(told, outcome),
    }
    said = [text for text in (one.format_map(facts) for one in words.points) if text.strip()]
    points = [f"{chinese_digits(at)}、{text}" for at, text in enumerate(said, 1)]
    lines = [
        Text(f"{told.organiser or '（發文機關）'}　函", "title"),
        *(Text(line) for line in _head(application, on)),
        Text(""),
        Text(f"主旨：{words.subject.format_map(facts)}", "heading"),
        Text("說明：", "heading"),
        *(Text(point) for point in points),
        Text(""),
        Text(f"正本：{application.agency}"),
        Text(f"副本：{'、'.join(application.units)}"),
        Text(f"承辦：{told.contact}") if told.contact else Text("承辦：　　　　　　電話："),
        Text(""),
        Text("（機關首長署名或蓋章）"),
    ]
    return Document("選案結果通知函", tuple(lines), as_of=on, kind="form")


def _head(application: Application, on: date) -> tuple[str, ...]:
    return (
        f"受文者：{application.agency}",
        f"發文日期：中華民國{roc_text(on)}",
        "發文字號：　　　字第　　　　　　　號",
        "速別：普通件",
        "密等及解密條件或保密期限：",
        "附件：",
    )


def _consultation(told: Announced, outcome: Outcome) -> str:
    """Return the sentence about 專家諮詢 for those who get it; who waits gets it only if nobody gives way."""
    given = told.consultation
    if outcome == "picked" or not given.hours or (told.round == "written" and given.to == "視訊審查未錄取"):
        return ""
    return (CONSULTATION_IF if outcome == "waiting" else CONSULTATION).format(hours=given.hours)


def _told(outcome: Outcome) -> Told:
    if outcome in {"tied", "withdrawn"}:
        message = f"{outcome} is not told in a letter"
        raise ValueError(message)
    return cast("Told", outcome)


def public_list(told: Announced, *, on: date) -> Document:
    """Write the list that is published: who is picked and who waits, in the order of the numbers; no reviewer, no score."""
    blocks: list[Text | Grid] = [Text(f"公布日期：{roc_text(on)}", "note")]
    for outcome in PUBLISHED:
        found = told.those(outcome)
        if not found:
            continue
        lines = [_line(at, one, told.waiting) for at, one in enumerate(found, 1)]
        blocks.append(Text(f"{OUTCOMES[outcome]}（{len(found)} 案）", "heading"))
        grid = Grid.of(["備取次序" if outcome == "waiting" else "項次", "機關", "主題", "提案面向"], lines)
        blocks.append(replace(grid, widths=LIST_WIDTHS))
        if outcome == "picked":
            blocks.append(Text("依申請案編號排列，與名次無關。", "note"))
    title = f"{told.year}年度 {told.programme} {ROUNDS[told.round]}結果"
    return Document(title, tuple(blocks), as_of=on)


def _line(at: int, one: Application, waiting: Mapping[str, int]) -> tuple[str, ...]:
    return (str(waiting.get(one.id, at)), one.shown, one.topic, one.aspect)
