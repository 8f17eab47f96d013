"""Exercise: a question, the data that each seat gets, the right answer, and the mistakes that people make."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Literal, get_args

from labkit.core.document import Picture
from labkit.core.plugs import Register
from labkit.core.table import Table
from labkit.workshop.answer import Answer

Theme = Literal["盤點", "日期", "清理", "個資", "樞紐", "圖表", "宣稱"]
THEMES: tuple[str, ...] = get_args(Theme)


@dataclass(frozen=True)
class Trap:
    """A mistake that people make: the answer that it leads to, and what is said to it, without the right answer."""

    answer: Any
    says: str


@dataclass(frozen=True)
class Task:
    """What one seat gets: the ``rows`` of its file as a sheet has them, what is right, and where the traps lead.

    The right answer comes from what was put into the file, not from reading it again: labkit's verbs are checked by it.
    ``facts`` fill the places of the question.
    """

    rows: Sequence[Sequence[object]]
    right: Any
    traps: tuple[Trap, ...]
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Exercise:
    """One exercise. ``code`` is what a participant could type: ``q`` is the exercise, ``lk`` is labkit, ``answer`` is handed in.

    ``often`` tells facilitators what people get wrong. ``encoding``: how the file is written. ``picture`` draws what the
    question is about.
    """

    title: str
    theme: Theme
    minutes: int
    question: str
    answer: Answer
    hints: tuple[str, ...]
    why: str
    code: str
    often: str
    make: Callable[[Random], Task]
    file: str
    encoding: str = "utf-8-sig"
    picture: Callable[[Table, Task], Picture] | None = None


EXERCISES: Register[Exercise] = Register("labkit.workshop.exercises", Exercise)


def in_order() -> list[str]:
    """Return the names of all exercises, by theme and then by name."""
    return sorted(EXERCISES, key=lambda name: (THEMES.index(EXERCISES[name].theme), name))
