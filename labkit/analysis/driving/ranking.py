"""How strongly each column goes with the target, whether chance does as much, and what is left beside the strongest."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from labkit.analysis.driving.columns import Column
from labkit.analysis.driving.spec import DriversSpec
from labkit.analysis.driving.target import TWO, Target
from labkit.statistics.association import Floats, Strength, strength
from labkit.statistics.permutations import approximate_p, basis_of, false_discovery, shuffled_p

LEAK, LEAK_ORDER, CLEAR = 0.95, 0.97, 0.05
MOST_SHUFFLED, PER_COLUMN, MOST_SHUFFLES = 5_000, 100, 9_999


@dataclass(frozen=True)
class Ranked:
    """A column's strength, its p and the p corrected for all columns, its direction, and what is left beside the strongest."""

    column: Column
    strength: Strength
    direction: float | None
    p: float | None = None
    q: float | None = None
    adjusted: float | None = None
    adjusted_p: float | None = None


def rank(columns: Sequence[Column], target: Target, spec: DriversSpec) -> tuple[list[Ranked], list[Ranked]]:
    """Return the columns from the strongest to the weakest, and those that all but equal the target."""
    all_of_them = [
        Ranked(one, strength(one.codes, one.groups, target.scores), direction_of(one, target)) for one in columns
    ]
    leaks = [one for one in all_of_them if _leaks(one)]
    ranked = [one for one in all_of_them if not _leaks(one)]
    ps = _chances(ranked, target, spec)
    tested = [replace(one, p=p, q=q) for one, p, q in zip(ranked, ps, false_discovery(ps), strict=True)]
    order = sorted(tested, key=lambda one: (-one.strength.value, one.p or 0.0, one.column.name))
    return _beside_the_strongest(order, target, spec), leaks


def _leaks(one: Ranked) -> bool:
    return one.strength.value >= LEAK or abs(one.direction or 0) >= LEAK_ORDER


def is_approximate(rows: int) -> bool:
    """Tell whether p comes from the chi-square distribution: above 5,000 rows shuffling adds nothing."""
    return rows > MOST_SHUFFLED


def _chances(ranked: Sequence[Ranked], target: Target, spec: DriversSpec) -> list[float]:
    bases = [basis_of(one.column.codes, one.column.groups) for one in ranked]
    if is_approximate(len(target.values)):
        return approximate_p(bases, target.scores.values)
    times = min(MOST_SHUFFLES, max(spec.shuffles, PER_COLUMN * len(ranked)))
    return shuffled_p(bases, target.scores.values, times=times, seed=spec.seed)


def _beside_the_strongest(order: list[Ranked], target: Target, spec: DriversSpec) -> list[Ranked]:
    """Return the ranking with what each column still tells inside the groups of the strongest, where that one is clear."""
    rows = len(target.values)
    if len(order) < TWO or (order[0].q or 0.0) >= CLEAR:
        return order
    held = order[0].column
    bases = [basis_of(one.column.codes, one.column.groups, held.codes) for one in order[1:]]
    left = _within(target.scores.values, held)
    ps = (
        approximate_p(bases, left)
        if is_approximate(rows)
        else shuffled_p(bases, left, times=spec.shuffles, seed=spec.seed, within=held.codes)
    )
    added = [_added(basis, left, rows - held.groups) for basis in bases]
    others = [replace(one, adjusted=value, adjusted_p=p) for one, value, p in zip(order[1:], added, ps, strict=True)]
    return [order[0], *others]


def _within(scores: Floats, held: Column) -> Floats:
    sizes = np.maximum(np.bincount(held.codes, minlength=held.groups), 1)
    sums = np.stack([np.bincount(held.codes, one, minlength=held.groups) for one in scores.T], axis=1)
    left: Floats = scores - (sums / sizes[:, None])[held.codes]
    return left


def _added(basis: Floats, left: Floats, freedom: int) -> float:
    """Return the root of the share of what is left that the basis explains, corrected for its size."""
    whole = float((left**2).sum())
    if whole <= 0 or freedom <= basis.shape[1]:
        return 0.0
    share = float(((basis.T @ left) ** 2).sum()) / whole
    return math.sqrt(max(0.0, 1 - (1 - share) * freedom / (freedom - basis.shape[1])))


def direction_of(column: Column, target: Target) -> float | None:
    """Return from -1 to 1 how a numeric column rises with a number (Spearman) or towards yes (rank-biserial); None else."""
    if column.numbers is None or (target.numbers is None and len(target.classes) != TWO):
        return None
    there = ~np.isnan(column.numbers)
    ranks = _ranks(column.numbers[there])
    if target.numbers is not None:
        return _correlation(ranks, _ranks(target.numbers[there]))
    yes = (target.codes == target.classes.index(target.yes))[there] if target.codes is not None else np.zeros(0, bool)
    if not yes.any() or yes.all():
        return None
    return float(2 * (ranks[yes].mean() - ranks[~yes].mean()) / len(ranks))


def _ranks(numbers: Floats) -> Floats:
    from scipy.stats import rankdata  # noqa: PLC0415

    ranks: Floats = rankdata(numbers)
    return ranks


def _correlation(one: Floats, two: Floats) -> float | None:
    if len(one) < TWO or one.std() == 0 or two.std() == 0:
        return None
    return float(np.corrcoef(one, two)[0, 1])
