"""Who goes on: from the last period with a record, and how long each person was watched, to shares and a life table.

Periods (weeks, days) are counted from each person's joining, the first is 0. Somebody goes on to period ``k`` if a record lies
in it or later. ``watched`` is how many whole periods ended long enough before the cut-off for silence to count as stopping.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
NEVER = -1


def watched_periods(joined: Whole, end: int, length: int) -> Whole:
    """Return how many whole periods of ``length`` days lie between each joining and the day ``end`` (itself not counted).

    >>> watched_periods(np.array([0, 8, 30]), 22, 7).tolist()
    [3, 2, 0]
    """
    periods: Whole = np.maximum((end - joined) // length, 0)
    return periods


def life_of(last: Whole, watched: Whole, periods: int) -> list[tuple[int, int, int]]:
    """Return for each period from the first: how many were still watched at its end, and how many had stopped by then.

    Whoever's last record lies in a period within those watched has stopped in the next; all others are watched up to the
    periods completed by then: so the last ones, whose silence may still be broken, decide nothing.

    >>> life_of(np.array([1, 5, 0, 5]), np.array([4, 4, 0, 4]), 3)
    [(1, 3, 0), (2, 3, 1), (3, 2, 0)]
    """
    ending = last + 1
    times, stopped = np.minimum(ending, watched), ending <= watched
    return [
        (period, int((times >= period).sum()), int((stopped & (ending == period)).sum()))
        for period in range(1, periods + 1)
    ]


def exact_share(life: Sequence[tuple[int, int, int]]) -> Fraction | None:
    """Return the Kaplan-Meier share beyond the last period of the table, exactly; None where nobody was watched that far.

    >>> exact_share([(1, 3, 0), (2, 3, 1), (3, 2, 0)])
    Fraction(2, 3)
    """
    share = Fraction(1)
    for _, left, stopped in life:
        if not left:
            return share if share == 0 else None
        share *= Fraction(left - stopped, left)
    return share
