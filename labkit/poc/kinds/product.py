"""A product of inputs with units: minutes a case × cases a day × days a year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from labkit.core.errors import MetricInput
from labkit.core.expressions.expression import ExpressionText
from labkit.core.finding import Finding
from labkit.core.result import Measure
from labkit.core.spec import SpecPart
from labkit.core.table import Protection, Table
from labkit.poc.metric import Line, Metric, MetricResult
from labkit.poc.units import MINUTES, WORDS, Unit, convert, exact_text, number_text
from labkit.taiwan.roc_dates import roc_text


class Counted(SpecPart):
    """An input taken from a table: how many records, or the mean, or the sum, of a column."""

    table: str
    take: Literal["count", "mean", "sum"] = "count"
    column: str = ""
    where: ExpressionText | None = None


class Input(SpecPart):
    """A factor: a stated ``value`` or a ``measured`` one, its unit, on how many it rests, and who says so."""

    name: str
    value: Fraction | None = None
    measured: Counted | None = None
    unit: str
    n: int | None = Field(default=None, ge=1)
    source: str = ""

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if (self.value is None) == (self.measured is None):
            message = f"「{self.name}」請在 value 與 measured 之中恰好寫一個"
            raise ValueError(message)
        return self


class Product(Metric):
    """Multiply the inputs in order, exactly; every step of the product is shown with its unit.

    Times are also given in person-days of 8 hours and in days of 24 hours, each named: never as a bare 「天」.
    """

    kind: Literal["product"] = "product"
    label: ClassVar[str] = "乘積"
    inputs: tuple[Input, ...] = Field(min_length=2)
    equivalents: tuple[str, ...] = ("小時", "人日", "24小時日")

    def evaluate(self, tables: Mapping[str, Table] | None = None, as_of: date | None = None) -> MetricResult:
        """Return the product; raises MetricInput, UnitMismatch, AmbiguousDay or UnknownColumn."""
        held = {name: Table.of(table) for name, table in (tables or {}).items()}
        taken = [self._taken(one, held) for one in self.inputs]
        values = [one.value for one in taken]
        units = [Unit.parse(one.unit, place=self.name) for one in self.inputs]
        lines = [
            Line(one.name, exact_text(v), str(u), one.source)
            for one, v, u in zip(self.inputs, values, units, strict=True)
        ]
        value, unit = values[0], units[0]
        steps: list[str] = []
        for index in range(1, len(values)):
            value, unit = value * values[index], unit * units[index]
            names = " × ".join(one.name for one in self.inputs[: index + 1])
            steps.append(f"{number_text(value)} {short(unit)}")
            lines.append(Line(names, number_text(value), short(unit), "計算"))
        others = self._equivalents(value, unit)
        lines += [Line(f"等於（{WORDS[name]}）", text.split()[0], WORDS[name], "換算") for name, text in others.items()]
        used = [held[one.measured.table] for one in self.inputs if one.measured]
        return MetricResult(
            name=self.name,
            metric=self,
            measure=Measure(
                float(value), str(unit), n=min((one.n for one in taken if one.n), default=None), design=self.design
            ),
            statement=self._statement(steps, (others, unit), as_of),
            checks=self._checks(taken),
            left_out={"empty_measure": sum(one.missing for one in taken)} if any(one.missing for one in taken) else {},
            lines=tuple(lines),
            as_of=as_of,
            typed_inputs_only=not used,
            kept_protection=_protection(used),
            equivalents=others,
        )

    def _taken(self, one: Input, tables: Mapping[str, Table]) -> Taken:
        taken = Taken(one.value, one.n) if one.value is not None else _measured(one, tables)
        if taken.value <= 0:
            raise MetricInput(place=self.name, what=f"「{one.name}」應大於 0，請核對來源。")
        return taken

    def _equivalents(self, value: Fraction, unit: Unit) -> dict[str, str]:
        if len(unit.above) != 1 or unit.above[0] not in MINUTES:
            return {}
        return {name: f"{number_text(convert(value, unit, name))} {WORDS[name]}" for name in self.equivalents}

    def _statement(self, steps: list[str], converted: tuple[Mapping[str, str], Unit], as_of: date | None) -> str:
        others, unit = converted
        whose = f"{self.whose}的時間" if self.whose else "時間（未說明是誰的）"
        said = f"{self.name}：依{self.status}的數字，{whose}" if others else f"{self.name}：依{self.status}的數字"
        every = "每年" if unit.below == ("年",) else ""
        known = {"人日", "24小時日"} <= set(others)
        same = f"；{every}等於 {others['人日']}，也就是 {others['24小時日']}" if known else ""
        money = "" if self.cashable or not others else "這是時間，不是可收回的經費。"
        dated = f"（計算日期：{roc_text(as_of)}）" if as_of else ""
        return f"{said}為 {'、'.join(steps)}{same}。{money}{dated}"

    def _checks(self, taken: list[Taken]) -> tuple[Finding, ...]:
        found = []
        if names := "、".join(one.name for one, how in zip(self.inputs, taken, strict=True) if how.n is None):
            found.append(Finding("metric_no_n", place=self.name, level="warning", facts={"names": names}))
        if self.whose is None:
            found.append(Finding("metric_whose", place=self.name, level="warning"))
        return tuple(found)


@dataclass(frozen=True)
class Taken:
    """An input's value, on how many records it rests, and how many had none."""

    value: Fraction
    n: int | None
    missing: int = 0


def short(unit: Unit) -> str:
    """Return the unit as the announcement writes it: 分/日 where the days are working days.

    >>> short(Unit(("分鐘",), ("工作天",)))
    '分/日（工作天）'
    """
    text = str(unit).replace("分鐘", "分")
    return f"{text.removesuffix('/工作天')}/日（工作天）" if unit.below == ("工作天",) else text


def _measured(one: Input, tables: Mapping[str, Table]) -> Taken:
    asked = one.measured
    if asked is None or asked.table not in tables:
        known = "、".join(tables) or "無"
        raise MetricInput(place=one.name, what=f"找不到資料表「{asked.table if asked else ''}」（現有：{known}）。")
    table = tables[asked.table]
    relation = table.lazy if asked.where is None else table.lazy.filter(asked.where.test(table.schema, place=one.name))
    rows = Table(relation)
    if asked.take == "count":
        return Taken(Fraction(len(rows)), len(rows))
    table.require([asked.column])
    every = rows.arrow.column(asked.column).to_pylist()
    cells = [cell for cell in every if cell is not None]
    if not cells or table.schema[asked.column] != "number":
        raise MetricInput(place=one.name, what=f"欄位「{asked.column}」沒有可用的數字。")
    total = sum((Fraction(str(cell)) for cell in cells), Fraction(0))
    value = total if asked.take == "sum" else total / len(cells)
    return Taken(value, len(cells), len(every) - len(cells))


def _protection(used: list[Table]) -> Protection | None:
    """Return the tables' protection only if every one of them is protected."""
    return used[0].protection if used and all(table.protection for table in used) else None
