"""Hours that staff save must be used for something."""

from __future__ import annotations

from collections.abc import Iterator

from labkit.poc.check import Check, Trial
from labkit.poc.found import Found, Given
from labkit.poc.metric import Metric
from labkit.poc.wording.number import SAVED, is_time


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield the question, for time of staff that is neither re-used nor cashable."""
    del given
    if metric.whose not in {"櫃員", "同仁"} or metric.cashable or metric.reused_for or not is_time(found):
        return
    if SAVED.search(f"{metric.name}{metric.claim.said if metric.claim else ''}"):
        yield f"{metric.whose}省下的時間用在哪裡沒有寫。請填 reused_for（例如：支援尖峰櫃檯、審查複雜案件），否則看不出效益。"


REUSED_FOR = Check(
    label="省下的時間用在哪裡",
    label_en="Reused for",
    look=look,
    fires=(Trial.time("", whose="同仁"), Trial.time("name: 清理時間\nclaim: 一年省下 297,500 分鐘\n", whose="櫃員")),
    silent=(
        Trial.time(""),
        Trial.time("reused_for: 支援尖峰櫃檯", whose="同仁"),
        Trial.time("name: 處理時間\n", whose="同仁"),
        Trial.number(12.8, "%", "claim: 減少 12.8 %"),
    ),
    level="info",
)
