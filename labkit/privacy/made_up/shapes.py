"""Texts by their shape: signs of the same kind in the same order, none of them real."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

from labkit.privacy.detection.shapes import shape
from labkit.privacy.made_up.real import Maker, RealColumn

WORDS, STEMS = ("測試", "範例", "虛構"), "甲乙丙丁戊己庚辛"
HAN_RUN, LONGEST, SAMPLED = 6, 24, 200
HAN = re.compile("[⺀-⻿㐀-鿿豈-﫿〇\U00020000-\U0010fffd]+")
MANY = 0.3
LATIN = "ABCDEFGHJKLMNPQRSTUVWXYZ"
KEPT = frozenset(" -_/.,:;()[]#+&、，。：（）「」　")
UNITS = frozenset("里村鄰區鄉鎮市縣路街段巷弄號樓歲人元年月日時分級類型式科課室局處所院校站店班組")
SENTENCES = (
    "這是虛構的說明文字。",
    "此格為虛構內容，只示意寫法。",
    "虛構範例：已處理完成並回覆。",
    "虛構範例：需要補件，另行通知。",
    "內容為虛構，實際文字不提供。",
    "虛構範例：現場查看後結案。",
)


def sentence(draw: Random, attempt: int) -> str:
    """Return a harmless sentence."""
    return draw.choice(SENTENCES) + "（示意）" * (attempt // 20)


def maker(column: RealColumn) -> Maker:
    """Return a maker of texts in the commonest shapes of a column; long texts become a harmless sentence."""
    counted = Counter[str]()
    samples: dict[str, list[str]] = {}
    for text, count in column.counts.items():
        form = shape(text.strip())
        counted[form] += count
        if len(samples.setdefault(form, [])) < SAMPLED:
            samples[form].append(text.strip())
    forms = [(form, count) for form, count in counted.most_common(10) if count >= column.k]
    if not forms:
        return sentence if column.share(lambda text: len(text) > LONGEST) > MANY else _plain
    texts, weights = [samples[form] for form, _ in forms], [count for _, count in forms]
    ends = _endings(column)

    def make(draw: Random, attempt: int) -> str:
        (same,) = draw.choices(texts, weights)
        if len(same[0]) > LONGEST:
            return sentence(draw, attempt)
        made = alike(same[0], draw, zeros=_zeros(same), end=same[0][-1] if same[0][-1] in ends else "")
        return made + str(draw.randint(1, 9)) * (attempt // 30)

    return make


def alike(text: str, draw: Random, *, zeros: int = 0, end: str = "") -> str:
    """Return signs of the same kinds as ``text``: ``zeros`` leading zeros and the last sign ``end`` are kept.

    >>> alike("新安里", Random(1), end="里")[-1], len(alike("A-012", Random(1)))
    ('里', 5)
    """
    short = text[:LONGEST].removesuffix(end)
    made = "".join(_sign(sign, at, short, draw) for at, sign in enumerate(short))
    if zeros:
        made = re.sub("^[0-9]+", lambda run: "0" * zeros + run.group()[zeros:], made)
    return HAN.sub(lambda run: _han(min(len(run.group()), HAN_RUN), draw), made) + end


def _sign(sign: str, at: int, text: str, draw: Random) -> str:
    if sign.isdecimal():
        first = at == 0 or not text[at - 1].isdecimal()
        return str(draw.randint(1 if first else 0, 9))
    if sign.isascii() and sign.isalpha():
        made = draw.choice(LATIN)
        return made if sign.isupper() else made.lower()
    return sign if sign in KEPT else "字"


def _han(length: int, draw: Random) -> str:
    """Return Han signs that say that they are none: 範例甲丙."""
    word = draw.choice(WORDS) if length > 1 else ""
    return word + "".join(draw.choice(STEMS) for _ in range(length - len(word)))


def _plain(draw: Random, attempt: int) -> str:
    return _han(2, draw) + draw.choice(LATIN) * (1 + attempt // 20)


def _zeros(texts: list[str]) -> int:
    """Return how many leading zeros every one of the texts has."""
    return min(len(text) - len(text.lstrip("0")) for text in texts)


def _endings(column: RealColumn) -> set[str]:
    counted = Counter[str]()
    for text, count in column.counts.items():
        counted[text.strip()[-1:]] += count
    return {sign for sign, count in counted.items() if sign in UNITS and count >= column.k}
