"""Input: a factor, a part or a whole: stated, measured, another metric's, a cell's, or counted working days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import narwhals as nw
from pydantic import Field, model_validator

from labkit.core.cells import Tabulated
from labkit.core.errors import MetricInput, UnitMismatch
from labkit.core.expressions.expression import Expression, ExpressionText
from labkit.core.spec import SpecPart
from labkit.core.table import Table
from labkit.poc.bounds import MOST, Number
from labkit.poc.found import Given
from labkit.poc.metric import Metric
from labkit.poc.origins.calendars import named, tables_of
from labkit.poc.origins.elsewhere import (
    CellOf,
    WorkingDays,
    WorkingDaysText,
    read_result,
    result_of,
    taken_from_cell,
    taken_from_metric,
)
from labkit.poc.origins.reading import cells_of
from labkit.poc.stated import Window, Year
from labkit.poc.take import TAKES, Taken
from labkit.poc.units import Unit

if TYPE_CHECKING:
    from labkit.poc.result import MetricResult

ORIGINS = ("value", "measured", "metric", "cell", "working_days")


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
    """A factor, a part or a whole: one number with its unit, from exactly one origin, and who says so.

    Origins: a stated ``value``; ``measured`` from a table; ``metric``, the id of another metric; ``cell`` of a pivot or
    an analysis; ``working_days`` of a year or a span, which is counted and exact. What is not known exactly of a stated
    value: ``n`` and ``sd`` of single records, or ``low`` to ``high``. ``year``: the year of stated working days.
    """

    name: str = Field(min_length=1)
    value: Number | None = None
    measured: Measured | None = None
    metric: str | None = None
    cell: CellOf | None = None
    working_days: WorkingDaysText | None = None
    unit: str = ""
    year: Year | None = None
    n: int | None = Field(default=None, ge=1, le=MOST)
    sd: float | None = Field(default=None, ge=0, le=MOST)
    low: Number | None = None
    high: Number | None = None
    source: str = ""

    @model_validator(mode="before")
    @classmethod
    def _unit_of_days(cls, stated: Any) -> Any:
        """Working days need no unit: of a year they are 工作天/年, of a span 工作天."""
        if not isinstance(stated, dict) or stated.get("unit") or stated.get("working_days") is None:
            return stated
        asked = stated["working_days"]
        span = asked.year is None if isinstance(asked, WorkingDays) else isinstance(asked, dict) and "year" not in asked
        return {**stated, "unit": "工作天" if span else "工作天/年"}

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        stated = [name for name in ORIGINS if getattr(self, name) is not None]
        if len(stated) != 1:
            message = f"「{self.name}」請在 {'、'.join(ORIGINS)} 之中恰好寫一個"
            raise ValueError(message)
        if not self.unit:
            message = f"「{self.name}」缺少 unit（單位）"
            raise ValueError(message)
        own = [name for name in ("n", "sd", "low", "high") if getattr(self, name) is not None]
        if own and stated[0] not in {"value", "measured"}:
            message = f"「{self.name}」的 {'、'.join(own)} 由 {stated[0]} 帶來，請刪去"
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
        if self.metric is not None:
            return taken_from_metric(self.metric, Unit.parse(self.unit, place=metric.name), metric, given)
        if self.cell is not None:
            return taken_from_cell(self.cell, metric, given)
        if self.working_days is not None:
            return self._days(self.working_days, metric, given)
        if self.value is None:
            raise MetricInput(place=metric.name, what=f"「{self.name}」沒有數值。")
        low, high = (None if one is None else float(one) for one in (self.low, self.high))
        return Taken(self.value, self.n, self.sd, low, high)

    def _days(self, asked: WorkingDays, metric: Metric, given: Given) -> Taken:
        if self.unit not in {"工作天", "工作天/年"}:
            raise UnitMismatch(place=metric.name, left=self.unit, right="工作天", what="互換")
        return asked.count(metric, given)

    def basis(self, metric: Metric, given: Given) -> str:
        """Return where the number comes from, as the working names it: what is stated as ``source``, and the origin."""
        found = ""
        if self.metric is not None:
            found = f"指標「{result_of(self.metric, metric, given).metric.name}」"
        elif self.cell is not None:
            found = self.cell.words
        elif self.working_days is not None:
            found = self.working_days.words(metric, given)
        elif self.measured is not None and not self.source:
            found = f"資料表「{self.measured.table}」"
        return "；".join(one for one in (self.source, found) if one)


def told_apart(inputs: tuple[Input, ...]) -> tuple[Input, ...]:
    """Return the inputs; refuse two of one name: the working and the interval could not tell them apart."""
    names = [one.name for one in inputs]
    if twice := [name for at, name in enumerate(names) if name in names[:at]]:
        message = f"有兩項都叫「{twice[0]}」，請改名"
        raise ValueError(message)
    return inputs


class Used(NamedTuple):
    """What inputs were computed from: tables, results of metrics, pivots and analyses."""

    tables: tuple[Table, ...]
    asked: tuple[MetricResult, ...]
    read: tuple[Tabulated, ...]


def inputs_used(inputs: Sequence[Input], metric: Metric, given: Given) -> Used:
    """Return what ``inputs`` are computed from, for ``Found.used``, ``.asked`` and ``.read``; closures are tables too."""
    tables = [table_of(one.measured.table, metric, given) for one in inputs if one.measured]
    if any(one.working_days for one in inputs):
        tables += tables_of(metric, given)
    asked = [result_of(one.metric, metric, given) for one in inputs if one.metric is not None]
    read = [read_result(one.cell.result, metric, given) for one in inputs if one.cell]
    return Used(tuple(tables), tuple(asked), tuple(read))


def asked_by(inputs: Sequence[Input]) -> tuple[str, ...]:
    """Return the ids of the metrics that ``inputs`` ask."""
    return tuple(one.metric for one in inputs if one.metric is not None)


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
    """Return the records that count, and how many were left out, each reason once."""
    table, left_out = table_of(asked.table, metric, given), Counter[str]()
    for why, test in _tests(table, metric, asked.where):
        before, table = len(table), Table(table.lazy.filter(test), source=table.source)
        left_out[why] += before - len(table)
    return table, list((+left_out).items())


def table_of(name: str, metric: Metric, given: Given) -> Table:
    """Return the table ``name``; raises MetricInput with what there is."""
    return named(name, metric, given)


def _tests(table: Table, metric: Metric, where: Expression | None) -> Iterator[tuple[str, nw.Expr]]:
    for one in (metric.where, where):
        if one is not None:
            yield "filtered", one.test(table.schema, place=metric.name)
    yield from _inside(table, metric.time, metric.name)


def _inside(table: Table, window: Window, place: str) -> Iterator[tuple[str, nw.Expr]]:
    """Yield tests that keep the days of the window, first and last day counted, and why others are left out."""
    if not window.field:
        if window.start or window.end or window.year:
            raise MetricInput(
                place=place, what="time 寫了期間，但沒有 field（日期欄位），資料表無從篩選。請補上 field。"
            )
        return
    table.require([window.field])
    if table.schema[window.field] not in {"date", "datetime"}:
        raise MetricInput(place=place, what=f"欄位「{window.field}」不是日期，請先在食譜以 parse_date 轉換。")
    day = nw.col(window.field).cast(nw.Date)
    if window.first or window.last:
        yield "no_date", ~day.is_null()
    if window.first:
        yield "outside_period", day >= nw.lit(window.first)
    if window.last:
        yield "outside_period", day <= nw.lit(window.last)
