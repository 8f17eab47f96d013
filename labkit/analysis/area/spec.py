"""AreasSpec: whose records, in which areas, against which population, capacity and earlier period."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from labkit.core.expressions.expression import ExpressionText
from labkit.core.near import near_miss
from labkit.core.spec import Spec, SpecPart

Mark = Literal["■", "▲", "▼", "◆", "●", "★"]
Level = Literal["village", "town", "county", "other"]
Interval = Literal["exact", "byar", "wilson"]
COUNT, POPULATION, RATE, LOW, HIGH, OVERALL = "數量", "人口", "比率", "下限", "上限", "全體比率"
EARLIER, CHANGE, DEMAND, CAPACITY, GAP, RATIO = "前期", "增減", "需求", "量能", "缺口", "需求量能比"
NEEDS = {
    "population": (POPULATION, RATE, LOW, HIGH, OVERALL),
    "earlier": (EARLIER, CHANGE),
    "capacity": (CAPACITY, GAP, RATIO),
}
NAMES = (COUNT, DEMAND, *(name for names in NEEDS.values() for name in names))


class AreaColumns(SpecPart):
    """The columns that say in which area a record lies; a cell of ``name`` is a name or an official code."""

    name: str
    town: str = ""
    county: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that are read."""
        return tuple(one for one in (self.county, self.town, self.name) if one)


def _one_column(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


Area = Annotated[AreaColumns, BeforeValidator(_one_column)]


class Codes(SpecPart):
    """A code table of ``data/tables``: its name there and its columns. Townships and counties are read off official codes."""

    table: str
    code: str = "代碼"
    name: str
    group: str = ""


class Values(SpecPart):
    """Numbers by area in another table, such as capacities; an area without a row has none, or 0 if ``absent_is_zero``."""

    table: str
    area: Area
    value: str
    label: str = ""
    where: ExpressionText | None = None
    absent_is_zero: bool = False


class Population(Values):
    """The population that rates refer to, one row an area; ``year`` (民國 or AD) is the year that it was counted in."""

    year: int | None = Field(None, ge=1)


class Earlier(SpecPart):
    """The period to compare with: another ``table`` (its records, or its ``value`` by area), or the records before a day.

    With ``dated`` (a column) and ``cut``, the records of the cut's day and later are this period, those before it the earlier one;
    records before ``since`` belong to neither.
    """

    label: str = ""
    table: str = ""
    area: Area | None = None
    value: str = ""
    dated: str = ""
    cut: date | None = None
    since: date | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Earlier:
        by_date, by_table = bool(self.dated and self.cut), bool(self.table)
        if by_date == by_table or (self.dated and not self.cut) or (self.cut and not self.dated):
            message = "earlier 請寫 table（上期的表），或 dated 與 cut（日期欄與分界日），擇一"
            raise ValueError(message)
        if self.value and not self.area:
            message = "earlier 用 value 時請寫 area（哪一欄是區域）"
            raise ValueError(message)
        return self


class Flag(SpecPart):
    """A word, with a sign before it, that an area gets ``when`` a rule over its numbers surely holds."""

    word: str = Field(min_length=1, max_length=12)
    when: ExpressionText
    why: str = ""
    mark: Mark | None = None

    @model_validator(mode="after")
    def _known_names(self) -> Flag:
        for name in self.when.names:
            if name not in NAMES:
                message = f"規則沒有「{name}」這個數字，{near_miss(name, list(NAMES))}"
                raise ValueError(message)
        return self


class AreasSpec(Spec):
    """Status of each area on official codes.

    ``area`` are the columns that say where a record lies, ``codes`` the list of all areas (none: labkit's own list of
    townships or counties), ``within`` the township or county that the names are to be read in. ``person`` counts distinct
    persons in place of records, ``status`` a category to count apart. ``population`` gives rates per ``per`` with an
    ``interval``; ``demand`` (a column to add up; none: the count) stands against ``capacity``; ``earlier`` gives the change.
    ``flags`` are words with rules (none given: what the numbers allow); fewer than ``small`` are told to be few. ``as_of``
    is the day up to which the data go.
    """

    name: str = ""
    area: Area
    level: Level = "village"
    codes: Codes | None = None
    within: str = ""
    where: ExpressionText | None = None
    person: str = ""
    status: str = ""
    population: Population | None = None
    per: int = Field(1000, ge=1)
    interval: Interval = "exact"
    shrink: bool = False
    demand: str = ""
    demand_label: str = ""
    capacity: Values | None = None
    earlier: Earlier | None = None
    flags: tuple[Flag, ...] | None = None
    small: int = Field(5, ge=1)
    as_of: date | None = None

    @model_validator(mode="after")
    def _has_what_it_names(self) -> AreasSpec:
        if self.codes is None and self.level in {"village", "other"}:
            message = "請以 codes 寫明代碼表（data/tables 裡的表）；labkit 只內附縣市與鄉鎮市區的代碼"
            raise ValueError(message)
        for flag in self.flags or ():
            for part, names in NEEDS.items():
                if getattr(self, part) is None and set(names) & set(flag.when.names):
                    message = f"規則「{flag.word}」用到的數字需要 {part}，但沒有寫 {part}"
                    raise ValueError(message)
        if self.shrink and self.population is None:
            message = "shrink 需要 population"
            raise ValueError(message)
        words = [flag.word for flag in self.flags or ()]
        if len(set(words)) < len(words):
            message = "flags 的 word 不能重複"
            raise ValueError(message)
        return self

    @property
    def counted(self) -> str:
        """Return what the count is of."""
        return "人數" if self.person else "件數"

    @property
    def rules(self) -> tuple[Flag, ...]:
        """Return the flags: those given, or what the numbers allow."""
        if self.flags is not None:
            return self.flags
        told = []
        if self.capacity:
            told += [Flag(word="需求超過量能", when="缺口 > 0", why="需求多於可提供的量", mark="■")]
        if self.population:
            told += [
                Flag(word="比率偏高", when="下限 > 全體比率", why="95% 區間整個高於全體", mark="▲"),
                Flag(word="比率偏低", when="上限 < 全體比率", why="95% 區間整個低於全體", mark="▼"),
            ]
        return tuple(told)

    @property
    def reads(self) -> tuple[str, ...]:
        """Return the columns of the table that are read."""
        found = [*self.area.columns, self.person, self.status, self.demand, *(self.where.names if self.where else ())]
        return tuple(one for one in [*found, self.earlier.dated if self.earlier else ""] if one)
