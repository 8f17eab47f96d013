"""What a number made of inputs may be: an interval by simulation, where every input tells how uncertain it is.

Told are: n and sd (Student's t of the mean), a stated range (each value of it as likely), or limits that the take, the metric
or the cell brought along. A number that is exact by its definition has no spread: working days of a named calendar, or a
stated value whose low and high equal it (12 months a year).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from labkit.core.errors import MetricInput
from labkit.poc.found import Estimate
from labkit.poc.inputs import Input
from labkit.poc.metric import Metric
from labkit.poc.take import Taken
from labkit.statistics.simulate import DRAWS, Between, Exact, Interval, MeanOf, Spread, simulate

SEVERAL = 2
FIXED = "各項輸入都是定值，沒有不確定"
NO_DIVISOR = "除數可能是 0，比率沒有區間；請多量幾筆，或縮小範圍"


@dataclass(frozen=True)
class Estimated:
    """The estimate, or why there is none and which inputs do not tell their spread."""

    estimate: Estimate | None = None
    why_not: str = ""
    lacking: tuple[str, ...] = ()
    exact: bool = False


def estimated(
    metric: Metric, inputs: Sequence[Input], taken: Sequence[Taken], combine: Callable[[Sequence[Any]], Any]
) -> Estimated:
    """Return what ``combine`` of the inputs may be; draws that it makes nan (a divisor of 0) leave no interval.

    Raises MetricInput for a range that its own value lies outside of.
    """
    spreads = [_spread(metric, one, how) for one, how in zip(inputs, taken, strict=True)]
    lacking = tuple(one.name for one, spread in zip(inputs, spreads, strict=True) if spread is None)
    if lacking:
        names = "、".join(lacking)
        return Estimated(None, f"「{names}」沒有 n（至少 2）與標準差（sd），也沒有範圍（low、high）", lacking)
    known = {f"{place}": spread for place, spread in enumerate(spreads) if spread is not None}
    if not any(_varies(spread) for spread in known.values()):
        return Estimated(why_not=FIXED, exact=True)
    found = simulate(combine, known)
    if math.isnan(found.value + found.low + found.high):
        return Estimated(why_not=NO_DIVISOR)
    shares = {one.name: found.shares.get(place, 0.0) for place, one in zip(known, inputs, strict=True)}
    dominant = inputs[int(found.dominant)].name if found.dominant else ""
    method = "；".join(
        [
            f"模擬 {DRAWS:,} 次取中間 95 %（各項視為互不相關）",
            *(f"{one.name}：{_words(spread)}" for one, spread in zip(inputs, known.values(), strict=True)),
            *([f"不確定主要來自「{dominant}」（占 {shares[dominant]:.0%}）"] if dominant else []),
        ]
    )
    return Estimated(
        Estimate(value=found.value, low=found.low, high=found.high, method=method, dominant=dominant, shares=shares)
    )


def _spread(metric: Metric, one: Input, taken: Taken) -> Spread | None:
    """Return what is known of the input's spread; None where nothing is."""
    value, stated = float(taken.value), one.value is not None
    if taken.exact or taken.low == taken.high == value:
        return Exact(value)
    sample = None if taken.sd is None or (taken.n or 0) < SEVERAL else MeanOf(value, int(taken.n or 0), taken.sd)
    if taken.low is None or taken.high is None:
        return sample
    if not taken.low <= value <= taken.high:
        what = f"「{one.name}」的範圍（low 至 high）沒有包含它自己的數值，請核對。"
        raise MetricInput(place=metric.name, what=what)
    if stated:
        return sample or Between(value, taken.low, taken.high)
    return Interval(value, taken.low, taken.high)


def _varies(spread: Spread) -> bool:
    return not isinstance(spread, Exact) and not (isinstance(spread, MeanOf) and not spread.sd)


def _words(spread: Spread) -> str:
    if isinstance(spread, MeanOf):
        return f"{spread.n:,} 筆的平均，標準差 {spread.sd:,.4g}（t 分配，不小於 0）"
    if isinstance(spread, Between):
        return f"{spread.low:,.10g} 至 {spread.high:,.10g} 之間都一樣可能"
    return f"區間 {spread.low:,.10g} 至 {spread.high:,.10g}" if isinstance(spread, Interval) else "定值"
