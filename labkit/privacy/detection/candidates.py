"""Which texts of a column are worth a look: one pass of RE2 per recognizer over the distinct values, before any is looked at.

A pattern without its look-arounds matches all that the pattern matches, and more: what it does not match needs no look.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from labkit.privacy.recognizer import Pattern, Recognizer

LOOKS = ("(?=", "(?!", "(?<=", "(?<!")
Mask = npt.NDArray[np.bool_]


def candidates(one: Recognizer, plain: pa.Array, column: str, *, spoken: bool) -> npt.NDArray[np.int64]:
    """Return the places of the texts in which ``one`` may find something; ``spoken``: the column speaks for the kind."""
    forms = one.forms(column, spoken=spoken)
    sure = [form for form in forms if form.stands or spoken or form.names is not None]
    mask = _any(plain, map(relaxed, sure))
    unsure = [form for form in forms if form not in sure]
    if unsure and (one.words or one.after):
        near = np.flatnonzero(_any(plain, map(re.escape, (*one.words, *one.after))))
        mask[near] |= _any(plain.take(pa.array(near)), map(relaxed, unsure))
    return np.flatnonzero(mask)


def _any(plain: pa.Array, expressions: Iterable[str]) -> Any:
    told = "|".join(f"(?:{one})" for one in expressions)
    if not told or not len(plain):
        return np.zeros(len(plain), bool)
    return pc.match_substring_regex(plain, told).to_numpy(zero_copy_only=False).copy()


def relaxed(pattern: Pattern) -> str:
    """Return an RE2 expression that matches wherever the pattern does."""
    return pattern.hint or without_looks(pattern.regex)


@functools.lru_cache(maxsize=1024)
def without_looks(regex: str) -> str:
    r"""Return ``regex`` without its look-arounds.

    >>> without_looks(r"(?<![0-9])09[0-9]{8}(?![0-9]|-(?:[0-9]))x")
    '09[0-9]{8}x'
    """
    kept, at = "", 0
    while at < len(regex):
        if regex.startswith(LOOKS, at):
            at = _end_of_group(regex, at)
            continue
        step = 2 if regex[at] == "\\" else _end_of_set(regex, at) - at if regex[at] == "[" else 1
        kept += regex[at : at + step]
        at += step
    return kept.replace("(?:)", "")


def _end_of_group(regex: str, at: int) -> int:
    depth = 0
    while True:
        if regex[at] == "\\":
            at += 1
        elif regex[at] == "[":
            at = _end_of_set(regex, at) - 1
        else:
            depth += {"(": 1, ")": -1}.get(regex[at], 0)
        at += 1
        if not depth:
            return at


def _end_of_set(regex: str, at: int) -> int:
    """Return where the set of signs that begins at ``at`` has ended."""
    at += 2 if regex[at + 1] in "^]" else 1
    while regex[at] != "]":
        at += 2 if regex[at] == "\\" else 1
    return at + 1
