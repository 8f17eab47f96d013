"""A share as people read it: in %, with Wilson's interval, or without one where nobody says of how many."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from labkit.core.errors import MetricInput
from labkit.poc.amount import Amount
from labkit.poc.found import Found, Line
from labkit.poc.metric import Metric
from labkit.poc.take import Taken
from labkit.poc.units import Unit, number_text
from labkit.statistics.intervals import wilson

METHOD = "Wilson 區間"
PERCENT = Unit(("%",))


def percent_of(part: int, whole: int) -> Taken:
    """Return ``part`` of ``whole`` in %, exactly, with its interval.

    >>> taken = percent_of(5, 5)
    >>> str(taken.value), round(taken.low, 1), taken.high
    ('100', 56.6, 100.0)
    """
    low, high = (100 * limit for limit in wilson(part, whole))
    return Taken(Fraction(100 * part, whole), whole, None, low, high, method=METHOD)


def percent_text(part: int, whole: int, decimals: int) -> str:
    """Return ``part`` of ``whole`` in %, rounded.

    >>> percent_text(320, 2500, 1)
    '12.8'
    """
    return number_text(Fraction(100 * part, whole), decimals)


def interval_text(low: float, high: float) -> str:
    """Return the limits of a share in %, to two places.

    >>> interval_text(11.546, 14.172)
    '11.55 至 14.17'
    """
    return " 至 ".join(number_text(Fraction(str(limit)), 2) for limit in (low, high))


def share_lines(what: str, part: int, whole: int, unit: str, source: str) -> Iterator[Line]:
    """Yield a share with its denominator, and its interval."""
    taken = percent_of(part, whole)
    yield Line(what, number_text(taken.value, 2), "%", f"{whole:,} {unit}中 {part:,} {unit}；{source}")
    yield Line(f"{what}：95% 區間", interval_text(taken.low or 0, taken.high or 0), "%", METHOD)


def stated_share(metric: Metric, share: Fraction, lacking: str, source: str) -> Found:
    """Return a share that is stated without its denominator: it is shown, has no interval, and stays unverified.

    Raises MetricInput for a share outside 0 to 100 %, and for one that is said to be verified.
    """
    if not 0 <= share <= 100:  # noqa: PLR2004  (per cent)
        raise MetricInput(place=metric.name, what="比例只能在 0% 到 100% 之間，請核對。")
    if metric.status == "已查核" or metric.verified:
        raise MetricInput(
            place=metric.name, what=f"{lacking}，無從查核，不能標為已查核（status、verified）。請補上筆數。"
        )
    return Found(
        amount=Amount(share, PERCENT),
        said=f"{number_text(share, metric.decimals)}%（{lacking}，不知道是多少人之中的比例）",
        lines=(Line(metric.name, number_text(share, metric.decimals), "%", source or "公開說法"),),
        no_estimate=lacking,
        reached=0,
        inputs={metric.name: Amount(share, PERCENT)},
        unmeasured=(metric.name,),
    )
