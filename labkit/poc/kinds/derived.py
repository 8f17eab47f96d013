"""A metric computed from other metrics: 每件成本 = 總時間 / 件數."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from labkit.core.errors import MetricInput
from labkit.core.expressions.expression import ExpressionText
from labkit.poc.amount import Amount
from labkit.poc.arithmetic import ALLOWED, Worked, in_words, over_draws, worked
from labkit.poc.found import Estimate, Found, Given, Line
from labkit.poc.intervals.propagation import Floats, propagate, upstream
from labkit.poc.intervals.spreads import FIXED
from labkit.poc.metric import Metric
from labkit.poc.origins.elsewhere import result_of
from labkit.poc.result import MetricResult
from labkit.poc.units import Unit, factor_between, number_text


class Derived(Metric):
    """Compute ``expr`` over other metrics, named by id or by 「name」, exactly and with their units; ``unit`` is checked.

    Only numbers, names, + - * / and minus. Sums need one unit; the times of different people are never added. A % in a product
    is a share: 50% of 20% is 10%. The mean of means is no mean: take a ratio of the sums instead (kind ratio); the percent of a
    percent needs its wholes to be the same (20% of those 50%), which no arithmetic can check.
    The interval is that of the metrics, carried through by drawing each metric once; see ``labkit.poc.intervals.propagation``.
    """

    kind: Literal["derived"] = "derived"
    label: ClassVar[str] = "由其他指標計算"
    label_en: ClassVar[str] = "Derived from other metrics"
    expr: ExpressionText

    @model_validator(mode="after")
    def _stated(self) -> Self:
        if not self.unit:
            message = "kind: derived 需要 unit（結果的單位），計算時會核對"
            raise ValueError(message)
        if not self.expr.names:
            message = f"expr 沒有任何指標名稱；{ALLOWED}"
            raise ValueError(message)
        return self

    @property
    def asks(self) -> tuple[str, ...]:
        """Return the metrics that the expression names."""
        return tuple(self.expr.names)

    def compute(self, given: Given) -> Found:
        """Return what the expression comes to; raises MetricInput, UnitMismatch or AmbiguousDay."""
        asked = {name: result_of(name, self, given) for name in self.expr.names}
        known = {name: _as_worked(one) for name, one in asked.items()}
        wanted = Unit.parse(self.unit, place=self.name)
        out = worked(self.expr.node, known, place=self.name)
        amount = out.amount.to(wanted, place=self.name)
        self._check_whose(out, amount)
        results = list({one.metric.id: one for one in asked.values()}.values())
        names = {name: one.metric.name for name, one in asked.items()}
        estimate, why = estimate_of(self, asked, wanted)
        return Found(
            amount=amount,
            said=f"{number_text(amount.value, self.decimals)} {amount.unit}",
            lines=tuple(self._lines(results, amount, in_words(self.expr.node, names))),
            n=min((one.found.n for one in results if one.found.n), default=None),
            estimate=estimate,
            no_estimate=why,
            exact=all(_is_exact(leaf) for one in results for leaf in _leaves(one)),
            reached=min(one.measure.design for one in results),
            asked=tuple(results),
            inputs={one.metric.name: one.found.amount for one in results},
            unmeasured=tuple(one.metric.name for one in results if one.found.unmeasured),
            each=amount.unit.is_time and not amount.unit.below and any(one.found.each for one in results),
        )

    def _lines(self, results: list[MetricResult], amount: Amount, words: str) -> list[Line]:
        lines = [
            Line(one.metric.name, number_text(one.found.amount.value, 6), str(one.found.amount.unit), "指標")
            for one in results
        ]
        return [*lines, Line(words, number_text(amount.value, self.decimals), str(amount.unit), "計算")]

    def _check_whose(self, out: Worked, amount: Amount) -> None:
        others = out.whose - {self.whose}
        if amount.unit.is_time and self.whose and others:
            what = f"whose 寫{self.whose}，但算式用到的是{'、'.join(sorted(others))}的時間。請改正 whose。"
            raise MetricInput(place=self.name, what=what)


def _as_worked(result: MetricResult) -> Worked:
    whose = result.metric.whose
    amount = result.found.amount
    return Worked(amount, frozenset({whose}) if whose and amount.unit.is_time else frozenset())


def estimate_of(metric: Derived, asked: Mapping[str, MetricResult], wanted: Unit) -> tuple[Estimate | None, str]:
    """Return the interval of ``metric`` in ``wanted``, or why there is none.

    A metric that is derived itself is followed down to the metrics that it asks, so that what stands behind two of them is
    drawn once and they move together.
    """
    leaves = {one.metric.id: one for result in asked.values() for one in _leaves(result)}
    without = [one.metric.name for one in leaves.values() if one.found.estimate is None and not _is_exact(one)]
    if without:
        return None, f"「{'」、「'.join(without)}」沒有區間"
    shared = [
        (one, other)
        for one in leaves.values()
        for other in leaves.values()
        if one.metric.id < other.metric.id and upstream(one) & upstream(other)
    ]
    if shared:
        names = "」與「".join(one.metric.name for one in shared[0])
        return None, f"「{names}」由同一個指標算出，誤差相關，無法視為獨立"
    estimates = {name: one.found.estimate for name, one in leaves.items() if one.found.estimate}
    if not estimates:
        reasons = {one.found.no_estimate for one in leaves.values()}
        return None, reasons.pop() if len(reasons) == 1 else FIXED

    def formula(draws: Mapping[str, Floats]) -> Floats:
        return _over(metric, asked, draws, wanted)

    found = propagate(formula, estimates)
    return (_named(found, leaves), "") if found else (None, "除數的區間包含 0")


def _named(estimate: Estimate, leaves: Mapping[str, MetricResult]) -> Estimate:
    """Return the estimate with its parts under the metrics' names; ids stand with names that are there twice."""
    names = [one.metric.name for one in leaves.values()]
    called = {
        key: one.metric.name if names.count(one.metric.name) == 1 else f"{one.metric.name}（{key}）"
        for key, one in leaves.items()
    }
    shares = {called[key]: share for key, share in estimate.shares.items()}
    return replace(estimate, shares=shares, dominant=called.get(estimate.dominant, ""))


def _is_exact(result: MetricResult) -> bool:
    return result.found.estimate is None and result.found.exact


def _leaves(result: MetricResult) -> list[MetricResult]:
    if isinstance(result.metric, Derived):
        return [leaf for one in result.found.asked for leaf in _leaves(one)]
    return [result]


def _over(metric: Derived, asked: Mapping[str, MetricResult], draws: Mapping[str, Floats], wanted: Unit) -> Floats:
    """Return draws of ``metric`` in ``wanted``, computed from the draws of the leaves by id."""
    inner = {name: _draws_of(one, draws) for name, one in asked.items()}
    units = {name: one.found.amount.unit for name, one in asked.items()}
    found, unit = over_draws(metric.expr.node, units, inner)
    return found * float(factor_between(unit, wanted))


def _draws_of(result: MetricResult, draws: Mapping[str, Floats]) -> Floats:
    if not isinstance(result.metric, Derived):
        return np.asarray(float(result.found.amount.value)) if _is_exact(result) else draws[result.metric.id]
    named = {one.metric.id: one for one in result.found.asked} | {one.metric.name: one for one in result.found.asked}
    asked = {name: named[name] for name in result.metric.expr.names}
    return _over(result.metric, asked, draws, result.found.amount.unit)
