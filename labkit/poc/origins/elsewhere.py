"""Where an input's number comes from besides a statement and a table: another metric, a cell, the office calendar."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from labkit.core.cells import CountedCell, Tabulated
from labkit.core.errors import MetricInput
from labkit.core.near import near_miss
from labkit.core.spec import SpecPart
from labkit.poc.found import Given
from labkit.poc.metric import Metric
from labkit.poc.origins.calendars import calendar_of
from labkit.poc.stated import Year
from labkit.poc.take import Taken
from labkit.poc.units import Unit, factor_between
from labkit.taiwan.office_calendar import OfficeCalendar, calendar_name, standing
from labkit.taiwan.roc_dates import roc_text

if TYPE_CHECKING:
    from labkit.poc.result import MetricResult

COUNTS = {"件數", "筆數", "列數"}
UNFILLED = "未填"


class CellOf(SpecPart):
    """One number of a pivot or an analysis: the ``result`` by name, its ``measure``, and every key that the cell fixes.

    ``measure`` 件數 or 筆數 is the count of records; a key that is empty or 未填 is the missing key; no key is the total.
    """

    result: str
    measure: str = "count"
    keys: dict[str, Any] = Field(default_factory=dict)

    @property
    def words(self) -> str:
        """Return the cell as a source."""
        at = "、".join(f"{name} {UNFILLED if key in {None, ''} else key}" for name, key in self.keys.items())
        return f"「{self.result}」{at or '總計'}的{self.measure}"


class WorkingDays(SpecPart):
    """Working days of a ``year`` (民國 or 西元), or ``from`` a day ``to`` another, both counted."""

    model_config = ConfigDict(populate_by_name=True)

    year: Year | None = None
    start: date | None = Field(default=None, alias="from")
    end: date | None = Field(default=None, alias="to")

    @model_validator(mode="after")
    def _one_span(self) -> Self:
        if (self.year is None) == (self.start is None) or (self.start is None) != (self.end is None):
            message = "working_days 請寫年度，或寫 from 與 to"
            raise ValueError(message)
        if self.start and self.end and self.start > self.end:
            message = "working_days 的 from 晚於 to，請對調"
            raise ValueError(message)
        return self

    @property
    def span(self) -> tuple[date, date]:
        """Return the first and the last day."""
        if self.year is not None:
            return date(self.year, 1, 1), date(self.year, 12, 31)
        return self.start or date.min, self.end or date.max

    def count(self, metric: Metric, given: Given) -> Taken:
        """Return the working days of the metric's calendar; raises MetricInput for years that no calendar knows."""
        start, end = self.span
        if unknown := [year for year in range(start.year, end.year + 1) if standing(year) == "不詳"]:
            raise MetricInput(place=metric.name, what=f"沒有西元 {unknown[0]} 年的辦公日曆，請改寫 value 並說明來源。")
        return Taken(Fraction(calendar_of(metric, given).count(start, end)), exact=True)

    def words(self, metric: Metric, given: Given) -> str:
        """Return the calendar as a source, with how many days the team's own closures and openings make."""
        start, end = self.span
        issue = metric.calendar.issue
        names = "、".join(calendar_name(year, issue) for year in range(start.year, end.year + 1))
        own = calendar_of(metric, given).count(start, end) - OfficeCalendar(issue=issue).count(start, end)
        changed = f"，本單位停班與上班{'增' if own > 0 else '減'} {abs(own):,} 天" if own else ""
        return (f"{roc_text(start)}至{roc_text(end)}，" if self.year is None else "") + names + changed


WorkingDaysText = Annotated[
    WorkingDays, BeforeValidator(lambda value: value if isinstance(value, dict | WorkingDays) else {"year": value})
]


