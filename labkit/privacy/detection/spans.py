"""Where personal data stands in one text: every recognizer asked, the surest kept where two overlap."""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from labkit.privacy.detection.context import named, score_of
from labkit.privacy.recognizer import KEEP, RECOGNIZERS, Recognizer
from labkit.privacy.roles import Role

NUMERAL = "[一二三四五六七八九十百零〇0-9]"
MASKED = re.compile(
    rf"[○◯●□*＊]|(?<!{NUMERAL})〇(?!{NUMERAL}|[號巷弄樓鄰])|[Xx_#]{{3}}|(?<![A-Za-z_#])[Xx#]{{2}}(?![A-Za-z@._])"
)
DASH_SIGNS = "‐‑‒–—―−﹣"
UNSEEN_SIGNS = "".join(sign for sign in map(chr, range(0x2FFFF)) if unicodedata.category(sign) == "Cf")
DASHES = str.maketrans({**dict.fromkeys(DASH_SIGNS, "-"), **dict.fromkeys(UNSEEN_SIGNS, "")})


@dataclass(frozen=True, slots=True)
class Span:
    """A value of personal data inside a cell's text; its place, never the value."""

    entity: str
    start: int
    end: int
    score: float
    role: Role = "direct"


def find_all(text: str, *, column: str = "") -> list[Span]:
    """Return every value of personal data in ``text``; places count in the text as it is given.

    >>> [(span.entity, span.start, span.end) for span in find_all("請電Ａ１２３４５６７８９")]
    [('TW_NATIONAL_ID', 2, 12)]
    """
    plain = plain_text(text)
    found = settled(span for one in RECOGNIZERS.values() for span in spans_of(one, plain, column))
    return moved_back(found, text, plain)


def is_masked(text: str) -> bool:
    """Tell whether somebody hid part of a value: what is left is still personal data, and no longer the identifier.

    >>> is_masked("王○明"), is_masked("王小明"), is_masked("maxx@mail.tw"), is_masked("二段一〇二號")
    (True, False, False, False)
    """
    return bool(MASKED.search(text))


def plain_text(text: str) -> str:
    """Return ``text`` in NFKC, with one kind of dash and without signs that nobody sees (zero width, soft hyphens).

    >>> plain_text("０９１２–345−678")
    '0912-345-678'
    """
    return unicodedata.normalize("NFKC", text).translate(DASHES)


def spans_of(one: Recognizer, plain: str, column: str = "", *, crowd: bool = False) -> Iterator[Span]:
    """Yield what one recognizer finds in NFKC text."""
    spoken = crowd or named(one, column)
    for pattern in one.forms(column, spoken=spoken):
        for match in pattern.compiled.finditer(plain):
            score = score_of(one, pattern, plain, match.span(), spoken=spoken)
            if score >= KEEP and match.group() and one.holds(pattern, match.group()):
                yield Span(one.entity, match.start(), match.end(), score, pattern.role or one.role)


def settled(spans: Iterable[Span]) -> list[Span]:
    """Return spans that do not overlap, in order: the surest is kept, of equals the longest."""
    found = list(spans)
    if len({(one.entity, one.start, one.end) for one in found}) < 2:  # noqa: PLR2004
        return [max(found, key=lambda one: one.score)] if found else []
    kept: list[Span] = []
    for span in sorted(found, key=lambda one: (-one.score, one.start - one.end, one.start, one.entity)):
        at = bisect.bisect_left(kept, span.start, key=lambda one: one.start)
        clear_before = at == 0 or kept[at - 1].end <= span.start
        if clear_before and (at == len(kept) or span.end <= kept[at].start):
            kept.insert(at, span)
    return kept


def moved_back(spans: list[Span], text: str, plain: str) -> list[Span]:
    """Return the spans of NFKC text where they stand in ``text``."""
    if text == plain or not spans:
        return spans
    places = _places(text, plain)
    return [Span(one.entity, places[one.start][0], places[one.end - 1][1], one.score, one.role) for one in spans]


def _places(text: str, plain: str) -> list[tuple[int, int]]:
    """Return, for each sign of the NFKC text, start and end of the signs of ``text`` that it was made of."""
    places: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and _clings(text[end]):
            end += 1
        places += [(start, end)] * len(plain_text(text[start:end]))
        start = end
    return places if len(places) == len(plain) else [(0, len(text))] * len(plain)


def _clings(sign: str) -> bool:
    """Tell whether a sign joins with the one before it when normalised: marks, half-width voicing, Hangul parts."""
    return unicodedata.category(sign).startswith("M") or sign in "ﾞﾟ" or "ᅠ" <= sign <= "ᇿ"
