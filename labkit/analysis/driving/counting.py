"""The cells of drivers: the target in every group of every column, the strengths, and the leaves of the tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from labkit.analysis.driving.columns import Column
from labkit.analysis.driving.ranking import Ranked
from labkit.analysis.driving.spec import CLASS, COLUMN, GROUP, RULE, SKILL
from labkit.analysis.driving.target import Target
from labkit.analysis.driving.tree import Skill
from labkit.analysis.found import same_numbers
from labkit.core.cells import CountedCell, Place
from labkit.statistics.differences import mean_difference, mean_interval

TOTALS = ("count", "mean", "median", "mean low", "mean high")
Bools = npt.NDArray[np.bool_]


def strength_cells(one: Ranked) -> Iterator[CountedCell]:
    """Return what is known of a column as a whole."""
    keys, rows = ((COLUMN, one.column.name),), len(one.column.codes)
    told: Mapping[str, Any] = {
        "strength": one.strength.value,
        "low": one.strength.low,
        "high": one.strength.high,
        "p": one.p,
        "q": one.q,
        "direction": one.direction,
        "adjusted": one.adjusted,
        "adjusted p": one.adjusted_p,
    }
    for measure, value in told.items():
        yield CountedCell(keys, measure, value, rows, additive=False)


def flagged_cell(column: Column) -> CountedCell:
    """Return how many values a column that is not ranked holds: what its flag is read off."""
    return CountedCell(((COLUMN, column.name),), "distinct", column.distinct, column.filled, additive=False)


def skill_cells(skill: Skill, rows: int) -> Iterator[CountedCell]:
    """Return how much of the squares the tree saves on records that it has not seen, with its limits."""
    for measure, value in zip(SKILL, (skill.value, skill.low, skill.high), strict=True):
        yield CountedCell((), measure, value, rows, additive=False)


def group_cells(column: Column, target: Target) -> Iterator[CountedCell]:
    """Return the target in each group of a column, and over all of them."""
    every = np.ones(len(column.codes), np.bool_)
    yield from target_cells(((COLUMN, column.name),), every, target)
    for at, label in enumerate(column.labels):
        rows = column.codes == at
        yield from target_cells(((COLUMN, column.name), (GROUP, label)), rows, target)
        if target.numbers is not None:
            yield from _difference(((COLUMN, column.name), (GROUP, label)), rows, target.numbers)


def target_cells(keys: Place, rows: Bools, target: Target) -> Iterator[CountedCell]:
    """Return how many records ``rows`` are, and their mean and median, or how many are in each class."""
    number = int(rows.sum())
    yield CountedCell(keys, "count", number, number)
    if target.numbers is None:
        for at, name in enumerate(target.classes):
            part = int((target.codes[rows] == at).sum()) if target.codes is not None else 0
            yield CountedCell((*keys, (CLASS, name)), "count", part, part)
        return
    numbers = target.numbers[rows]
    limits = mean_interval(numbers) or (None, None)
    values = (float(numbers.mean()), float(np.median(numbers))) if number else (None, None)
    for measure, value in zip(("mean", "median", "mean low", "mean high"), (*values, *limits), strict=True):
        yield CountedCell(keys, measure, value, number, additive=False)


def _difference(keys: Place, rows: Bools, numbers: npt.NDArray[np.float64]) -> Iterator[CountedCell]:
    found = mean_difference(numbers[rows], numbers[~rows])
    told: Sequence[float | None] = (found.value, found.low, found.high) if found else (None, None, None)
    for measure, value in zip(("difference", "difference low", "difference high"), told, strict=True):
        yield CountedCell(keys, measure, value, int(rows.sum()), additive=False)


def giving_back(cells: Sequence[CountedCell]) -> list[tuple[Place, str]]:
    """Return the cells that tell a hidden one by other ways than sums.

    Every column divides the same records, so each shows the same totals; and a rule may be a group, or several of one column:
    where a group is hidden, all rules are.
    """

    def total(one: CountedCell) -> tuple[frozenset[object], str] | None:
        keys = dict(one.keys)
        if {GROUP, RULE} & keys.keys() or one.measure not in TOTALS:
            return None
        return frozenset(item for item in keys.items() if item[0] != COLUMN), one.measure

    rules = [(one.keys, one.measure) for one in cells if not one.hidden and RULE in dict(one.keys)]
    grouped = any(one.hidden and GROUP in dict(one.keys) for one in cells)
    return [*same_numbers(cells, total), *(rules if grouped else [])]
