"""Names that a table itself tells: what stands in its columns of names is looked for in its other texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from labkit.privacy.detection.column import ColumnHits
from labkit.privacy.detection.spans import Span, settled
from labkit.taiwan.personal_names import HAN

SHORTEST = 3
NAMES_SHARE = 0.3
SCORE = 0.8
HAN_NAME = re.compile(f"{HAN}{{{SHORTEST},}}")


def names_told(columns: Iterable[ColumnHits]) -> frozenset[str]:
    """Return the unmasked names of three signs and more that stand in columns of names."""
    told: set[str] = set()
    for one in columns:
        people = [(at, span) for at, spans in one.found.items() for span in spans if span.entity == "PERSON"]
        if len({at for at, _ in people}) >= NAMES_SHARE * len(one.texts):
            told |= {unicodedata.normalize("NFKC", one.texts[at][span.start : span.end]) for at, span in people}
    return frozenset(name for name in told if HAN_NAME.fullmatch(name) or (name.isascii() and " " in name))


def with_names(column: ColumnHits, names: frozenset[str]) -> ColumnHits:
    """Add the places where ``names`` stand inside the texts of a column."""
    if not names or column.numeric:
        return column
    firsts: dict[str, list[int]] = {}
    for first, length in sorted({(name[0], len(name)) for name in names}, reverse=True):
        firsts.setdefault(first, []).append(length)
    begins = re.compile("[" + "".join(map(re.escape, sorted(firsts))) + "]")
    for at, text in enumerate(column.texts):
        seen = list(_standing(text, names, firsts, begins)) if len(text) >= SHORTEST else []
        if seen:
            column.found[at] = settled([*column.found.get(at, ()), *seen])
    return column


def _standing(
    text: str, names: frozenset[str], firsts: dict[str, list[int]], begins: re.Pattern[str]
) -> Iterator[Span]:
    for match in begins.finditer(text):
        start = match.start()
        for length in firsts[match.group()]:
            if text[start : start + length] in names:
                yield Span("PERSON", start, start + length, SCORE)
                break
