"""The fill-in form before any format: its pages, their rows, and which cells people fill, choose or leave alone."""

from __future__ import annotations

from dataclasses import dataclass

from labkit.coaching.application.spec import Application
from labkit.coaching.application.words import ApplicationWords, Question, application_words

YES = "是"
SPARE = 12
MOST_MEMBERS = 60
FIRST_ROW = 4  # title, how to fill, header
HEAD = ("項目", "請填這一欄", "說明")


@dataclass(frozen=True)
class Field:
    """A cell to fill beside its label; ``options`` become a drop-down; ``lines`` is how high it stands."""

    id: str
    label: str
    hint: str = ""
    options: tuple[str, ...] = ()
    lines: int = 1


@dataclass(frozen=True)
class FormPage:
    """One sheet: labels with a cell each (``fields``), or a table with a column for each (``rows`` of them to fill)."""

    id: str
    name: str
    title: str
    how: str
    fields: tuple[Field, ...]
    rows: int = 0

    @property
    def is_table(self) -> bool:
        """Tell whether the fields stand side by side, a row for each member or data set."""
        return self.rows > 0


def form_pages(application: Application) -> tuple[FormPage, ...]:
    """Return the pages that people fill; tables have room for what is there and a dozen rows more."""
    words = application_words()
    held = application.proposal
    members = Field("agency", "機關（他機關成員才填）"), *_fields(words.members)
    days = {"first": "民國日期，例如 114年7月1日", "last": "只有一天可不填"}
    papers = {
        "signed": "附件2 上簽署的日期",
        "statement_received": "收到紙本的日期",
        "consent_received": "收到紙本的日期",
    }
    return (
        FormPage("team", "一_基本資料", words.parts["team"], "請填黃底的格子。", _fields(words.team)),
        _table("members", "一_成員", words.members_label, members, MOST_MEMBERS),
        FormPage("readiness", "二_現況", words.parts["readiness"], "點選黃底的格子，從清單選一項。", _answers(words)),
        FormPage(
            "proposal",
            "三_提案",
            words.parts["proposal"],
            "請填黃底的格子；一格可以分行（Alt+Enter）。",
            _proposal(words),
        ),
        _table("datasets", "三_資料", words.proposal["datasets"], _fields(words.datasets), _room(held.datasets)),
        _table("busy", "三_公務事項", words.proposal["busy"], _fields(words.busy, days), _room(held.busy)),
        _table("papers", "附件2與3", words.parts["papers"], _fields(words.papers, papers), _room(application.papers)),
    )


HOW = {
    "members": "一列一位；單一機關上限 20 人，建議 3 人以上、來自不同部門。",
    "datasets": "一列一種資料，六項都要填；labkit application new 會先從 data/raw 帶入可計算的部分。",
    "busy": "一列一件；沒有的話，在「重要公務事項」寫「無」。",
    "papers": "一列一個單位；跨域提案的每個協力單位都要交附件2與附件3。",
}


def _room(rows: tuple[object, ...]) -> int:
    return len(rows) + SPARE


def _table(name: str, sheet: str, title: str, fields: tuple[Field, ...], rows: int) -> FormPage:
    return FormPage(name, sheet, title, HOW[name], fields, rows)


def _fields(labels: dict[str, str], hints: dict[str, str] | None = None) -> tuple[Field, ...]:
    return tuple(Field(name, label, (hints or {}).get(name, "")) for name, label in labels.items())


def _answers(words: ApplicationWords) -> tuple[Field, ...]:
    found: list[Field] = []
    for one in words.questions:
        found += _ticks(one) if one.several else [Field(one.id, one.text, "從清單選一項", one.texts, 2)]
    return tuple(found)


def _ticks(question: Question) -> list[Field]:
    """Return a cell for each option of which several may be chosen, and the blank of 其他."""
    ticks = [
        Field(f"{question.id}:{text}", f"{question.text}\n　{text}", "選「是」或留空", (YES,), 2)
        for text in question.texts
    ]
    return [
        *ticks,
        Field(f"{question.id}_other", f"{question.text}\n　其他＿＿（請說明）", "上一列選「是」才填", lines=2),
    ]


def _proposal(words: ApplicationWords) -> tuple[Field, ...]:
    label, part = words.proposal, words.parts_of
    needs = [Field(f"needs:{one}", f"{label['needs']}\n　{one}", "選「是」或留空", (YES,), 2) for one in words.needs]
    return (
        Field("topic", label["topic"], lines=2),
        Field("aspect", label["aspect"], "從清單選一項", words.aspects),
        Field("background", f"{label['problem']}\n　{part['background']}", lines=6),
        Field("pain", f"{label['problem']}\n　{part['pain']}", lines=6),
        *needs,
        Field("needs_note", f"{label['needs']}\n　{part['needs_note']}", "可不填", lines=3),
        Field("benefits", label["benefits"], lines=6),
        Field("metrics", f"{label['benefits']}\n　{part['metrics']}", "可不填；metrics/ 裡的代號，一行一個", lines=2),
        Field("stage", f"{label['progress']}\n　{part['stage']}", "從清單選一項", words.stages, 2),
        Field("budget", f"{label['progress']}\n　{part['budget']}", "沒有經費請寫「無」", lines=2),
        Field("schedule", f"{label['progress']}\n　{part['schedule']}", lines=3),
    )
