"""Ask what the team decided in a notebook, why, and which role or unit did; kept in decisions/<notebook>.yml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from labkit.coaching.decisions import MOST_SIGNS, Decision, Decisions
from labkit.core.batch import nobody_there
from labkit.core.document import Document, Grid
from labkit.core.html import Shown
from labkit.core.spec import checked
from labkit.core.yaml import YamlText
from labkit.sessions.asking._form import button, refuse_empty, saving, wide
from labkit.sessions.shown import said
from labkit.workspace.layout import Workspace

FOLDER = "decisions"
QUESTIONS = ("決定", "理由", "誰")


def decisions_path(ws: Workspace, stage: str) -> Path:
    """Return where the decisions of one notebook stand."""
    return ws.root / FOLDER / f"{stage}.yml"


def decisions_of(ws: Workspace, stage: str) -> Decisions:
    """Return the decisions of one notebook, none where nobody decided yet; raises SpecInvalid or SpecSyntax."""
    path = decisions_path(ws, stage)
    return Decisions.load(path) if path.is_file() else Decisions()


def decided_shown(found: tuple[Decision, ...], stage: str) -> Shown:
    """Show the decisions of this session, or where to write them."""
    if not found:
        return said(
            f"這次還沒有寫下決定。用這一格的表單，或在 {FOLDER}/{stage}.yml 填寫決定、理由、誰（單位或職稱，不寫人名）。"
        )
    lines = [(one.decision, one.reason, one.who) for one in found]
    return Shown(Document("", (Grid.of(list(QUESTIONS), lines, caption="這次的決定（會寫進輔導協作紀錄表）"),)))


def save_decision(ws: Workspace, stage: str, answers: dict[str, Any]) -> Shown:
    """Write one more decision; raises AnswerMissing, SpecInvalid, or DecisionExposed for the name of a team member."""
    place = f"{FOLDER}/{stage}.yml"
    told = dict(zip(QUESTIONS, (str(answers[name]) for name in ("decision", "reason", "who")), strict=True))
    refuse_empty(place, told)
    one = checked(Decision, answers, YamlText(answers, place="表單", form=True))
    held = decisions_of(ws, stage).with_one(one)
    held.refuse_names(ws.team.names, place=place)
    held.save(decisions_path(ws, stage))
    return said(f"已存成 {place}；下次執行時會寫進輔導協作紀錄表：{one.line}")


def ask_decision(ws: Workspace, stage: str, session: int, question: str) -> Any:
    """Return a form for one decision under those that stand; in a batch run the decisions alone."""
    shown = decided_shown(decisions_of(ws, stage).of(session), stage)
    if nobody_there():
        return shown
    import ipywidgets as widgets  # noqa: PLC0415

    decision = wide(widgets.Textarea, QUESTIONS[0], placeholder=f"{question}（{MOST_SIGNS} 字以內）")
    reason = wide(widgets.Textarea, QUESTIONS[1], placeholder=f"為什麼這樣決定（{MOST_SIGNS} 字以內）")
    who = wide(widgets.Text, QUESTIONS[2], placeholder="單位或職稱，例如：登記科科長；不寫人名")
    press, told = button("把這個決定存起來"), widgets.HTML()

    def save() -> Shown:
        asked = {"decision": decision.value.strip(), "reason": reason.value.strip(), "who": who.value}
        return save_decision(ws, stage, {"session": session, **asked})

    saving(press, told, save)
    return widgets.VBox([widgets.HTML(shown._repr_html_()), decision, reason, who, press, told])
