"""Metrics that are computed from other metrics: each after those that it asks, none in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from labkit.core.errors import MetricCycle, MetricInput
from labkit.core.near import near_miss
from labkit.core.table import Table
from labkit.poc.metric import Metric
from labkit.poc.result import MetricResult

if TYPE_CHECKING:
    import pandas as pd

    from labkit.core.cells import Tabulated


def evaluate_all(
    metrics: Iterable[Metric],
    tables: Mapping[str, Table | pd.DataFrame] | None = None,
    as_of: date | None = None,
    *,
    results: Mapping[str, Tabulated] | None = None,
) -> dict[str, MetricResult]:
    """Compute metrics that may name each other; return the results by id, in the order given.

    Raises MetricCycle, with the circle, and MetricInput for an id that is there twice or not at all.
    """
    known: dict[str, Metric] = {}
    for metric in metrics:
        if metric.id in known:
            raise MetricInput(place=metric.name, what=f"id「{metric.id}」與「{known[metric.id].name}」重複，請改名。")
        known[metric.id] = metric
    held = {name: Table.of(table) for name, table in (tables or {}).items()}
    done: dict[str, MetricResult] = {}
    for one in in_order(known):
        done[one] = known[one].evaluate(held, as_of, metrics=done, results=results)
    return {name: done[name] for name in known}


def in_order(metrics: Mapping[str, Metric]) -> list[str]:
    """Return the ids, each after those that it asks."""
    placed: list[str] = []

    def place(name: str, way: tuple[str, ...]) -> None:
        if name in placed:
            return
        if name in way:
            circle = [*way[way.index(name) :], name]
            raise MetricCycle(place=" → ".join(metrics[one].name for one in circle))
        for asked in metrics[name].asks:
            if asked not in metrics:
                near = near_miss(asked, list(metrics))
                raise MetricInput(place=metrics[name].name, what=f"沒有指標「{asked}」。{near}")
            place(asked, (*way, name))
        placed.append(name)

    for name in metrics:
        place(name, ())
    return placed
