"""Asked: one exercise at one seat: its question, its data, and check, hint and solution."""

from __future__ import annotations

import functools
from dataclasses import replace
from pathlib import Path
from typing import Any

from labkit.core.document import Block, Document, Grid, Text
from labkit.core.html import Shown
from labkit.core.table import Table
from labkit.tables.read import read
from labkit.workshop.checking import LABELS, Outcome, judge
from labkit.workshop.exercise import EXERCISES
from labkit.workshop.files import as_csv, dealt
from labkit.workshop.progress import Keeper
from labkit.workshop.seats import draw_for

FIRST_ROWS = 8


class Asked:
    """An exercise as a participant meets it; ``keeper`` keeps the seat's progress."""

    def __init__(self, name: str, folder: Path, keeper: Keeper) -> None:
        self.name, self._keeper = name, keeper
        self.exercise = EXERCISES[name]
        self.task = self.exercise.make(draw_for(name, keeper.seat))
        self.path = folder / f"{name}_{self.exercise.file}"
        self.note = self.deal()

    def deal(self) -> str:
        """Have the seat's file lie there as it was dealt; return a note where people had changed it."""
        return dealt(self.path, as_csv(self.task.rows, self.exercise.encoding))

    @property
    def file(self) -> str:
        """Return where the exercise's file lies; Excel opens it too."""
        return str(self.path)

    @functools.cached_property
    def table(self) -> Table:
        """Return the file as labkit reads it."""
        return read(self.path)

    @property
    def question(self) -> str:
        """Return the question with this seat's facts."""
        return self.exercise.question.format(**self.task.facts)

    def check(self, answer: Any = None) -> Outcome:
        """Return whether ``answer`` is right, and if not, what is wrong with it."""
        outcome = judge(self.exercise, self.task, answer)
        self._keeper.change(self.name, lambda tried: tried.after(outcome.state))
        trouble = (self._keeper.trouble,) if self._keeper.trouble else ()
        return replace(outcome, says=(*outcome.says, *trouble))

    def hint(self, number: int = 0) -> Shown:
        """Return the next hint, or the one of that number."""
        hints = self.exercise.hints
        kept = self._keeper.change(
            self.name, lambda tried: tried.model_copy(update={"hints": _shown(tried.hints, number, hints)})
        )
        at = min(max(number, 1), len(hints)) if number else kept.hints
        left = f"（還有 {len(hints) - at} 個提示）" if at < len(hints) else "（最後一個提示；再不行就看 solution()）"
        return _said(f"提示 {at}：{hints[at - 1]}{left}")

    def solution(self) -> Shown:
        """Return the answer at this seat, why, and what to type."""
        self._keeper.change(self.name, lambda tried: tried.model_copy(update={"solution": True}))
        told = self.exercise.answer.told(self.task.right)
        return _said(f"答案：{told}", self.exercise.why, f"做法：\n{self.exercise.code.strip()}")

    def shown(self) -> Shown:
        """Return title, question, how to answer, and the first rows of the file as it is."""
        one = self.exercise
        head = [Text(f"{one.title}（{one.minutes} 分鐘）", "heading"), Text(self.question), Text(one.answer.form)]
        width = max(len(row) for row in self.task.rows)
        rows = [[*map(str, row), *[""] * (width - len(row))] for row in self.task.rows[:FIRST_ROWS]]
        grid = Grid.of(
            [f"欄{number}" for number in range(1, width + 1)], rows, caption=f"檔案的前 {len(rows)} 列，原樣"
        )
        where = f"檔案：{self.path.parent.name}/{self.path.name}（共 {len(self.task.rows)} 列，Excel 也能打開；程式裡是 q.table）"
        drawn = [one.picture(self.table, self.task)] if one.picture else []
        blocks: list[Block] = [
            *head,
            Text(where, "note"),
            *drawn,
            grid,
            *([Text(self.note, "note")] if self.note else []),
        ]
        return Shown(Document(one.title, tuple(blocks)))

    def _repr_html_(self) -> str:
        return self.shown()._repr_html_()

    def __repr__(self) -> str:
        """Return the question."""
        return repr(self.shown())

    def state(self) -> str:
        """Return how far this exercise is, in words."""
        return LABELS[self._keeper.change(self.name, lambda tried: tried).state]


def _shown(before: int, number: int, hints: tuple[str, ...]) -> int:
    """Return how many hints were shown after this one."""
    return max(before, min(number, len(hints))) if number else min(before + 1, len(hints))


def _said(*texts: str) -> Shown:
    return Shown(Document("", tuple(Text(text) for text in texts)))
