"""Personal data of a whole column: each distinct value looked at once, and the column asked whether a find is believable.

One value can look like an identifier by chance; a column cannot. Whether a column holds what its name says, whether a
check digit holds more often than by chance, and what nearly every value is, is decided here.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from labkit.privacy.candidates import candidates
from labkit.privacy.context import introduced, named, score_of
from labkit.privacy.recognizer import KEEP, RECOGNIZERS, Pattern, Recognizer
from labkit.privacy.spans import Span, moved_back, settled
from labkit.tables.kinds import as_text

SAMPLE, ENOUGH = 200, 8
FEW_CHECKED, ABOVE_CHANCE, SURE_SHARE = 5, 3, 0.8
BELIEVED = 0.3


@dataclass(frozen=True, eq=False, repr=False)
class ColumnHits:
    """The distinct texts of a column, the place of each row's text among them (-1: missing), and what was found in each."""

    name: str
    texts: list[str]
    codes: npt.NDArray[np.int64]
    found: dict[int, list[Span]]
    numeric: bool = False

    @property
    def weights(self) -> npt.NDArray[np.int64]:
        """Return how many rows hold each text."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.texts))


@dataclass(frozen=True, slots=True)
class _Match:
    at: int
    span: Span
    pattern: Pattern
    told: bool
    text: str


@dataclass(frozen=True, eq=False)
class _Read:
    """A column's distinct values in NFKC, and some of them to judge the column by."""

    name: str
    plain: pa.Array
    texts: list[str]

    @functools.cached_property
    def sample(self) -> list[str]:
        filled = [text.strip() for text in self.texts if text.strip()]
        return filled[:: max(1, len(filled) // SAMPLE)][:SAMPLE]


def texts_of(name: str, column: Any) -> ColumnHits:
    """Return the column's distinct texts, nothing found yet."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    coded = whole.dictionary_encode()
    codes = pc.fill_null(coded.indices.cast(pa.int64()), -1).to_numpy(zero_copy_only=False)
    texts = [as_text(value) for value in coded.dictionary.to_pylist()]
    return ColumnHits(
        name, texts, codes, {}, numeric=not pa.types.is_string(whole.type) and not pa.types.is_large_string(whole.type)
    )


def look(name: str, column: Any, *, speaks: Sequence[str] = ()) -> ColumnHits:
    """Find what stands in every distinct value of a column; ``speaks`` are entities that its neighbours speak for."""
    hits = texts_of(name, column)
    plain = pc.utf8_normalize(pa.array(hits.texts, pa.string()), form="NFKC")
    read = _Read(name, plain, plain.to_pylist())
    spans: dict[int, list[Span]] = {}
    for one in RECOGNIZERS.values():
        for match in _found_by(one, read, forced=one.entity in speaks):
            spans.setdefault(match.at, []).append(match.span)
    for at, found in spans.items():
        hits.found[at] = moved_back(settled(found), hits.texts[at], read.texts[at])
    return hits


def _found_by(one: Recognizer, read: _Read, *, forced: bool) -> list[_Match]:
    """Return what one recognizer finds in a column, when the column was asked whether that is believable."""
    crowd = forced or _crowded(one, read.sample)
    spoken = crowd or named(one, read.name)
    matches: list[_Match] = []
    for at in candidates(one, read.plain, read.name, spoken=spoken).tolist():
        matches += _matches(one, at, read.texts[at], read.name, spoken=spoken)
    holding = _checked(one, matches)
    if one.chance and not _above_chance(one, matches, holding, spoken=spoken, name=read.name):
        holding = [match for match in holding if match.told or match.pattern.check]
    leaning = spoken or any(form.names is not None for form in one.forms(read.name, spoken=spoken))
    if leaning and not crowd and not _believable(one, read.sample, holding, len(read.texts)):
        holding = [match for match in holding if match.told or match.pattern.stands]
    return holding


def _matches(one: Recognizer, at: int, text: str, name: str, *, spoken: bool) -> list[_Match]:
    found = []
    for pattern in one.forms(name, spoken=spoken):
        for match in pattern.compiled.finditer(text):
            start, end = match.span()
            score = score_of(one, pattern, text, (start, end), spoken=spoken)
            if score >= KEEP and end > start:
                span = Span(one.entity, start, end, round(score, 2), pattern.role or one.role)
                told = not pattern.cell and pattern.names is None and introduced(one, text, start, end)
                found.append(_Match(at, span, pattern, told, match.group()))
    return found


def _checked(one: Recognizer, matches: list[_Match]) -> list[_Match]:
    """Return the matches that pass the check, many at once where the kind can."""
    own = [match for match in matches if match.pattern.check is not None and match.pattern.check(match.text)]
    common = [match for match in matches if match.pattern.check is None]
    if not one.checks:
        return own + [match for match in common if one.check(match.text)]
    passes = one.checks([match.text for match in common])
    return own + [match for match, holds in zip(common, passes, strict=True) if holds]


def _crowded(one: Recognizer, sample: list[str]) -> bool:
    """Tell whether nearly every value of the column is written like the kind."""
    if one.crowd is None or len(sample) < ENOUGH:
        return False
    return sum(map(one.crowd, sample)) >= one.crowd_share * len(sample)


def _above_chance(one: Recognizer, matches: list[_Match], holding: list[_Match], *, spoken: bool, name: str) -> bool:
    """Tell whether more of the column's candidates pass the check than random codes of the form would."""
    tried = len({match.at for match in matches if match.pattern.check is None})
    passed = len({match.at for match in holding if match.pattern.check is None})
    if any(word in name for word in one.against):
        return tried > 0 and passed >= SURE_SHARE * tried
    return spoken or tried < FEW_CHECKED or passed > one.chance * ABOVE_CHANCE * tried


def _believable(one: Recognizer, sample: list[str], holding: list[_Match], distinct: int) -> bool:
    """Tell whether the column holds what its name says; too few values are believed."""
    if one.believable is not None:
        return one.believable(sample)
    return distinct < FEW_CHECKED or len({match.at for match in holding}) >= BELIEVED * distinct
