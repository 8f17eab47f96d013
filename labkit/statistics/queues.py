"""Queues of several counters (Erlang-C): who waits, how long, and how many counters a promise needs.

Source: A. K. Erlang, Solution of some problems in the theory of probabilities (1917); Erlang-B by its recursion, which
neither overflows nor loses digits. Assumes Poisson arrivals, exponential service, no one leaving, a steady state.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

MOST_COUNTERS = 100_000
MINUTES = 60


def load_of(per_hour: float, service_minutes: float) -> float:
    """Return the offered load in Erlang: how many counters are busy if nobody waits.

    >>> load_of(40, 15)
    10.0
    """
    return per_hour * service_minutes / MINUTES


def erlang_b(counters: int, load: float) -> float:
    """Return the share of arrivals lost where nobody may wait: B(0) = 1, B(n) = a B(n-1) / (n + a B(n-1)).

    >>> round(erlang_b(2, 1.0), 3)
    0.2
    """
    blocked = 1.0
    for number in range(1, counters + 1):
        blocked = load * blocked / (number + load * blocked)
    return blocked


def erlang_c(counters: int, load: float) -> float | None:
    """Return the share of arrivals that must wait; None where the queue is unstable: the load reaches the counters.

    >>> round(erlang_c(12, 10.0), 3), erlang_c(10, 10.0) is None
    (0.449, True)
    """
    if load == 0:
        return 0.0
    if load >= counters:
        return None
    return _waiting(counters, load, erlang_b(counters, load))


def _waiting(counters: int, load: float, blocked: float) -> float:
    return counters * blocked / (counters - load * (1 - blocked))


@dataclass(frozen=True)
class Queue:
    """``counters`` that serve ``per_hour`` arrivals of ``service_minutes`` each. Times are minutes, shares 0 to 1.

    Every figure is None where the queue is unstable: then the line grows as long as the office is open.

    >>> queue = Queue(counters=12, per_hour=40, service_minutes=15)
    >>> round(queue.utilisation, 3), round(queue.mean_wait, 2), round(queue.within(10), 3)
    (0.833, 3.37, 0.882)
    >>> Queue(counters=8, per_hour=40, service_minutes=15).mean_wait is None
    True
    """

    counters: int
    per_hour: float
    service_minutes: float

    @property
    def load(self) -> float:
        """Return the offered load in Erlang."""
        return load_of(self.per_hour, self.service_minutes)

    @property
    def stable(self) -> bool:
        """Tell whether the counters keep up with the arrivals."""
        return self.load == 0 or self.load < self.counters

    @property
    def utilisation(self) -> float | None:
        """Return the share of their time that the counters are busy."""
        if not self.stable:
            return None
        return self.load / self.counters if self.counters else 0.0

    @property
    def waits(self) -> float | None:
        """Return the share of arrivals that must wait."""
        return erlang_c(self.counters, self.load)

    @property
    def mean_wait(self) -> float | None:
        """Return the mean wait in minutes of all arrivals, those served at once included."""
        waits = self.waits
        return None if waits is None else waits and waits * self.service_minutes / (self.counters - self.load)

    def within(self, minutes: float) -> float | None:
        """Return the share of arrivals that wait at most ``minutes``."""
        waits = self.waits
        return None if waits is None else _within(waits, self.counters - self.load, minutes, self.service_minutes)


def _within(waits: float, spare: float, minutes: float, service_minutes: float) -> float:
    return 1 - waits * math.exp(-spare * minutes / service_minutes) if waits else 1.0


def counters_needed(per_hour: float, service_minutes: float, *, minutes: float, share: float) -> int:
    """Return the fewest counters with which ``share`` of the arrivals wait at most ``minutes``; 0 where nobody comes.

    Raises ValueError for negative numbers, a share outside 0 to 1 (1 itself cannot be promised), or a load above 100,000.

    >>> [counters_needed(40, service, minutes=10, share=0.8) for service in (15, 10)]
    [12, 8]
    """
    load = load_of(per_hour, service_minutes)
    if per_hour < 0 or service_minutes < 0 or minutes < 0 or not 0 < share < 1 or not load < MOST_COUNTERS:
        raise ValueError("arrivals, service and wait must not be negative, share between 0 and 1, load below 100,000")
    if load == 0:
        return 0
    counters, blocked = 0, 1.0
    while True:
        counters += 1
        blocked = load * blocked / (counters + load * blocked)
        if counters > load and (
            _within(_waiting(counters, load, blocked), counters - load, minutes, service_minutes) >= share
        ):
            return counters
