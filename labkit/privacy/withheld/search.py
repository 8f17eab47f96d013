"""Whether a text tells what is withheld: values inside it, numbers and days in any form, identifiers that recognizers find."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from labkit.privacy.detection.spans import find_all
from labkit.privacy.made_up.reserved import is_reserved
from labkit.privacy.recognizer import entity_label
from labkit.privacy.roles import ROLE_LABELS
from labkit.privacy.withheld.values import Secret, Withheld, plain
from labkit.privacy.withheld.written import days_in, numbers_in

LONG, LONG_HAN = 6, 3
BETWEEN = re.compile(r"[ \t\-.()/·‧•・_]")
EDGE = re.compile(r"[\s|、，,；;：:。「」『』()（）]+")


@dataclass(frozen=True)
class Told:
    """A place in a text (normalised) that tells something: what, and of which column; never the value."""

    start: int
    end: int
    what: str
    column: str = ""
    soft: bool = False


class Finder:
    """Finds any of many values in a text: at each sign only the lengths that begin so are tried."""

    def __init__(self, values: Iterable[str]) -> None:
        self.values = frozenset(values)
        lengths: dict[str, set[int]] = {}
        for value in self.values:
            lengths.setdefault(value[:2], set()).add(len(value))
        self.lengths = {sign: sorted(found, reverse=True) for sign, found in lengths.items()}

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield start and end of every occurrence; digits and short Latin words must not go on beside it."""
        for start in range(len(text)):
            for length in self.lengths.get(text[start : start + 2], ()):
                value = text[start : start + length]
                if len(value) == length and value in self.values and _stands_alone(text, start, start + length):
                    yield start, start + length


class Search:
    """Looks for what is withheld; built once for a table, asked for many texts."""

    def __init__(self, withheld: Withheld) -> None:
        self.withheld = withheld
        self.texts = Finder(withheld.texts)
        self.public = Finder(one for one in withheld.public if len(one) > 1)
        bare = {_bare(value): one for value, one in withheld.texts.items() if one.role == "direct"}
        self.squeezed = {
            value: one for value, one in bare.items() if len(value) >= (LONG if value.isascii() else LONG_HAN)
        }
        self.bare = Finder(self.squeezed)

    def tells(self, text: str) -> list[Told]:
        """Return what a text tells of the table; places in other forms of the text are not exact."""
        found = [*self._values(plain(text))]
        if any(one.soft for one in found):
            public = list(self.public.places(plain(text)))
            found = [one for one in found if not (one.soft and any(_inside(one, *place) for place in public))]
        return found + [told for line in text.splitlines() for told in _recognized(line)]

    def is_free(self, text: str) -> bool:
        """Tell whether a text tells nothing."""
        return not self.tells(text)

    def _values(self, text: str) -> Iterator[Told]:
        known, met = self.withheld, set[str]()
        for start, end in self.texts.places(text):
            met.add(_bare(text[start:end]))
            yield _told(start, end, known.texts[text[start:end]])
        for start, end, number in numbers_in(text):
            if number in known.numbers:
                yield _told(start, end, known.numbers[number])
        for start, end, day in days_in(text):
            if day in known.days:
                yield _told(start, end, known.days[day])
        for word in EDGE.split(text) if known.short else ():
            if word in known.short:
                yield _told(0, len(text), known.short[word])
        bare = _bare(text)
        for start, end in self.bare.places(bare) if bare != text else ():
            if bare[start:end] not in met:
                yield _told(start, end, self.squeezed[bare[start:end]])


def _told(start: int, end: int, secret: Secret) -> Told:
    what = "只有少數列才有" if secret.rare else "真實內容"
    soft = secret.role in {"safe", "quasi", "sensitive"}
    return Told(start, end, f"{ROLE_LABELS[secret.role]}，{what}", secret.column, soft=soft)


def _recognized(line: str) -> Iterator[Told]:
    for span in find_all(line):
        if span.role == "direct" and not is_reserved(line[span.start : span.end]):
            yield Told(span.start, span.end, f"疑似{entity_label(span.entity)}")


def _inside(one: Told, start: int, end: int) -> bool:
    return start <= one.start and one.end <= end and (start, end) != (one.start, one.end)


def _bare(text: str) -> str:
    return BETWEEN.sub("", text)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether digits, or a short run of Latin letters, do not go on before or behind."""
    short = end - start < LONG
    return not _goes_on(text[start], text[start - 1 : start], short=short) and not _goes_on(
        text[end - 1], text[end : end + 1], short=short
    )


def _goes_on(own: str, beside: str, *, short: bool) -> bool:
    if not beside.isascii() or not own.isascii():
        return False
    return (own.isdigit() and beside.isdigit()) or (short and own.isalnum() and beside.isalnum())
