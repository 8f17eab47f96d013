"""Working days that are stated, against the official calendar of the year that they are said to be of."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from labkit.poc.amount import Amount
from labkit.poc.check import Check, Trial
from labkit.poc.found import Found, Given
from labkit.poc.inputs import Input
from labkit.poc.metric import Metric
from labkit.poc.origins.calendars import calendar_of
from labkit.poc.units import MINUTES, Unit, convert, number_text
from labkit.taiwan.office_calendar import (
    OFFICIAL_YEARS,
    REVISIONS,
    Issue,
    OfficeCalendar,
    calendar_name,
    standing,
)
from labkit.taiwan.roc_dates import ROC_OFFSET

RECENT = 4
STATED = """kind: product
id: a
name: 甲
whose: 民眾
inputs:
- {name: 每件, value: 5, unit: 分鐘/件}
- {name: 每日件數, value: 238, unit: 件/工作天}
- {name: 全年工作天, %s, unit: 工作天/年}
"""


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield a sentence for each stated number of working days that no calendar of its year has."""
    for one, way in _stated(metric):
        year = one.year or metric.time.year or _year_of(metric)
        if year is None:
            yield _which_year(one, metric)
        elif standing(year) != "不詳":
            yield from _compared(one, year, metric, given, _scaled(metric, found, way))


def _stated(metric: Metric) -> Iterator[tuple[Input, int]]:
    """Yield inputs that state working days of a year, with how the result goes with them: as they do (1), against (-1)."""
    several = [(one, 1) for one in getattr(metric, "inputs", ())]
    several += [(getattr(metric, name, None), way) for name, way in (("numerator", 1), ("denominator", -1))]
    for one, way in several:
        if isinstance(one, Input) and one.value is not None and _is_days(one.unit):
            yield one, way


def _is_days(unit: str) -> bool:
    return Unit.parse(unit) == Unit(("工作天",), ("年",))


def _year_of(metric: Metric) -> int | None:
    """Return the year that the window lies in, where it lies in one."""
    start, end = metric.time.start, metric.time.end
    return start.year if start and end and start.year == end.year else None


def _which_year(one: Input, metric: Metric) -> str:
    years = list(OFFICIAL_YEARS)[-RECENT:]
    issue: Issue = metric.calendar.issue
    listed = [f"{year - ROC_OFFSET}年 {OfficeCalendar(issue=issue).of_year(year)}" for year in years]
    listed += [f"{rev.year - ROC_OFFSET}年首版 {OfficeCalendar(issue='首版').of_year(rev.year)}" for rev in REVISIONS]
    days = number_text(one.value or Fraction(0))
    return (
        f"「{one.name}」寫 {days} 個工作天，沒有說明是哪一年；各年的官方工作天不同（{'、'.join(listed)}）。"
        "是哪一年？請寫 year，或以 working_days: 年度 代替 value。"
    )


def _compared(one: Input, year: int, metric: Metric, given: Given, scaled: tuple[Amount, int] | None) -> Iterator[str]:
    """Yield a sentence unless the days are the official ones, or those with the team's own closures."""
    issue: Issue = metric.calendar.issue
    official = OfficeCalendar(issue=issue).of_year(year)
    own = calendar_of(metric, given).of_year(year)
    value = one.value or Fraction(0)
    if value in {official, own}:
        return
    other = [rev.because for rev in REVISIONS if rev.year == year]
    was = f"；{other[0]}" if other and value == OfficeCalendar(issue="首版").of_year(year) else ""
    closures = f"，扣除本單位停班後 {own} 天" if own != official else ""
    result = f"以 {own} 天計算為 {_result(*scaled, Fraction(own) / value)}。" if scaled and value else ""
    yield (
        f"「{one.name}」寫 {number_text(value)} 個工作天，但{calendar_name(year, issue)}是 {official} 天{closures}{was}。"
        f"{result}請核對年度，或以 working_days: {year - ROC_OFFSET} 代替 value。"
    )


def _scaled(metric: Metric, found: Found, way: int) -> tuple[Amount, int] | None:
    """Return the number that goes with the days; None where the metric's kind does not tell how."""
    return (found.amount, way) if getattr(metric, "kind", "") in {"product", "ratio"} else None


def _result(amount: Amount, way: int, times: Fraction) -> str:
    """Return the result with other days, in person-days too where it is a time."""
    other = Amount(amount.value * times**way, amount.unit)
    above = other.unit.above
    days = f"（{number_text(convert(other.value, other.unit, '人日'))} 人日）" if above and above[0] in MINUTES else ""
    return f"{other}{days}"


WORKING_DAYS = Check(
    label="工作天與官方日曆",
    label_en="Working days against the official calendar",
    look=look,
    fires=(Trial(STATED % "value: 250"), Trial(STATED % "value: 250, year: 114")),
    silent=(Trial(STATED % "value: 247, year: 114"), Trial(STATED % "working_days: 114")),
)
