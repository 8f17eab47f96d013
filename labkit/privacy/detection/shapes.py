"""How values are written, without what they say: 英1數9 is one capital and nine digits, 字3 three Han characters."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from labkit.privacy.detection.column import ColumnHits

RUN = re.compile(
    r"(?P<字>[⺀-⻿㐀-鿿豈-﫿〇\U00020000-\U0010fffd]+)|(?P<數>[0-9０-９]+)|(?P<英>[A-ZＡ-Ｚ]+)|(?P<小寫>[a-zａ-ｚ]+)"
)


class _Kinds(dict[int, int]):
    """One sign for every sign of its kind, told once per sign: what is counted is how values are written."""

    def __missing__(self, sign: int) -> int:
        match = RUN.match(chr(sign))
        self[sign] = ord(ALIKE[str(match.lastgroup)]) if match else sign
        return self[sign]


PLAIN = "○〇◯●□+<=>|~^$\t\n"
ALIKE = {"字": "字", "數": "0", "英": "A", "小寫": "a"}
KINDS = _Kinds()
LONGEST, SHOWN = 8, 3


def shape(text: str) -> str:
    """Return the shape of a text: the kind and length of each run of signs, the signs between them as they are.

    >>> shape("王小明 A123-45"), shape("wang@mail.tw")
    ('字3 英1數3-數2', '小寫4@小寫4.小寫2')
    """
    parts, at = list[str](), 0
    for match in RUN.finditer(text):
        parts += [_signs(text[at : match.start()]), f"{match.lastgroup}{len(match.group())}"]
        at = match.end()
    told = [part for part in (*parts, _signs(text[at:])) if part]
    return "".join(told[: LONGEST * 2]) + ("…" if len(told) > LONGEST * 2 else "")


def _signs(text: str) -> str:
    """Return the signs between runs as they are; a letter of another script, a mark or a symbol tells only that it is one."""
    return "".join(sign if unicodedata.category(sign)[0] in "PZ" or sign in PLAIN else "字" for sign in text)


def shapes_of(column: ColumnHits) -> tuple[tuple[str, str, int], ...]:
    """Return the commonest shapes of what was found in a column: entity, shape, how many cells."""
    weights = column.weights
    rough, counted = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for at, spans in column.found.items():
        weight = int(weights[at])
        for span in spans:
            rough[span.entity, column.texts[at][span.start : span.end].translate(KINDS)] += weight
    for (entity, text), count in rough.items():
        counted[entity, shape(text)] += count
    ordered = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    return tuple((entity, form, count) for (entity, form), count in ordered[:SHOWN])
