"""What stood in the raw tables and may not stand anywhere else: direct identifiers, compared loosely.

Width, case, blanks, dashes, invisible signs and a lost leading zero make no difference; short numbers are no identifiers inside a text.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from labkit.privacy.detection.spans import DASHES

SHORTEST_INSIDE, SHORTEST_NUMBER, SURE = 3, 6, 9
ABOVE_CHANCE = 20
MOST_PIECES = 8
GAPS = re.compile(r"[\s\-‧·•・]+")
BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[./()]+(?=[0-9])|[()](?=[0-9])|\+(?=886)")
UNFLOATED = re.compile(r"([0-9]+)\.0+")
PIECE = re.compile("[0-9]+|[A-Z]+")
CHAIN = re.compile(r"[0-9A-Z]+(?:[-. ()/+]{0,3}[0-9A-Z]+)*")
CODE = re.compile("[0-9A-Z]+")
DAY = re.compile(r"(?<![0-9])(?:(?:19|20)[0-9]{2}|[01]?[0-9]{2})([-/.])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])")


def tight(text: str) -> str:
    """Return ``text`` as it is compared: NFKC, capitals, without blanks, dashes, and signs between digits.

    >>> tight("王 小　明"), tight("(02) 2345-6789"), tight("a123–456.789")
    ('王小明', '0223456789', 'A123456789')
    """
    plain = unicodedata.normalize("NFKC", text).translate(DASHES).upper().strip()
    if plain.isalnum():
        return plain.replace("台", "臺")
    if whole := UNFLOATED.fullmatch(plain):
        return whole[1]
    return BETWEEN_DIGITS.sub("", GAPS.sub("", plain)).replace("台", "臺")


def number_of(plain: str) -> str:
    """Return a number without what spreadsheets lose and people add: leading zeros, the country's 886.

    >>> number_of("0912345678"), number_of("886912345678"), number_of("A1")
    ('912345678', '912345678', '')
    """
    if not (plain.isascii() and plain.isdigit()):
        return ""
    digits = plain.lstrip("0")
    return digits.removeprefix("886") if len(digits) > SURE + 1 else digits


@dataclass(frozen=True)
class Known:
    """The raw tables' direct identifiers, tight; ``short`` numbers count in a column of the same name alone."""

    values: frozenset[str]
    short: Mapping[str, frozenset[str]] = field(default_factory=dict)
    columns: frozenset[str] = frozenset()

    @functools.cached_property
    def numbers(self) -> frozenset[str]:
        """Return the values that are numbers, without leading zeros."""
        found = (number_of(value) for value in self.values if len(value) >= SHORTEST_NUMBER)
        return frozenset(number for number in found if len(number) >= SHORTEST_NUMBER - 1)

    @functools.cached_property
    def sizes(self) -> Counter[int]:
        """Return how many of the numbers have so many digits."""
        return Counter(map(len, self.numbers))

    @functools.cached_property
    def codes(self) -> frozenset[str]:
        """Return the values of letters and digits alone that may be told inside a text."""
        told = {one for one in self.values if CODE.fullmatch(one) and len(one) >= _least(one)}
        return frozenset(
            told | {f"886{one[1:]}" for one in told if one.isdigit() and one[0] == "0" and len(one) >= SURE}
        )

    @functools.cached_property
    def longest(self) -> int:
        """Return the length of the longest code."""
        return max(map(len, self.codes), default=0)

    @functools.cached_property
    def lengths(self) -> dict[str, list[int]]:
        """Return the lengths of the other values by their first sign."""
        found: dict[str, set[int]] = {}
        for value in self.values:
            if len(value) >= SHORTEST_INSIDE and not CODE.fullmatch(value):
                found.setdefault(value[0], set()).add(len(value))
        return {sign: sorted(lengths) for sign, lengths in found.items()}

    @functools.cached_property
    def begins(self) -> re.Pattern[str] | None:
        """Return an expression for the signs with which values begin, if there are any."""
        signs = "".join(map(re.escape, sorted(self.lengths)))
        return re.compile(f"[{signs}]") if signs else None

    def inside(self, text: str) -> set[str]:
        """Return the values that ``text`` is or holds."""
        if not self.values:
            return set()
        text = DAY.sub("|", text)  # a day is no telephone number
        plain = tight(text)
        found = {plain} & self.values
        if number_of(plain) in self.numbers and len(number_of(plain)) >= SURE:
            found.add(plain)
        return found | set(self._phrases(plain)) | set(self._codes(text))

    def _phrases(self, plain: str) -> Iterator[str]:
        for match in self.begins.finditer(plain) if self.begins else ():
            start = match.start()
            for length in self.lengths[match.group()]:
                if plain[start : start + length] in self.values:
                    yield plain[start : start + length]

    def _codes(self, text: str) -> Iterator[str]:
        """Yield the codes that pieces of letters and digits make, beside one another or with one gap between."""
        if not self.codes:
            return
        plain = unicodedata.normalize("NFKC", text).translate(DASHES).upper()
        for chain in CHAIN.finditer(plain):
            pieces = PIECE.findall(chain.group())
            for start in range(len(pieces)):
                made = ""
                for piece in pieces[start : start + MOST_PIECES]:
                    made += piece
                    if len(made) > self.longest:
                        break
                    if made in self.codes:
                        yield made

    def cells(self, column: str, texts: Sequence[str]) -> list[int]:
        """Return the places of the distinct cells of a column that are or hold a value.

        A number is told by itself from nine digits on; shorter ones where the column is named like a raw one, or where
        more of its numbers are known than chance would have it: an amount may equal somebody's telephone number.
        """
        if not (self.values or self.short):
            return []
        plain = [tight(text) for text in texts]
        numbers = {
            at: number for at, one in enumerate(plain) if (number := number_of(one)) and not DAY.search(texts[at])
        }
        equal = [at for at, number in numbers.items() if number in self.numbers]
        if column not in self.columns:
            short = [at for at in equal if len(numbers[at]) < SURE]
            if len(short) <= ABOVE_CHANCE * self._by_chance(numbers.values()):
                equal = [at for at in equal if len(numbers[at]) >= SURE]
        mine = self.short.get(column, frozenset())
        equal += [at for at in numbers if plain[at] in mine]
        held = [at for at, text in enumerate(texts) if at not in numbers and self.inside(text)]
        return sorted({*equal, *held})

    def _by_chance(self, numbers: Collection[str]) -> float:
        """Return how many of a column's shorter numbers would be known if all numbers of a length were as likely."""
        lengths = Counter(len(number) for number in numbers if len(number) < SURE)
        return sum(many * self.sizes[length] / (9 * 10.0 ** (length - 1)) for length, many in lengths.items())


def known_of(values: Iterable[str], named: Iterable[tuple[str, str]]) -> Known:
    """Build Known from values, and from values with the name of their raw column."""
    told = [(name, tight(value)) for name, value in named]
    every = {tight(value) for value in values} | {value for _, value in told}
    short: dict[str, set[str]] = {}
    for name, value in told:
        if _is_short(value):
            short.setdefault(name, set()).add(value)
    return Known(
        frozenset(value for value in every if len(value) > 1 and not _is_short(value)),
        {name: frozenset(found) for name, found in short.items()},
        frozenset(name for name, _ in told),
    )


def _is_short(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) < SHORTEST_NUMBER


def _least(value: str) -> int:
    return SHORTEST_NUMBER if value.isdigit() else SHORTEST_INSIDE
