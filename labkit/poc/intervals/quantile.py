"""A quantile as a take: its number, its interval without any assumption, or how many records that would need."""

from __future__ import annotations

from fractions import Fraction

from labkit.poc.take import Cells, Taken
from labkit.statistics.exact import on_one_denominator
from labkit.statistics.quantiles import fewest_for, quantile, quantile_interval

METHOD = "順序統計量區間（不假設分布）"


def taken_at(cells: Cells, q: Fraction, label: str) -> Taken:
    """Return the quantile ``q`` of the numbers, linear between two of them, and its interval of order statistics.

    The interval needs 6 records for a median, 29 for P90, 59 for P95: with fewer there is none, and ``why_not`` says so.
    """
    n = len(cells.exact)
    whole, (tops,) = on_one_denominator(cells.exact)
    tops.sort()
    value, limits = quantile(tops, q) / whole, quantile_interval(tops, float(q))
    if limits is None:
        why_not = f"{label} 的 95% 區間至少要 {fewest_for(float(q))} 筆，現有 {n:,} 筆"
        return Taken(value, n, cells.sd, why_not=why_not)
    low, high = (float(Fraction(limit) / whole) for limit in limits)
    return Taken(value, n, cells.sd, low, high, method=METHOD)
