"""Count persons: who is regular, who goes on, week by week and by cohort; every figure is a cell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from labkit.analysis.kind import Given, Measured
from labkit.analysis.moments import EPOCH, Flags
from labkit.analysis.persistence.people import UNKNOWN, People, people_of
from labkit.analysis.persistence.spec import RetentionSpec
from labkit.core.cells import CountedCell, Place
from labkit.statistics.persistence import Whole, life_of
from labkit.taiwan.roc_dates import ROC_OFFSET, roc_text

RECORDS, PERSONS, REGULAR, GOING_ON = "紀錄數", "人數", "規律人數", "持續人數"
SEEN, ACTIVE, LATER_ACTIVE = "可觀察人數", "當週有紀錄人數", "當週以後仍有紀錄人數"
FOLLOWED, AT_RISK, STOPPED = "觀察夠久人數", "觀察中人數", "停止人數"
ALL_REGISTERED, ALL_RECORDED, ALL_ELIGIBLE = "登記者", "有紀錄者", "觀察夠久者"
DENOMINATOR, PERSISTENCE, WEEK_NO, COHORT, NOTE = "分母", "持續分母", "第幾週", "加入時間", "備註"
REPEATED, UNLISTED, GUESSED, LATER, UNDATED = (
    "登記表重複",
    "未登記而有紀錄",
    "以第一筆紀錄為加入日",
    "截止日後才加入",
    "加入日不明",
)
LAG = "上傳延遲天數 P95"


def measure(given: Given) -> Measured:
    """Count the persons of a table of records; see ``RetentionSpec`` and ``people_of``."""
    spec: RetentionSpec = given.spec
    people = people_of(given)
    cells = [
        _count((), RECORDS, len(people.records.person)),
        *_denominators(people, spec),
        *_going_on(people, spec),
        *_weeks(people, spec),
        *_risks(people, spec),
        *_cohorts(people, spec),
        *_notes(people),
    ]
    facts: dict[str, Any] = {
        "cut_off": roc_text(_date(people.records.cut_off)),
        "days_without": people.records.cut_off - people.records.last,
        "cohorts": _names(people, spec)[0],
    }
    return Measured(tuple(cells), facts, people.records.left_out)


def _count(keys: Place, measure: str, count: int | np.integer[Any], *, additive: bool = False) -> CountedCell:
    return CountedCell(keys, measure, int(count), int(count), additive)


def _denominators(people: People, spec: RetentionSpec) -> Iterator[CountedCell]:
    """Yield how many are regular of all registered, of all with a record, and of those who had the weeks for it."""
    person, week, days = people.active
    counted = (week < spec.regular.of) & (days >= spec.regular.days)
    weeks = np.bincount(person[counted], minlength=len(people.joined))
    regular = weeks >= spec.regular.at_least
    yield from _shares(DENOMINATOR, REGULAR, people, regular, people.complete_weeks() >= spec.regular.of)


def _going_on(people: People, spec: RetentionSpec) -> Iterator[CountedCell]:
    """Yield how many have a record ``weeks`` weeks after joining or later, of the same three."""
    yield from _shares(
        PERSISTENCE, GOING_ON, people, people.last_week >= spec.weeks, people.complete_weeks(spec.gap) >= spec.weeks
    )


def _shares(key: str, measure: str, people: People, holds: Flags, long_enough: Flags) -> Iterator[CountedCell]:
    groups = {ALL_RECORDED: people.recorded, ALL_ELIGIBLE: people.recorded & long_enough}
    if people.registered is not None:
        groups = {ALL_REGISTERED: people.registered, **groups}
    for name, rows in groups.items():
        yield _count(((key, name),), PERSONS, rows.sum())
        yield _count(((key, name),), measure, (rows & holds).sum())


def _weeks(people: People, spec: RetentionSpec) -> Iterator[CountedCell]:
    """Yield for each week who could be seen in it, who was active in it, and who in it or later."""
    seen, followed = people.complete_weeks(), people.complete_weeks(spec.gap)
    for week in range(spec.weeks + 1):
        here: Place = ((WEEK_NO, week),)
        whole = people.recorded & (seen > week)
        long = people.recorded & (followed >= week)
        yield _count(here, SEEN, whole.sum(), additive=True)
        yield _count(here, ACTIVE, (whole & _active(people, week)).sum(), additive=True)
        yield _count(here, FOLLOWED, long.sum())
        yield _count(here, LATER_ACTIVE, (long & (people.last_week >= week)).sum())


def _active(people: People, week: int) -> Flags:
    found = np.zeros(len(people.joined), bool)
    found[people.active[0][people.active[1] == week]] = True
    return found


def _risks(people: People, spec: RetentionSpec) -> Iterator[CountedCell]:
    """Yield the life table: who was still watched at the end of each week, and who had stopped by then."""
    recorded = people.recorded
    watched = people.complete_weeks(spec.gap)[recorded]
    for week, left, stopped in life_of(people.last_week[recorded], watched, spec.weeks):
        yield _count(((WEEK_NO, week),), AT_RISK, left)
        yield _count(((WEEK_NO, week),), STOPPED, stopped)


def _cohorts(people: People, spec: RetentionSpec) -> Iterator[CountedCell]:
    """Yield for each cohort how many joined, and for each week since who could be seen and who was active."""
    names, cohort = _names(people, spec)
    recorded, seen = people.recorded, people.complete_weeks()
    yield _count((), PERSONS, recorded.sum(), additive=True)
    for at, name in enumerate(names):
        yield _count(((COHORT, name),), PERSONS, (recorded & (cohort == at)).sum(), additive=True)
    for week in range(spec.weeks + 1):
        active = _active(people, week)
        for at, name in enumerate(names):
            rows = recorded & (cohort == at) & (seen > week)
            if rows.any():
                here: Place = ((COHORT, name), (WEEK_NO, week))
                yield _count(here, SEEN, rows.sum(), additive=True)
                yield _count(here, ACTIVE, (rows & active).sum(), additive=True)


def _names(people: People, spec: RetentionSpec) -> tuple[list[str], Whole]:
    """Return the cohorts in order of time, and which is whose."""
    days = people.joined[people.recorded]
    starts = {int(day): _start(int(day), spec.cohort) for day in np.unique(days)}
    order = sorted(set(starts.values()))
    places = {day: order.index(start) for day, start in starts.items()}
    cohort = np.array([places.get(int(day), -1) for day in people.joined], np.int64)
    return [_cohort_name(start, spec.cohort) for start in order], cohort


def _start(day: int, cohort: str) -> date:
    found = _date(day)
    return found.replace(day=1) if cohort == "month" else found - timedelta(days=found.weekday())


def _cohort_name(start: date, cohort: str) -> str:
    return f"{start.year - ROC_OFFSET}年{start.month:02}月" if cohort == "month" else f"{roc_text(start)}起"


def _date(day: int) -> date:
    return date.fromordinal(day + EPOCH)


def _notes(people: People) -> Iterator[CountedCell]:
    """Yield what the registers left open: repeated and unlisted persons, days of joining that had to be guessed."""
    unlisted = 0 if people.registered is None else (people.recorded & ~people.registered).sum()
    undated = 0 if people.registered is None else (people.joined == UNKNOWN).sum()
    counts = {
        REPEATED: people.repeated,
        UNLISTED: unlisted,
        GUESSED: people.guessed.sum(),
        LATER: people.later,
        UNDATED: undated,
    }
    for name, count in counts.items():
        if count:
            yield _count(((NOTE, name),), PERSONS, count)
    lags = people.records.lag[~np.isnan(people.records.lag)]
    if len(lags):
        yield CountedCell((), LAG, float(np.percentile(lags, 95)), len(lags), additive=False)
