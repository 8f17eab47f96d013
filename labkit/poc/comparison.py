"""Comparison: one way to compare before with after; a folder of them is the register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from labkit.core.plugs import Register
from labkit.poc.found import Tested

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Sampled:
    """The records of a comparison, one place each in every array; ``value`` has no missing number.

    ``after`` tells whether a record is from after the change. Where the comparison asks for them: ``day`` (days since
    1970-01-01), ``pair`` (the same case, or worker, before and after), ``stratum`` (weekday and hour), ``treated`` (False for
    the counter that did not change). ``grain`` is how ``day`` is grouped for a series.
    """

    value: Floats
    after: Flags
    day: npt.NDArray[np.int64] | None = None
    pair: npt.NDArray[Any] | None = None
    stratum: npt.NDArray[Any] | None = None
    treated: Flags | None = None
    grain: str = "週"
    seed: int = 0


@dataclass(frozen=True, kw_only=True)
class Compared:
    """How much after differs from before: ``effect`` is after − before, in the unit of the values, with its interval.

    ``before`` and ``after`` are the levels that the effect lies between; ``n`` how many (records, pairs, periods) on each
    side; ``method`` names estimate and interval in zh-TW; ``remarks`` are sentences to stand beside the number;
    ``ratio`` are the limits of after / before where the comparison has its own, both above 0; ``left_out`` counts records
    that could not be compared, by reason.
    """

    effect: float
    before: float
    after: float
    n: tuple[int, int]
    method: str
    low: float | None = None
    high: float | None = None
    ratio: tuple[float, float] | None = None
    tested: Tested | None = None
    standardised: float | None = None
    remarks: tuple[str, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Comparison:
    """One way: the rung of the ladder that it reaches, which columns it ``needs`` (day, pair, stratum, treated), how it compares.

    ``compare`` raises ValueError, in zh-TW with the mend, where there is too little to compare.
    """

    label: str
    label_en: str
    rung: int
    compare: Callable[[Sampled], Compared]
    needs: tuple[str, ...] = ()


COMPARISONS: Register[Comparison] = Register("labkit.poc.comparisons", Comparison)


def needed(column: T | None, name: str) -> T:
    """Return a column that the comparison needs; raises ValueError where the sample lacks it."""
    if column is None:
        message = f"這種比較需要{name}的欄位，請在設定中寫出。"
        raise ValueError(message)
    return column
