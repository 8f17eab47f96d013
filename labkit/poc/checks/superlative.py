"""A first place or a record needs those that it was compared with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from labkit.poc.check import Check, Trial
from labkit.poc.found import Found, Given
from labkit.poc.metric import Metric

EVERYBODY = "全國|全[台臺]|六都|五都|各縣市|全球|世界|亞洲|國際|業界|同級機關"
FIRST = r"第一(?!線|次|階段|期|季|批|手|步|時間)"
BEST = re.compile(
    rf"(?:{EVERYBODY})[^，。；、]{{0,4}}(?:{FIRST}|首創|首座|首例|首家|唯一|之冠|居冠|最(?:高|低|快|多|少|佳|好|優|大|早))"
    rf"|(?:首創|領先|冠居|獨步)[^，。；、]{{0,2}}(?:{EVERYBODY})|首屈一指|史無前例"
    r"|(?:歷史|歷年|史上|歷屆)[^，。；、]{0,2}(?:新高|新低|最(?:高|低|多|少|佳|快))|創(?:下)?(?:歷史|歷年)?新高"
)
DENIED = re.compile(r"(?:不|未|無|沒有|非|不是|不能說)[^，。；、]{0,4}$")


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield each superlative of the claim and of the name."""
    del found, given
    texts = [metric.claim.said if metric.claim else "", metric.name]
    words = [one[0] for text in texts for one in BEST.finditer(text) if not DENIED.search(text[: one.start()])]
    for word in dict.fromkeys(words):
        yield f"「{word}」沒有說是和誰比。請寫明比較了哪些機關、哪段期間、是否用同一個定義與資料來源，或刪去這個詞、只寫數字。"


SUPERLATIVE = Check(
    label="第一、之冠與新高",
    label_en="Superlatives",
    look=look,
    fires=(
        Trial.number(96, "%", "claim: 滿意度 96 %，全國第一"),
        Trial.number(96, "%", "claim: 首創全國智慧客服，通過率六都之冠"),
        Trial.number(96, "件", "claim: 受理件數創歷史新高"),
    ),
    silent=(
        Trial.number(96, "%", "claim: 全國第一線同仁的滿意度 96 %，第一階段完成"),
        Trial.number(96, "%", "claim: 滿意度 96 %，不是全國第一"),
        Trial.number(96, "%", "claim: 全國一致的定義，最高 96 %"),
    ),
)
