"""Take: one way to take a number from a table; a folder of them is the register."""

from __future__ import annotations

import functools
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from labkit.core.plugs import Register


@dataclass(frozen=True)
class Cells:
    """What a number is taken from: ``rows`` records, the filled numbers of the column, and further columns beside them."""

    rows: int
    exact: tuple[Fraction, ...] = ()
    beside: tuple[Any, ...] = ()

    @functools.cached_property
    def floats(self) -> list[float]:
        """Return the numbers as doubles."""
        return [float(one) for one in self.exact]

    @property
    def sd(self) -> float | None:
        """Return the standard deviation of the sample; None of fewer than two numbers."""
        return statistics.stdev(self.floats) if len(self.exact) > 1 else None


@dataclass(frozen=True)
class Taken:
    """An input's value, on how many records it rests, its spread, and how many records were left out for it.

    ``sd`` is the standard deviation of single records; ``low`` and ``high`` bound the value where only a range is known, or
    where the take has its own interval. ``exact``: counted from a calendar, without any spread.
    """

    value: Fraction
    n: int | None = None
    sd: float | None = None
    low: float | None = None
    high: float | None = None
    left_out: tuple[tuple[str, int], ...] = ()
    exact: bool = False


@dataclass(frozen=True)
class Take:
    """One way to take a number. ``column``: it needs a column of numbers."""

    label: str
    label_en: str
    compute: Callable[[Cells], Taken]
    column: bool = True


TAKES: Register[Take] = Register("labkit.poc.takes", Take)
EXACT = "由全部紀錄直接算出，不是抽樣估計"
