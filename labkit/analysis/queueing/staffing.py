"""What the cells say of the counters: arrivals an hour, peaks, how busy, how many are needed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean, pstdev
from typing import TYPE_CHECKING, Any

from labkit.analysis.queueing.count import ARRIVALS, BUSY, DAY, ITEM, MEAN, MET, SERVICE, SLOT, VALID, WAIT
from labkit.analysis.queueing.spec import QueueSpec
from labkit.analysis.shelf import Shelf, is_hidden, share, worked
from labkit.core.cells import HIDDEN_MARK
from labkit.statistics.queues import Queue, counters_needed

if TYPE_CHECKING:
    from labkit.analysis.result import AnalysisResult

UNSTABLE = "不穩定"
FAR = 20
Slot = tuple[str, str]


@dataclass(frozen=True)
class Staffing:
    """The analysis of a queue as numbers, each from its cells: D where a cell is hidden, None where nothing is known."""

    result: AnalysisResult

    @cached_property
    def shelf(self) -> Shelf:
        """Return the cells."""
        return Shelf(self.result.cells)

    @property
    def spec(self) -> QueueSpec:
        """Return the specification."""
        spec = self.result.spec
        if not isinstance(spec, QueueSpec):
            raise TypeError("a queue is told by a QueueSpec")
        return spec

    @property
    def slots(self) -> dict[str, int]:
        """Return each slot's open minutes."""
        return dict(self.result.facts["slots"])

    @property
    def open_days(self) -> dict[str, int]:
        """Return how many days of each weekday the office was open."""
        return dict(self.result.facts["open_days"])

    @property
    def counters(self) -> int | None:
        """Return how many counters are open."""
        told: int | None = self.result.facts["counters"]
        return told

    @property
    def service(self) -> Any:
        """Return the mean minutes of a service."""
        return self.shelf(MEAN, (ITEM, SERVICE))

    def per_hour(self, slot: str, day: str | None = None) -> Any:
        """Return the arrivals of each open hour, on the open days of a weekday or of all."""
        keys = [(SLOT, slot), *([(DAY, day)] if day else [])]
        days = self.open_days[day] if day else sum(self.open_days.values())
        hours = days * self.slots[slot] / 60
        return worked(lambda count: count / hours if hours else None, self.shelf(ARRIVALS, *keys))

    @cached_property
    def rates(self) -> dict[Slot, float]:
        """Return the arrivals an hour of every slot and weekday that is not hidden."""
        found = {(slot, day): self.per_hour(slot, day) for slot in self.slots for day in self.open_days}
        return {place: rate for place, rate in found.items() if rate is not None and not is_hidden(rate)}

    @property
    def threshold(self) -> float:
        """Return above how many arrivals an hour a slot is a peak."""
        rates = list(self.rates.values())
        return fmean(rates) + self.spec.peak * pstdev(rates) if rates else math.inf

    @property
    def peaks(self) -> list[Slot]:
        """Return the peaks, the busiest first."""
        above = [place for place, rate in self.rates.items() if rate > self.threshold]
        return sorted(above, key=self.rates.__getitem__, reverse=True)

    def needed(self, rate: Any) -> Any:
        """Return the fewest counters that keep the promise at this rate."""
        target = self.spec.target
        return worked(
            lambda a, b: counters_needed(a, b, minutes=target.minutes, share=target.share), rate, self.service
        )

    def as_it_is(self, rate: Any) -> Any:
        """Return the queue at this rate with the counters that are open."""
        return worked(Queue, self.counters, rate, self.service)

    @property
    def expected(self) -> Any:
        """Return the share of people, in percent, whom the model has called in time with the counters that are open."""
        counts = {slot: self.shelf(ARRIVALS, (SLOT, slot)) for slot in self.slots}
        queues = [self.as_it_is(self.per_hour(slot)) for slot in counts]
        if any(is_hidden(one) or one is None for one in (*counts.values(), *queues)) or not sum(counts.values()):
            return HIDDEN_MARK if any(map(is_hidden, (*counts.values(), *queues))) else None
        met = [queue.within(self.spec.target.minutes) or 0.0 for queue in queues]
        return 100 * sum(a * b for a, b in zip(counts.values(), met, strict=True)) / sum(counts.values())

    @property
    def optimism(self) -> float:
        """Return by how many points the model promises more than was measured; 0 where that is not known."""
        model, waits = self.expected, ((ITEM, WAIT),)
        apart = worked(lambda a, b: a - b, model, share(self.shelf(MET, *waits), self.shelf(VALID, *waits)))
        return 0.0 if apart is None or is_hidden(apart) else float(apart)

    def busy(self, slot: str | None = None) -> Any:
        """Return the share of the open counter-minutes in which counters were busy, in percent; of a slot or of all."""
        minutes = self.shelf(BUSY, (SLOT, slot)) if slot else self.shelf(BUSY)
        open_minutes = (self.slots[slot] if slot else sum(self.slots.values())) * sum(self.open_days.values())
        return worked(share, minutes, worked(lambda counters: counters * open_minutes, self.counters))
