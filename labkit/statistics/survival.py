"""Kaplan-Meier: how many go on, where some came too late to be watched to the end.

Source: Kaplan and Meier, JASA 53 (1958); variance by Greenwood (1926), interval on the log(-log) scale (Kalbfleisch and
Prentice 2002, 1.4), which stays between 0 and 1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Survival:
    """The share that goes on beyond ``time``, with its interval, and the counts that it rests on.

    ``low`` and ``high`` are None where no interval can be computed: nobody has stopped yet, or nobody goes on.
    """

    time: float
    at_risk: int
    stopped: int
    share: float
    low: float | None
    high: float | None


def life_table(durations: npt.ArrayLike, stopped: npt.ArrayLike) -> list[tuple[float, int, int]]:
    """Return for each time at which somebody stops: the time, how many were still watched, how many stopped.

    ``durations`` are the times watched; ``stopped`` tells whether the person stopped then (else: watched no longer).
    Who is last watched at the time of a stop was still there. Raises ValueError for lengths that differ or missing times.

    >>> life_table([1, 2, 2, 3], [True, True, False, True])
    [(1.0, 4, 1), (2.0, 3, 1), (3.0, 1, 1)]
    """
    times, ended = np.asarray(durations, np.float64), np.asarray(stopped, bool)
    if times.shape != ended.shape or np.isnan(times).any():
        raise ValueError("as many durations as endings are needed, and no missing ones")
    moments, counts = np.unique(times[ended], return_counts=True)
    left = np.searchsorted(np.sort(times), moments, side="left")
    return [
        (float(moment), int(len(times) - gone), int(count))
        for moment, gone, count in zip(moments, left, counts, strict=True)
    ]


def of_counts(table: Sequence[tuple[float, int, int]], *, confidence: float = 0.95) -> list[Survival]:
    """Return the curve of a life table: time, still watched, stopped; in the order of time.

    >>> [round(point.share, 3) for point in of_counts([(1, 4, 1), (2, 3, 1), (3, 1, 1)])]
    [0.75, 0.5, 0.0]
    """
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, spread, curve = 1.0, 0.0, []
    for time, at_risk, stopped in table:
        if not 0 <= stopped <= at_risk:
            raise ValueError("more have stopped than were watched")
        if stopped:
            share *= (at_risk - stopped) / at_risk
            spread += stopped / (at_risk * (at_risk - stopped)) if stopped < at_risk else math.inf
        low, high = _interval(share, spread, z)
        curve.append(Survival(float(time), at_risk, stopped, share, low, high))
    return curve


def kaplan_meier(durations: npt.ArrayLike, stopped: npt.ArrayLike, *, confidence: float = 0.95) -> list[Survival]:
    """Return the Kaplan-Meier curve: a point for each time at which somebody stops; see ``life_table`` for the arguments.

    >>> point = kaplan_meier([3, 5, 8, 8, 9], [True, False, True, False, False])[-1]
    >>> round(point.share, 3), round(point.low, 3), round(point.high, 3)
    (0.533, 0.068, 0.863)
    """
    return of_counts(life_table(durations, stopped), confidence=confidence)


def _interval(share: float, spread: float, z: float) -> tuple[float | None, float | None]:
    if not 0 < share < 1:
        return None, None
    width = z * math.sqrt(spread) / -math.log(share)
    return share ** math.exp(width), share ** math.exp(-width)
