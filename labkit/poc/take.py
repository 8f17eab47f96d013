"""Take: one way to take a number from a table; a folder of them is the register."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

import numpy as np

from labkit.core.plugs import Register

Reads = Literal["rows", "numbers", "cells", "blanks", "pairs", "test"]


@dataclass(frozen=True)
class Cells:
    """What a number is taken from: ``rows`` records, the numbers of the column, and what stands beside them.

    ``beside`` holds, as the take ``reads``: the numbers of the second column (pairs), the filled cells of whatever kind
    (cells), or whether the test holds (test).
    """

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
        if len(self.exact) < 2:  # noqa: PLR2004  (no spread of one)
            return None
        return float(np.std(self.floats, ddof=1)) if min(self.floats) < max(self.floats) else 0.0


@dataclass(frozen=True)
class Taken:
    """An input's value, on how many records it rests, its spread, and how many records were left out for it.

    ``sd`` is the standard deviation of single records; ``low`` and ``high`` bound the value where only a range is known, or
    where the take has its own interval: then ``method`` names it (95 %). ``why_not`` says why there is none. ``exact``: counted
    from all records or from a calendar, without any spread.
    """

    value: Fraction
    n: int | None = None
    sd: float | None = None
    low: float | None = None
    high: float | None = None
    left_out: tuple[tuple[str, int], ...] = ()
    exact: bool = False
    method: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class TakeExample:
    """Columns of a made-up table, what is asked of them, and what must come out: value, n, and left out."""

    columns: Mapping[str, Sequence[Any]]
    asks: Mapping[str, str]
    value: str
    n: int
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Take:
    """One way to take a number.

    ``reads``: the records alone (rows), a column of numbers, the filled cells of a column of whatever kind (cells), the same
    beside how many records there are (blanks), a column of numbers beside another called ``forecast`` (pairs), or whether
    ``holds`` is true (test). ``unit`` is set where the number has one of its own, such as %.
    """

    label: str
    label_en: str
    compute: Callable[[Cells], Taken]
    examples: tuple[TakeExample, ...]
    reads: Reads = "numbers"
    unit: str = ""

    @property
    def column(self) -> bool:
        """Tell whether it needs a column."""
        return self.reads not in {"rows", "test"}


TAKES: Register[Take] = Register("labkit.poc.takes", Take)
EXACT = "由全部紀錄直接算出，不是抽樣估計"
