"""The numbers of a report: each metric's mark, and every form in which its number is printed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from labkit.core.cells import HIDDEN_MARK
from labkit.core.errors import SpecInvalid
from labkit.poc.conclude import EQUIVALENTS
from labkit.poc.result import MetricResult
from labkit.poc.units import number_text

HEADLINE, INTERVAL, COUNT = "", "區間", "n"
REPRODUCED, ESTIMATED = "依輸入重算", "估計與區間"  # of MetricResult.standing
ABSENT = {INTERVAL: "區間無法計算", COUNT: "筆數未提供"}
HIDDEN = {INTERVAL: "區間不陳示", COUNT: "筆數不陳示", **dict.fromkeys(EQUIVALENTS, HIDDEN_MARK)}


@dataclass(frozen=True)
class Printed:
    """A metric as the report prints it: ``forms`` are its headline (under an empty name), 區間, n, and its equivalents."""

    mark: str
    result: MetricResult
    forms: Mapping[str, str]

    @property
    def headline(self) -> str:
        """Return the number with its unit and mark."""
        return self.linked(HEADLINE)

    @property
    def interval(self) -> str:
        """Return the interval with its confidence and mark, or why there is none."""
        estimate = self.result.found.estimate
        if estimate is not None and INTERVAL in self.forms:
            return f"{estimate.confidence * 100:g} % 區間：{self.linked(INTERVAL)}"
        return f"區間{dict(self.result.standing).get(ESTIMATED, '無法計算')}{self.mark}"

    def linked(self, form: str, place: str = "") -> str:
        """Return one form with its mark; raises SpecInvalid for a form that this metric does not have.

        A missing interval or count is said in words: a claim never stands without saying so.
        """
        absent = HIDDEN if self.result.found.hidden else ABSENT
        said = self.forms.get(form) or absent.get(form)
        if said is None:
            known = [name for name in (*self.forms, *absent) if name]
            what = f"指標「{self.result.name}」沒有「{form}」可以寫（可用：{'、'.join(dict.fromkeys(known))}）。"
            raise SpecInvalid(place=place or "成果報告", name=form, what=what, known=known)
        return f"{said}{self.mark}"


def printed(results: Mapping[str, MetricResult], ids: Iterable[str]) -> dict[str, Printed]:
    """Return the metrics ``ids`` with the marks 〔M1〕, 〔M2〕 …, in that order."""
    return {
        name: Printed(f"〔M{at}〕", results[name], forms_of(results[name]))
        for at, name in enumerate(ids, 1)
        if name in results
    }


def forms_of(result: MetricResult) -> dict[str, str]:
    """Return every form in which the number of ``result`` may be printed; of a hidden number the mark D alone."""
    amount, measure = result.found.amount, result.measure
    if result.found.hidden:
        return {HEADLINE: str(amount)}
    forms = {HEADLINE: with_unit(number_text(amount.value, result.metric.decimals), str(amount.unit))}
    if measure.low is not None and measure.high is not None:
        low, high = bounds_text(measure.low, measure.high, result.metric.decimals)
        forms[INTERVAL] = with_unit(f"{low} 至 {high}", measure.unit)
    if measure.n is not None:
        forms[COUNT] = f"{measure.n:,}"
    return {**forms, **result.equivalents}


def with_unit(number: str, unit: str) -> str:
    """Return a number before its unit; one without a unit stands alone.

    >>> with_unit("12.8", "%"), with_unit("3", "1")
    ('12.8 %', '3')
    """
    return number if unit == "1" else f"{number} {unit}"


def bounds_text(low: float, high: float, decimals: int) -> tuple[str, str]:
    """Return the bounds of an interval rounded to the second digit of its width, with at most ``decimals`` places.

    Source of the rule: JCGM 100:2008 (GUM) 7.2.6, an uncertainty has at most two significant digits.

    >>> bounds_text(209505.3, 380856.1, 1), bounds_text(11.5504, 14.1653, 2), bounds_text(2, 2, 1)
    (('210,000', '380,000'), ('11.6', '14.2'), ('2', '2'))
    """
    width = abs(high - low)
    place = max(-decimals, math.floor(math.log10(width)) - 1) if width > 0 else -decimals
    step = Fraction(10) ** place
    low_text, high_text = (_rounded(Fraction(one).limit_denominator(10**9), step, -place) for one in (low, high))
    return low_text, high_text


def _rounded(value: Fraction, step: Fraction, digits: int) -> str:
    """Return ``value`` rounded half up to a multiple of ``step``."""
    exact = math.floor(abs(value) / step + Fraction(1, 2)) * step
    return number_text(-exact if value < 0 else exact, max(digits, 1))
