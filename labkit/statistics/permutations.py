"""Chance, asked of the data: how often do shuffled targets go with the groups as strongly; and many columns at once.

Sources: p with the observed order counted (Phipson and Smyth 2010); false discovery rate of Benjamini and Hochberg (1995).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from labkit.statistics.association import Codes, Floats

NEARLY = 1e-9


def shuffled_p(
    bases: Sequence[Floats], scores: Floats, *, times: int, seed: int, within: Codes | None = None
) -> list[float]:
    """Return, for each basis, how often ``scores`` shuffled ``times`` times lie in it as much as they do unshuffled.

    A basis is orthonormal (rows × degrees of freedom). With ``within``, rows are shuffled inside their stratum only. All
    bases see the same shuffles, which ``seed`` fixes. No p is below 1 / (times + 1).
    """
    if not bases:
        return []
    dice = np.random.default_rng(seed)
    every = np.concatenate(bases, axis=1).T
    starts = np.cumsum([0, *(basis.shape[1] for basis in bases)])

    def squares(mixed: Floats) -> Floats:
        total = np.cumsum([0.0, *((every @ mixed) ** 2).sum(axis=1)])
        held: Floats = total[starts[1:]] - total[starts[:-1]]
        return held

    seen = squares(scores)
    limits = seen - NEARLY * np.maximum(1.0, seen)
    exceeded = np.zeros(len(bases))
    for _ in range(times):
        exceeded += squares(scores[_order(len(scores), dice, within)]) >= limits
    return [float(one) for one in (exceeded + 1) / (times + 1)]


def approximate_p(bases: Sequence[Floats], scores: Floats) -> list[float]:
    """Return what ``shuffled_p`` tends to with many rows: the tail of a scaled chi-square (Satterthwaite 1946).

    With classes and without strata this is the chi-square test, with ranks that of Kruskal and Wallis.
    """
    from scipy.stats import chi2  # noqa: PLC0415

    spread = np.atleast_2d(np.cov(scores.T, bias=True))
    one, two = float(np.trace(spread)), float((spread * spread).sum())
    found = []
    for basis in bases:
        seen, width = float(((basis.T @ scores) ** 2).sum()), basis.shape[1]
        found.append(float(chi2.sf(seen * one / two, width * one**2 / two)) if width and two else 1.0)
    return found


def _order(rows: int, dice: np.random.Generator, within: Codes | None) -> npt.NDArray[np.int64]:
    if within is None:
        return dice.permutation(rows)
    mixed = np.lexsort((dice.random(rows), within))
    home = np.argsort(within, kind="stable")
    order = np.empty(rows, np.int64)
    order[home] = mixed
    return order


def basis_of(codes: Codes, groups: int, within: Codes | None = None) -> Floats:
    """Return an orthonormal basis of what the groups add to a mean, or to the means of the strata ``within``."""
    strata = np.zeros(len(codes), np.int64) if within is None else within
    sizes = np.bincount(strata)
    indicator = np.zeros((len(codes), groups))
    indicator[np.arange(len(codes)), codes] = 1.0
    means = np.stack([np.bincount(strata, column, minlength=len(sizes)) for column in indicator.T], axis=1)
    free = indicator - (means / np.maximum(sizes, 1)[:, None])[strata]
    left, singular, _ = np.linalg.svd(free, full_matrices=False)
    basis: Floats = left[:, singular > 1e-8 * max(1.0, float(singular.max(initial=0)))]
    return basis


def false_discovery(values: Sequence[float]) -> list[float]:
    """Return the p values corrected for their number: the share of false finds among all up to each.

    >>> false_discovery([0.01, 0.04, 0.03])
    [0.03, 0.04, 0.04]
    """
    order = sorted(range(len(values)), key=values.__getitem__)
    corrected, least = [1.0] * len(values), 1.0
    for rank in range(len(order), 0, -1):
        place = order[rank - 1]
        least = min(least, values[place] * len(values) / rank)
        corrected[place] = least
    return corrected
