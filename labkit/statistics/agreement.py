"""Agreement of two people, or of a person and a rule, beyond chance: Cohen's kappa.

Source: Cohen (1960), Educational and Psychological Measurement 20; large-sample error of Fleiss, Cohen and Everitt (1969),
Psychological Bulletin 72. Words for a size: Landis and Koch (1977), Biometrics 33.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from labkit.statistics.intervals import wilson

NO_ERROR = 1e-6
WORDS = ((0.8, "幾乎一致"), (0.6, "高度一致"), (0.4, "中度一致"), (0.2, "尚可"), (0.0, "些微"))


@dataclass(frozen=True)
class Agreement:
    """How far two codings of ``n`` things agree: the share that is equal, and kappa with its interval.

    ``kappa`` is None where chance alone explains everything (both used one and the same code), ``low`` and ``high`` too.
    """

    n: int
    agreed: int
    kappa: float | None
    low: float | None = None
    high: float | None = None

    @property
    def word(self) -> str:
        """Return the word for the size of kappa."""
        if self.kappa is None:
            return "無法計算"
        return next((word for least, word in WORDS if round(self.kappa, 9) >= least), "低於隨機")


def cohen_kappa(first: Sequence[Hashable], second: Sequence[Hashable], *, confidence: float = 0.95) -> Agreement:
    """Return the agreement of two codings of the same things, in the same order; codes are any values.

    Where all agree the large-sample error is 0, and claims too much: the interval is then that of the share that agrees
    (Wilson), with the agreement by chance as it is. The same holds wherever that error comes out as 0.
    Raises ValueError if the codings differ in length.

    >>> found = cohen_kappa(list("aabb"), list("aaba"))
    >>> found.agreed, found.kappa
    (3, 0.5)
    """
    if len(first) != len(second):
        message = f"two codings of the same things are needed, not {len(first)} and {len(second)}"
        raise ValueError(message)
    table = _crossed(first, second)
    total, agreed = int(table.sum()), int(np.trace(table))
    if not total:
        return Agreement(0, 0, None)
    shares = table / total
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    chance = float(rows @ columns)
    if math.isclose(chance, 1.0):
        return Agreement(total, agreed, None)
    observed = float(np.trace(shares))
    kappa = (observed - chance) / (1 - chance)
    error = _error(shares, kappa, chance, total)
    if error < NO_ERROR:
        low, high = wilson(agreed, total, confidence=confidence)
        return Agreement(total, agreed, kappa, max(-1.0, (low - chance) / (1 - chance)), (high - chance) / (1 - chance))
    reach = _normal(confidence) * error
    return Agreement(total, agreed, kappa, max(-1.0, kappa - reach), min(1.0, kappa + reach))


def _crossed(first: Sequence[Hashable], second: Sequence[Hashable]) -> np.ndarray:
    codes = {code: place for place, code in enumerate(dict.fromkeys([*first, *second]))}
    table = np.zeros((len(codes), len(codes)), np.int64)
    for one, other in zip(first, second, strict=True):
        table[codes[one], codes[other]] += 1
    return table


def _error(shares: np.ndarray, kappa: float, chance: float, total: int) -> float:
    """Return the standard error of kappa: formula 13 of Fleiss, Cohen and Everitt."""
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    each = rows[None, :] + columns[:, None]  # of a cell (i, j): the column's share of i and the row's share of j
    diagonal = np.diag(shares) * (1 - (rows + columns) * (1 - kappa)) ** 2
    off = shares * each**2
    spread = diagonal.sum() + (1 - kappa) ** 2 * (off.sum() - np.trace(off))
    return math.sqrt(max(0.0, (spread - (kappa - chance * (1 - kappa)) ** 2) / total)) / (1 - chance)


def _normal(confidence: float) -> float:
    from scipy.stats import norm  # noqa: PLC0415

    return float(norm.ppf(0.5 + confidence / 2))
