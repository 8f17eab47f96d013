"""Personal data of a whole column: each distinct value looked at once, and the column asked whether a find is believable.

One value can look like an identifier by chance; a column cannot. Whether a column holds what its name says, whether a
check digit holds more often than by chance, and what nearly every value is, is decided here.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from labkit.privacy.candidates import candidates
from labkit.privacy.context import introduced, named, score_of
from labkit.privacy.recognizer import KEEP, RECOGNIZERS, Pattern, Recognizer
from labkit.privacy.spans import DASH_SIGNS, Span, moved_back, settled
from labkit.tables.kinds import as_text

SAMPLE, ENOUGH, RARE = 200, 8, 10
FEW_CHECKED, ABOVE_CHANCE, SURE_SHARE = 5, 3, 0.8
BELIEVED, MOSTLY, BELIEVED_ALONE = 0.3, 0.5, 0.9


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


@dataclass(frozen=True, eq=False)
class _Read:
    """A column's distinct values in NFKC, and some of them to judge the column by."""

    name: str
    plain: pa.Array
    texts: list[str]

    @functools.cached_property
    def sample(self) -> list[str]:
        return some(self.texts)

    @property
    def of_codes(self) -> bool:
        """Tell whether most values are single codes: among them a number that passes a check is soon met by chance."""
        return sum(text.isascii() and " " not in text for text in self.sample) >= MOSTLY * len(self.sample)


@dataclass(frozen=True, slots=True)
class _Match:
    at: int
    span: Span
    pattern: Pattern
    text: str

    def told(self, one: Recognizer, read: _Read) -> bool:
        """Tell whether a word near the value speaks for it, whatever its column says."""
        if self.pattern.cell or self.pattern.names is not None:
            return False
        return introduced(one, read.texts[self.at], self.span.start, self.span.end)


def some(texts: list[str]) -> list[str]:
    """Return texts from all over a column, enough to judge it by."""
    filled = [text.strip() for text in texts if text.strip()]
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
    normal = pc.utf8_normalize(pa.array(hits.texts, pa.string()), form="NFKC")
    plain = pc.replace_substring_regex(normal, f"[{DASH_SIGNS}]", "-")
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
    crowd = forced or _crowded(one, read)
    spoken = crowd or named(one, read.name)
    matches = _matches(one, read, spoken=spoken)
    holding = _checked(one, matches)
    if one.chance:
        holding += _mistyped(one, matches, holding, share=MOSTLY if named(one, read.name) else BELIEVED_ALONE)
    if one.chance and not _above_chance(one, matches, holding, read, spoken=spoken):
        holding = [match for match in holding if match.pattern.check or match.told(one, read)]
    leaning = spoken or any(form.names is not None for form in one.forms(read.name, spoken=spoken))
    if leaning and not crowd and not _believable(one, read.sample, holding, len(read.texts)):
        holding = [match for match in holding if match.pattern.stands or match.told(one, read)]
    return holding


def _matches(one: Recognizer, read: _Read, *, spoken: bool) -> list[_Match]:
    """Return what the forms of a kind match in the texts worth a look, before any check."""
    found: list[_Match] = []
    forms = one.forms(read.name, spoken=spoken)
    for at in candidates(one, read.plain, read.name, spoken=spoken).tolist():
        text = read.texts[at]
        for form in forms:
            for match in form.compiled.finditer(text):
                start, end = match.span()
                score = score_of(one, form, text, (start, end), spoken=spoken)
                if score >= KEEP and end > start:
                    span = Span(one.entity, start, end, score, form.role or one.role)
                    found.append(_Match(at, span, form, match.group()))
    return found


def _checked(one: Recognizer, matches: list[_Match]) -> list[_Match]:
    """Return the matches that pass the check, many at once where the kind can."""
    own = [match for match in matches if match.pattern.check is not None and match.pattern.check(match.text)]
    common = [match for match in matches if match.pattern.check is None]
    if not one.checks:
        return own + [match for match in common if one.check(match.text)]
    passes = one.checks([match.text for match in common])
    return own + [match for match, holds in zip(common, passes, strict=True) if holds]


def _mistyped(one: Recognizer, matches: list[_Match], holding: list[_Match], *, share: float) -> list[_Match]:
    """Return the matches whose check fails in a column that is mostly right: a wrong digit hides nobody."""
    right = {match.at for match in holding}
    wrong = [match for match in matches if match.at not in right and match.pattern.check is None]
    if one.role != "direct" or len(right) < max(FEW_CHECKED, share * len({match.at for match in matches})):
        return []
    return [replace(match, span=replace(match.span, score=KEEP)) for match in wrong]


def _crowded(one: Recognizer, read: _Read) -> bool:
    """Tell whether nearly every value of the column is written like the kind."""
    if one.crowd is None or len(read.sample) < ENOUGH or (one.crowd_not and one.crowd_not.search(read.name)):
        return False
    return sum(map(one.crowd, read.sample)) >= one.crowd_share * len(read.sample)


def _above_chance(one: Recognizer, matches: list[_Match], holding: list[_Match], read: _Read, *, spoken: bool) -> bool:
    """Tell whether more of the column's candidates pass the check than random codes of the form would."""
    tried = len({match.at for match in matches if match.pattern.check is None})
    passed = len({match.at for match in holding if match.pattern.check is None})
    if any(word in read.name for word in one.against):
        return tried > 0 and passed >= SURE_SHARE * tried
    if tried < FEW_CHECKED and not spoken:
        return not (read.of_codes and len(read.texts) > RARE * tried)
    return spoken or passed > one.chance * ABOVE_CHANCE * tried


def _believable(one: Recognizer, sample: list[str], holding: list[_Match], distinct: int) -> bool:
    """Tell whether the column holds what its name says; too few values are believed."""
    if one.believable is not None:
        return one.believable(sample)
    return distinct < FEW_CHECKED or len({match.at for match in holding}) >= BELIEVED * distinct
