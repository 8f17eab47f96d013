"""Input: a factor, a part or a whole: stated, measured from a table, or the number of another metric."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Self

import narwhals as nw
from pydantic import Field, model_validator

from labkit.core.errors import MetricInput
from labkit.core.expressions.expression import Expression, ExpressionText
from labkit.core.spec import SpecPart
from labkit.core.table import Table
from labkit.poc.found import Given
from labkit.poc.metric import Metric
from labkit.poc.reading import cells_of
from labkit.poc.stated import Window
from labkit.poc.take import TAKES, Taken


class Measured(SpecPart):
    """A number taken from a table: ``take`` names a file of poc/takes; ``where`` narrows the records.

    ``forecast`` is a second column of numbers beside ``column``; ``holds`` the test that a share asks of each record.
    """

    table: str
    take: str = "count"
    column: str = ""
    forecast: str = ""
    holds: ExpressionText | None = None
    where: ExpressionText | None = None

    @model_validator(mode="after")
    def _known(self) -> Self:
        plug = TAKES.named(self.take, place="take", what="取法")
        needed = {
            "column（欄位）": (plug.column, self.column),
            "forecast（預測的欄位）": (plug.reads == "pairs", self.forecast),
            "holds（條件）": (plug.reads == "test", self.holds),
        }
        for name, (needs, said) in needed.items():
            if needs and not said:
                message = f"take: {self.take}（{plug.label}）需要 {name}"
                raise ValueError(message)
            if said and not needs:
                message = f"take: {self.take}（{plug.label}）不用 {name}，請刪去或改用別的 take"
                raise ValueError(message)
        return self


class Input(SpecPart):
    """A factor: a stated ``value`` or a ``measured`` one, its unit, on how many it rests, and who says so.

    What is not known exactly: ``n`` and ``sd`` of single records, or ``low`` to ``high`` where only a range is known.
    """

    name: str
    value: Fraction | None = None
    measured: Measured | None = None
    unit: str
    n: int | None = Field(default=None, ge=1)
    sd: float | None = Field(default=None, ge=0)
    low: Fraction | None = None
    high: Fraction | None = None
    source: str = ""

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if (self.value is None) == (self.measured is None):
            message = f"「{self.name}」請在 value 與 measured 之中恰好寫一個"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _unit_of_take(self) -> Self:
        own = TAKES[self.measured.take].unit if self.measured else ""
        if own and self.unit != own:
            message = f"「{self.name}」的取法得到的是 {own}，請寫 unit: '{own}'"
            raise ValueError(message)
        return self

    def taken(self, metric: Metric, given: Given) -> Taken:
        """Return the input's value with what it rests on."""
        if self.measured is not None:
            return measure(self.measured, metric, given)
        if self.value is None:
            raise MetricInput(place=metric.name, what=f"「{self.name}」沒有數值。")
        low, high = (None if one is None else float(one) for one in (self.low, self.high))
        return Taken(self.value, self.n, self.sd, low, high)


def measure(asked: Measured, metric: Metric, given: Given) -> Taken:
    """Take a number from the records of a table that the metric's filter, its window and the input's own filter keep.

    Records that the take cannot use are counted as ``cells_of`` says, those outside the window under ``outside_period``.
    """
    table, left_out = records(asked, metric, given)
    plug = TAKES[asked.take]
    if not len(table):
        raise MetricInput(place=metric.name, what=f"資料表「{asked.table}」在條件與期間之內沒有任何紀錄，請核對。")
    cells = cells_of(asked, plug.reads, metric, table, left_out)
    try:
        return replace(plug.compute(cells), left_out=tuple(left_out))
    except ValueError as refused:
        raise MetricInput(place=metric.name, what=f"{refused}。") from None


def records(asked: Measured, metric: Metric, given: Given) -> tuple[Table, list[tuple[str, int]]]:
    """Return the records that count, and how many were left out, by reason."""
    table, left_out = table_of(asked.table, metric, given), list[tuple[str, int]]()
    for why, test in _tests(table, metric, asked.where):
        before, table = len(table), Table(table.lazy.filter(test), source=table.source)
        left_out += [(why, before - len(table))] if len(table) < before else []
    return table, left_out


def table_of(name: str, metric: Metric, given: Given) -> Table:
    """Return the table ``name``; raises MetricInput with what there is."""
    if name not in given.tables:
        known = "、".join(given.tables) or "無"
        raise MetricInput(place=metric.name, what=f"找不到資料表「{name}」（現有：{known}）。")
    return given.tables[name]


def _tests(table: Table, metric: Metric, where: Expression | None) -> Iterator[tuple[str, nw.Expr]]:
    for one in (metric.where, where):
        if one is not None:
            yield "filtered", one.test(table.schema, place=metric.name)
    yield from (("outside_period", test) for test in _inside(table, metric.time, metric.name))


def _inside(table: Table, window: Window, place: str) -> Iterator[nw.Expr]:
    """Yield tests that keep the days of the window, first and last day counted."""
    if not window.field:
        return
    table.require([window.field])
    if table.schema[window.field] not in {"date", "datetime"}:
        raise MetricInput(place=place, what=f"欄位「{window.field}」不是日期，請先在食譜以 parse_date 轉換。")
    day = nw.col(window.field).cast(nw.Date)
    start = window.start or (date(window.year, 1, 1) if window.year else None)
    end = window.end or (date(window.year, 12, 31) if window.year else None)
    if start:
        yield day >= nw.lit(start)
    if end:
        yield day <= nw.lit(end)
