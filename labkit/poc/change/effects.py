"""The effect as it is claimed: a difference, a relative change in %, or 百分點; an improvement is positive."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from labkit.core.errors import MetricInput
from labkit.poc.amount import Amount
from labkit.poc.comparison import Compared
from labkit.poc.metric import Metric
from labkit.poc.units import Unit, number_text
from labkit.statistics.simulate import over

Way = Literal["difference", "relative", "points"]
PERCENT, POINTS = Unit(("%",)), Unit(("百分點",))
WORDS = {"difference": ("減少", "增加"), "relative": ("下降比率", "上升比率"), "points": ("減少", "增加")}


@dataclass(frozen=True)
class Effect:
    """How the levels before and after become the claimed number.

    ``unit`` is that of the levels; ``times`` brings shares to percent; ``sign`` makes an improvement positive;
    ``expected`` tells that the first level is what would have been without the change.
    """

    way: Way
    unit: Unit
    times: int
    sign: int
    expected: bool = False

    @classmethod
    def of(cls, way: Way, unit: Unit, metric: Metric, *, expected: bool = False) -> Effect:
        """Return the effect as the metric claims it."""
        times = 100 if way == "points" and unit != PERCENT else 1
        return cls(way, unit, times, -1 if metric.direction == "越低越好" else 1, expected)

    def check(self, before: Fraction, after: Fraction, metric: Metric) -> None:
        """Refuse levels that the effect cannot be told of: a ratio to nothing, shares outside 0 to 1."""
        if self.way == "relative" and before <= 0:
            what = "改變前的水準不大於 0，算不出變動的比率。請改用 effect: difference（差距），或核對改變前的資料。"
            raise MetricInput(place=metric.name, what=what)
        most = 100 // self.times
        if self.way == "points" and not (0 <= before <= most and 0 <= after <= most):
            what = f"百分點是兩個比率的差，而數值不在 0 到 {most} 之間。請改用 effect: difference，或核對單位（unit）。"
            raise MetricInput(place=metric.name, what=what)

    def amount(self, before: Fraction, after: Fraction) -> Amount:
        """Return the effect, exactly."""
        if self.way == "relative":
            return Amount(self.sign * 100 * (after / before - 1), PERCENT)
        return Amount(self.sign * self.times * (after - before), POINTS if self.way == "points" else self.unit)

    def limits(self, compared: Compared) -> tuple[float, float] | None:
        """Return the limits of the effect; a relative one takes those of the ratio, else the level before as known."""
        if self.way == "relative":
            ratio = compared.ratio
            if ratio is None and compared.low is not None and compared.high is not None:
                ratio = (1 + compared.low / compared.before, 1 + compared.high / compared.before)
            ends = None if ratio is None else [100 * (one - 1) for one in ratio]
        else:
            known = compared.low is not None and compared.high is not None
            ends = [self.times * float(one or 0.0) for one in (compared.low, compared.high)] if known else None
        return None if ends is None else (min(self.sign * one for one in ends), max(self.sign * one for one in ends))

    @property
    def combine(self) -> Callable[[Any], Any]:
        """Return the same of many drawn levels (before, after)."""
        if self.way == "relative":
            return lambda drawn: self.sign * 100 * (over(drawn[1], drawn[0]) - 1)
        return lambda drawn: self.sign * self.times * (drawn[1] - drawn[0])

    def said(self, before: Fraction, after: Fraction, metric: Metric) -> str:
        """Return the effect in words, with both levels: 「下降比率 99 %（由 480 分鐘 到 4.8 分鐘）」."""
        found, digits = self.amount(before, after), metric.decimals
        word = WORDS[self.way][after > before]
        first, last = (
            f"{number_text(self.times * one, max(digits, 1))} {self._level_unit}".rstrip() for one in (before, after)
        )
        levels = f"若沒有改變推估為 {first}，實際 {last}" if self.expected else f"由 {first} 到 {last}"
        size = f"{number_text(abs(found.value), digits)} {found.unit}"
        told = f"{word} {size}" if before != after else f"沒有變動（0 {found.unit}）"
        worse = "，與期望的方向相反" if metric.direction and found.value < 0 else ""
        return f"{told}（{levels}{worse}）"

    @property
    def ways(self) -> tuple[str, str]:
        """Return the words for an effect above 0 and for one below, as the claim counts it."""
        falls, rises = WORDS[self.way]
        return (falls, rises) if self.sign < 0 else (rises, falls)

    @property
    def first(self) -> str:
        """Return the name of the first level."""
        return "若沒有改變（推估）" if self.expected else "改變前（平均）"

    @property
    def _level_unit(self) -> str:
        return "%" if self.way == "points" else unit_text(self.unit)


def unit_text(unit: Unit) -> str:
    """Return the unit as it stands behind a number: nothing for a bare number."""
    return "" if str(unit) in {"1", "倍"} else str(unit)
