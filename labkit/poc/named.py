"""What a metric names besides other metrics: the tables it reads, and the pivots and analyses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from labkit.core.spec import SpecPart
from labkit.poc.metric import Metric
from labkit.poc.origins.elsewhere import CellOf
from labkit.poc.stated import Calendar


def tables_named(metric: Metric) -> list[str]:
    """Return the names of the tables that ``metric`` reads records or closures from, once each, in the order of its keys."""
    names = [name for part in _parts(metric) for name in _tables_of(part)]
    return list(dict.fromkeys(name for name in names if name))


def results_named(metric: Metric) -> list[str]:
    """Return the names of the pivots and analyses whose cells ``metric`` takes."""
    return list(dict.fromkeys(part.result for part in _parts(metric) if isinstance(part, CellOf)))


def _tables_of(part: SpecPart) -> Iterator[str]:
    if isinstance(part, Calendar):
        yield from (part.closures, part.opened)
    elif isinstance(table := getattr(part, "table", None), str):
        yield table


def _parts(value: Any) -> Iterator[SpecPart]:
    """Yield every part of a specification, itself first."""
    if isinstance(value, SpecPart):
        yield value
        for name in type(value).model_fields:
            yield from _parts(getattr(value, name))
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _parts(one)
    elif isinstance(value, dict):
        yield from _parts(list(value.values()))
