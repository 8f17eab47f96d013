"""Where a team should start, from its answers in part 二: each with a concrete first step. It is no score."""

from __future__ import annotations

from dataclasses import dataclass

from labkit.coaching.application.spec import Application
from labkit.coaching.application.words import Question, application_words
from labkit.core.document import Document, Grid, Text
from labkit.core.result import Result

NO_SCORE = "「強、中、弱」只是選項在申請表上的先後（由強到弱），用來決定從哪裡開始；不是官方評分，也不加總。"
OPEN = "（未答）"
UNSTARTED = "先在申請表回答這一題"
FILLED, EMPTY, STEPS = "●", "○", 3


@dataclass(frozen=True)
class Standing:
    """One question: its answers, how strong they are (empty where options have no order), and first steps."""

    question: str
    answers: tuple[str, ...]
    level: str
    steps: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class StartingPoints(Result):
    """The profile of part 二, a row per question. It is not ``counts_only``, so no session publishes it."""

    standings: tuple[Standing, ...]

    @property
    def summary(self) -> str:
        """Return which questions are weak, the ones to start with."""
        weak = [one.question for one in self.standings if one.level == "弱"]
        if all(not one.answers for one in self.standings):
            return "申請表第二部分還沒有回答，看不出從哪裡開始。"
        return (
            f"先從這 {len(weak)} 題著手：{'、'.join(weak)}" if weak else "沒有落在最弱選項的題目；依下表逐項往前一步。"
        )

    def to_document(self) -> Document:
        """Return the profile as a table: question, answer, where it stands, what to do first."""
        head = ["題目", "你的答案", "程度", "先做什麼"]
        lines = [
            (one.question, "\n".join(one.answers) or OPEN, _drawn(one.level), "\n".join(one.steps) or UNSTARTED)
            for one in self.standings
        ]
        grid = Grid.of(head, lines, caption="資料知能與整備現況")
        return Document(self.name, (Text(self.summary), grid, Text(NO_SCORE, "note")))


def starting_points(application: Application) -> StartingPoints:
    """Return where the team stands in each question and what to do first, weakest questions first in the summary.

    >>> starting_points(Application()).summary
    '申請表第二部分還沒有回答，看不出從哪裡開始。'
    """
    words = application_words()
    held = application.readiness
    standings = tuple(_standing(one, getattr(held, one.id), words.levels) for one in words.questions)
    return StartingPoints(name="從哪裡開始", standings=standings)


def _standing(question: Question, chosen: tuple[str, ...], levels: tuple[str, str, str]) -> Standing:
    picked = [at for at, text in enumerate(question.texts) if text in chosen]
    level = levels[max(picked)] if picked and not question.several else ""
    steps = tuple(step for at in picked for step in question.options[at].steps)
    return Standing(question.text, tuple(question.texts[at] for at in picked), level, steps)


def _drawn(level: str) -> str:
    """Return the level with its place drawn, strong to the right.

    >>> _drawn("強"), _drawn("弱")
    ('●●● 強', '●○○ 弱')
    """
    order = application_words().levels
    if level not in order:
        return "–"
    reached = STEPS - order.index(level)
    return f"{FILLED * reached}{EMPTY * (STEPS - reached)} {level}"
