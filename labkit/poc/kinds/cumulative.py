"""A running total: how many or how much since the window began, period by period."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from fractions import Fraction
from itertools import accumulate
from typing import Any, ClassVar, Literal, Self

from pydantic import model_validator

from labkit.core.engines import ROW
from labkit.core.errors import MetricInput
from labkit.core.table import Table
from labkit.poc.amount import Amount
from labkit.poc.found import Found, Given, Line
from labkit.poc.inputs import Measured, records, table_of
from labkit.poc.metric import Metric
from labkit.poc.origins.calendar_periods import Period, periods_of
from labkit.poc.origins.rowwise import ADDITIVE, given_by_row
from labkit.poc.stated import Window
from labkit.poc.take import EXACT
from labkit.poc.units import Unit, number_text
from labkit.taiwan.roc_dates import roc_text


class Cumulative(Metric):
    """Count records, or add up a column, from the first day of the window to ``as_of``, by the window's grain.

    Each period stands beside the running total: a total alone only ever rises. Periods without records are 0, not absent.
    Records after ``as_of`` are left out and counted (after_cut_off); a window that ends later is told as unfinished.
    """

    kind: Literal["cumulative"] = "cumulative"
    label: ClassVar[str] = "累計"
    label_en: ClassVar[str] = "Cumulative"
    whole_period: ClassVar[bool] = False
    measured: Measured

    @model_validator(mode="after")
    def _stated(self) -> Self:
        missing = [
            name
            for name, there in (
                ("unit", self.unit),
                ("time.field", self.time.field),
                ("time.from（或 time.year）", self.time.start or self.time.year),
            )
            if not there
        ]
        if missing:
            message = f"kind: cumulative 需要 {'、'.join(missing)}"
            raise ValueError(message)
        if self.measured.take not in ADDITIVE:
            message = f"累計只能用 take: {' 或 '.join(ADDITIVE)}；平均與比率不能累加"
            raise ValueError(message)
        return self

    def compute(self, given: Given) -> Found:
        """Return the total so far; raises MetricInput, UnitMismatch, AmbiguousDay or UnknownColumn."""
        start, end, until = self._span(given.as_of)
        table, left_out = self._counted(start, end, until, given)
        values, without = given_by_row(table, self.measured, self)
        if not values:
            what = f"{roc_text(start)}至{roc_text(until)}沒有任何可計入的紀錄，請核對期間、條件與日期欄位。"
            raise MetricInput(place=self.name, what=what)
        periods = list(periods_of(start, until, self.time.grain))
        parts = _by_period(table, self.time.field, values, periods)
        self._check_small(_by_period(table, self.time.field, dict.fromkeys(values, Fraction(1)), periods))
        unit = Unit.parse(self.unit, place=self.name)
        amount = Amount(sum(parts, Fraction(0)), unit)
        told = [*self._lines(periods, parts, unit), *self._progress(amount, start, end, until)]
        return Found(
            amount=amount,
            said=self._said(amount, periods[-1], parts[-1], (start, end, until)),
            lines=tuple(told),
            n=len(values),
            no_estimate=EXACT,
            exact=True,
            left_out={**left_out, **without},
            used=(table_of(self.measured.table, self, given),),
            period=f"{roc_text(start)}至{roc_text(until)}",
            days=(start, until),
        )

    def _span(self, as_of: date | None) -> tuple[date, date | None, date]:
        """Return the first day, the stated last one, and the last one that is counted."""
        start, end = self.time.first or date.min, self.time.last
        if as_of is None:
            raise MetricInput(place=self.name, what="累計要知道算到哪一天。請給計算日期（as_of）。")
        if as_of < start:
            what = f"計算日期 {roc_text(as_of)} 早於期間的第一天 {roc_text(start)}，還沒有可累計的紀錄。請改計算日期或期間。"
            raise MetricInput(place=self.name, what=what)
        return start, end, min(as_of, end) if end else as_of

    def _counted(self, start: date, end: date | None, until: date, given: Given) -> tuple[Table, dict[str, int]]:
        """Return the records from ``start`` to ``until``, and the others of the table, each once by its reason."""
        anywhere = self.model_copy(update={"time": Window(field=self.time.field)})
        table, filtered = records(self.measured, anywhere, given)
        left_out = Counter(dict(filtered))
        for day in _days(table, self.time.field):
            if day is None:
                left_out["no_date"] += 1
            elif day < start or (end is not None and day > end):
                left_out["outside_period"] += 1
            elif day > until:
                left_out["after_cut_off"] += 1
        within = Window(field=self.time.field, start=start, end=until, grain=self.time.grain)
        return records(self.measured, self.model_copy(update={"time": within}), given)[0], dict(left_out)

    def _check_small(self, counts: list[Fraction]) -> None:
        """Refuse periods of fewer records than ``least``: a running total beside each other gives every one of them back."""
        if small := sum(0 < count < self.least for count in counts):
            what = f"有 {small:,} 期的紀錄少於 {self.least} 筆（least），逐期列出會顯示個別紀錄。請把 time 的 grain 改大，例如季或年。"
            raise MetricInput(place=self.name, what=what)

    def _lines(self, periods: list[Period], parts: list[Fraction], unit: Unit) -> list[Line]:
        """Return a line for each period with the running total beside it, and the total."""
        running = list(accumulate(parts))
        lines = [
            Line(one.name, number_text(part, self.decimals), str(unit), f"累計 {number_text(so_far, self.decimals)}")
            for one, part, so_far in zip(periods, parts, running, strict=True)
        ]
        return [*lines, Line("累計", number_text(running[-1], self.decimals), str(unit), "各期合計")]

    def _said(self, amount: Amount, last: Period, part: Fraction, days: tuple[date, date | None, date]) -> str:
        start, end, until = days
        unfinished = end is not None and until < end
        whole = next(periods_of(last.first, date.max, self.time.grain)).last
        open_ = "，這一期尚未結束" if until < whole and (end is None or until < end) else ""
        rest = f"；期間至{roc_text(end)}，尚未結束" if end and unfinished else ""
        return (
            f"累計 {number_text(amount.value, self.decimals)} {amount.unit}（{roc_text(start)}至{roc_text(until)}；"
            f"最近一期 {last.name} {number_text(part, self.decimals)} {amount.unit}{open_}{rest}）"
        )

    def _progress(self, amount: Amount, start: date, end: date | None, until: date) -> list[Line]:
        """Return which part of the target is reached, and which part of the time to it is gone (calendar days)."""
        target = self.target
        if target is None or target.value is None:
            return []
        if target.value <= 0:
            raise MetricInput(place=self.name, what="累計的目標值應大於 0，請核對 target。")
        stated = Unit.parse(target.unit, place=self.name) if target.unit else amount.unit
        goal = Amount(target.value, stated).to(amount.unit, place=self.name)
        reached = number_text(amount.value / goal.value * 100)
        lines = [Line("達成率", reached, "%", f"累計 ÷ 目標 {goal}")]
        by = target.by or end
        if by is not None and by >= until:
            gone = Fraction((until - start).days + 1, (by - start).days + 1)
            pace = number_text(gone * goal.value, self.decimals)
            lines.append(Line("時間進度", number_text(gone * 100), "%", f"日曆天，至{roc_text(by)}；依此應達 {pace}"))
        return lines


def _days(table: Table, field: str) -> list[date | None]:
    cells: list[Any] = table.arrow.column(field).to_pylist()
    return [cell.date() if isinstance(cell, datetime) else cell for cell in cells]


def _by_period(table: Table, field: str, values: dict[int, Fraction], periods: list[Period]) -> list[Fraction]:
    """Return the sum of each period, 0 where it has no record."""
    of_day: dict[date, Fraction] = {}
    for row, day in zip(table.arrow.column(ROW).to_pylist(), _days(table, field), strict=True):
        if day is not None and row in values:
            of_day[day] = of_day.get(day, Fraction(0)) + values[row]
    sums = [Fraction(0)] * len(periods)
    at = 0
    for day in sorted(of_day):
        while periods[at].last < day:
            at += 1
        sums[at] += of_day[day]
    return sums
