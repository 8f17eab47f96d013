"""Log: 附件4 輔導協作紀錄表, prefilled from plan and session, written on by people, signed by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from datetime import time
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from labkit.coaching.form import OfficialForm
from labkit.coaching.plan import Goal, Plan
from labkit.coaching.programme import Form, log_due
from labkit.coaching.team import Person, Team
from labkit.coaching.told import Told, shortened, spoken
from labkit.core.document import Document, Text
from labkit.core.files import sha256_text
from labkit.core.resources import resource
from labkit.core.spec import Lines, Spec, SpecPart
from labkit.taiwan.roc_dates import roc_stamp, roc_text

DRAFTED = ("date", "form", "start", "end", "agency", "recorder", "attendees", "previous_goals", "summary", "next_goals")
EMPTY_LIST = BeforeValidator(lambda value: () if value is None else value)
NEVER_DRAFTED = ("expert_remarks", "handed_in")


class RanAs(SpecPart):
    """Which frozen session the log tells of: its folder, the hash of its manifest, and of each cell as it was drafted."""

    folder: str
    manifest_sha256: str
    drafted: dict[str, str] = Field(default_factory=dict)


class Log(Spec):
    """The log of one session. Free text is people's; the signature cell always stays empty.

    ``handed_in``: the day on which it went to the working group. ``drafted``: the hash of each cell as it was drafted, where no
    session has run yet; ``session.drafted`` afterwards.
    """

    FORM: ClassVar[str] = "session_log.yml"
    nth: int = Field(ge=1, le=99)
    date: dt.date
    form: Form = "實體"
    start: time | None = None
    end: time | None = None
    agency: str
    recorder: Person | None = None
    attendees: Annotated[tuple[Person, ...], EMPTY_LIST] = ()
    previous_goals: Annotated[tuple[Goal, ...], EMPTY_LIST] = ()
    summary: Annotated[tuple[str, ...], EMPTY_LIST] = ()
    next_goals: Annotated[tuple[str, ...], EMPTY_LIST] = ()
    expert_remarks: Lines = ""
    handed_in: dt.date | None = None
    session: RanAs | None = None
    drafted: dict[str, str] = Field(default_factory=dict)

    @property
    def due(self) -> dt.date:
        """Return the day by which the log is due."""
        return log_due(self.date)

    @property
    def file_name(self) -> str:
        """Return the exported file's name, without suffix."""
        return f"輔導協作紀錄表_第{self.nth}次_{roc_stamp(self.date)}"

    def values(self) -> dict[str, str]:
        """Return what stands in each cell of the form; people still unknown leave a blank to write on."""
        forms = "　".join(f"{'■' if name == self.form else '□'}{name}" for name in ("實體", "線上"))
        clock = "　~　".join(f"{at:%H:%M}" if at else "__:__" for at in (self.start, self.end))
        return {
            "date": roc_text(self.date).replace("年", " 年 ").replace("月", " 月 ").replace("日", " 日"),
            "form": forms,
            "time": clock,
            "nth": f"第 {self.nth} 次",
            "agency": self.agency,
            "recorder": self.recorder.shown if self.recorder else "",
            "attendees": "、".join(person.shown for person in self.attendees),
            "previous_goals": _numbered(
                [f"{one.goal}：{one.status or '（請填執行情形）'}" for one in self.previous_goals]
            )
            or "（無前次目標）",
            "summary": _numbered(list(self.summary)) + self._provenance(),
            "next_goals": _numbered(list(self.next_goals)),
            "expert_remarks": self.expert_remarks,
        }

    def _provenance(self) -> str:
        if self.session is None:
            return ""
        return f"\n成果資料夾：sessions/{self.session.folder}（manifest sha256 {self.session.manifest_sha256[:16]}…）"

    def to_document(self) -> Document:
        """Return the official form, filled."""
        form = OfficialForm.load(resource("templates", "forms", self.FORM))
        titles = tuple(Text(title, "title") for title in form.titles)
        note = Text(f"請於 {roc_text(self.due)} 前（當次輔導結束後 3 日內）送交工作小組。", "note")
        return Document(form.name, (*titles, form.grid(self.values()), note), as_of=self.date, kind="form")


@dataclass(frozen=True)
class RunFacts:
    """What a session run has to say in the log: a sentence per result under its heading, and proposals for next goals."""

    folder: str
    manifest_sha256: str
    told: tuple[Told, ...]
    proposals: tuple[str, ...]


def draft_log(
    plan: Plan, team: Team, facts: RunFacts | None, earlier: Log | None = None, *, before: Log | None = None
) -> Log:
    """Return the log of ``plan`` prefilled from the run; every cell that people changed in ``earlier`` stays theirs.

    Of what the run says, as much is told as the form's one page has room for; the rest is counted.
    ``facts`` is None where no session has run yet. Where the plan names no previous goals, the next goals of the log ``before``
    are taken over, each still without a status.
    """
    drafted = _from_plan(plan, team, facts or RunFacts("", "", (), ()), before)
    if facts is None:
        return drafted.model_copy(update={"drafted": _hashes(drafted)})
    theirs = {name: getattr(earlier, name) for name in (*edited_cells(earlier), *NEVER_DRAFTED)} if earlier else {}
    session = RanAs(folder=facts.folder, manifest_sha256=facts.manifest_sha256)
    summary = _on_one_page(drafted.model_copy(update={**theirs, "session": session}), plan.agenda, facts.told)
    drafted = drafted.model_copy(update={"summary": summary})
    session = session.model_copy(update={"drafted": _hashes(drafted)})
    return drafted.model_copy(update={**theirs, "session": session})


def _from_plan(plan: Plan, team: Team, facts: RunFacts, before: Log | None) -> Log:
    return Log(
        nth=plan.nth,
        date=plan.date,
        form=plan.form,
        start=plan.start,
        end=plan.end,
        agency=team.agency,
        recorder=plan.recorder,
        attendees=plan.attendees or (*team.members, *team.experts),
        previous_goals=plan.previous_goals or taken_over(before),
        summary=(*plan.agenda, *spoken(facts.told)),
        next_goals=plan.goals or facts.proposals,
    )


def _on_one_page(log: Log, agenda: tuple[str, ...], told: tuple[Told, ...]) -> tuple[str, ...]:
    """Return the summary with so much of what was ``told`` that the form stays on one page; a line of each heading stays."""
    form = OfficialForm.load(resource("templates", "forms", Log.FORM))
    while True:
        summary = (*agenda, *spoken(told))
        fewer = shortened(told)
        if not fewer or form.overflow(log.model_copy(update={"summary": summary}).values()) <= 0:
            return summary
        told = fewer


def taken_over(before: Log | None) -> tuple[Goal, ...]:
    """Return the next goals of the log ``before`` as previous goals that still need a status."""
    return tuple(Goal(goal=goal) for goal in before.next_goals if goal.strip()) if before else ()


def edited_cells(log: Log) -> list[str]:
    """Return the drafted cells that people have changed since; all of them where no draft is on record."""
    before = log.session.drafted if log.session else log.drafted
    return [name for name in DRAFTED if before.get(name) != _cell_hash(log, name)]


def _hashes(log: Log) -> dict[str, str]:
    return {name: _cell_hash(log, name) for name in DRAFTED}


def _cell_hash(log: Log, name: str) -> str:
    return sha256_text(log.model_dump_json(include={name}))


def _numbered(lines: list[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
