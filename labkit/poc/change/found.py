"""From records on their sides, or two numbers, to what is found: the effect exactly, its interval, its working."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from labkit.core.errors import MetricInput, UnitMismatch
from labkit.poc.amount import Amount
from labkit.poc.change.effects import Effect
from labkit.poc.change.outlay import outlay
from labkit.poc.change.records import Placed, placed
from labkit.poc.change.working import comparison_lines, effect_line, level_line, other_changes
from labkit.poc.comparison import COMPARISONS, Compared, Comparison
from labkit.poc.found import Estimate, Found, Given
from labkit.poc.inputs import Input, inputs_used, table_of
from labkit.poc.intervals.spreads import estimated
from labkit.poc.units import Unit
from labkit.statistics.comparisons import LEAST
from labkit.taiwan.roc_dates import roc_text

if TYPE_CHECKING:
    from labkit.poc.kinds.before_after import BeforeAfter

SAMPLED, ASSERTED = 2, 1
EXPECTED = {4, 5}  # a series and a control group tell what would have been without the change
FINEST = 10**9
HOW = {"difference": "後減前", "relative": "後 ÷ 前 − 1", "points": "後減前"}


def of_table(metric: BeforeAfter, given: Given) -> Found:
    """Return what the records of the metric's table bear."""
    records = placed(metric, given)
    plug = COMPARISONS[metric.compare]
    plain = (records.mean(after=False), records.mean(after=True))
    compared, why_not = _compared(metric, plug, records, plain)
    levels = (_rational(compared.before, plain[0]), _rational(compared.after, plain[1]))
    unit = Unit.parse(metric.unit, place=metric.name) if metric.unit else Unit((), ())
    effect = Effect.of(metric.effect, unit, metric, expected=plug.rung in EXPECTED)
    found = _found(metric, levels, effect, given, records.days)
    limits = effect.limits(compared)
    if not limits and not why_not:
        why_not = "這種比較沒有區間"
    known = ""
    if metric.effect == "relative":
        known = "（以改變前的水準為已知）" if compared.ratio is None else "（比率由後 ÷ 前的對數）"
    whole = not compared.left_out and levels == plain
    sides = [
        level_line(
            name, level, unit, *((records.count(after=after), records.sd(after=after)) if whole else (None, None))
        )
        for name, level, after in ((effect.first, levels[0], False), ("改變後（平均）", levels[1], True))
    ]
    enough = min(compared.n) >= LEAST
    return replace(
        found,
        lines=(*sides, *comparison_lines(plug.label, compared, effect, found.amount), *found.lines),
        n=min(compared.n),
        estimate=Estimate(
            value=float(found.amount.value), low=limits[0], high=limits[1], method=compared.method + known
        )
        if limits
        else None,
        no_estimate=why_not,
        tested=compared.tested,
        reached=(min(plug.rung, SAMPLED) if why_not else plug.rung) if enough else ASSERTED,
        left_out=records.left_out + Counter(dict(compared.left_out)),
    )


def of_stated(metric: BeforeAfter, given: Given) -> Found:
    """Return what two numbers bear: an interval where both tell their spread, else the reproduced effect alone."""
    inputs = [one for one in (metric.before, metric.after) if isinstance(one, Input)]
    taken = [one.taken(metric, given) for one in inputs]
    units = [Unit.parse(one.unit, place=metric.name) for one in inputs]
    if units[0] != units[1]:
        raise UnitMismatch(place=metric.name, left=str(units[0]), right=str(units[1]), what="比較")
    levels = (taken[0].value, taken[1].value)
    effect = Effect.of(metric.effect, units[0], metric)
    found = _found(metric, levels, effect, given, None)
    known = estimated(metric, inputs, taken, effect.combine)
    counted = [how.n for how in taken if how.n]
    sides = [
        replace(level_line(one.name, how.value, units[0], how.n, how.sd), source=one.source or "輸入的數值")
        if how.n is None
        else level_line(one.name, how.value, units[0], how.n, how.sd)
        for one, how in zip(inputs, taken, strict=True)
    ]
    both = len(counted) == len(taken)
    return replace(
        found,
        lines=(
            *sides,
            effect_line(effect, levels[1] > levels[0], found.amount, "兩個數值", HOW[effect.way]),
            *found.lines,
        ),
        n=min(counted) if both else None,
        estimate=known.estimate,
        no_estimate=known.why_not,
        exact=known.exact,
        unmeasured=known.lacking,
        reached=SAMPLED if both and min(counted) >= LEAST else ASSERTED,
        left_out=sum((Counter(dict(how.left_out)) for how in taken), Counter()),
    )


def _compared(
    metric: BeforeAfter, plug: Comparison, records: Placed, plain: tuple[Fraction, Fraction]
) -> tuple[Compared, str]:
    """Return the comparison; of two samples that are too small, the plain difference and why it has no interval."""
    try:
        return plug.compare(records.sampled), ""
    except ValueError as refused:
        why_not = str(refused)
        if plug.rung > SAMPLED:
            raise MetricInput(place=metric.name, what=why_not) from None
    before, after = (float(one) for one in plain)
    sizes = (records.count(after=False), records.count(after=True))
    return Compared(effect=after - before, before=before, after=after, n=sizes, method="平均差"), why_not.rstrip("。")


def _found(
    metric: BeforeAfter, levels: tuple[Fraction, Fraction], effect: Effect, given: Given, days: tuple[date, date] | None
) -> Found:
    """Return the effect with its words and what was spent once; the rest depends on where the levels come from."""
    effect.check(*levels, metric)
    spent, told = outlay(metric.setup, levels, effect.unit, metric, given)
    behind = inputs_used(metric.numbers, metric, given)
    table = (table_of(metric.table, metric, given),) if metric.table else ()
    return Found(
        amount=effect.amount(*levels),
        said=effect.said(*levels, metric) + told,
        lines=(*spent, *other_changes(metric, days)),
        used=(*table, *(one for one in behind.tables if one not in table)),
        asked=behind.asked,
        read=behind.read,
        period=f"{roc_text(days[0])}至{roc_text(days[1])}" if days else "",
        ways=effect.ways,
        days=days,
        each=metric.effect == "difference" and effect.unit.is_time and not effect.unit.below,
        inputs={name: Amount(level, effect.unit) for name, level in zip(("改變前", "改變後"), levels, strict=True)},
    )


def _rational(found: float, exact: Fraction) -> Fraction:
    """Return the mean itself where the comparison is of plain means; else the nearest fraction to what it found."""
    near = math.isclose(found, float(exact), rel_tol=1e-12, abs_tol=1e-12)
    return exact if near else Fraction(found).limit_denominator(FINEST)
