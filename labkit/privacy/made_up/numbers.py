"""Numbers: random within the rounded range, with the decimals, commas and units of the real ones."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from dataclasses import dataclass
from random import Random

from labkit.privacy.made_up.ranges import Range, inner_range
from labkit.privacy.made_up.real import Maker, RealColumn
from labkit.tables.sheet import MISSING_MARKS

MOST, CODES, TWICE = 0.9, 20, 5
PATIENCE, LARGEST, SOME = 25, 2.0**53, 0.1
UNKNOWN = Range(0, 100)
WRITTEN = re.compile(
    r"(?P<before>[^0-9A-Za-z.,+-]{0,4})(?P<whole>-?(?:[0-9]{1,3}(?:,[0-9]{3})+|0|[1-9][0-9]*))(?:\.(?P<part>[0-9]+))?(?P<after>[^0-9.,]{0,4})"
)


@dataclass(frozen=True, eq=False, repr=False)
class Numbers:
    """How the numbers of a column are written, and about where they lie."""

    decimals: int
    commas: bool
    before: str
    after: str
    span: Range | None
    ends: frozenset[float]
    marks: tuple[str, ...] = ()
    marked: float = 0.0

    @classmethod
    def of(cls, column: RealColumn) -> Numbers | None:
        """Return how a column's numbers are written; None where it does not hold numbers."""
        marks = {text: count for text, count in column.counts.items() if text.strip() in MISSING_MARKS}
        told = column.filled - sum(marks.values())
        reads = [(match, count) for text, count in column.counts.items() if (match := _read(text, column.stored))]
        if not reads or sum(count for _, count in reads) < MOST * told:
            return None
        values, parts, signs = Counter[float](), Counter[int](), Counter[tuple[str, str]]()
        commas = 0
        for match, count in reads:
            values[float(f"{match['whole'].replace(',', '')}.{match['part'] or 0}")] += count
            parts[len(match["part"] or "")] += count
            signs[match["before"], match["after"]] += count
            commas += count if "," in match["whole"] else 0
        (before, after), held = signs.most_common(1)[0]
        before, after = (before, after) if held >= column.k else ("", "")
        ends = frozenset({min(values), max(values)}) if len(values) > 2 * column.k else frozenset[float]()
        kept = tuple(text for text, count in marks.items() if count >= column.k)
        share = sum(marks[text] for text in kept) / column.filled
        span = inner_range(values, column.k)
        return cls(_decimals(parts), commas >= column.k, before, after, span, ends, kept, share)

    def text(self, value: float) -> str:
        """Return a number as the column writes it."""
        return f"{self.before}{value:{',' if self.commas else ''}.{self.decimals}f}{self.after}"

    def make(self, draw: Random, attempt: int = 0) -> str | None:
        """Return a number inside the range; the range grows where attempts fail."""
        span = self.span or UNKNOWN
        wider = (span.high - span.low) * 3 ** (attempt // PATIENCE)
        value = round(draw.uniform(span.low, span.low + wider), self.decimals)
        if self.marks and draw.random() < self.marked:
            return draw.choice(self.marks)
        return None if value in self.ends or abs(value) > LARGEST else self.text(value)


def _read(text: str, stored: str) -> re.Match[str] | None:
    """Read a number as it is written; one that Python prints with an exponent is written out first."""
    exponent = stored == "number" and "e" in text and math.isfinite(float(text))
    return WRITTEN.fullmatch(f"{float(text):.12f}".rstrip("0").rstrip(".") if exponent else text.strip())


def _decimals(parts: Counter[int]) -> int:
    """Return the usual number of decimals; whole numbers are passed over where a tenth of the others have some."""
    some = Counter({places: count for places, count in parts.items() if places})
    return (some if some.total() >= SOME * parts.total() else parts).most_common(1)[0][0]


def maker(column: RealColumn) -> Maker | None:
    """Return a maker of numbers for a column that holds them."""
    told = Numbers.of(column)
    return told.make if told else None


def is_codes(column: RealColumn) -> bool:
    """Tell whether a column of whole numbers holds a few codes that recur."""
    few = len(column.counts) <= CODES and column.filled >= TWICE * len(column.counts)
    return column.stored == "number" and few and not column.is_dated and all(map(_is_whole, column.counts))


@functools.lru_cache(maxsize=1024)
def _is_whole(text: str) -> bool:
    return bool(re.fullmatch("-?[0-9]{1,9}", text))
