"""One number from one table: waiting time P90, share of cases done, villages, records."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from labkit.core.cells import HIDDEN_MARK
from labkit.core.expressions.expression import ExpressionText
from labkit.poc.amount import Amount
from labkit.poc.found import Found, Given, Line
from labkit.poc.inputs import Measured, measure, table_of
from labkit.poc.metric import Metric
from labkit.poc.origins.rowwise import ADDITIVE
from labkit.poc.stated import Outliers
from labkit.poc.take import TAKES, Take, Taken
from labkit.poc.units import Unit, number_text
from labkit.poc.wording.counted import RECORD, conditions, counted_lines, estimate_of, period_said


class Simple(Metric):
    """Take one number (``take``) from the records of ``table`` that the filter and the period keep.

    ``column`` is what is measured; ``forecast`` stands beside it for WAPE, ``holds`` is the test of a share. Records that are
    not filled and those outside ``outliers`` are counted; where outliers were left out, the number with them stands beside.
    A share, a missing rate and WAPE are in %; a count is in 件 unless ``unit`` says otherwise.
    """

    kind: Literal["simple"] = "simple"
    label: ClassVar[str] = "單一數字"
    label_en: ClassVar[str] = "One number"
    table: str
    take: str = "count"
    column: str = ""
    forecast: str = ""
    holds: ExpressionText | None = None

    @property
    def measured(self) -> Measured:
        """Return what is taken from where."""
        named = {"table": self.table, "take": self.take, "column": self.column, "forecast": self.forecast}
        return Measured.model_validate({**named, "holds": self.holds and self.holds.source})

    @property
    def plug(self) -> Take:
        """Return the way to take the number."""
        return TAKES[self.take]

    @model_validator(mode="after")
    def _sound(self) -> Self:
        own = self.measured and (self.plug.unit or ("件" if self.plug.reads == "rows" else ""))
        if self.plug.unit and self.unit not in {"", own}:
            message = f"take: {self.take}（{self.plug.label}）得到的是 {own}，請把 unit 改成 '{own}' 或刪去"
            raise ValueError(message)
        if not (self.unit or own):
            message = f"請寫 unit（單位），例如 分鐘/件；{self.plug.label} 不會自己知道單位"
            raise ValueError(message)
        return self

    def compute(self, given: Given) -> Found:
        """Return the number, on how many records it rests, and its interval; raises MetricInput or UnknownColumn."""
        taken = measure(self.measured, self, given)
        unit = Unit.parse(self.unit or self.plug.unit or "件", place=self.name)
        what = f"{self.column}的{self.plug.label}" if self.column else self.plug.label
        left_out = dict(taken.left_out)
        return Found(
            amount=Amount(taken.value, unit),
            said=f"{self._number(taken.value)} {unit}（{self._rests_on(what, taken)}）",
            lines=(*self._lines(what, taken, unit, given), *counted_lines(self, left_out, self.holds)),
            n=taken.n,
            estimate=estimate_of(taken),
            no_estimate=taken.why_not,
            exact=taken.exact,
            left_out=left_out,
            used=(table_of(self.table, self, given),),
            inputs={what: Amount(taken.value, unit)},
            period=period_said(self.time),
            each=unit.is_time and not unit.below and self.take not in ADDITIVE,
        )

    def _lines(self, what: str, taken: Taken, unit: Unit, given: Given) -> Iterator[Line]:
        source = f"資料表「{self.table}」"
        yield Line(what, self._number(taken.value), str(unit), source)
        yield Line("納入計算", f"{taken.n:,}", RECORD, source)
        if taken.low is not None and taken.high is not None:
            limits = " 至 ".join(self._number(Fraction(str(limit))) for limit in (taken.low, taken.high))
            yield Line("95% 區間", limits, str(unit), taken.method)
        else:
            yield Line("95% 區間", "–", "", taken.why_not)
        if outliers := dict(taken.left_out).get("outlier"):
            yield self._with_outliers(what, unit, outliers, given)

    def _with_outliers(self, what: str, unit: Unit, outliers: int, given: Given) -> Line:
        """Return the number with outliers beside the one without; not where the two would give few outliers away."""
        name = f"{what}（離群值也算）"
        if outliers < self.least:
            return Line(name, HIDDEN_MARK, str(unit), f"離群值少於 {self.least} 筆，不陳示")
        kept = measure(self.measured, self.model_copy(update={"outliers": Outliers()}), given)
        return Line(name, self._number(kept.value), str(unit), f"資料表「{self.table}」，{kept.n:,} 筆")

    def _rests_on(self, what: str, taken: Taken) -> str:
        said = conditions(self, self.holds)
        return "；".join([what, f"{taken.n:,} 筆紀錄", *([f"條件：{said}"] if said else [])])

    def _number(self, value: Fraction) -> str:
        return number_text(value, self.decimals)
