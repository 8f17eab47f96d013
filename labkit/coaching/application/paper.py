"""附件1 輔導申請表 on A4, in the form's own order: parts 一 二 三, its tables, boxes ■ □ for its choices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from labkit.coaching.application.spec import Application
from labkit.coaching.application.spec_parts import Member
from labkit.coaching.application.words import ApplicationWords, application_words
from labkit.core.document import Block, Cell, Document, Grid, Text

PAIR = (3.0, 5.5, 3.0, 5.5)
BESIDE = (4.2, 12.8)
MEMBERS = (4.4, 3.0, 3.4, 6.2)
DATASETS = (3.0, 2.5, 2.9, 2.1, 4.2, 2.3)
BUSY = (7.0, 10.0)
BLANK_ROWS = 3
LINE = 0.5
TO_WRITE, TO_WRITE_MUCH = 0.8, 1.4  # cm that an empty cell leaves to write by hand
GAP = Text(" ", "note")


def application_paper(application: Application, *, as_of: date | None = None) -> Document:
    """Return the whole form; what is not filled yet leaves its cell empty to write on."""
    words = application_words()
    titles = (Text(words.source, "note"), *(Text(title, "title") for title in words.titles))
    blocks: list[Block] = [*titles, Text(words.parts["team"], "heading"), _team(application, words)]
    blocks += [
        GAP,
        _members(application, words),
        Text(words.parts["readiness"], "heading"),
        _answers(application, words),
    ]
    blocks += [Text(words.parts["proposal"], "heading"), *_proposal(application, words)]
    return Document(words.name, tuple(blocks), as_of=as_of, kind="form", numbered=True)


def boxes(options: Iterable[str], chosen: Sequence[str], *, told: str = "") -> str:
    r"""Return the options a line each, ticked where chosen; 其他 leaves its blank.

    >>> boxes(["是", "其他"], ["其他"], told="試辦")
    '□是\n■其他＿試辦＿'
    """
    lines = [f"{'■' if one in chosen else '□'}{one}" for one in options]
    return "\n".join(f"{line}＿{told or '＿'}＿" if line.endswith("其他") else line for line in lines)


def _team(application: Application, words: ApplicationWords) -> Grid:
    team = application.team
    held = {"agency": team.agency, "unit": team.unit, **team.contact.model_dump()}
    cells = [(Cell(label, label=True), Cell(held[name])) for name, label in words.team.items()]
    rows = tuple((*left, *right) for left, right in zip(cells[::2], cells[1::2], strict=True))
    return Grid(
        rows, PAIR, header=0, min_heights=tuple(0.0 if row[1].text and row[3].text else TO_WRITE for row in rows)
    )


def _members(application: Application, words: ApplicationWords) -> Grid:
    title = (Cell(f"{words.members_label}（單一機關上限 20 人）", span=4, label=True),)
    head = tuple(Cell(label, label=True) for label in words.members.values())
    members = application.team.members or (Member(),) * BLANK_ROWS
    rows = [(Cell(_unit(one)), Cell(one.name), Cell(one.title), Cell(one.task)) for one in members]
    return Grid((title, head, *rows), MEMBERS, header=2, min_heights=_blank_rows(application.team.members))


def _unit(member: Member) -> str:
    return f"{member.agency} {member.unit}".strip()


def _answers(application: Application, words: ApplicationWords) -> Grid:
    held = application.readiness
    rows = [
        (Cell(one.text, label=True), Cell(boxes(one.texts, getattr(held, one.id), told=held.adoption_other)))
        for one in words.questions
    ]
    return Grid(tuple(rows), (6.0, 11.0), header=0, min_heights=tuple(map(_height, rows)))


def _proposal(application: Application, words: ApplicationWords) -> list[Block]:
    held, label, part = application.proposal, words.proposal, words.parts_of
    room = "\n" * 3
    problem = f"動機背景：\n{held.background or room}\n問題痛點：\n{held.pain or room}"
    needs = boxes(words.needs, held.needs) + (f"\n{part['needs_note']}：{held.needs_note}" if held.needs_note else "")
    first = {
        label["topic"]: held.topic,
        label["aspect"]: boxes(words.aspects, held.aspect),
        f"{label['problem']}（動機背景、問題痛點）": problem,
        label["needs"]: needs,
        label["benefits"]: held.benefits,
    }
    progress = "\n".join(
        (
            f"{part['stage']}：{'　'.join(boxes(words.stages, held.stage).splitlines())}",
            f"{part['budget']}：{held.budget}",
            f"{part['schedule']}：{held.schedule}",
        )
    )
    return [
        _beside(first),
        GAP,
        _datasets(application, words),
        GAP,
        _beside({label["progress"]: progress}),
        GAP,
        _busy(application, words),
    ]


def _height(row: tuple[Cell, ...]) -> float:
    """Return the least height in cm that keeps a row of boxes on one page or leaves room to write; 0 lets a long text go on."""
    if not row[-1].text:
        return TO_WRITE_MUCH
    lines = row[-1].text.split("\n")
    return LINE * len(lines) if lines[0][:1] in {"■", "□"} else 0.0


def _beside(told: dict[str, str]) -> Grid:
    rows = tuple((Cell(label, label=True), Cell(text)) for label, text in told.items())
    return Grid(rows, BESIDE, header=0, min_heights=tuple(map(_height, rows)))


def _datasets(application: Application, words: ApplicationWords) -> Grid:
    title = (Cell(words.proposal["datasets"], span=len(DATASETS), label=True),)
    head = tuple(Cell(label, label=True) for label in words.datasets.values())
    held = [tuple(Cell(getattr(one, name)) for name in words.datasets) for one in application.proposal.datasets]
    blank = (tuple(Cell("") for _ in words.datasets),) * BLANK_ROWS
    return Grid((title, head, *(held or blank)), DATASETS, header=2, min_heights=_blank_rows(held))


def _busy(application: Application, words: ApplicationWords) -> Grid:
    title = (Cell(words.proposal["busy"], span=2, label=True),)
    head = (Cell("期間", label=True), Cell(words.busy["what"], label=True))
    held = [(Cell(one.shown), Cell(one.what)) for one in application.proposal.busy]
    blank = ((Cell(""), Cell("")),) * BLANK_ROWS
    return Grid((title, head, *(held or blank)), BUSY, header=2, min_heights=_blank_rows(held))


def _blank_rows(held: Sequence[object]) -> tuple[float, ...]:
    """Return the least heights of a table of two head rows that has nothing to print yet."""
    return () if held else (0.0, 0.0, *(TO_WRITE,) * BLANK_ROWS)
