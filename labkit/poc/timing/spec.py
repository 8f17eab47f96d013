"""TimingSpec: what is timed, from which moment to which, whose time, and what difference is hoped for."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from labkit.core.spec import Spec, SpecPart
from labkit.poc.metric import Whose
from labkit.statistics.power import spread_interval
from labkit.taiwan.roc_dates import roc_text

Word = Annotated[str, Field(min_length=1)]
Minutes = Annotated[float, Field(gt=0, le=1440)]
GUESS_OFF, LONGEST = 1.5, 366


class Days(SpecPart):
    """The first and the last day of a period, both counted."""

    model_config = ConfigDict(populate_by_name=True)

    start: date = Field(alias="from")
    end: date = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start > self.end:
            raise ValueError("期間的 from 晚於 to，請對調")
        if (self.end - self.start).days > LONGEST:
            raise ValueError("期間不能超過一年：量的日子離得太遠，別的改變也會混進來")
        return self

    @property
    def said(self) -> str:
        """Return the period as people write it."""
        return f"{roc_text(self.start)}至{roc_text(self.end)}"


@dataclass(frozen=True)
class Spread:
    """The standard deviation of single cases in minutes, the value it may be instead, and where both come from."""

    sd: float
    worse: float
    said: str


class TimingSpec(Spec):
    """A timing before it starts. ``starts`` and ``ends`` name the two moments in words that leave no choice to who holds the watch.

    ``effect``, ``sd`` and ``pilot`` are minutes; exactly one of ``sd`` (a guess) and ``pilot`` (times of a few cases) is
    stated. ``arrivals``: about how many cases come to one counter in one slot. ``cases``: how many a side; not stated, as
    many as the effect needs and a tenth to spare. ``closures``: days off that no calendar knows (typhoons).
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: Word
    what: Word
    starts: Word
    ends: Word
    whose: Whose
    by: Word
    effect: Minutes
    sd: Minutes | None = None
    pilot: tuple[Minutes, ...] = ()
    compare: Literal["unpaired", "matched", "paired"] = "matched"
    correlation: float = Field(default=0.0, ge=0, lt=1)
    counters: tuple[Word, ...] = Field(min_length=1)
    slots: tuple[Word, ...] = Field(min_length=1)
    arrivals: int = Field(ge=1)
    per_visit: int = Field(default=3, ge=1, le=30)
    cases: int | None = Field(default=None, ge=2, le=2000)
    case_types: tuple[Word, ...] = ()
    before: Days
    after: Days
    changed: date | None = None
    closures: tuple[date, ...] = ()
    seed: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _states_one_spread(self) -> Self:
        if (self.sd is None) == (not self.pilot):
            raise ValueError("請在 sd（猜測的標準差）與 pilot（試量的分鐘數）之中恰好寫一個")
        if self.pilot and (len(self.pilot) < 3 or len(set(self.pilot)) == 1):  # noqa: PLR2004  (two times tell no spread)
            raise ValueError("pilot（試量）至少要 3 件，而且不能都一樣")
        return self

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.before.end >= self.after.start:
            raise ValueError("before（改變前）要在 after（改變後）之前結束，期間不能重疊")
        if self.changed and not self.before.end < self.changed <= self.after.start:
            raise ValueError("changed（改變的日子）要在 before 之後，不晚於 after 的第一天")
        if self.correlation and self.compare != "paired":
            raise ValueError("correlation 只用於 compare: paired（同一件前後各量一次）")
        for names in (self.counters, self.slots, self.case_types):
            if len(set(names)) < len(names):
                raise ValueError("counters、slots、case_types 的名稱不能重複")
        return self

    @property
    def spread(self) -> Spread:
        """Return the spread of single cases; of a guess the other value is half as large again."""
        if self.sd is not None:
            worse = self.sd * GUESS_OFF
            said = f"猜測約 {self.sd:g} 分鐘；猜測可能偏小，另列 {worse:g} 分鐘。先試量 10 件再核對最好"
            return Spread(self.sd, worse, said)
        n, sd = len(self.pilot), statistics.stdev(self.pilot)
        low, high = spread_interval(sd, n)
        said = f"由試量 {n} 件算得 {sd:.1f} 分鐘，真正的值可能在 {low:.1f} 至 {high:.1f} 分鐘之間（95% 信賴區間）"
        return Spread(sd, high, said)
