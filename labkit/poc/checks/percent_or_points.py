"""A difference of two shares is in 百分點, a relative change in %."""

from __future__ import annotations

from collections.abc import Iterator

from labkit.poc.check import Check, Trial
from labkit.poc.claimed.said_numbers import SaidNumber, said_numbers
from labkit.poc.found import Found, Given
from labkit.poc.metric import Metric
from labkit.poc.units import Unit, number_text

WHOLE = 100
POINTS, PERCENT = Unit(("百分點",)), Unit(("%",))


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield what the words of the claim mix up."""
    del given
    if metric.claim is None:
        return
    unit = found.amount.unit
    for one in said_numbers(metric.claim.said):
        if one.unit == "%" and one.change and unit == POINTS:
            yield (
                f"公開說法的「{one.text}」是相對變化，而這個指標是兩個百分比的差，單位是百分點。"
                f"請改寫為「{number_text(found.amount.value)} 個百分點」，並寫出前後各是多少 %。"
            )
        elif one.unit == "百分點" and unit == PERCENT:
            yield f"公開說法寫「{one.text}」，而這個指標的單位是 %（比率或相對變化）。請改用同一種單位，並寫出前後各是多少 %。"
        elif one.unit == "%" and one.change and unit == PERCENT:
            yield from _either(one, metric)


def _either(one: SaidNumber, metric: Metric) -> Iterator[str]:
    """Yield that a change of a share can be read two ways; with a baseline, what each reading would come to."""
    before = metric.baseline
    if before is None or before.value is None or before.unit != "%":
        return
    sign = -1 if one.change == "down" else 1
    size = sign * abs(one.value)
    relative, points = before.value * (1 + size / 100), before.value + size
    if not 0 <= points <= WHOLE:
        return  # it can only be meant relatively
    yield (
        f"公開說法的「{one.text}」有兩種讀法：由 {number_text(before.value)} % 相對變動，會成為 {number_text(relative)} %；"
        f"若指百分點，會成為 {number_text(points)} %。請擇一，並寫出前後各是多少 %。"
    )


PERCENT_OR_POINTS = Check(
    label="% 與百分點",
    label_en="Percent or points",
    look=look,
    fires=(
        Trial.number(7.2, "百分點", "claim: 持續運動的比例提高 70 % 以上"),
        Trial.number(70, "%", "claim: 精準度提高 70 個百分點"),
        Trial.number(70, "%", "claim: 滿意度提升 10 %\nbaseline: {said: 原本 60 %, value: 60, unit: '%'}"),
    ),
    silent=(
        Trial.number(7.2, "百分點", "claim: 由 12.8 % 提高到 20 %，提高 7.2 個百分點"),
        Trial.number(70, "%", "claim: 精準度提高 70 %"),
        Trial.number(70, "%", "claim: 滿意度 70 %\nbaseline: {said: 原本 60 %, value: 60, unit: '%'}"),
    ),
)
