"""Read people for the metric of persistence: from records, a line an event, or from a table with a line a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from labkit.core.errors import MetricInput
from labkit.core.table import Table
from labkit.poc.found import Given
from labkit.poc.inputs import table_of
from labkit.poc.persistence.people import (
    EPOCH,
    UNKNOWN,
    Names,
    People,
    days_of,
    extremes,
    first_reasons,
    last_day,
)
from labkit.statistics.persistence import NEVER, Whole

if TYPE_CHECKING:
    from labkit.poc.kinds.survival import Survival

REPEATED, UNLISTED, GUESSED, LATER, UNDATED = (
    "重複的代號（併為一人）",
    "有紀錄而不在登記表的人",
    "以第一筆紀錄代替加入日的人",
    "截止日之後才加入的人（不算）",
    "加入日不明也沒有紀錄的人（只算進全部登記者）",
)


def people_of(metric: Survival, table: Table, given: Given) -> People:
    """Return the persons of ``table``; raises MetricInput or UnknownColumn."""
    return _from_records(metric, table, given) if metric.date else _from_persons(metric, table, given)


def cut_off_of(metric: Survival, days: Whole, given: Given) -> int:
    """Return the last day that counts: as stated, else the last day in the data that is not after the day of computing."""
    last = last_day(days, given.as_of, metric.name)
    if metric.cut_off is None:
        return last
    if given.as_of and metric.cut_off > given.as_of:
        raise MetricInput(place=metric.name, what="截止日（cut_off）晚於計算日期（as_of），請核對。")
    return metric.cut_off.toordinal() - EPOCH


def _from_persons(metric: Survival, table: Table, given: Given) -> People:
    """Read a line a person: who has no last day registered and never came; who was seen after the cut-off still goes on."""
    names = Names()
    persons = names.numbers(table, metric.person)
    joined, last = (days_of(table, name, metric.name) for name in (metric.joined, metric.last))
    cut_off = cut_off_of(metric, last, given)
    reasons = {
        "no_person": persons == NEVER,
        "no_joined": joined == UNKNOWN,
        "after_cut_off": joined > cut_off,
        "before_joined": (last != UNKNOWN) & (last < joined),
    }
    kept, left_out = first_reasons(reasons, len(persons))
    numbers, place = np.unique(persons[kept], return_inverse=True)
    size = len(numbers)
    return People(
        joined=extremes(place, joined[kept], size, latest=False),
        last=extremes(place, np.minimum(last[kept], cut_off), size, latest=True),
        registered=np.ones(size, bool),
        cut_off=cut_off,
        left_out=left_out,
        open={REPEATED: int(kept.sum()) - size},
    )


def _from_records(metric: Survival, table: Table, given: Given) -> People:
    names = Names()
    persons, day = names.numbers(table, metric.person), days_of(table, metric.date, metric.name)
    listed, told, repeated = _registry(metric, given, names)
    size = len(names.held)
    if metric.joined:
        own = persons != NEVER
        told = extremes(persons[own], days_of(table, metric.joined, metric.name)[own], size, latest=False)
    told = np.concatenate([told, np.full(size - len(told), UNKNOWN)])
    cut_off = cut_off_of(metric, day, given)
    since = np.append(told, UNKNOWN)[persons]
    reasons = {
        "no_person": persons == NEVER, "no_date": day == UNKNOWN, "after_cut_off": day > cut_off, "before_joined": day < since,
    }  # fmt: skip
    kept, left_out = first_reasons(reasons, len(persons))
    last = extremes(persons[kept], day[kept], size, latest=True)
    first = extremes(persons[kept], day[kept], size, latest=False)
    joined = np.where(told == UNKNOWN, first, told)
    registered = np.isin(np.arange(size), listed)
    later = registered & (joined > cut_off)
    here = (registered | (last != UNKNOWN)) & ~later
    notes = {
        REPEATED: repeated,
        UNLISTED: int((~registered & (last != UNKNOWN)).sum()) if metric.registered else 0,
        GUESSED: int(((told == UNKNOWN) & (last != UNKNOWN)).sum()) if metric.registered or metric.joined else 0,
        LATER: int(later.sum()),
        UNDATED: int((registered & (joined == UNKNOWN)).sum()),
    }
    return People(
        joined=joined[here], last=last[here], registered=registered[here] if metric.registered else None,
        cut_off=cut_off, left_out=left_out, open=notes,
    )  # fmt: skip


def _registry(metric: Survival, given: Given, names: Names) -> tuple[Whole, Whole, int]:
    """Return who is registered, each person's day of joining as the register tells it, and how many lines repeat one."""
    none = np.zeros(0, np.int64)
    if metric.registered is None:
        return none, none, 0
    told = metric.registered
    table = table_of(told.table, metric, given)
    persons = names.numbers(table, told.person or metric.person)
    named = persons != NEVER
    listed = np.unique(persons[named])
    if not len(listed):
        raise MetricInput(place=metric.name, what=f"登記表「{told.table}」沒有任何人，請核對。")
    if not told.joined:
        return listed, none, int(named.sum()) - len(listed)
    days = days_of(table, told.joined, metric.name)
    return listed, extremes(persons[named], days[named], len(names.held), latest=False), int(named.sum()) - len(listed)
