"""The change of a share: Newcombe's interval (1998) of the difference, Katz's (1978) of the ratio, Fisher's test."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from labkit.statistics.differences import share_difference


@dataclass(frozen=True)
class ShareChange:
    """``effect`` is after − before with its limits; ``ratio`` the limits of after / before, None where a side has none or no rest."""

    effect: float
    before: float
    after: float
    low: float
    high: float
    ratio: tuple[float, float] | None
    p: float


def share_change(before: tuple[int, int], after: tuple[int, int], *, confidence: float = 0.95) -> ShareChange:
    """Compare two shares (part, whole).

    >>> found = share_change((48, 80), (56, 70))
    >>> round(found.effect, 2), round(found.low, 4), round(found.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    from scipy.stats import fisher_exact  # noqa: PLC0415

    found = share_difference(after, before, confidence=confidence)
    if found is None or found.low is None or found.high is None:
        message = "改變前與改變後都要有紀錄，才能比較比例；請補量。"
        raise ValueError(message)
    (part1, whole1), (part2, whole2) = before, after
    p = float(fisher_exact([[part1, whole1 - part1], [part2, whole2 - part2]]).pvalue)
    return ShareChange(
        found.value, part1 / whole1, part2 / whole2, found.low, found.high, _ratio(before, after, confidence), p
    )


def _ratio(before: tuple[int, int], after: tuple[int, int], confidence: float) -> tuple[float, float] | None:
    if not before[0] or not after[0] or (before[0] == before[1] and after[0] == after[1]):
        return None
    spread = math.sqrt(sum(1 / part - 1 / whole for part, whole in (before, after)))
    middle = math.log(after[0] / after[1] * before[1] / before[0])
    reach = NormalDist().inv_cdf(0.5 + confidence / 2) * spread
    return math.exp(middle - reach), math.exp(middle + reach)
