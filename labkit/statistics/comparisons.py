"""How much a mean changed, with limits for the difference and for the ratio: what every design of a comparison shares.

The headline is a MEAN: minutes a case × cases is a sum, and only means multiply into sums. The shift of a typical case
(``shifts``) stands beside it and is not multiplied.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from labkit.statistics.levels import (
    FEW,
    MANY,
    Levels,
    difference,
    log_ratio,
    student,
    studentised,
)

Resample = Callable[[np.random.Generator, int], Levels]
LEAST = 3
AT_ONCE = 2_000_000


@dataclass(frozen=True, kw_only=True)
class MeanChange:
    """``effect`` is after − before with its limits; ``ratio`` the limits of after / before where both levels are above 0.

    ``by`` tells how the limits were made; ``standardised`` is the effect over the spread of single records, None where
    clusters alone are known. ``wider`` is by how much the limits of strata were widened, as their differences lie apart.
    """

    effect: float
    before: float
    after: float
    low: float
    high: float
    ratio: tuple[float, float] | None
    n: tuple[int, int]
    by: Literal["bootstrap", "student"]
    standardised: float | None = None
    wider: float = 1.0

    def widened(self, factor: float) -> MeanChange:
        """Return the change with its limits ``factor`` times as far from it."""
        low, high = (self.effect + factor * (limit - self.effect) for limit in (self.low, self.high))
        ratio = self.ratio
        if ratio is not None:
            middle = self.after / self.before
            ratio = (middle + factor * (ratio[0] - middle), middle + factor * (ratio[1] - middle))
        return replace(self, low=low, high=high, ratio=ratio, wider=factor)


def need(found: int, of: str, counter: str, *, least: int = LEAST) -> None:
    """Refuse fewer than ``least``; the sentence says how many are there and how many are needed."""
    if found < least:
        what = f"{of}只有 {found} {counter}，至少需要 {least} {counter}；請再量 {least - found} {counter}以上。"
        raise ValueError(what)


def need_spread(wide: float, what: str) -> None:
    """Refuse values that do not differ: their spread tells nothing of chance."""
    if not wide > 0:
        message = f"{what}，看不出變動；請量到較細的單位（例如秒），每邊至少 {LEAST} 筆。"
        raise ValueError(message)


def change_of(seen: Levels, again: Resample, n: tuple[int, int], spread: float, how: tuple[int, int]) -> MeanChange:
    """Return the change with limits by resampling, or by Student's t where records are few or very many."""
    drawn = _drawn(again, max(n), *how) if min(n) >= FEW and max(n) <= MANY else None
    limits = studentised(seen, drawn, difference) if drawn else None
    ratio = None
    if seen.before > 0 and seen.after > 0:
        found = (studentised(seen, drawn, log_ratio) if drawn else None) or student(seen, log_ratio)
        ratio = (float(np.exp(found[0])), float(np.exp(found[1])))
    low, high = limits or student(seen, difference)
    effect = float(seen.after - seen.before)
    return MeanChange(
        effect=effect,
        before=float(seen.before),
        after=float(seen.after),
        low=low,
        high=high,
        ratio=ratio,
        n=n,
        by="bootstrap" if limits else "student",
        standardised=effect / spread if spread > 0 else None,
    )


def _drawn(again: Resample, size: int, seed: int, times: int) -> Levels:
    """Return the levels of all resamples, made in portions that fit into memory."""
    dice = np.random.default_rng(seed)
    portion = max(1, AT_ONCE // size)
    parts = [again(dice, min(portion, times - done)) for done in range(0, times, portion)]
    names = ("before", "after", "variance_before", "variance_after", "covariance")
    joined = {
        name: np.concatenate([np.broadcast_to(getattr(part, name), np.shape(part.before)) for part in parts])
        for name in names
    }
    return Levels(freedom=parts[0].freedom, **joined)


def pooled(spreads: list[float], n: tuple[int, int]) -> float:
    """Return the standard deviation of both sides together, each weighing its degrees of freedom."""
    one, two = ((count - 1) * spread**2 for count, spread in zip(n, spreads, strict=True))
    return float(np.sqrt((one + two) / (sum(n) - 2)))
