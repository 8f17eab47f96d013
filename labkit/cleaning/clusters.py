"""Spellings that may be one thing: by fingerprint, by pairs of signs, by edit distance. Proposals, never changes.

Source of the keys: OpenRefine's clustering methods (fingerprint, n-gram fingerprint, nearest neighbour), restated for
Chinese: width and 台/臺 are levelled, signs and blanks go; words are sorted only where there are blanks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from labkit.cleaning.near import TELLING, near_pairs
from labkit.cleaning.suspicion import Coded
from labkit.taiwan.variants import unify

SIGNS = re.compile(r"[^\w\s]|_")
MOST_VALUES = 5_000


@dataclass(frozen=True)
class Cluster:
    """The commonest spelling, the others, how many cells hold those, and the method that found them."""

    name: str
    others: tuple[str, ...]
    cells: int
    method: str


def fingerprint(text: str) -> str:
    """Return a key that spellings share which differ in width, case, 台/臺, signs, blanks or the order of words.

    >>> fingerprint("台北市 政府（社會局）") == fingerprint("臺北市政府社會局"), fingerprint("Pub Beer") == fingerprint("beer, pub")
    (True, True)
    """
    plain = SIGNS.sub(" ", unify(text).replace("台", "臺")).casefold()
    words = plain.split()
    if all(word.isascii() for word in words):
        return " ".join(sorted(set(words)))
    return "".join(words)


def pairs_of_signs(text: str) -> str:
    """Return the sorted pairs of neighbouring signs: a key that a doubled or swapped word leaves alone.

    >>> pairs_of_signs("社會局局") == pairs_of_signs("社會局局局")
    True
    """
    plain = "".join(fingerprint(text).split())
    return "".join(sorted({plain[at : at + 2] for at in range(len(plain) - 1)}))


KEYS = {"fingerprint": fingerprint, "pairs_of_signs": pairs_of_signs}
APART = {"fingerprint": 100, "pairs_of_signs": 2}
SHORTEST = {"fingerprint": 1, "pairs_of_signs": 4}


def clusters(counts: Mapping[str, int], *, near: bool = True) -> list[Cluster]:
    """Return groups of spellings, each spelling in one group at most, by the first method that finds it.

    Spellings whose digits or telling signs differ (第一科, 第二科) are never put together, whatever their key.

    ``counts`` is spelling -> cells. ``near`` adds rare spellings close to a common one (see ``NearSpelling``).

    >>> clusters({"臺北市政府": 9, "台北市政府": 2, "新北市政府": 5})[0].others
    ('台北市政府',)
    """
    if len(counts) > MOST_VALUES:
        return []
    found: list[Cluster] = []
    taken: set[str] = set()
    for method, key in KEYS.items():
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        for text in counts:
            if text not in taken and len(text) >= SHORTEST[method] and (told := key(text)):
                groups[told, "".join(TELLING.findall(text))].append(text)
        for group in groups.values():
            if len(group) > 1 and len(max(group, key=len)) - len(min(group, key=len)) <= APART[method]:
                found.append(_cluster(group, counts, method))
                taken |= set(group)
    return found + (_near(counts, taken) if near else [])


def _cluster(group: list[str], counts: Mapping[str, int], method: str) -> Cluster:
    name, *others = sorted(group, key=lambda text: (-counts[text], text))
    return Cluster(name, tuple(others), sum(counts[text] for text in others), method)


def _near(counts: Mapping[str, int], taken: set[str]) -> list[Cluster]:
    left = [text for text in counts if text not in taken]
    codes = np.repeat(np.arange(len(left)), [counts[text] for text in left])
    groups: dict[str, list[str]] = defaultdict(list)
    for rare, common in near_pairs(Coded("", tuple(left), codes, np.empty(0, np.int64))):
        groups[left[common]].append(left[rare])
    named = {name: others for name, others in groups.items() if not any(name in told for told in groups.values())}
    return [_cluster([name, *others], counts, "near_spelling") for name, others in named.items()]
