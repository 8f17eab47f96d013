"""How many to measure before measuring: what difference of two means can be seen with how many, and the other way round.

Source: the power of Student's t by its noncentral distribution; Cohen, Statistical Power Analysis (1988), chapters 2 and 6.
"""

from __future__ import annotations

import math
from statistics import NormalDist

FEWEST = 2
MOST = 10_000_000
ENOUGH = 1e-9


def detectable(  # noqa: PLR0913  (the question has six parts)
    n: int, sd: float, *, paired: bool = False, correlation: float = 0.0, level: float = 0.05, power: float = 0.8
) -> float:
    """Return the smallest true difference of means that ``n`` cases a side show with probability ``power``, two-sided.

    ``sd`` is the standard deviation of single cases, in the unit of the answer. ``paired``: ``n`` pairs, whose two measures
    have ``correlation``; otherwise two independent samples of ``n`` each. Raises ValueError for what is out of range.

    >>> [round(detectable(n, 6), 2) for n in (20, 30, 50, 100, 200)]
    [5.45, 4.41, 3.4, 2.39, 1.69]
    """
    from scipy.optimize import brentq  # noqa: PLC0415

    _check(sd, correlation, level, power)
    if n < FEWEST:
        raise ValueError("每一邊至少要 2 件，才看得出散布")

    def short(standard: float) -> float:
        return power_of(standard, n, paired=paired, level=level) - power

    most = 1.0
    while short(most) < 0:
        most *= 2
    return float(brentq(short, 0, most, xtol=1e-10)) * _spread(sd, correlation, paired=paired)


def needed(  # noqa: PLR0913  (the question has six parts)
    effect: float, sd: float, *, paired: bool = False, correlation: float = 0.0, level: float = 0.05, power: float = 0.8
) -> int:
    """Return the fewest cases a side (or pairs) that show a true difference of ``effect`` with probability ``power``.

    Raises ValueError for an effect of 0, or one so small against ``sd`` that ten million cases do not show it.

    >>> needed(5, 6), needed(5, 6, paired=True, correlation=0.5)
    (24, 14)
    """
    _check(sd, correlation, level, power)
    if effect == 0:
        raise ValueError("差別為 0 時，量再多件也看不出")
    standard = abs(effect) / _spread(sd, correlation, paired=paired)
    low, high = FEWEST - 1, FEWEST
    while power_of(standard, high, paired=paired, level=level) < power:
        low, high = high, high * 2
        if high > MOST:
            raise ValueError("差別比起散布太小，量一千萬件也看不出")
    while high - low > 1:
        middle = (low + high) // 2
        enough = power_of(standard, middle, paired=paired, level=level) >= power
        low, high = (low, middle) if enough else (middle, high)
    return high


def power_of(standard: float, n: int, *, paired: bool = False, level: float = 0.05) -> float:
    """Return the probability that a two-sided t test at ``level`` finds a difference of ``standard`` deviations.

    >>> round(power_of(0.5, 64), 3)
    0.801
    """
    from scipy.stats import nct, t  # noqa: PLC0415

    freedom = n - 1 if paired else 2 * n - 2
    shift = standard * math.sqrt(n if paired else n / 2)
    limit = float(t.ppf(1 - level / 2, freedom))
    below = float(nct.cdf(-limit, freedom, shift))
    return float(nct.sf(limit, freedom, shift)) + (below if math.isfinite(below) else 0.0)


def needed_shares(first: float, second: float, *, level: float = 0.05, power: float = 0.8) -> int:
    """Return the fewest cases a side that tell two shares apart, by Cohen's arcsine difference h and the normal distribution.

    Raises ValueError for shares outside 0 to 1, or equal ones.

    >>> needed_shares(0.6, 0.8)
    81
    """
    if not (0 <= first <= 1 and 0 <= second <= 1) or first == second:
        raise ValueError("兩個比率應在 0 到 1 之間，而且不相等")
    if not (0 < level < 1 and level < power < 1):
        raise ValueError("水準與檢定力應在 0 到 1 之間，且檢定力大於水準")
    normal = NormalDist()
    distance = abs(2 * math.asin(math.sqrt(second)) - 2 * math.asin(math.sqrt(first)))
    reach = normal.inv_cdf(1 - level / 2) + normal.inv_cdf(power)
    return max(FEWEST, math.ceil(2 * (reach / distance) ** 2 - ENOUGH))


def spread_interval(sd: float, n: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Return the interval of a standard deviation computed from ``n`` measures of a normal variable (chi-square).

    >>> [round(limit, 2) for limit in spread_interval(6, 10)]
    [4.13, 10.95]
    """
    from scipy.stats import chi2  # noqa: PLC0415

    if n < FEWEST:
        raise ValueError("至少要 2 次量測，才算得出標準差")
    freedom = n - 1
    ends = (chi2.ppf(0.5 + way * confidence / 2, freedom) for way in (1, -1))
    low, high = (sd * math.sqrt(freedom / float(end)) for end in ends)
    return low, high


def _spread(sd: float, correlation: float, *, paired: bool) -> float:
    """Return the deviation that the difference is measured in: of single cases, or of the differences within pairs."""
    return sd * math.sqrt(2 * (1 - correlation)) if paired else sd


def _check(sd: float, correlation: float, level: float, power: float) -> None:
    if not (math.isfinite(sd) and sd > 0):
        raise ValueError("標準差應大於 0")
    if not -1 <= correlation < 1:
        raise ValueError("前後的相關係數應在 −1 與 1 之間，不含 1")
    if not (0 < level < 1 and level < power < 1):
        raise ValueError("水準與檢定力應在 0 到 1 之間，且檢定力大於水準")
