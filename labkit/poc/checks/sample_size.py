"""On how many measurements does each input rest? Without n there is no interval."""

from __future__ import annotations

from collections.abc import Iterator

from labkit.poc.check import Check, Trial
from labkit.poc.found import Found, Given
from labkit.poc.metric import Metric

STATED = "kind: product\nid: a\nname: 甲\nwhose: 民眾\ninputs:\n- {name: 每件, value: 5, unit: 分鐘/件%s}\n- {name: 件數, value: 2, unit: 件/年%s}\n"


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield the inputs that do not say on how many they rest."""
    del metric, given
    if found.unmeasured:
        names = "、".join(found.unmeasured)
        yield f"「{names}」沒有說明由多少筆量得（n），無法計算區間。請補上 n 與標準差（sd），或改為由資料表量測。"


SAMPLE_SIZE = Check(
    label="由多少筆量得",
    label_en="Sample size",
    look=look,
    fires=(Trial(STATED % ("", ", n: 3")),),
    silent=(Trial(STATED % (", n: 30, sd: 4", ", n: 60, sd: 45")),),
)
