"""The nearest known name, for a name that is not known."""

from __future__ import annotations

import difflib

from labkit.core.messages import say

LISTED = 12


def near_miss(name: str, known: list[str]) -> str:
    """Return the sentence that names the nearest known name, or lists what is known.

    >>> near_miss("decmal", ["decimal", "unit"])
    '是不是「decimal」？'
    """
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if close:
        return say("near.one", name=close[0])
    shown = "、".join(known[:LISTED]) + ("…" if len(known) > LISTED else "")
    return say("near.list", names=shown) if known else ""
