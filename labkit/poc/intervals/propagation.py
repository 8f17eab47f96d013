"""An interval for what is computed from other metrics: their intervals, carried through the arithmetic by drawing.

Each metric is drawn once, however often it is named, from two half normals that meet at its estimate and whose 95 % reach
from its ``low`` to its ``high``: skew is kept, and one metric alone gives its own interval back. Different metrics are drawn
independently. Draws of what cannot be negative stop at 0. Source: JCGM 101:2008, Monte Carlo propagation of distributions.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from labkit.poc.found import Estimate

if TYPE_CHECKING:
    from labkit.poc.result import MetricResult

Floats = npt.NDArray[np.float64]
Formula = Callable[[Mapping[str, Floats]], Floats]
DRAWS = 20_000
CONFIDENCE = 0.95
METHOD = f"各指標的區間以蒙地卡羅傳遞 {DRAWS:,} 次，視為互相獨立"


def drawn(estimates: Mapping[str, Estimate], *, seed: int = 0, draws: int = DRAWS) -> dict[str, Floats]:
    """Return draws of each estimate, in its own unit; the same seed gives the same draws."""
    dice = np.random.default_rng(seed)
    return {name: _one(estimates[name], dice.standard_normal(draws)) for name in sorted(estimates)}


def _one(estimate: Estimate, normal: Floats) -> Floats:
    z = NormalDist().inv_cdf((1 + estimate.confidence) / 2)
    below, above = (max(0.0, side / z) for side in (estimate.value - estimate.low, estimate.high - estimate.value))
    found = estimate.value + np.where(normal < 0, below, above) * normal
    return np.maximum(found, 0.0) if estimate.low >= 0 else found


def propagate(formula: Formula, estimates: Mapping[str, Estimate], *, seed: int = 0) -> Estimate | None:
    """Return the estimate of ``formula`` of the estimates, and how much of its variance each one makes.

    ``formula`` takes an array for each name. None where the draws reach a division by zero, so that no interval holds.
    """
    draws = drawn(estimates, seed=seed)
    found = _safe(formula, draws)
    if found is None:
        return None
    middle = {name: np.full_like(one, estimates[name].value) for name, one in draws.items()}
    alone = {name: _safe(formula, {**middle, name: one}) for name, one in draws.items()}
    parts = {name: float(np.var(one)) for name, one in alone.items() if one is not None}
    whole = math.fsum(parts.values())
    shares = {name: part / whole for name, part in parts.items()} if whole else {}
    low, value, high = (float(one) for one in np.quantile(found, [0.025, 0.5, 0.975]))
    return Estimate(
        value=value,
        low=low,
        high=high,
        method=METHOD,
        confidence=CONFIDENCE,
        dominant=max(shares, key=lambda name: shares[name]) if shares else "",
        shares=shares,
    )


def _safe(formula: Formula, draws: Mapping[str, Floats]) -> Floats | None:
    """Return the formula of the draws; None where a divisor's draws touch or cross zero."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        found = formula(draws)
    return found if np.isfinite(found).all() else None


def upstream(result: MetricResult) -> frozenset[str]:
    """Return the ids of the metrics that ``result`` was computed from, at any depth, and its own."""
    deeper = (upstream(one) for one in result.found.asked)
    return frozenset({result.metric.id}).union(*deeper)
