"""Shelf: the cells of an analysis by place and measure; what is hidden stays hidden in whatever is computed from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from labkit.core.cells import HIDDEN_MARK, CountedCell, Place


class Shelf:
    """Cells, to be asked by measure and keys.

    >>> shelf = Shelf([CountedCell((("星期", "週一"),), "件數", 12, 12), CountedCell((), "件數", None, None, hidden=True)])
    >>> shelf("件數", ("星期", "週一")), shelf("件數"), shelf("件數", ("星期", "週二")) is None
    (12, 'D', True)
    """

    def __init__(self, cells: Iterable[CountedCell]) -> None:
        self._held = {(one.keys, one.measure): one for one in cells}

    def __call__(self, measure: str, *keys: tuple[str, Any]) -> Any:
        """Return the cell's value: D where it is hidden, None where there is none."""
        found = self._held.get((keys, measure))
        return None if found is None else HIDDEN_MARK if found.hidden else found.value

    def keys(self, measure: str, *names: str) -> list[Place]:
        """Return the places with exactly these keys where ``measure`` stands, in the order of the cells."""
        return [keys for keys, one in self._held if one == measure and tuple(name for name, _ in keys) == names]


def worked(make: Callable[..., Any], *values: Any) -> Any:
    """Return what ``make`` computes of ``values``: D where one of them is hidden, None where one is missing.

    >>> worked(lambda a, b: a / b, 1, 4), worked(max, 3, "D"), worked(max, 3, None) is None
    (0.25, 'D', True)
    """
    if any(is_hidden(value) for value in values):
        return HIDDEN_MARK
    return None if any(value is None for value in values) else make(*values)


def is_hidden(value: Any) -> bool:
    """Tell whether a value of the shelf, or computed from it, is hidden."""
    return isinstance(value, str) and value == HIDDEN_MARK


def number(value: Any) -> float:
    """Return a value for a chart: no data where it is hidden or missing."""
    return float("nan") if value is None or is_hidden(value) else float(value)


def share(part: Any, whole: Any) -> Any:
    """Return ``part`` of ``whole`` in percent to one place; missing where nothing is the whole.

    >>> share(320, 2500), share(0, 0) is None, share("D", 5)
    (12.8, True, 'D')
    """
    return worked(lambda a, b: round(100 * a / b, 1) if b else None, part, whole)
