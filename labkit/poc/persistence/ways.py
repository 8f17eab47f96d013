"""Three ways to divide: by all, by those watched long enough, and by Kaplan-Meier; each with its n and its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from labkit.core.cells import HIDDEN_MARK
from labkit.poc.found import Estimate, Line
from labkit.poc.intervals.shares import METHOD, interval_text, percent_of
from labkit.poc.persistence.people import People
from labkit.poc.persistence.spec import ELIGIBLE, KM, RECORDED, REGISTERED
from labkit.poc.units import number_text
from labkit.statistics.persistence import exact_share, life_of
from labkit.statistics.survival import of_counts

PEOPLE, TO_THE_END = "人", "加入較晚的人算到觀察得到為止"


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to divide: its key, whom it divides by, how many they are, the share in % (None: nobody to tell it by)."""

    key: str
    of: str
    whole: int
    part: int | None = None
    value: Fraction | None = None
    low: float | None = None
    high: float | None = None
    method: str = METHOD

    @classmethod
    def divided(cls, key: str, of: str, part: int, whole: int) -> Way:
        """Return a plain share with Wilson's interval."""
        if not whole:
            return cls(key=key, of=of, whole=0)
        taken = percent_of(part, whole)
        return cls(key=key, of=of, whole=whole, part=part, value=taken.value, low=taken.low, high=taken.high)

    @property
    def short(self) -> str:
        """Return the way in a few words."""
        return KM if self.key == KM else f"分母為{self.of}"

    @property
    def counts(self) -> str:
        """Return the denominator in words, with the count above it where there is one."""
        if not self.whole:
            return f"{self.of}：0 {PEOPLE}"
        return f"{self.of} {self.whole:,} {PEOPLE}" + ("" if self.part is None else f"中 {self.part:,} {PEOPLE}")

    @property
    def whom(self) -> str:
        """Return what a headline says of its denominator."""
        return f"{KM}，{TO_THE_END}，{self.counts}" if self.key == KM else self.counts

    @property
    def estimate(self) -> Estimate | None:
        """Return the interval as an estimate."""
        if self.value is None or self.low is None or self.high is None:
            return None
        return Estimate(value=float(self.value), low=self.low, high=self.high, method=self.method)

    def text(self, decimals: int, least: int = 0) -> str:
        """Return the share as printed, D where it rests on fewer than ``least``."""
        if 0 < self.whole < least:
            return HIDDEN_MARK
        return "–" if self.value is None else number_text(self.value, decimals)

    def line(self, decimals: int, least: int) -> Line:
        """Return the share with its denominator and interval."""
        what = f"持續率：{self.short}"
        if 0 < self.whole < least:
            return Line(what, HIDDEN_MARK, "%", f"少於 {least} {PEOPLE}，不陳示")
        source = self.whom if self.value is not None else f"{self.whom}，無法計算"
        if self.low is not None and self.high is not None:
            source += f"；95% 區間 {interval_text(self.low, self.high)}（{self.method}）"
        return Line(what, self.text(decimals), "%", source)


def ways_of(people: People, periods: int, gap: int, length: int) -> list[Way]:
    """Return the ways to divide, plain ones first; that by registered persons only where a register tells who they are."""
    last, recorded, watched = people.last_period(length), people.recorded, people.watched(length, gap)
    goes_on, step = last >= periods, "個日曆天" if length == 1 else "週"
    groups = {
        RECORDED: ("有紀錄者", recorded),
        ELIGIBLE: (f"加入滿 {periods + gap} {step}的有紀錄者", recorded & (watched >= periods)),
    }
    if people.registered is not None:
        groups = {REGISTERED: ("全部登記者", people.registered), **groups}
    found = [Way.divided(key, of, int((rows & goes_on).sum()), int(rows.sum())) for key, (of, rows) in groups.items()]
    life = life_of(last[recorded], watched[recorded], periods)
    return [*found, _kaplan_meier(life, int(recorded.sum()))]


def _kaplan_meier(life: Sequence[tuple[int, int, int]], whole: int) -> Way:
    share, point = exact_share(life), of_counts(life)[-1]
    told = share is not None and point.low is not None and point.high is not None
    return Way(
        key=KM,
        of="有紀錄者",
        whole=whole,
        value=None if share is None else 100 * share,
        low=100 * point.low if told and point.low is not None else None,
        high=100 * point.high if told and point.high is not None else None,
        method="Kaplan-Meier 的 log(-log) 區間",
    )


def headline(ways: Sequence[Way], wanted: str) -> Way | None:
    """Return the way that is ``wanted``; else Kaplan-Meier where somebody joined too late, the first where nobody did.

    None where it is not there: registered persons without a register.
    """
    told = {way.key: way for way in ways}
    late = told[ELIGIBLE].whole < told[RECORDED].whole
    return told.get(wanted) if wanted else told[KM] if late else ways[0]
