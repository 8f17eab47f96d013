"""What a number made of uncertain inputs may be: draws of every input, put together, and the middle 95 in 100.

Each input is drawn apart from the others: inputs that rise and fall together make the true interval wider or narrower.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import NormalDist

import numpy as np

from labkit.statistics.levels import Floats

DRAWS = 200_000


@dataclass(frozen=True)
class Spread(ABC):
    """What is known of an input's true value. Nothing counted or timed lies below 0: a draw below counts as 0.

    So an interval that reaches 0 says so; drawing again instead would shift all draws up. What is itself below 0, or has a
    limit that is, may lie there.
    """

    value: float

    @abstractmethod
    def drawn(self, dice: np.random.Generator, draws: int) -> Floats:
        """Return ``draws`` possible values."""

    def _floored(self, drawn: Floats, low: float = 0.0) -> Floats:
        return drawn if min(self.value, low) < 0 else np.maximum(drawn, 0.0)


@dataclass(frozen=True)
class Exact(Spread):
    """A number without spread: the working days of a named calendar."""

    def drawn(self, dice: np.random.Generator, draws: int) -> Floats:
        """Return the value again and again."""
        del dice
        return np.full(draws, self.value)


@dataclass(frozen=True)
class MeanOf(Spread):
    """The mean of ``n`` records, at least 2, with standard deviation ``sd``: Student's t about the mean."""

    n: int
    sd: float

    def drawn(self, dice: np.random.Generator, draws: int) -> Floats:
        """Return possible true means."""
        return self._floored(self.value + self.sd / np.sqrt(self.n) * dice.standard_t(self.n - 1, draws))


@dataclass(frozen=True)
class Between(Spread):
    """A number known only to lie from ``low`` to ``high``: each is as likely."""

    low: float
    high: float

    def drawn(self, dice: np.random.Generator, draws: int) -> Floats:
        """Return values of the range."""
        return self._floored(dice.uniform(self.low, self.high, draws), self.low)


@dataclass(frozen=True)
class Interval(Spread):
    """A number with its own 95 % limits: half a normal curve on each side, so that the limits come out again."""

    low: float
    high: float

    def drawn(self, dice: np.random.Generator, draws: int) -> Floats:
        """Return possible true values."""
        off = dice.standard_normal(draws) / NormalDist().inv_cdf(0.975)
        wide = np.where(off < 0, self.value - self.low, self.high - self.value)
        return self._floored(self.value + off * wide, self.low)


@dataclass(frozen=True)
class Simulated:
    """The median of the draws, the limits, and the part of the variance that each input makes alone."""

    value: float
    low: float
    high: float
    shares: Mapping[str, float] = field(default_factory=dict)

    @property
    def dominant(self) -> str:
        """Return the input that makes most of the variance; empty where none varies."""
        return max(self.shares, key=self.shares.__getitem__) if any(self.shares.values()) else ""


def over(above: Floats, below: Floats) -> Floats:
    """Return the quotient of draws, nan where the divisor is not above 0.

    >>> over(np.array([6.0, 6.0]), np.array([3.0, 0.0])).tolist()
    [2.0, nan]
    """
    shape = np.broadcast(above, below).shape
    found: Floats = np.divide(above, below, out=np.full(shape, np.nan), where=np.asarray(below) > 0)
    return found


def simulate(
    combine: Callable[[Sequence[Floats]], Floats],
    inputs: Mapping[str, Spread],
    *,
    draws: int = DRAWS,
    seed: int = 0,
    confidence: float = 0.95,
) -> Simulated:
    """Return what ``combine`` of the inputs, in their order, may be; ``seed`` fixes the draws.

    >>> found = simulate(lambda parts: parts[0] * parts[1], {"分": MeanOf(5, 30, 4), "件": Exact(100)}, draws=20_000)
    >>> round(found.low, -1), round(found.high, -1), found.dominant
    (350.0, 650.0, '分')
    """
    dice = np.random.default_rng(seed)
    drawn = [one.drawn(dice, draws) for one in inputs.values()]
    low, middle, high = np.quantile(combine(drawn), [0.5 - confidence / 2, 0.5, 0.5 + confidence / 2])
    alone = {}
    for place, name in enumerate(inputs):
        still = [np.array(spread.value) for spread in inputs.values()]
        alone[name] = float(np.var(combine([*still[:place], drawn[place], *still[place + 1 :]])))
    whole = sum(alone.values())
    shares = {name: one / whole for name, one in alone.items()} if whole else {}
    return Simulated(float(middle), float(low), float(high), shares)
