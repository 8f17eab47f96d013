"""The numbers of a native pivot at every level, as the spreadsheet's own functions make them of the records.

They are written into the cells before the program refreshes them: readers without a refresh (protected view, other
programs) see them. A sample deviation of one record, and an average of none, have no value.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from labkit.core.document import is_number
from labkit.pivots.exports.plan import Codes, Function, NativePlan

Numbers = npt.NDArray[Any]
Combo = tuple[int, ...]
Cells = dict[tuple[Combo, Combo], tuple[Any, ...]]
MOST_64_BITS = 2**63 - 1


@dataclass(frozen=True, eq=False)
class Filled:
    """The cells of a field that a function takes: which records have one, and the numbers where it wants numbers."""

    function: Function
    places: npt.NDArray[np.bool_]
    numbers: Numbers


def cells_of(plan: NativePlan) -> Cells:
    """Return the values by (row items, column items), each a prefix of its keys; empty tuples are totals."""
    rows, columns = ([_codes(plan, name) for name in names] for names in (plan.rows, plan.columns))
    filled = [_filled(plan.field(one.field).cells, one.function) for one in plan.values]
    found: Cells = {}
    for deep, across in itertools.product(range(len(rows) + 1), range(len(columns) + 1)):
        ids, combos = grouped([*rows[:deep], *columns[:across]], plan.record_count)
        values = zip(*(_made(one, ids, len(combos)) for one in filled), strict=True)
        found |= {(combo[:deep], combo[deep:]): told for combo, told in zip(combos, values, strict=True)}
    return found


def _filled(cells: list[Any], function: Function) -> Filled:
    if function == "count":
        return Filled(function, np.array([cell is not None for cell in cells], bool), np.zeros(0))
    places = np.array([is_number(cell) for cell in cells], bool)
    numbers = np.array([cell for cell in cells if is_number(cell)])
    if numbers.dtype.kind == "i" and len(numbers) * int(np.abs(numbers).max(initial=0)) > MOST_64_BITS:
        numbers = numbers.astype(object)
    return Filled(function, places, numbers)


def _codes(plan: NativePlan, name: str) -> Codes:
    codes = plan.field(name).codes
    if codes is None:
        message = f"{name} is no key"
        raise TypeError(message)
    return codes


def grouped(keys: list[Codes], count: int) -> tuple[Codes, list[Combo]]:
    """Return each record's group, and the items of every group in order."""
    if not keys:
        return np.zeros(count, np.int64), [()]
    ids, firsts = np.zeros(count, np.int64), np.zeros(0, np.int64)
    for codes in keys:
        _, firsts, ids = np.unique(
            ids * (int(codes.max(initial=0)) + 1) + codes, return_index=True, return_inverse=True
        )
    return ids.astype(np.int64), [tuple(int(codes[at]) for codes in keys) for at in firsts]


def _made(filled: Filled, ids: Codes, groups: int) -> list[Any]:
    ids = ids[filled.places]
    counts = np.bincount(ids, minlength=groups)
    if filled.function in {"count", "countNums"}:
        return [int(n) or None for n in counts]
    parts = np.split(filled.numbers[np.argsort(ids, kind="stable")], np.cumsum(counts)[:-1])
    return [FUNCTIONS[filled.function](part) if len(part) else None for part in parts]


def _number(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value


def _spread(part: Numbers, *, sample: bool) -> float | None:
    if len(part) <= sample:
        return None
    return float(np.var(part.astype(np.float64), ddof=int(sample)))


def _root(value: float | None) -> float | None:
    return None if value is None else math.sqrt(value)


FUNCTIONS: dict[str, Callable[[Numbers], Any]] = {
    "sum": lambda part: _number(part.sum()),
    "average": lambda part: float(part.sum()) / len(part),
    "min": lambda part: _number(part.min()),
    "max": lambda part: _number(part.max()),
    "product": lambda part: float(np.prod(part.astype(np.float64))),
    "var": lambda part: _spread(part, sample=True),
    "varp": lambda part: _spread(part, sample=False),
    "stdDev": lambda part: _root(_spread(part, sample=True)),
    "stdDevp": lambda part: _root(_spread(part, sample=False)),
}
