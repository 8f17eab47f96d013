"""WAPE in %: Σ|forecast − actual| / Σ|actual|, the forecast in a second column.

Source: weighted absolute percentage error (Kolassa and Schütz 2007): unlike the mean of percentages it is defined where an
actual number is zero, and small villages do not outweigh large ones.
"""

from __future__ import annotations

from fractions import Fraction

from labkit.poc.take import Cells, Take, TakeExample, Taken
from labkit.statistics.exact import on_one_denominator
from labkit.statistics.ratios import RESAMPLES, ratio_interval


def compute(cells: Cells) -> Taken:
    """Return it with a bootstrap interval over the records; raises ValueError where the actual numbers add up to zero."""
    whole, (told, real) = on_one_denominator(cells.beside, cells.exact)
    errors, sizes = [abs(a - b) for a, b in zip(told, real, strict=True)], [abs(one) for one in real]
    if not sum(sizes):
        message = "實際值全部是 0，無法算 WAPE（分母為 0）。請核對實際值的欄位（column）"
        raise ValueError(message)
    limits = ratio_interval([one / whole for one in errors], [one / whole for one in sizes])
    value, n = Fraction(100 * sum(errors), sum(sizes)), len(sizes)
    if limits is None:
        return Taken(value, n, why_not="紀錄太少，或太多實際值是 0，無法重抽")
    method = f"逐筆重抽 {RESAMPLES:,} 次（bootstrap）區間" if limits.resampled else "線性近似區間"
    return Taken(value, n, None, 100 * limits.low, 100 * limits.high, method=method)


WAPE = Take(
    label="WAPE（加權絕對百分比誤差）",
    label_en="Weighted absolute percentage error",
    compute=compute,
    reads="pairs",
    unit="%",
    examples=(
        TakeExample(
            {"需求": [100, 0, 50, None], "預測": [80, 10, 60, 5]},
            {"column": "需求", "forecast": "預測"}, "80/3", 3, {"empty_measure": 1},
        ),
    ),
)  # fmt: skip