def result_of(name: str, metric: Metric, given: Given) -> MetricResult:
    """Return the result of the metric whose id (or whose name) is ``name``; raises MetricInput with the nearest."""
    if name in given.metrics:
        return given.metrics[name]
    same = [one for one in given.metrics.values() if one.metric.name == name]
    if len(same) == 1:
        return same[0]
    if same:
        ids = "、".join(one.metric.id for one in same)
        raise MetricInput(place=metric.name, what=f"有 {len(same)} 個指標都叫「{name}」，請改寫 id（{ids}）。")
    raise MetricInput(place=metric.name, what=f"沒有指標「{name}」的結果。{near_miss(name, list(given.metrics))}")


def taken_from_metric(name: str, unit: Unit, metric: Metric, given: Given) -> Taken:
    """Return another metric's number in ``unit``, with its n and interval.

    Raises UnitMismatch with both units, and MetricInput where it is the time of somebody else.
    """
    result = result_of(name, metric, given)
    whose = result.metric.whose
    if unit.is_time and whose and metric.whose and whose != metric.whose:
        what = (
            f"「{result.metric.name}」是{whose}的時間，這個指標寫的是{metric.whose}的時間：不同人的時間不能相加或混用。"
        )
        raise MetricInput(place=metric.name, what=what)
    amount, estimate = result.found.amount.to(unit, place=metric.name), result.found.estimate
    times = float(factor_between(result.found.amount.unit, unit))
    low, high = (estimate.low * times, estimate.high * times) if estimate else (None, None)
    return Taken(amount.value, result.found.n, low=low, high=high, exact=result.found.exact)


def read_result(name: str, metric: Metric, given: Given) -> Tabulated:
    """Return the pivot or analysis ``name``; raises MetricInput with what there is."""
    if name not in given.results:
        raise MetricInput(
            place=metric.name, what=f"沒有樞紐或分析「{name}」的結果。{near_miss(name, list(given.results))}"
        )
    return given.results[name]


def taken_from_cell(asked: CellOf, metric: Metric, given: Given) -> Taken:
    """Return the number of a cell and the records that it rests on; raises MetricInput for a hidden or an absent one."""
    cells = read_result(asked.result, metric, given).cells
    measure = _measure(asked, cells, metric)
    literal = {text for one in cells for _, text in one.keys}
    wanted = {name: _key(key, literal) for name, key in asked.keys.items()}
    found = [one for one in cells if one.measure == measure and {k: _text(v) for k, v in one.keys} == wanted]
    if not found:
        levels = "；".join(dict.fromkeys(one.level for one in cells))
        what = f"{asked.words}：找不到這一格。keys 要與其中一層完全相同（有：{levels}），並核對各鍵的值。"
        raise MetricInput(place=metric.name, what=what)
    if found[0].hidden:
        what = f"{asked.words}為保護個別資料而不陳示，不能作為指標的輸入。請改用較大的區分（例如上一層的合計）。"
        raise MetricInput(place=metric.name, what=what)
    value = found[0].value
    if isinstance(value, bool | str) or value is None:
        raise MetricInput(place=metric.name, what=f"{asked.words}沒有數值，請核對樞紐的值欄位。")
    return Taken(Fraction(str(value)), found[0].n)


def _measure(asked: CellOf, cells: tuple[CountedCell, ...] | Any, metric: Metric) -> str:
    known = list(dict.fromkeys(one.measure for one in cells))
    if asked.measure in known:
        return asked.measure
    if asked.measure in COUNTS and "count" in known:
        return "count"
    what = f"「{asked.result}」沒有 measure「{asked.measure}」（有：{'、'.join(known) or '無'}）。"
    raise MetricInput(place=metric.name, what=what)


def _key(key: Any, literal: set[Any]) -> str | None:
    """Return a stated key as cells write it: nothing, or 未填 where no real key is called so, is the missing key."""
    return None if key in {None, ""} or (key == UNFILLED and UNFILLED not in literal) else _text(key)


def _text(key: Any) -> str | None:
    if key is None:
        return None
    if isinstance(key, datetime | date):
        return key.isoformat()
    return str(int(key)) if isinstance(key, float) and key.is_integer() else str(key)
