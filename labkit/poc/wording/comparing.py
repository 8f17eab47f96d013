"""What each rung of the ladder allows to be said of a difference."""

from __future__ import annotations

from dataclasses import dataclass

from labkit.poc.evidence import rung_in_words
from labkit.poc.found import Found, Tested
from labkit.poc.metric import Metric

SMALLEST, COMPARED = 0.001, 2


@dataclass(frozen=True)
class Allowed:
    """How the number is introduced, and what must be said beside it; ``cause`` tells whether 造成 may be said."""

    introduced: str
    beside: str
    cause: bool = False


ALLOWED = (
    Allowed("計算", "這只是主張，沒有量測紀錄"),
    Allowed("計算", "沒有前後比較，不能說是這個措施的效果"),
    Allowed("，以改變前、後各量一批的差計算", "前後的差可能另有原因，不能全歸於這個措施"),
    Allowed("，以成對（或同星期同時段）的前後差計算", "前後的差可能另有原因，不能全歸於這個措施"),
    Allowed("，扣除原有趨勢後計算", "同一時間的其他改變仍可能有影響"),
    Allowed("，與沒有改變的對照相比後計算", "對照沒有別的改變時，可說是這個措施造成的差距", cause=True),
    Allowed("，以隨機（或分批上線）的兩組相比計算", "先後由抽籤決定，可說是這個措施造成的差距", cause=True),
)


def rung_of(metric: Metric, found: Found) -> int:
    """Return the rung that the data bear, or the lower one that the metric states; typed numbers alone are a mere claim."""
    if "design" in metric.model_fields_set:
        return min(metric.design, found.reached)
    typed = not found.used and not found.read and not found.asked
    return 0 if typed and found.reached <= 1 else found.reached


def beside(rung: int, found: Found | None = None) -> str:
    """Return the sentence about the evidence; no cause is spoken of where no difference is shown.

    >>> beside(1)
    '證據第 1 級（只有事前或只有事後）：沒有前後比較，不能說是這個措施的效果。'
    """
    chance = found is not None and (crosses_zero(found) or (found.tested and not found.tested.significant))
    said = (
        "設計夠強，但這次還不能說有差別，也就不能說這個措施有效果"
        if ALLOWED[rung].cause and chance
        else ALLOWED[rung].beside
    )
    return f"證據{rung_in_words(rung)}：{said}。"


def crosses_zero(found: Found) -> str:
    """Return that no difference is shown, where a comparison's interval has 0 in it."""
    estimate = found.estimate
    if found.reached < COMPARED or estimate is None or not estimate.low <= 0 <= estimate.high:
        return ""
    return "區間包含 0，還不能說有差別。"


def tested_in_words(tested: Tested | None) -> str:
    """Return what a test of chance says; the word 顯著 stands only where it is earned."""
    if tested is None:
        return ""
    p = f"p＜{SMALLEST}" if tested.p < SMALLEST else f"p＝{tested.p:.3f}"
    if tested.significant:
        return f"差異達統計顯著（{tested.name}，{p}，對照的假設：{tested.against}）。"
    gap = "" if tested.name.endswith("）") else " "
    return f"{tested.name}{gap}{p}，不能排除只是機會造成的差異。"
