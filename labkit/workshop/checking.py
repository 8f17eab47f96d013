"""Checking: 正確, 還不對 or 還沒作答, with what is wrong and never with what is right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from labkit.core.document import Document, Text
from labkit.core.html import Shown
from labkit.workshop.answer import is_empty
from labkit.workshop.exercise import Exercise, Task

State = Literal["right", "wrong", "empty"]
LABELS: dict[State, str] = {"right": "正確", "wrong": "還不對", "empty": "還沒作答"}
MARKS: dict[State, str] = {"right": "✔", "wrong": "✘", "empty": "…"}


@dataclass(frozen=True, repr=False)
class Outcome:
    """What came of a check."""

    state: State
    says: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Return the state in words."""
        return LABELS[self.state]

    @property
    def sentence(self) -> str:
        """Return the state and everything that is said to it."""
        return f"{MARKS[self.state]} {self.label}。{''.join(self.says)}"

    def _repr_html_(self) -> str:
        return Shown(Document("", (Text(self.sentence),)))._repr_html_()

    def __repr__(self) -> str:
        """Return the sentence."""
        return self.sentence


def judge(exercise: Exercise, task: Task, given: Any) -> Outcome:
    """Return what is to be said to ``given``: a known mistake is named, any other is described by its kind.

    >>> from labkit.workshop.exercise import EXERCISES
    >>> from labkit.workshop.seats import draw_for
    >>> one = EXERCISES["records_only"]
    >>> judge(one, one.make(draw_for("records_only", 7)), None)
    … 還沒作答。請填一個數字（單位：筆）。
    """
    if is_empty(given):
        return Outcome("empty", (exercise.answer.form,))
    faults = exercise.answer.faults(given, task.right)
    if not faults:
        return Outcome("right", (exercise.why,))
    known = next((trap.says for trap in task.traps if not exercise.answer.faults(given, trap.answer)), None)
    return Outcome("wrong", (known,) if known else faults)
