"""People: when each joined, in which weeks since then there are records, for how many weeks he could be watched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from labkit.analysis.kind import Given
from labkit.analysis.left_out import first_reasons
from labkit.analysis.moments import EPOCH, Flags, Numbers, read_days, read_numbers
from labkit.analysis.persistence.spec import Registered, RetentionSpec
from labkit.core.errors import UnknownTable
from labkit.core.table import Table
from labkit.statistics.persistence import NEVER, Whole, watched_periods

UNKNOWN = np.iinfo(np.int64).min // 4
WEEK = 7


@dataclass(frozen=True)
class Records:
    """The records that count: number of the person and day, and what the others were left out for."""

    person: Whole
    day: Whole
    lag: Numbers
    cut_off: int
    last: int
    left_out: Mapping[str, int]


@dataclass(frozen=True)
class People:
    """Everybody who registered or has a record that counts; arrays hold one entry a person.

    ``joined`` and ``cut_off`` are days from 1970-01-01; ``joined`` is UNKNOWN where nothing tells. ``active`` holds (person,
    week since joining, days with a record) once each. ``last_week`` is NEVER for people without a record.
    """

    joined: Whole
    registered: Flags | None
    guessed: Flags
    recorded: Flags
    last_week: Whole
    active: tuple[Whole, Whole, Whole]
    records: Records
    repeated: int
    later: int

    def complete_weeks(self, gap: int = 0) -> Whole:
        """Return for how many whole weeks, up to ``gap`` weeks before the cut-off, each person was watched; 0 at least."""
        end = self.records.cut_off + 1 - gap * WEEK
        known = np.where(self.joined == UNKNOWN, end, self.joined)
        return watched_periods(known, end, WEEK)


class Names:
    """A number for each person; texts and numbers of one spelling are one person."""

    def __init__(self) -> None:
        self.held: dict[str, int] = {}

    def numbers(self, column: Any) -> Whole:
        """Return each cell's person, NEVER where none is named."""
        encoded = column.combine_chunks().dictionary_encode()
        told = [str(cell).strip() for cell in encoded.dictionary.to_pylist()]
        numbers = [self.held.setdefault(one, len(self.held)) if one else NEVER for one in told]
        places = encoded.indices.fill_null(len(told)).to_numpy(zero_copy_only=False)
        found: Whole = np.array([*numbers, NEVER], np.int64)[places]
        return found


def people_of(given: Given) -> People:
    """Read the persons and their records; see ``RetentionSpec``. Raises UnknownTable or UnknownColumn."""
    spec: RetentionSpec = given.spec
    data, names = given.table.arrow, Names()
    told: dict[int, int] = {}
    registered: Whole | None = None
    repeated = 0
    if spec.registered:
        registered, told, repeated = _registered(spec, spec.registered, given.tables, names)
    persons = names.numbers(data.column(spec.person))
    if spec.joined:
        told = _earliest(persons, read_days(data.column(spec.joined)).values)
    joined = np.full(len(names.held), UNKNOWN, np.int64)
    joined[list(told)] = list(told.values())
    records = _records(given, persons, joined)
    listed = np.isin(np.arange(len(joined)), registered) if registered is not None else None
    return _gathered(records, joined, listed, repeated)


def _gathered(records: Records, joined: Whole, listed: Flags | None, repeated: int) -> People:
    """Return those who had joined by the cut-off: who is neither listed nor has a record that counts is nobody here."""
    recorded = np.zeros(len(joined), bool)
    recorded[records.person] = True
    first = np.full(len(joined), np.iinfo(np.int64).max, np.int64)
    np.minimum.at(first, records.person, records.day)
    guessed = recorded & (joined == UNKNOWN)
    joined = np.where(guessed, first, joined)
    later = (joined > records.cut_off) & (listed if listed is not None else False)
    kept = (recorded | (listed if listed is not None else False)) & ~later
    place = np.cumsum(kept) - 1
    person = place[records.person]
    week = (records.day - joined[records.person]) // WEEK
    active = _weeks(person, week, records.day)
    last = np.full(int(kept.sum()), NEVER, np.int64)
    np.maximum.at(last, person, week)
    return People(
        joined=joined[kept],
        registered=listed[kept] if listed is not None else None,
        guessed=guessed[kept],
        recorded=recorded[kept],
        last_week=last,
        active=active,
        records=records,
        repeated=repeated,
        later=int(later.sum()),
    )


def _weeks(person: Whole, week: Whole, day: Whole) -> tuple[Whole, Whole, Whole]:
    """Return each person's weeks with a record once, and on how many days of the week there is one."""
    if not len(person):
        return person, week, day
    low, span = int(day.min()), int(day.max() - day.min() + 1)
    _, first = np.unique(person * span + day - low, return_index=True)
    person, week = person[first], week[first]
    fresh = np.flatnonzero(np.r_[True, (np.diff(person) != 0) | (np.diff(week) != 0)])
    return person[fresh], week[fresh], np.diff(np.r_[fresh, len(person)])


def _records(given: Given, persons: Whole, joined: Whole) -> Records:
    spec, data = given.spec, given.table.arrow
    day = read_days(data.column(spec.date))
    known = (persons != NEVER) & ~np.isnan(day.values)
    whole = np.where(known, np.nan_to_num(day.values), 0).astype(np.int64)
    last = _last(whole[known], given.as_of)
    cut_off = last if spec.cut_off is None else spec.cut_off.toordinal() - EPOCH
    reasons: dict[str, Flags] = {"no_person": persons == NEVER, "no_date": day.empty, "bad_date": day.unreadable}
    if spec.amount:
        amount = read_numbers(data.column(spec.amount)).values
        reasons["bad_number"] = np.isnan(amount)
    reasons["after_cut_off"] = whole > cut_off
    if spec.amount:
        reasons["below_minimum"] = ~(amount >= spec.minimum)
    since = joined[persons] if len(joined) else np.full(len(persons), UNKNOWN)
    reasons["before_joined"] = whole < since
    kept, left_out = first_reasons(reasons, len(persons))
    came = read_days(data.column(spec.uploaded)).values if spec.uploaded else np.full(len(whole), np.nan)
    return Records(persons[kept], whole[kept], (came - whole)[kept], cut_off, last, left_out)


def _last(days: Whole, as_of: date | None) -> int:
    """Return the last day with a record, not after the day on which the question is asked."""
    limit = np.iinfo(np.int64).max if as_of is None else as_of.toordinal() - EPOCH
    seen = days[days <= limit]
    return int(seen.max()) if len(seen) else min(0, limit)


def _registered(
    spec: RetentionSpec, told: Registered, tables: Mapping[str, Table], names: Names
) -> tuple[Whole, dict[int, int], int]:
    """Return who is registered, since when, and how many rows repeat a person."""
    if told.table not in tables:
        raise UnknownTable(place="retention registered", name=told.table, known=list(tables))
    table, person = tables[told.table], told.person or spec.person
    table.require([name for name in (person, told.joined) if name])
    data = table.arrow
    persons = names.numbers(data.column(person))
    named = persons[persons != NEVER]
    joined = _earliest(persons, read_days(data.column(told.joined)).values) if told.joined else {}
    return np.unique(named), joined, len(named) - len(np.unique(named))


def _earliest(persons: Whole, days: Numbers) -> dict[int, int]:
    """Return each person's earliest day."""
    known = (persons != NEVER) & ~np.isnan(days)
    order = np.lexsort((days[known], persons[known]))
    people, first = np.unique(persons[known][order], return_index=True)
    return dict(zip(people.tolist(), days[known][order][first].astype(int).tolist(), strict=True))
