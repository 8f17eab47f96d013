"""「增加 2 倍」 is read in two ways: three times as much, or twice as much."""

from __future__ import annotations

from collections.abc import Iterator

from labkit.poc.check import Check, Trial
from labkit.poc.claimed.from_to import from_to
from labkit.poc.claimed.said_numbers import said_numbers
from labkit.poc.found import Found, Given
from labkit.poc.metric import Metric
from labkit.poc.units import exact_text


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield each rise by so many times, other than one, where the levels are not said beside it."""
    del found, given
    said = said_numbers(metric.claim.said) if metric.claim else []
    if any(from_to(said)):
        return
    for one in said:
        if one.unit == "倍" and one.change == "up" and one.value > 1:
            times = exact_text(one.value)
            yield (
                f"「{one.text}」的增加有兩種讀法：多了 {times} 倍（成為原來的 {exact_text(one.value + 1)} 倍），或成為原來的 {times} 倍。"
                "請改寫為「是原來的幾倍」，並寫出前後各是多少。"
            )


TIMES = Check(
    label="「倍」的兩種讀法",
    label_en="So many times more",
    look=look,
    fires=(
        Trial.number(2, "倍", "claim: 網路申辦件數提升 2 倍"),
        Trial.number(2, "倍", "claim: 使用人次成長 1.5 倍"),
    ),
    silent=(
        Trial.number(2, "倍", "claim: 借閱人次為去年的 3 倍"),
        Trial.number(2, "倍", "claim: 借閱人次成長一倍"),
        Trial.number(2, "倍", "claim: 借閱人次由 100 人次成長到 300 人次，成長 2 倍"),
        Trial.number(2, "倍", "claim: 借閱人次成長至 3 倍"),
    ),
)
