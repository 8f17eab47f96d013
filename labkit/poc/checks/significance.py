"""顯著 needs a test of chance."""

from __future__ import annotations

import re
from collections.abc import Iterator

from labkit.poc.check import Check, Trial
from labkit.poc.found import Found, Given, Tested
from labkit.poc.metric import Metric

STRONG = re.compile(
    r"(?:顯著|明顯|大幅|大大|大量)(?:度)?(?:地|的)?(?:提升|提高|改善|增加|成長|上升|躍升|進步|減少|降低|縮短|縮減|精簡|節省|省下|下降|下滑"
    r"|差異|優於|高於|低於|成效|效果)|顯著"
)
DENIED = re.compile(r"(?:不|未|無|沒有|非|未達|不得|不能|不可|不應|避免)[^，。；、]{0,6}$")
CHANGE = re.compile(r"提升|提高|改善|增加|成長|上升|進步|減少|降低|縮短|下降|前後|版")
SAME = "；比較的兩版（或前後）須用同一個定義，依加入後第幾週對齊，並註明季節"


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield each strong word that no test bears."""
    del given
    tested = found.tested
    if tested is not None and tested.significant:
        return
    for word, text in _said(metric):
        over_time = SAME if CHANGE.search(text) else ""
        if tested is None:
            yield f"「{word}」沒有檢定結果支持，不能使用。請做檢定並寫出差距與區間，或刪去這個詞、只寫數字{over_time}。"
        else:
            p = f"p＝{tested.p:.2f}"
            yield f"{tested.name}的結果是 {p}，不能排除只是機會造成，不能寫「{word}」。請只寫差距與區間{over_time}。"


def _said(metric: Metric) -> Iterator[tuple[str, str]]:
    """Yield each strong word with its text, each word once; what is said not to be so is passed over."""
    claim, target = metric.claim, metric.target
    texts = [claim.said if claim else "", metric.name, metric.question, target.said if target else "", *metric.limits]
    seen = set()
    for text in texts:
        for found in STRONG.finditer(text):
            if found[0] not in seen and not DENIED.search(text[: found.start()]):
                seen.add(found[0])
                yield found[0], text


SIGNIFICANCE = Check(
    label="「顯著」要有檢定",
    label_en="Significance",
    look=look,
    fires=(
        Trial.number(12.8, "%", "claim: 2.0 版上線後，持續運動的比例顯著提升"),
        Trial.number(12.8, "%", "claim: 等待時間大幅縮短"),
        Trial.number(12.8, "%", "claim: 大幅度精簡流程，詐騙大幅下滑"),
        Trial.number(12.8, "%", "claim: 顯著提升", found={"tested": Tested(name="排列檢定", p=0.21)}),
        Trial.time("limits: [民眾有感，明顯改善]\n"),
    ),
    silent=(
        Trial.number(12.8, "%", "claim: 顯著提升", found={"tested": Tested(name="排列檢定", p=0.003)}),
        Trial.number(12.8, "%", "claim: 持續運動的比例提升"),
        Trial.time("limits: [前後差未達顯著, 不能說顯著提升, 招牌要放在明顯處]\n"),
    ),
)
