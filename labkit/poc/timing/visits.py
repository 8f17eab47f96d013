"""Which cases are timed: visits spread over weekdays, slots and counters, every k-th case from a start that is drawn."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from labkit.core.errors import MetricInput
from labkit.poc.timing.columns import AFTER, BEFORE, PERIODS, WEEKDAYS
from labkit.poc.timing.spec import Days, TimingSpec
from labkit.taiwan.office_calendar import is_working_day
from labkit.taiwan.roc_dates import roc_text

WEEK, LISTED = 5, 6
Place = tuple[int, str, str]  # weekday, slot, counter


@dataclass(frozen=True)
class Visit:
    """One stay at a counter: ``numbers`` are the cases timed there, every ``every``-th from the ``first``.

    >>> Visit("前", date(2025, 2, 10), "09:00-10:00", "1號櫃檯", first=2, every=3, numbers=(1, 2, 3)).how
    '第 2、5、8 件'
    """

    period: str
    day: date
    slot: str
    counter: str
    first: int
    every: int
    numbers: tuple[int, ...]

    @property
    def how(self) -> str:
        """Return which cases to take, so that nobody chooses."""
        turns = [self.first + at * self.every for at in range(len(self.numbers))]
        if len(turns) <= LISTED:
            return f"第 {'、'.join(str(one) for one in turns)} 件"
        step = "件件都量" if self.every == 1 else f"每隔 {self.every - 1} 件量 1 件"
        return f"第 {self.first} 件起，{step}"

    @property
    def when(self) -> str:
        """Return the day with its weekday."""
        return f"{roc_text(self.day)}（{WEEKDAYS[self.day.weekday()]}）"


def plan_visits(spec: TimingSpec, cases: int) -> tuple[Visit, ...]:
    """Return the visits before and after, by day: after the change each has the same weekday, slot, counter and number of cases.

    Cases are numbered by day; of pairs the after-number is that of the case before. Working days are those of the office calendar, Monday to Friday (a make-up Saturday is unlike other days). Raises
    MetricInput where the two periods share no weekday, or are too short for so many cases.
    """
    dice = np.random.default_rng(spec.seed)
    days = {
        BEFORE: working_days(spec.before, spec.closures),
        AFTER: working_days(spec.after, spec.closures),
    }
    per_visit = min(spec.per_visit, spec.arrivals)
    count = math.ceil(cases / per_visit)
    weekdays = _shared(days, spec, count)
    places = _places(dice, weekdays, spec, count)
    sizes = [cases // count + (at < cases % count) for at in range(count)]
    dated = {period: _dated(dice, places, days[period]) for period in PERIODS}
    numbers = {one: _numbered(dated[one], places, sizes, spec.slots) for one in PERIODS}
    if spec.compare == "paired":
        numbers[AFTER] = numbers[BEFORE]
    made = [
        _visit((period, day), place, dice, (numbers[period][at], spec.arrivals))
        for period in PERIODS
        for at, (day, place) in enumerate(zip(dated[period], places, strict=True))
    ]
    return tuple(sorted(made, key=lambda one: (one.day, spec.slots.index(one.slot), one.counter)))


def working_days(period: Days, closures: Sequence[date]) -> list[date]:
    """Return the working days from Monday to Friday, without ``closures``.

    >>> days = working_days(Days(start=date(2025, 2, 26), end=date(2025, 3, 4)), closures=[date(2025, 3, 4)])
    >>> [f"{day:%m-%d}" for day in days]
    ['02-26', '02-27', '03-03']
    """
    every = (period.start + timedelta(days=n) for n in range((period.end - period.start).days + 1))
    return [day for day in every if day.weekday() < WEEK and is_working_day(day) and day not in closures]


def _shared(days: Mapping[str, Sequence[date]], spec: TimingSpec, count: int) -> list[int]:
    weekdays = [at for at in range(WEEK) if all(any(day.weekday() == at for day in days[one]) for one in PERIODS)]
    if not weekdays:
        what = "改變前與改變後的期間沒有共同的星期幾可量（扣除放假日）。請把 before 與 after 都延長到至少一週。"
        raise MetricInput(place=spec.name, what=what)
    room = min(sum(day.weekday() == at for day in days[one]) for one in PERIODS for at in weekdays)
    most = room * len(weekdays) * len(spec.slots) * len(spec.counters)
    if count > most:
        what = f"需要到場 {count:,} 次，期間內只排得下 {most:,} 次。請延長期間、增加時段或櫃檯，或提高 per_visit。"
        raise MetricInput(place=spec.name, what=what)
    return weekdays


def _places(dice: np.random.Generator, weekdays: Sequence[int], spec: TimingSpec, count: int) -> list[Place]:
    """Return places along the diagonals of weekdays × slots, so that however many there are, each comes about as often."""
    drawn = [weekdays[at] for at in dice.permutation(len(weekdays))]
    slots = [spec.slots[at] for at in dice.permutation(len(spec.slots))]
    counters = [spec.counters[at] for at in dice.permutation(len(spec.counters))]
    there: Counter[tuple[int, str, str]] = Counter()
    whole: Counter[str] = Counter()
    found = []
    for weekday, slot in _diagonals(drawn, slots, count):
        counter = min(counters, key=lambda one: (there[weekday, slot, one], whole[one]))
        there[weekday, slot, counter] += 1
        whole[counter] += 1
        found.append((weekday, slot, counter))
    return found


def _diagonals(weekdays: Sequence[int], slots: Sequence[str], count: int) -> Iterator[tuple[int, str]]:
    for at in range(count):
        turn, place = divmod(at, len(weekdays))
        yield weekdays[place], slots[(place + turn) % len(slots)]


def _dated(dice: np.random.Generator, places: Sequence[Place], days: Sequence[date]) -> list[date]:
    """Return a day for each place: of its weekday's days the one used least, at first one that is drawn."""
    drawn = [days[at] for at in dice.permutation(len(days))]
    uses: Counter[tuple[object, ...]] = Counter()
    found = []
    for weekday, slot, counter in places:
        fitting = [day for day in drawn if day.weekday() == weekday]
        day = min(fitting, key=lambda one: (uses[one, slot, counter], uses[one, slot], uses[one,]))
        uses.update([(day, slot, counter), (day, slot), (day,)])
        found.append(day)
    return found


def _numbered(
    days: Sequence[date], places: Sequence[Place], sizes: Sequence[int], slots: Sequence[str]
) -> list[tuple[int, ...]]:
    """Return the numbers of each visit's cases, running from 1 by day, slot and counter."""
    order = sorted(range(len(places)), key=lambda at: (days[at], slots.index(places[at][1]), places[at][2]))
    numbers: list[tuple[int, ...]] = [()] * len(places)
    next_one = 1
    for at in order:
        numbers[at] = tuple(range(next_one, next_one + sizes[at]))
        next_one += sizes[at]
    return numbers


def _visit(
    when: tuple[str, date], place: Place, dice: np.random.Generator, given: tuple[tuple[int, ...], int]
) -> Visit:
    numbers, arrivals = given
    every = max(1, arrivals // len(numbers))
    return Visit(when[0], when[1], place[1], place[2], int(dice.integers(1, every + 1)), every, numbers)
