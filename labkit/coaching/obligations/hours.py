"""Hours: granted, used, planned and left. A session without start and end is counted, not guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from labkit.coaching.obligations.facts import Facts
from labkit.coaching.obligations.logs import held

MINUTES = 60


@dataclass(frozen=True)
class Hours:
    """Hours of one coaching; ``unknown``: sessions held without start or end, which are in no sum."""

    granted: float
    used: float
    ahead: float
    unknown: int

    @property
    def left(self) -> float:
        """Return the hours not yet used; negative where more was used than granted."""
        return self.granted - self.used


def hours_of(facts: Facts, as_of: date) -> Hours:
    """Return the hours on ``as_of``: held sessions are used, later ones ahead."""
    done = [one.minutes for one in facts.meetings if held(one, as_of)]
    ahead = [one.minutes or 0 for one in facts.meetings if one.day > as_of]
    used = sum(minutes or 0 for minutes in done)
    return Hours(facts.terms.hours_granted, used / MINUTES, sum(ahead) / MINUTES, done.count(None))
