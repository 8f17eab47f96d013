"""Satisfaction and other answers on a scale: the share of positive ones among those who answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from labkit.core.errors import MetricInput
from labkit.core.spec import SpecPart
from labkit.core.table import Table
from labkit.poc.amount import Amount
from labkit.poc.bounds import MOST, Number
from labkit.poc.found import Found, Given, Line
from labkit.poc.inputs import Measured, records, table_of
from labkit.poc.intervals.shares import PERCENT, percent_of, percent_text, share_lines, stated_share
from labkit.poc.metric import Metric
from labkit.poc.origins.answers import SHEETS, Answers, chosen_answers, reached_answers
from labkit.poc.units import exact_text, number_text
from labkit.poc.wording.counted import conditions, counted_lines, estimate_of, period_said


class Replies(SpecPart):
    """Stated counts: how many answers were positive, of how many."""

    positive: int = Field(ge=0)
    n: int = Field(ge=1, le=MOST)
    source: str = ""

    @model_validator(mode="after")
    def _part_of_whole(self) -> Self:
        if self.positive > self.n:
            message = f"positive（{self.positive:,}）大於 n（{self.n:,}）：比例不可能超過 100%，請核對"
            raise ValueError(message)
        return self


class Survey(Metric):
    """The share of positive answers in %, with n, Wilson's interval, the distribution, and who did not answer.

    From a ``table``: ``positive`` lists the answers that count, or ``at_least`` is the number from which on they do;
    ``scale`` are all answers in their order (others are counted apart). Or ``counted`` states the two counts, or ``share`` a
    percentage of which nobody knows n. ``invited``: how many were asked, for the response rate. Never above 100 %.
    """

    kind: Literal["survey"] = "survey"
    label: ClassVar[str] = "滿意度與問卷"
    label_en: ClassVar[str] = "Survey"
    table: str = ""
    column: str = ""
    positive: tuple[str, ...] = ()
    at_least: Number | None = None
    scale: tuple[str, ...] = ()
    counted: Replies | None = None
    share: Number | None = None
    invited: int | None = Field(default=None, ge=1, le=MOST)

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if sum((bool(self.table), self.counted is not None, self.share is not None)) != 1:
            message = "請在 table（資料表）、counted（人數）、share（只有比例）之中恰好寫一個"
            raise ValueError(message)
        if self.table and (not self.column or bool(self.positive) == (self.at_least is not None)):
            message = (
                "由資料表算時請寫 column（欄位），並在 positive（算滿意的答案）與 at_least（幾分以上）之中恰好寫一個"
            )
            raise ValueError(message)
        if self.unit not in {"", "%"}:
            message = "問卷的比例以 % 表示，請把 unit 刪去"
            raise ValueError(message)
        return self

    def compute(self, given: Given) -> Found:
        """Return the share; raises MetricInput or UnknownColumn."""
        if self.share is not None:
            return stated_share(self, self.share, "缺 n", "；".join(self.sources))
        if self.counted is not None:
            rest = self.counted.n - self.counted.positive
            answers = Answers({"正向": self.counted.positive, "其他": rest}, self.counted.positive, 0)
            return self._found(answers, {}, (), self.counted.source or "填報的人數")
        table, left_out = records(Measured(table=self.table), self, given)
        answers = self._answers(table)
        reasons = {"unanswered": answers.unanswered, "outside_scale": answers.outside}
        told = {**dict(left_out), **{why: count for why, count in reasons.items() if count}}
        return self._found(answers, told, (table_of(self.table, self, given),), f"資料表「{self.table}」")

    def _answers(self, table: Table) -> Answers:
        if not len(table):
            raise MetricInput(place=self.name, what=f"資料表「{self.table}」在條件與期間之內沒有任何紀錄，請核對。")
        if self.at_least is not None:
            answers = reached_answers(table, self.column, self.at_least, self.name)
        else:
            answers = chosen_answers(table, self.column, self.positive, self.scale, self.name)
        if not answers.n:
            raise MetricInput(place=self.name, what=f"欄位「{self.column}」沒有可用的答案，請核對欄位與 scale。")
        if answers.unanswered and self.missing == "拒絕":
            what = (
                f"欄位「{self.column}」有 {answers.unanswered:,} 筆未填，而設定為拒絕（missing）。請補齊，或改為不計。"
            )
            raise MetricInput(place=self.name, what=what)
        return answers

    def _found(self, answers: Answers, left_out: dict[str, int], used: tuple[Table, ...], source: str) -> Found:
        taken = percent_of(answers.positive, answers.n)
        amount = Amount(taken.value, PERCENT)
        counts = f"{answers.n:,} {SHEETS}有效回答中 {answers.positive:,} {SHEETS}{self._which}"
        parts = [counts, conditions(self)]
        return Found(
            amount=amount,
            said=f"{number_text(taken.value, self.decimals)}%（{'；'.join(part for part in parts if part)}）",
            lines=(
                *share_lines(self.name, answers.positive, answers.n, SHEETS, source),
                *answers.lines(self.least if used else 0, self.decimals),
                *self._response(answers),
                *counted_lines(self, left_out),
            ),
            n=answers.n,
            estimate=estimate_of(taken),
            left_out=left_out,
            used=used,
            inputs={self.name: amount},
            period=period_said(self.time),
        )

    @property
    def _which(self) -> str:
        if self.at_least is not None:
            return f"為 {exact_text(self.at_least)} 以上"
        return f"為「{'」或「'.join(self.positive)}」" if self.positive else "為正向"

    def _response(self, answers: Answers) -> Iterator[Line]:
        """Yield how many of those asked replied: sheets that came back, with or without an answer to this question."""
        if self.invited is None:
            return
        back = answers.n + answers.unanswered + answers.outside
        if back > self.invited:
            what = f"回收 {back:,} {SHEETS}多於邀請的 {self.invited:,} {SHEETS}（invited），請核對。"
            raise MetricInput(place=self.name, what=what)
        source = f"邀請 {self.invited:,}、回收 {back:,} {SHEETS}；沒有回覆的人可能不一樣，區間不含這個差別"
        yield Line("回收率", percent_text(back, self.invited, self.decimals), "%", source)
