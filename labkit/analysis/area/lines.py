"""One line for every area, made of the result's cells: what a hidden cell would tell is hidden in all that is derived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from labkit.analysis.area.codes import Place
from labkit.analysis.area.counting import Names, area_keys, group_of
from labkit.analysis.area.measure import Facts
from labkit.analysis.area.rates import interval, shrunk
from labkit.analysis.area.spec import (
    CAPACITY,
    CHANGE,
    COUNT,
    DEMAND,
    EARLIER,
    GAP,
    HIGH,
    LOW,
    OVERALL,
    POPULATION,
    RATE,
    RATIO,
    AreasSpec,
)
from labkit.core.cells import HIDDEN_MARK, CountedCell
from labkit.core.cells import Place as Keys

if TYPE_CHECKING:
    from labkit.analysis.result import AnalysisResult

SHRUNK = "收縮比率"
Number = float | int | None
FROM_COUNT = (COUNT, RATE, LOW, HIGH, SHRUNK, CHANGE)


@dataclass(frozen=True)
class Line:
    """An area, or a group of them: its numbers by name, which of them are hidden, the words that rules gave it."""

    place: Place
    numbers: dict[str, Number]
    hidden: frozenset[str] = frozenset()
    states: dict[str, Number | str] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    few: bool = False

    def shown(self, name: str) -> Number | str:
        """Return a number, D where it is hidden, None where there is none."""
        return HIDDEN_MARK if name in self.hidden else self.numbers.get(name)


class Lines:
    """Reads the cells of a result as lines: ``areas`` in the order of the codes, ``groups``, and the ``whole``."""

    def __init__(self, result: AnalysisResult) -> None:
        self.spec = cast("AreasSpec", result.spec)
        self.facts: Facts = result.facts["areas"]
        self.names: Names = self.facts.names
        self.cells: dict[tuple[Keys, str], CountedCell] = {(one.keys, one.measure): one for one in result.cells}
        self.state_names = self._states()
        self.overall: Number = None
        self.whole = self._line(Place("", "合計"), (), self.facts.places)
        self.overall = self.whole.numbers[RATE]
        self.groups = self._groups()
        self.areas = self._areas()

    def _states(self) -> dict[str | None, str]:
        """Return each status with the measure that counts it."""
        if not self.names.status:
            return {}
        return {
            keys[0][1]: measure for keys, measure in self.cells if len(keys) == 1 and keys[0][0] == self.names.status
        }

    def _areas(self) -> tuple[Line, ...]:
        lines = [self._line(one, area_keys(one, self.names), (one,)) for one in self.facts.places]
        if self.spec.shrink:
            self._shrink(lines)
        return tuple(lines)

    def _groups(self) -> tuple[Line, ...]:
        if not self.names.group:
            return ()
        members: dict[str, list[Place]] = {}
        for place in self.facts.places:
            members.setdefault(group_of(place, self.names), []).append(place)
        return tuple(
            self._line(Place("", name), ((self.names.group, name),), places) for name, places in members.items()
        )

    def _line(self, place: Place, keys: Keys, places: Sequence[Place]) -> Line:
        count, demand, earlier = (
            self._cell(keys, measure) for measure in (self.names.counted, self.names.demand, self.names.earlier)
        )
        demand = demand if self.names.demand else count
        numbers: dict[str, Number] = {COUNT: _value(count), DEMAND: _value(demand), EARLIER: _value(earlier)}
        numbers[POPULATION] = _sum(self.facts.population, places) if self.spec.population else None
        numbers[CAPACITY] = _sum(self.facts.capacity, places) if self.spec.capacity else None
        numbers |= self._derived(numbers)
        hidden = _hidden(count, demand, earlier)
        states: dict[str, Number | str] = {
            state or "未填": self._state((*keys, (self.names.status, state)), measure)
            for state, measure in self.state_names.items()
        }
        few = COUNT not in hidden and (numbers[COUNT] or 0) < self.spec.small
        line = Line(place, numbers, hidden, states, (), few)
        return Line(place, numbers, hidden, states, self._flags(line), few) if keys else line

    def _cell(self, keys: Keys, measure: str) -> CountedCell | None:
        return self.cells.get((keys, measure))

    def _state(self, keys: Keys, measure: str) -> Number | str:
        cell = self._cell(keys, measure)
        return HIDDEN_MARK if cell is not None and cell.hidden else _value(cell)

    def _derived(self, numbers: dict[str, Number]) -> dict[str, Number]:
        """Return rate and interval, change, gap and ratio; None where a part is missing or hidden."""
        told: dict[str, Number] = dict.fromkeys((RATE, LOW, HIGH, OVERALL, CHANGE, GAP, RATIO))
        count, people, per = numbers[COUNT], numbers[POPULATION], self.spec.per
        if count is not None and people:
            told[RATE] = count / people * per
            limits = interval(int(count), people, self.spec.interval)
            told[LOW], told[HIGH] = (limits[0] * per, limits[1] * per) if limits else (None, None)
        told[CHANGE] = _less(count, numbers[EARLIER])
        demand, capacity = numbers[DEMAND], numbers[CAPACITY]
        told[GAP] = _less(demand, capacity)
        told[RATIO] = demand / capacity if demand is not None and capacity else None
        told[OVERALL] = self.overall
        return told

    def _flags(self, line: Line) -> tuple[str, ...]:
        row = {name: None if name in line.hidden else number for name, number in line.numbers.items()}
        return tuple(one.word for one in self.spec.rules if one.when.of_row(row) is True)

    def _shrink(self, lines: list[Line]) -> None:
        """Add each area's rate drawn towards the whole; hidden counts take no part in it."""
        known = [one for one in lines if COUNT not in one.hidden and one.numbers[POPULATION]]
        counts = [int(one.numbers[COUNT] or 0) for one in known]
        told = shrunk(counts, [float(one.numbers[POPULATION] or 0) for one in known])
        for line, rate in zip(known, told, strict=True):
            line.numbers[SHRUNK] = rate * self.spec.per


def _less(left: Number, right: Number) -> Number:
    return None if left is None or right is None else left - right


def _value(cell: CountedCell | None) -> Any:
    return None if cell is None or cell.hidden else cell.value


def _hidden(count: CountedCell | None, demand: CountedCell | None, earlier: CountedCell | None) -> frozenset[str]:
    """Return the numbers that may not be shown as one of the cells is hidden."""
    found: set[str] = set()
    if count is not None and count.hidden:
        found |= {*FROM_COUNT}
    if demand is not None and demand.hidden:
        found |= {DEMAND, GAP, RATIO}
    if earlier is not None and earlier.hidden:
        found |= {EARLIER, CHANGE}
    return frozenset(found)


def _sum(told: dict[str, Number], places: Sequence[Place]) -> Number:
    """Return the sum over areas; None where one of them has no number."""
    numbers = [told.get(one.code) for one in places]
    known = [one for one in numbers if one is not None]
    return sum(known) if len(known) == len(numbers) else None
