"""Found: the cells of a result by place. What is read here and is hidden reads as D, so every table built of it says so."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from labkit.core.cells import HIDDEN_MARK, CountedCell, Place
from labkit.statistics.intervals import wilson

Keys = Mapping[str, Any]
NO_NUMBER = "–"


class Found:
    """Cells by their keys and measure.

    >>> found = Found([CountedCell((("里", "新安里"),), "count", 3, 3), CountedCell((("里", "和平里"),), "count", None, None, hidden=True)])
    >>> found.count("count", {"里": "新安里"}), found.count("count", {"里": "和平里"}), found.count("count", {"里": "無此里"})
    (3, None, 0)
    """

    def __init__(self, cells: Iterable[CountedCell]) -> None:
        self.cells = {(frozenset(one.keys), one.measure): one for one in cells}

    def cell(self, measure: str, keys: Keys | None = None) -> CountedCell | None:
        """Return the cell at this place, or None."""
        return self.cells.get((frozenset((keys or {}).items()), measure))

    def count(self, measure: str, keys: Keys | None = None) -> int | None:
        """Return a count: 0 where no cell was made, None where it is hidden."""
        cell = self.cell(measure, keys)
        return 0 if cell is None else None if cell.hidden else int(cell.value)

    def value(self, measure: str, keys: Keys | None = None) -> Any:
        """Return a value as people read it: D where it is hidden, – where there is none."""
        cell = self.cell(measure, keys)
        if cell is None or (cell.value is None and not cell.hidden):
            return NO_NUMBER
        return HIDDEN_MARK if cell.hidden else cell.value


def shown_count(count: int | None) -> int | str:
    """Return a count as people read it."""
    return HIDDEN_MARK if count is None else count


def percent(part: int | None, whole: int | None, *, scale: float = 100, places: int = 1) -> float | str:
    """Return ``part`` per ``scale`` of ``whole``, never 0 for something; D where either is hidden, – where nothing was counted.

    >>> percent(1, 3), percent(24, 100_000), percent(None, 3)
    (33.3, 0.02, 'D')
    """
    if part is None or whole is None:
        return HIDDEN_MARK
    if not whole:
        return NO_NUMBER
    value = scale * part / whole
    return round(value, places) if round(value, places) or not part else float(f"{value:.1g}")


def interval(part: int | None, whole: int | None, *, scale: float = 100, places: int = 1) -> str:
    """Return the 95 % Wilson interval of ``part / whole`` per ``scale``.

    >>> interval(5, 5), interval(None, 5), interval(0, 0)
    ('56.6–100', 'D', '–')
    """
    if part is None or whole is None:
        return HIDDEN_MARK
    if not 0 <= part <= whole or not whole:
        return NO_NUMBER
    low, high = wilson(part, whole)
    return f"{figure(scale * low, places)}–{figure(scale * high, places)}"


def figure(value: float, places: int = 1) -> str:
    """Return a number with ``places`` decimals; exactly 0 and 100 without, and what is little but something as less than.

    >>> figure(100.0), figure(99.97), figure(56.55), figure(0), figure(0.02)
    ('100', '100.0', '56.5', '0', '<0.1')
    """
    number = float(value)
    if math.isclose(number, 0, abs_tol=1e-9) or math.isclose(number, 100):
        return f"{number:.0f}"
    if number > 0 and not round(number, places):
        return f"<{10**-places:.{places}f}"
    return f"{number:.{places}f}"


def same_numbers(cells: Sequence[CountedCell], number_of: Callable[[CountedCell], Hashable]) -> list[tuple[Place, str]]:
    """Return the cells that show the number of a hidden one: those of which ``number_of`` says the same; None is no other's."""
    gone = {number_of(one) for one in cells if one.hidden} - {None}
    return [(one.keys, one.measure) for one in cells if not one.hidden and number_of(one) in gone]
