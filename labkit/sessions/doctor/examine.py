"""Examine a machine: every check in turn; one that cannot be made is told as such and stops no other."""

from __future__ import annotations

from dataclasses import dataclass

from labkit.core.document import Document, Grid, Text
from labkit.sessions.doctor.check import BAD, CHECKS, MIND, Answer, Check, Machine

HEADS = ("項目", "結果", "說明", "下一步")
NOT_MADE = "這一項無法檢查（{why}）。"
ASK = "不影響其他項目；請把這一行告訴輔導專家。"


@dataclass(frozen=True)
class Diagnosis:
    """What every check answered, by its name."""

    answers: dict[str, Answer]

    @property
    def ill(self) -> bool:
        """Return whether something does not work."""
        return any(one.state == BAD for one in self.answers.values())

    @property
    def summary(self) -> str:
        """Return how many things are in what state, and what to do first."""
        states = [one.state for one in self.answers.values()]
        bad, mind = states.count(BAD), states.count(MIND)
        counted = f"檢查 {len(states)} 項：{len(states) - bad - mind} 項好，{mind} 項注意，{bad} 項不行。"
        first = (
            "請先處理「不行」的項目。"
            if bad
            else "「注意」的項目不影響使用，可以之後再處理。"
            if mind
            else "可以開始使用。"
        )
        return counted + first

    @property
    def rows(self) -> list[dict[str, str]]:
        """Return the answers as rows."""
        return [
            {"check": name, "label": CHECKS[name].label, "state": one.state, "said": one.said, "then": one.then}
            for name, one in self.answers.items()
        ]

    def to_document(self) -> Document:
        """Return the answers as a table, and below it what is to be done in full."""
        rows = [(one["label"], one["state"], one["said"]) for one in self.rows]
        todo = [Text(f"．{one['state']}　{one['label']}：{one['then']}") for one in self.rows if one["then"]]
        return Document("這台電腦的狀況", (Grid.of(list(HEADS[:3]), rows), *todo, Text(self.summary)))


def examine(machine: Machine) -> Diagnosis:
    """Return what each check answers of ``machine``."""
    return Diagnosis({name: answered(check, machine) for name, check in CHECKS.items()})


def answered(check: Check, machine: Machine) -> Answer:
    """Return one check's answer."""
    try:
        return check.judge(check.measure(machine))
    except Exception as error:  # noqa: BLE001  (a broken machine breaks in ways that nobody listed; the others still count)
        return Answer(MIND, NOT_MADE.format(why=type(error).__name__), ASK)
