"""Rare values that are nearly a common one: the measure that doubts and proposals share."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from labkit.cleaning.suspicion import Coded

ANCHOR, TIMES, PART, SHORTEST, WHOLE_WORD = 5, 20, 0.34, 3, 6
HAN_SIGNS, MOST_RARE, MOST_ANCHORS, FAR = 10, 5_000, 1_000, 10**6
TELLING = re.compile(r"[0-9一二三四五六七八九十甲乙丙丁單雙無有附不非未已男女上下左右大小內外東西南北中前後正副新舊]")
HAN = re.compile("[㐀-鿿]")


def near_pairs(column: Coded) -> Iterator[tuple[int, int]]:
    """Yield the numbers of each doubted value and of the common value that it is close to."""
    from rapidfuzz import process  # noqa: PLC0415
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

    order = np.argsort(-column.counts, kind="stable")
    anchors = [int(one) for one in order if column.counts[one] >= ANCHOR][:MOST_ANCHORS]
    rare = [int(one) for one in order[::-1] if column.counts[one] and _may_be_wrong(column.values[one])][:MOST_RARE]
    if not anchors or not rare:
        return
    words = [column.values[one].strip() for one in rare]
    names = [column.values[one].strip() for one in anchors]
    distances = process.cdist(words, names, scorer=Levenshtein.distance, dtype=np.int32)
    for at, one in enumerate(rare):
        enough = column.counts[anchors] >= TIMES * column.counts[one]
        close = np.where(enough & (distances[at] > 0), distances[at], FAR)
        best = int(np.argmin(close))
        if close[best] < FAR and _is_near(words[at], names[best], int(close[best])):
            yield one, anchors[best]


def _may_be_wrong(value: str) -> bool:
    return len(value.strip()) >= SHORTEST


def _is_near(word: str, name: str, distance: int) -> bool:
    if TELLING.findall(word) != TELLING.findall(name):
        return False
    if HAN.search(word) or HAN.search(name):
        return distance <= min(len(word), len(name)) // HAN_SIGNS
    return distance <= min(len(word), len(name)) // 8 or _word_by_word(word.split(), name.split())


def _word_by_word(word: list[str], name: list[str]) -> bool:
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

    if len(word) != len(name):
        return False
    apart = [(Levenshtein.distance(a, b), len(b)) for a, b in zip(word, name, strict=True) if a != b]
    if len(name) == 1 and len(name[0]) < WHOLE_WORD:
        return False  # Chan and Chen are two people
    return all(distance <= max(1, int(PART * length)) and length > 1 for distance, length in apart)
