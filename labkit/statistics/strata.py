"""The change of a mean within strata (weekday and hour): like is compared with like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from labkit.statistics.comparisons import LEAST, MeanChange, change_of, need_spread, pooled
from labkit.statistics.levels import TIMES, Floats, Levels

Codes = npt.NDArray[np.int64]


def in_strata(
    before: tuple[Floats, Codes], after: tuple[Floats, Codes], *, seed: int = 0, times: int = TIMES
) -> MeanChange:
    """Compare within strata (values and codes on each side); a stratum weighs n·m/(n + m) of its records on the two sides.

    Codes run from 0 and every stratum has records on both sides. Spread is pooled within strata on each side; resamples draw
    from the residuals of a side. Where the strata's differences lie further apart than that spread explains (F test at 5 %: one
    typing error alone in its stratum, or a change that works at some hours only), the limits are widened to theirs. Raises ValueError where too few records stand beside another of their stratum.
    """
    sides = [_Side.of(values, codes) for values, codes in (before, after)]
    for side, name in zip(sides, ("改變前", "改變後"), strict=True):
        if side.free < LEAST:
            what = f"{name}扣掉組數後只剩 {max(side.free, 0)} 筆可以看出變動，至少需要 {LEAST} 筆；請合併分組或補量。"
            raise ValueError(what)
    need_spread(max(float(np.ptp(side.residuals)) for side in sides), "各組之內的數值完全相同")
    weights = sides[0].sizes * sides[1].sizes / (sides[0].sizes + sides[1].sizes)
    weights = weights / weights.sum()

    def levels(first: tuple[Any, Any], second: tuple[Any, Any]) -> Levels:
        return Levels(first[0], second[0], first[1], second[1], (sides[0].free, sides[1].free))

    def again(dice: np.random.Generator, count: int) -> Levels:
        return levels(sides[0].drawn(weights, dice, count), sides[1].drawn(weights, dice, count))

    seen = levels(sides[0].level(weights), sides[1].level(weights))
    sizes = (len(before[0]), len(after[0]))
    change = change_of(seen, again, sizes, pooled([side.spread for side in sides], sizes), (seed, times))
    factor = _further_apart(sides, weights)
    return change.widened(factor) if factor > 1 else change


def _further_apart(sides: Sequence[_Side], weights: Floats) -> float:
    """Return how much further the strata's differences lie apart than the spread within them explains; 1 where they do not."""
    from scipy.special import fdtri  # noqa: PLC0415

    strata = len(weights)
    inside = sum(side.level(weights)[1] for side in sides)
    if strata < 2 or not inside > 0:  # noqa: PLR2004  (one stratum lies apart from none)
        return 1.0
    gaps = sides[1].means - sides[0].means
    between = float(weights**2 @ (gaps - weights @ gaps) ** 2) / (1 - float(weights @ weights))
    limit = float(fdtri(strata - 1, sides[0].free + sides[1].free, 0.95))
    return float(np.sqrt(between / inside)) if between / inside > limit else 1.0


@dataclass(frozen=True)
class _Side:
    """The records of a side in their strata: means and sizes of the strata, residuals, and how many are free."""

    means: Floats
    sizes: Floats
    residuals: Floats
    codes: Codes

    @classmethod
    def of(cls, values: Floats, codes: Codes) -> _Side:
        sizes = np.bincount(codes).astype(float)
        means = np.bincount(codes, values) / sizes
        return cls(means, sizes, values - means[codes], codes)

    @property
    def free(self) -> int:
        return len(self.codes) - len(self.sizes)

    @property
    def spread(self) -> float:
        return float(np.sqrt((self.residuals**2).sum() / self.free))

    def level(self, weights: Floats) -> tuple[float, float]:
        return float(weights @ self.means), self.spread**2 * float((weights**2 / self.sizes).sum())

    def drawn(self, weights: Floats, dice: np.random.Generator, count: int) -> tuple[Floats, Floats]:
        """Return levels and variances of resamples: each record its stratum's mean and a residual of the side."""
        wide = np.sqrt(len(self.codes) / self.free)
        drawn = self.residuals[dice.integers(0, len(self.codes), (count, len(self.codes)))] * wide
        inside = np.eye(len(self.sizes))[self.codes] / self.sizes
        means = drawn @ inside
        squares = (drawn**2).sum(axis=1) - (means**2 * self.sizes).sum(axis=1)
        variance = np.maximum(squares, 0.0) / self.free * (weights**2 / self.sizes).sum()
        return weights @ self.means + means @ weights, variance
