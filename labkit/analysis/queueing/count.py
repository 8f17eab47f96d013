"""Count tickets: arrivals by slot and weekday, waits and services, busy minutes; every figure is a cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from labkit.analysis.kind import Given, Measured
from labkit.analysis.moments import Flags, Numbers
from labkit.analysis.queueing.opening import WEEKDAYS, weekday_of
from labkit.analysis.queueing.spec import QueueSpec
from labkit.analysis.queueing.tickets import FINE, REASONS, Spans, Tickets, tickets_of
from labkit.core.cells import CountedCell, Place

ARRIVALS, VALID, FAULTY, MET, BUSY, OVERNIGHT = "件數", "有效件數", "例外件數", "目標內件數", "忙碌分鐘", "跨午夜件數"
MEAN, OVER_MIDNIGHT = "平均分鐘", "跨過午夜"  # a place of its own: few of them hide nothing else
PERCENTILES = {"中位數": 50, "P80": 80, "P90": 90, "P95": 95}
WAIT, SERVICE = "等候", "服務"
AFTER_HOURS = "開放時間外"
Categories = dict[Any, Flags]
DAY, SLOT, ITEM, REASON, CATEGORY = "星期", "時段", "項目", "原因", "類別"


def measure(given: Given) -> Measured:
    """Count the tickets of a table; see ``QueueSpec`` and ``tickets_of``."""
    spec: QueueSpec = given.spec
    tickets = tickets_of(given)
    categories = _categories(given, tickets) if spec.category else {}
    counters = spec.counters or (_distinct(given, spec.counter) if spec.counter else None)
    cells = [*_arrivals(tickets)]
    for item, spans in ((WAIT, tickets.wait), (SERVICE, tickets.service)):
        if spans is not None:
            cells += [*_spans(item, spans, spec, categories)]
    cells += [*_busy(tickets)]
    open_days = np.bincount(weekday_of(np.array(tickets.days, float)), minlength=7).tolist()
    facts: dict[str, Any] = {
        "slots": tickets.opening.slots,
        "open_days": {name: count for name, count in zip(WEEKDAYS, open_days, strict=True) if count},
        "hours_guessed": tickets.opening.guessed,
        "counters": counters,
        "placed": tickets.placed,
    }
    return Measured(tuple(cells), facts, tickets.left_out)


def _arrivals(tickets: Tickets) -> Iterator[CountedCell]:
    """Yield the tickets of each slot and weekday of opening, nobody's too, and their totals."""
    opening = tickets.opening
    slots = (tickets.arrived // opening.slot).astype(int)
    labels = {at: opening.label(start) for at, start in enumerate(opening.starts) if opening.open_minutes(start)}
    weekdays = sorted({int(day) for day in weekday_of(np.array(tickets.days, float))})
    grid = np.zeros((len(opening.starts), 7), int)
    np.add.at(grid, (slots, tickets.weekday), 1)
    yield _count((), ARRIVALS, int(grid.sum()))
    for day in weekdays:
        yield _count(((DAY, WEEKDAYS[day]),), ARRIVALS, int(grid[:, day].sum()))
    for at, label in labels.items():
        yield _count(((SLOT, label),), ARRIVALS, int(grid[at].sum()))
        for day in weekdays:
            yield _count(((SLOT, label), (DAY, WEEKDAYS[day])), ARRIVALS, int(grid[at, day]))


def _count(keys: Place, measure: str, count: int) -> CountedCell:
    return CountedCell(keys, measure, count, count)


def _spans(item: str, spans: Spans, spec: QueueSpec, categories: Categories) -> Iterator[CountedCell]:
    """Yield what is known of the waits or services: of all, of each category, and how many are exceptions, by reason."""
    here: Place = ((ITEM, item),)
    yield from _quantiles(here, spans, spec)
    for name, rows in categories.items():
        yield from _quantiles((*here, (CATEGORY, name)), spans.of(rows), spec)
    yield _count(here, FAULTY, int((spans.fault != FINE).sum()))
    for fault, reason in REASONS.items():
        if count := int((spans.fault == fault).sum()):
            yield _count((*here, (REASON, reason)), FAULTY, count)
    if count := int((spans.over_midnight & (spans.fault == FINE)).sum()):
        yield _count((*here, (REASON, OVER_MIDNIGHT)), OVERNIGHT, count)


def _quantiles(keys: Place, spans: Spans, spec: QueueSpec) -> Iterator[CountedCell]:
    minutes = spans.minutes[spans.fault == FINE]
    yield _count(keys, VALID, n := len(minutes))
    if not n:
        return
    if dict(keys)[ITEM] == WAIT:
        yield CountedCell(keys, MET, int((minutes <= spec.target.minutes).sum()), n)
    yield CountedCell(keys, MEAN, float(minutes.mean()), n, additive=False)
    for name, value in zip(PERCENTILES, np.percentile(minutes, [*PERCENTILES.values()]), strict=True):
        yield CountedCell(keys, name, float(value), n, additive=False)


def _busy(tickets: Tickets) -> Iterator[CountedCell]:
    """Yield the minutes that counters were busy in each slot, and after hours; nothing where no time of service is known."""
    wait, service = tickets.wait, tickets.service
    if wait is None or service is None:
        return
    known = (wait.fault == FINE) & (service.fault == FINE)
    starts = tickets.arrived[known] + wait.minutes[known]
    lengths = service.minutes[known]
    yield CountedCell((), BUSY, float(lengths.sum()), len(lengths))
    if not tickets.placed:
        return
    opening, inside = tickets.opening, 0.0
    for start in opening.starts:
        shares = _overlaps(starts, starts + lengths, start, min(start + opening.slot, opening.length))
        inside += float(shares.sum())
        if opening.open_minutes(start):
            yield CountedCell(
                ((SLOT, opening.label(start)),), BUSY, float(shares.sum()), int((shares > 0).sum()), additive=False
            )
    after = int((starts + lengths > opening.length).sum())
    yield CountedCell(((SLOT, AFTER_HOURS),), BUSY, float(lengths.sum()) - inside, after, additive=False)


def _overlaps(starts: Numbers, ends: Numbers, low: int, high: int) -> Numbers:
    found: Numbers = np.clip(np.minimum(ends, high) - np.maximum(starts, low), 0, None)
    return found


def _categories(given: Given, tickets: Tickets) -> Categories:
    """Return which of the kept tickets are of which category, in the order of their names; the missing one last."""
    import pyarrow.compute as pc  # noqa: PLC0415

    column = given.table.arrow.column(given.spec.category).filter(tickets.rows).combine_chunks()
    names = sorted({cell for cell in pc.unique(column).to_pylist() if cell is not None}, key=str)
    found: Categories = {
        name: pc.equal(column, name).fill_null(fill_value=False).to_numpy(zero_copy_only=False) for name in names
    }
    empty = column.is_null().to_numpy(zero_copy_only=False)
    return {**found, None: empty} if empty.any() else found


def _distinct(given: Given, name: str) -> int | None:
    """Return how many different counters occur."""
    column = given.table.arrow.column(name).drop_null()
    return len(column.unique()) or None
