"""A ratio of counts of which the numerator is larger than the denominator: it can be no part of it."""

from __future__ import annotations

from collections.abc import Iterator

from labkit.poc.check import Check, Trial
from labkit.poc.found import Found, Given
from labkit.poc.metric import Metric
from labkit.poc.units import number_text

STATED = """kind: ratio
id: a
name: 甲
numerator: {name: 陳情, value: %s, unit: 件}
denominator: {name: 收件, value: 100, unit: %s}
"""


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield a sentence where more of one thing are counted above than below."""
    del given
    if getattr(metric, "kind", "") != "ratio" or len(found.inputs) != 2:  # noqa: PLR2004  (a numerator and a denominator)
        return
    (part, above), (whole, below) = found.inputs.items()
    if above.unit == below.unit and above.unit.is_count and above.value > below.value:
        counts = f"{number_text(above.value)} {above.unit} 與 {number_text(below.value)} {below.unit}"
        yield (
            f"分子「{part}」比分母「{whole}」還多（{counts}），所以不是其中的一部分，不能說成占比。"
            "請核對兩者的條件與期間；若本來就是兩種不同的數量，請說成「每件幾件」。"
        )


MORE_THAN_WHOLE = Check(
    label="分子比分母多",
    label_en="Numerator larger than the denominator",
    look=look,
    fires=(Trial(STATED % (120, "件")),),
    silent=(Trial(STATED % (12, "件")), Trial(STATED % (120, "人"))),
)
