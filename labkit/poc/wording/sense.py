"""A change in words (減少, 增加): its size, its bounds, and whether the claim says the same way."""

from __future__ import annotations

from dataclasses import replace

from labkit.poc.amount import Amount
from labkit.poc.claimed.said_numbers import SaidNumber
from labkit.poc.found import Estimate, Found
from labkit.poc.metric import Metric
from labkit.poc.wording.precision import Rounded

RISES = ("增加", "上升")


def way_of(found: Found) -> str:
    """Return 減少, 增加 (下降, 上升) for a change; empty for a number that is none, and for no change."""
    if found.ways is None or found.hidden or not found.amount.value:
        return ""
    return found.ways[found.amount.value < 0].removesuffix("比率")


def sized(found: Found) -> str:
    """Return the reproduced number: 「減少 3.2 分鐘/件」 for a change, never a bare minus."""
    way = way_of(found)
    return f"{way} {Amount(abs(found.amount.value), found.amount.unit)}" if way else str(found.amount)


def opposed(said: SaidNumber, metric: Metric, found: Found) -> bool:
    """Tell whether the claim says the other way than the data: 縮短 where they rose.

    An improvement may be said of what mirrors it: 精準度提高 is an error that fell.
    """
    way = way_of(found)
    if not way or not said.change or (metric.direction and found.amount.value > 0):
        return False
    return (way in RISES) != (said.change == "up")


def in_its_sense(found: Found, estimate: Estimate) -> Estimate:
    """Return the estimate as the size of what is said: a fall of 3.2 lies between 2.4 and 4.0, and not below 0."""
    if found.ways is None or found.amount.value >= 0:
        return estimate
    return replace(estimate, value=-estimate.value, low=-estimate.high, high=-estimate.low)


def worded(found: Found, text: Rounded) -> Rounded:
    """Return the bounds each with its word where they point both ways: 增加 1.4, 減少 1.7."""
    if found.ways is None or not (text.low.startswith("-") or text.high.startswith("-")):
        return text
    way, other = (one.removesuffix("比率") for one in found.ways[:: -1 if found.amount.value < 0 else 1])
    low, high = (f"{other if one.startswith('-') else way} {one.removeprefix('-')}" for one in (text.low, text.high))
    return Rounded(text.value, low, high)
