"""Persistence (持續率): who still has records so many weeks after joining, of whom, until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as day_of_calendar
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from labkit.core.errors import MetricInput
from labkit.poc.bounds import Number
from labkit.poc.found import Found, Given, Line
from labkit.poc.inputs import Measured, records, table_of
from labkit.poc.intervals.shares import stated_share
from labkit.poc.metric import Metric
from labkit.poc.persistence.reading import people_of
from labkit.poc.persistence.said import found_of, meaning
from labkit.poc.persistence.spec import Persisting, Registry
from labkit.poc.persistence.ways import PEOPLE, Way, headline, ways_of
from labkit.poc.wording.counted import counted_lines

DAYS = {"週": 7, "個日曆天": 1}


class Survival(Metric):
    """The share that goes on: a record in week ``weeks`` (or day ``days``) after joining or later; with its denominators.

    From a ``table`` of records (``person``, ``date``; day of joining in ``joined``, in the table of ``registered``, or the
    first record), or with a line a person (``joined``, ``last``). Silence of ``gap`` weeks (days) counts as stopping, so the
    last ones before ``cut_off`` (left out: the last day in the data) decide nothing. Divided by all, by those watched long
    enough, and by Kaplan-Meier: all are shown; ``denominator`` chooses the headline, by default Kaplan-Meier where somebody
    joined too late to be watched to the end. Or ``counted`` states counts, or ``share`` a percentage of nobody knows whom.
    """

    kind: Literal["survival"] = "survival"
    label: ClassVar[str] = "持續率"
    label_en: ClassVar[str] = "Persistence"
    table: str = ""
    person: str = ""
    date: str = ""
    joined: str = ""
    last: str = ""
    registered: Registry | None = None
    weeks: int | None = Field(default=None, ge=1, le=520)
    days: int | None = Field(default=None, ge=1, le=3650)
    gap: int = Field(default=4, ge=1, le=365)
    cut_off: day_of_calendar | None = None
    denominator: Literal["登記者", "有紀錄者", "觀察夠久者", "Kaplan-Meier", ""] = ""
    counted: tuple[Persisting, ...] = ()
    share: Number | None = None
    definition: str = ""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        for wrong, message in self._wrong():
            if wrong:
                raise ValueError(message)
        return self

    def _wrong(self) -> tuple[tuple[bool, str], ...]:
        origins = (bool(self.table), bool(self.counted), self.share is not None)
        lines = bool(self.person) and bool(self.date) != bool(self.last)
        twice = self.registered and (self.last or (self.joined and self.registered.joined))
        return (
            (sum(origins) != 1, "請在 table（資料表）、counted（人數）、share（只有比例）之中恰好寫一個"),
            (self.weeks is not None and self.days is not None, "weeks（第幾週）與 days（第幾天）只寫一個"),
            (bool(self.table) and self.period is None, "請寫 weeks（第幾週）或 days（第幾天）"),
            (bool(self.table) and not lines, "請寫 person，並在 date（一筆紀錄一列）與 last（一人一列）之中恰好寫一個"),
            (bool(self.last) and not self.joined, "一人一列時請寫 joined（加入日的欄位）"),
            (bool(twice), "registered 只用於一筆紀錄一列，且加入日只寫一處"),
            (self.unit not in {"", "%"}, "持續率以 % 表示，請把 unit 刪去"),
        )

    @property
    def period(self) -> int | None:
        """Return the week, or the day, that is asked for."""
        return self.weeks if self.weeks is not None else self.days

    @property
    def step(self) -> str:
        """Return what is counted since joining: weeks or days."""
        return "個日曆天" if self.days is not None else "週"

    def compute(self, given: Given) -> Found:
        """Return the share that goes on; raises MetricInput or UnknownColumn."""
        if self.share is not None:
            found = stated_share(self, self.share, "缺分母", "；".join(self.sources))
            return replace(found, said=f"{found.said}；{meaning(self)}")
        if self.counted:
            ways = [Way.divided(one.of, one.of, one.persisting, one.n) for one in self.counted]
            return found_of(self, ways[0], ways, meaning(self))
        return self._measured(given)

    def _measured(self, given: Given) -> Found:
        table, left_out = records(Measured(table=self.table), self, given)
        people = people_of(self, table, given)
        period = self.period or 0
        ways = ways_of(people, period, self.gap, DAYS[self.step])
        chosen = headline(ways, self.denominator)
        if chosen is None:
            raise MetricInput(
                place=self.name, what="沒有登記表（registered），不知道登記者有多少人；請補上，或改選別的分母。"
            )
        if chosen.value is None:
            what = f"沒有人被觀察到第 {period} {self.step}以後，無法計算。請改問較短的時間，或等資料夠長。"
            raise MetricInput(place=self.name, what=what)
        found = found_of(self, chosen, ways, meaning(self, people), people)
        told = {**dict(left_out), **people.left_out}
        open_ = (Line(what, f"{count:,}", PEOPLE, "計算") for what, count in people.open.items() if count)
        names = [self.table, *([self.registered.table] if self.registered else [])]
        used = tuple(table_of(name, self, given) for name in names)
        return replace(found, lines=(*found.lines, *open_, *counted_lines(self, told)), left_out=told, used=used)
