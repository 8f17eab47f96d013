"""Rates of small areas: intervals, and rates drawn towards the whole by as much as chance explains."""

from __future__ import annotations

import math
from collections.abc import Sequence

from labkit.statistics.intervals import wilson

Z = 1.959963984540054  # the 97.5th percentile of the standard normal distribution
METHODS = {
    "exact": "Poisson 精確法（Garwood 1936）",
    "byar": "Byar 近似法（Breslow 與 Day 1987）",
    "wilson": "Wilson 法（1927）",
}


def interval(count: int, population: float, method: str) -> tuple[float, float] | None:
    """Return the 95% interval of ``count / population``; None where there is no population, or no share (wilson).

    ``exact``: Poisson limits by chi-squared quantiles (Garwood 1936). ``byar``: Byar's approximation (Breslow and Day 1987,
    p. 69). ``wilson``: the count is a part of the population (Wilson 1927).

    >>> [round(limit * 1000, 2) for limit in interval(3, 1000, "exact")]
    [0.62, 8.77]
    >>> [round(limit * 1000, 2) for limit in interval(3, 1000, "byar")]
    [0.6, 8.77]
    >>> interval(3, 2, "wilson") is None
    True
    """
    people = round(population)
    if population <= 0 or (method == "wilson" and (count > people or not people)):
        return None
    if method == "wilson":
        return wilson(count, people)
    low, high = (_exact if method == "exact" else _byar)(count)
    return low / population, high / population


def _exact(count: int) -> tuple[float, float]:
    from scipy.stats import chi2  # noqa: PLC0415

    low = float(chi2.ppf(0.025, 2 * count)) / 2 if count else 0.0
    return low, float(chi2.ppf(0.975, 2 * count + 2)) / 2


def _byar(count: int) -> tuple[float, float]:
    more = count + 1
    low = count * (1 - 1 / (9 * count) - Z / (3 * math.sqrt(count))) ** 3 if count else 0.0
    return max(low, 0.0), more * (1 - 1 / (9 * more) + Z / (3 * math.sqrt(more))) ** 3


def shrunk(counts: Sequence[int], populations: Sequence[float]) -> list[float]:
    """Return each area's rate drawn towards the rate of all: the global empirical Bayes estimate (Marshall 1991).

    The fewer people, the nearer to the whole. Populations are above zero. Where chance explains all differences, every
    area gets the rate of the whole.

    >>> [round(one, 4) for one in shrunk([0, 10, 60], [100, 1000, 2000])]
    [0.0166, 0.0127, 0.0291]
    """
    whole = sum(populations)
    if not whole:
        return []
    mean = sum(counts) / whole
    spread = sum(n * (count / n - mean) ** 2 for count, n in zip(counts, populations, strict=True)) / whole
    between = max(0.0, spread - mean * len(populations) / whole)
    weights = [between / (between + mean / n) if mean else 0.0 for n in populations]
    return [mean + weight * (count / n - mean) for weight, count, n in zip(weights, counts, populations, strict=True)]
