"""The nearest known name, for a name that is not known."""

from __future__ import annotations

import difflib

from labkit.core.messages import say

LISTED = 12
CLOSE, NEARLY = 0.5, 0.4


def near_miss(name: str, known: list[str]) -> str:
    """Return the sentence that names the nearest known name, or lists what is known.

    >>> near_miss("decmal", ["decimal", "unit"])
    '是不是「decimal」？'
    """
    close = difflib.get_close_matches(name, known, n=1, cutoff=CLOSE)
    if close:
        return say("near.one", name=close[0])
    shown = "、".join(known[:LISTED]) + ("…" if len(known) > LISTED else "")
    return say("near.list", names=shown) if known else ""


def nearest(name: str, known: list[str]) -> list[str]:
    """Return up to three known names that are somewhat like ``name``, the nearest first.

    >>> nearest("取票時間", ["里", "取號時間", "叫號時間"])
    ['取號時間', '叫號時間']
    """
    return difflib.get_close_matches(name, known, n=3, cutoff=NEARLY)
