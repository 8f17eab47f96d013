"""Answers of a questionnaire's column: which were given how often, which count as positive, how many gave none."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from labkit.core.cells import HIDDEN_MARK
from labkit.core.errors import MetricInput
from labkit.core.near import near_miss
from labkit.core.table import Table
from labkit.poc.found import Line
from labkit.poc.intervals.shares import percent_text
from labkit.poc.origins.reading import exact_cell
from labkit.poc.units import exact_text

MOST = 11  # a scale from 0 to 10
SHEETS = "份"


@dataclass(frozen=True)
class Answers:
    """How often each answer was given, in the order in which they are shown, and how many gave none."""

    counts: dict[str, int]
    positive: int
    unanswered: int
    outside: int = 0

    @property
    def n(self) -> int:
        """Return how many answered."""
        return sum(self.counts.values())

    def lines(self, least: int, decimals: int) -> Iterator[Line]:
        """Yield the distribution; where one answer was given by fewer than ``least``, no count of it is shown."""
        small = any(0 < count < least for count in self.counts.values())
        for answer, count in self.counts.items():
            share = f"占 {percent_text(count, self.n, decimals)}%"
            yield Line(f"答「{answer}」", *((HIDDEN_MARK, SHEETS, "") if small else (f"{count:,}", SHEETS, share)))


def plain(answer: Any) -> str:
    """Return an answer as it is compared: full-width forms and blanks do not count, 4.0 is 4.

    >>> plain("滿　意 "), plain(4.0)
    ('滿意', '4')
    """
    if isinstance(answer, int | float) and not isinstance(answer, bool) and math.isfinite(answer):
        return exact_text(Fraction(str(answer)))
    return "".join(unicodedata.normalize("NFKC", str(answer)).split())


def chosen_answers(table: Table, column: str, positive: Sequence[str], scale: Sequence[str], place: str) -> Answers:
    """Count answers in words; those outside ``scale`` (where one is told) are no answers on it, and counted apart.

    Raises MetricInput for a column that is no question with choices, and for none of the ``positive`` ever given although
    something like it was.
    """
    given, unanswered = _given(table, column)
    wanted, points = (list(dict.fromkeys(plain(one) for one in some)) for some in (positive, scale))
    if not points and len(given) > MOST:
        what = f"欄位「{column}」有 {len(given):,} 種不同的答案，不像選項題。請用 scale 列出選項，或先以編碼整理。"
        raise MetricInput(place=place, what=what)
    for one in wanted:
        near = near_miss(one, points)
        if points and one not in points:
            raise MetricInput(place=place, what=f"positive 的「{one}」不在 scale 裡。{near}")
    counts = {one: given[one] for one in points} if points else _by_count(given, wanted)
    outside = sum(given.values()) - sum(counts.values())
    return Answers(counts, sum(counts.get(one, 0) for one in wanted), unanswered, outside)


def reached_answers(table: Table, column: str, at_least: Fraction, place: str) -> Answers:
    """Count answers in numbers, positive from ``at_least`` on; raises MetricInput for a column that holds no numbers."""
    table.require([column])
    if table.schema[column] != "number":
        raise MetricInput(
            place=place, what=f"欄位「{column}」不是數字，請先在食譜以 parse_number 轉換，或改寫 positive。"
        )
    every = [exact_cell(cell, column, place) for cell in table.arrow.column(column).to_pylist() if cell is not None]
    numbers = Counter(every)
    positive = sum(count for number, count in numbers.items() if number >= at_least)
    counts = {exact_text(number): numbers[number] for number in sorted(numbers)}
    if len(counts) > MOST:
        limit = exact_text(at_least)
        counts = {f"不到 {limit}": len(every) - positive, f"{limit} 以上": positive}
    return Answers(counts, positive, len(table) - len(every))


def _given(table: Table, column: str) -> tuple[Counter[str], int]:
    table.require([column])
    every = [plain(cell) for cell in table.arrow.column(column).to_pylist() if cell is not None]
    filled = Counter(one for one in every if one)
    return filled, len(table) - sum(filled.values())


def _by_count(given: Counter[str], wanted: Sequence[str]) -> dict[str, int]:
    """Return the answers, the most frequent first; positive ones that nobody gave are shown too."""
    order: Callable[[str], tuple[int, str]] = lambda one: (-given[one], one)  # noqa: E731  (a key, not a function)
    return {one: given[one] for one in sorted({*given, *wanted}, key=order)}
