"""Which matches of a column are believed: the column is asked what one value cannot tell.

One value can look like an identifier by chance; a column cannot. Whether a column holds what its name says, whether a
check digit holds more often than by chance, and what nearly every value is, is decided here.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace

import pyarrow as pa

from labkit.privacy.detection.candidates import candidates
from labkit.privacy.detection.context import introduced, named, score_of
from labkit.privacy.detection.spans import Span
from labkit.privacy.recognizer import KEEP, Pattern, Recognizer

SAMPLE, ENOUGH, RARE = 200, 8, 10
STEP = 10
CODE = re.compile("[0-9A-Za-z -]{4,20}")
FEW_CHECKED, ABOVE_CHANCE, SURE_SHARE = 5, 3, 0.8
BELIEVED, MOSTLY, BELIEVED_ALONE = 0.3, 0.5, 0.9


@dataclass(frozen=True, eq=False)
class ColumnTexts:
    """A column's distinct values in NFKC, and some of them to judge the column by.

    ``careful``: a few values among many codes are believed, for those who must not miss one.
    """

    name: str
    plain: pa.Array
    texts: list[str]
    careful: bool = False

    @functools.cached_property
    def sample(self) -> list[str]:
        """Return texts from all over the column."""
        return some(self.texts)

    @property
    def of_codes(self) -> bool:
        """Tell whether most values are single codes: among them a number that passes a check is soon met by chance."""
        return sum(text.isascii() and " " not in text for text in self.sample) >= MOSTLY * len(self.sample)

    @functools.cached_property
    def counts_up(self) -> bool:
        """Tell whether the values are one series of codes: the same letters in each, or digits that hardly leave a gap."""
        codes = [text for text in self.texts if text.strip()]
        if len(codes) < ENOUGH or not all(map(CODE.fullmatch, codes)):
            return False
        letters = {re.sub("[0-9]", "", text) for text in codes}
        numbers = [int(digits) for text in codes if (digits := re.sub("[^0-9]", "", text))]
        if len(letters) > 1 or len(numbers) < len(codes):
            return False
        return letters.pop().strip(" -") != "" or max(numbers) - min(numbers) <= STEP * len(numbers)


@dataclass(frozen=True, slots=True)
class Match:
    """What one form of a kind matched in the text at one place of the column."""

    at: int
    span: Span
    pattern: Pattern
    text: str

    def told(self, one: Recognizer, read: ColumnTexts) -> bool:
        """Tell whether a word near the value speaks for it, whatever its column says."""
        if self.pattern.cell or self.pattern.names is not None:
            return False
        return introduced(one, read.texts[self.at], self.span.start, self.span.end)


def some(texts: list[str]) -> list[str]:
    """Return texts from all over a column, enough to judge it by."""
    filled = [text.strip() for text in texts if text.strip()]
    return filled[:: max(1, len(filled) // SAMPLE)][:SAMPLE]


def believed(one: Recognizer, read: ColumnTexts, *, forced: bool) -> list[Match]:
    """Return what one recognizer finds in a column, when the column was asked whether that is believable."""
    crowd = forced or _crowded(one, read)
    spoken = crowd or named(one, read.name)
    matches = _matches(one, read, spoken=spoken)
    holding = _checked(one, matches)
    if one.chance:
        holding += _mistyped(one, matches, holding, share=MOSTLY if named(one, read.name) else BELIEVED_ALONE)
    if one.chance and not _above_chance(one, matches, holding, read, spoken=spoken):
        holding = [match for match in holding if match.pattern.check or match.told(one, read)]
    if _means_something_else(one, read, holding):
        holding = [match for match in holding if match.told(one, read)]
    leaning = spoken or any(form.names is not None for form in one.forms(read.name, spoken=spoken))
    if leaning and not crowd and not _believable(one, read.sample, holding, len(read.texts)):
        holding = [match for match in holding if match.pattern.stands or match.told(one, read)]
    return holding


def _matches(one: Recognizer, read: ColumnTexts, *, spoken: bool) -> list[Match]:
    """Return what the forms of a kind match in the texts worth a look, before any check."""
    found: list[Match] = []
    forms = one.forms(read.name, spoken=spoken)
    for at in candidates(one, read.plain, read.name, spoken=spoken).tolist():
        text = read.texts[at]
        for form in forms:
            for match in form.compiled.finditer(text):
                start, end = match.span()
                score = score_of(one, form, text, (start, end), spoken=spoken)
                if score >= KEEP and end > start:
                    span = Span(one.entity, start, end, score, form.role or one.role)
                    found.append(Match(at, span, form, match.group()))
    return found


def _checked(one: Recognizer, matches: list[Match]) -> list[Match]:
    """Return the matches that pass the check, many at once where the kind can."""
    own = [match for match in matches if match.pattern.check is not None and match.pattern.check(match.text)]
    common = [match for match in matches if match.pattern.check is None]
    if not one.checks:
        return own + [match for match in common if one.check(match.text)]
    passes = one.checks([match.text for match in common])
    return own + [match for match, holds in zip(common, passes, strict=True) if holds]


def _mistyped(one: Recognizer, matches: list[Match], holding: list[Match], *, share: float) -> list[Match]:
    """Return the matches whose check fails in a column that is mostly right: a wrong digit hides nobody."""
    right = {match.at for match in holding}
    wrong = [match for match in matches if match.at not in right and match.pattern.check is None]
    if one.role != "direct" or len(right) < max(FEW_CHECKED, share * len({match.at for match in matches})):
        return []
    return [replace(match, span=replace(match.span, score=KEEP)) for match in wrong]


def _crowded(one: Recognizer, read: ColumnTexts) -> bool:
    """Tell whether nearly every value of the column is written like the kind."""
    if one.crowd is None or len(read.sample) < ENOUGH or (one.crowd_not and one.crowd_not.search(read.name)):
        return False
    return sum(map(one.crowd, read.sample)) >= one.crowd_share * len(read.sample)


def _means_something_else(one: Recognizer, read: ColumnTexts, holding: list[Match]) -> bool:
    """Tell whether the column's name speaks of other things, or its values are numbered one after the other."""
    if named(one, read.name):
        return False
    if one.elsewhere and one.elsewhere.search(read.name):
        return True
    return bool(holding) and not one.chance and read.counts_up


def _above_chance(
    one: Recognizer, matches: list[Match], holding: list[Match], read: ColumnTexts, *, spoken: bool
) -> bool:
    """Tell whether more of the column's candidates pass the check than random codes of the form would."""
    tried = len({match.at for match in matches if match.pattern.check is None})
    passed = len({match.at for match in holding if match.pattern.check is None})
    if any(word in read.name for word in one.against):
        return tried > 0 and passed >= SURE_SHARE * tried
    if tried < FEW_CHECKED and not spoken:
        return read.careful or not (read.of_codes and len(read.texts) > RARE * tried)
    return spoken or passed > one.chance * ABOVE_CHANCE * tried


def _believable(one: Recognizer, sample: list[str], holding: list[Match], distinct: int) -> bool:
    """Tell whether the column holds what its name says; too few values are believed."""
    if one.believable is not None:
        return one.believable(sample)
    return distinct < FEW_CHECKED or len({match.at for match in holding}) >= BELIEVED * distinct
