"""People: when each joined, in which period the last record lies, and what the tables left open."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from labkit.core.errors import MetricInput
from labkit.core.table import Table
from labkit.poc.units import exact_text
from labkit.statistics.persistence import NEVER, Whole, watched_periods

Flags = npt.NDArray[np.bool_]
UNKNOWN = np.iinfo(np.int64).min // 4
EPOCH = 719_163  # date(1970, 1, 1).toordinal()
Reasons = Mapping[str, Flags]


@dataclass(frozen=True, kw_only=True)
class People:
    """Everybody who registered or has a record that counts; arrays hold one entry a person.

    ``joined`` is a day from 1970-01-01, UNKNOWN for the registered of whom nothing tells it. ``last`` is the last day with a
    record, UNKNOWN without one; ``registered`` None where no register says. ``open`` counts what was settled by a rule.
    """

    joined: Whole
    last: Whole
    registered: Flags | None
    cut_off: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    open: Mapping[str, int] = field(default_factory=dict)

    @property
    def recorded(self) -> Flags:
        """Tell who has a record and a day of joining: of them it can be said whether they go on."""
        found: Flags = (self.last != UNKNOWN) & (self.joined != UNKNOWN)
        return found

    def last_period(self, length: int) -> Whole:
        """Return the period of ``length`` days since joining in which the last record lies; NEVER without one."""
        found: Whole = np.where(self.recorded, (self.last - self.joined) // length, NEVER)
        return found

    def watched(self, length: int, gap: int = 0) -> Whole:
        """Return for how many whole periods, up to ``gap`` periods before the cut-off, each person was watched."""
        return watched_periods(
            np.where(self.joined == UNKNOWN, self.cut_off, self.joined), self.cut_off + 1 - gap * length, length
        )


class Names:
    """A number for each person; texts and numbers of one spelling are one person."""

    def __init__(self) -> None:
        self.held: dict[str, int] = {}

    def numbers(self, table: Table, column: str) -> Whole:
        """Return each row's person, NEVER where none is named."""
        table.require([column])
        encoded = table.arrow.column(column).combine_chunks().dictionary_encode()
        told = [_name(cell) for cell in encoded.dictionary.to_pylist()]
        numbers = [self.held.setdefault(one, len(self.held)) if one else NEVER for one in told]
        places = encoded.indices.fill_null(len(told)).to_numpy(zero_copy_only=False)
        found: Whole = np.array([*numbers, NEVER], np.int64)[places]
        return found


def _name(cell: Any) -> str:
    return exact_text(Fraction(str(cell))) if isinstance(cell, float) and math.isfinite(cell) else str(cell).strip()


def days_of(table: Table, column: str, place: str) -> Whole:
    """Return a column's days from 1970-01-01, UNKNOWN where not filled; raises MetricInput for a column of no dates."""
    table.require([column])
    if table.schema[column] not in {"date", "datetime"}:
        raise MetricInput(place=place, what=f"欄位「{column}」不是日期，請先在食譜以 parse_date 轉換。")
    days = table.arrow.column(column).to_numpy().astype("datetime64[D]")
    found: Whole = np.where(np.isnat(days), UNKNOWN, days.astype(np.int64))
    return found


def first_reasons(reasons: Reasons, rows: int) -> tuple[Flags, dict[str, int]]:
    """Return which rows count, and how many do not, each under the first reason that holds."""
    kept, counts = np.ones(rows, bool), dict[str, int]()
    for why, holds in reasons.items():
        if count := int((kept & holds).sum()):
            counts[why] = count
        kept &= ~holds
    return kept, counts


def last_day(days: Whole, as_of: date | None, place: str) -> int:
    """Return the last known day, not after the day on which the question is asked; raises MetricInput where there is none."""
    limit = np.iinfo(np.int64).max if as_of is None else as_of.toordinal() - EPOCH
    seen = days[(days != UNKNOWN) & (days <= limit)]
    if not len(seen):
        raise MetricInput(place=place, what="沒有任何可用的日期，請核對日期欄位與計算日期（as_of）。")
    return int(seen.max())


def extremes(persons: Whole, days: Whole, size: int, *, latest: bool) -> Whole:
    """Return each person's earliest or latest day, UNKNOWN without one."""
    far = np.iinfo(np.int64).max
    found = np.full(size, UNKNOWN if latest else far, np.int64)
    known = days != UNKNOWN
    (np.maximum if latest else np.minimum).at(found, persons[known], days[known])
    return np.where(found == far, UNKNOWN, found)
