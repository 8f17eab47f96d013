"""What is spent once (writing the recipe, setting up): not part of the effect, and after how many runs it is paid back."""

from __future__ import annotations

import math
from fractions import Fraction

from labkit.core.errors import MetricInput
from labkit.poc.found import Given, Line
from labkit.poc.inputs import Input
from labkit.poc.metric import Metric
from labkit.poc.units import MINUTES, Unit, convert, exact_text

ONCE = "一次性準備時間"


def outlay(
    setup: Input | None, levels: tuple[Fraction, Fraction], unit: Unit, metric: Metric, given: Given
) -> tuple[tuple[Line, ...], str]:
    """Return lines about what was spent once, and the words that stand behind the effect.

    The runs are ceil(setup / (before − after)). Raises MetricInput unless the levels are a time, UnitMismatch unless the
    set-up is one.
    """
    timed = len(unit.above) == 1 and unit.above[0] in MINUTES
    if setup is None:
        return ((Line(ONCE, "未提供", "", "寫食譜、設定等只做一次的時間沒有算進去"),) if timed else ()), ""
    if not timed:
        what = f"setup（{ONCE}）只能與時間比較，而數值的單位是「{unit}」。請刪去 setup，或核對 unit。"
        raise MetricInput(place=metric.name, what=what)
    spent = setup.taken(metric, given).value
    if spent <= 0:
        raise MetricInput(place=metric.name, what=f"「{setup.name}」應大於 0，請核對；沒有準備時間就刪去 setup。")
    first = Line(f"{ONCE}（沒有算進上面的數字）", exact_text(spent), setup.unit, setup.source or setup.name)
    told = f"；不含一次性準備 {exact_text(spent)} {setup.unit}"
    saved = levels[0] - levels[1]
    if saved <= 0:
        return (first, Line("回本", "不會回本", "", "改變後沒有比較省時間")), f"{told}，而且不會回本"
    runs = math.ceil(convert(spent, Unit.parse(setup.unit, place=metric.name), unit.above[0]) / saved)
    run = unit.below[0] if unit.below else "次"
    return (
        first,
        Line("回本所需", f"{runs:,}", run, "準備時間 ÷ 每次節省，無條件進位"),
    ), f"{told}，做滿 {runs:,} {run}後回本"
