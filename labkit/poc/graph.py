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
    known = by_id(metrics)
    held = {name: Table.of(table) for name, table in (tables or {}).items()}
    done: dict[str, MetricResult] = {}
    for one in in_order(known):
        done[one] = known[one].evaluate(held, as_of, metrics=done, results=results)
    return {name: done[name] for name in known}


def by_id(metrics: Iterable[Metric]) -> dict[str, Metric]:
    """Return the metrics by id; raises MetricInput for an id that is there twice."""
    known: dict[str, Metric] = {}
    for metric in metrics:
        if metric.id in known:
            raise MetricInput(place=metric.name, what=f"id「{metric.id}」與「{known[metric.id].name}」重複，請改名。")
        known[metric.id] = metric
    return known


def in_order(metrics: Mapping[str, Metric]) -> list[str]:
    """Return the ids, each after those that it asks, by id or by name; raises MetricCycle with the circle, MetricInput."""
    placed: list[str] = []

    def place(name: str, way: tuple[str, ...]) -> None:
        if name in placed:
            return
        if name in way:
            circle = [*way[way.index(name) :], name]
            raise MetricCycle(place=" → ".join(metrics[one].name for one in circle))
        for asked in metrics[name].asks:
            place(id_of(asked, metrics, place=metrics[name].name), (*way, name))
        placed.append(name)

    for name in metrics:
        place(name, ())
    return placed


def id_of(asked: str, metrics: Mapping[str, Metric], *, place: str) -> str:
    """Return the id of the metric that is ``asked`` by id or by name; raises MetricInput for none and for several."""
    if asked in metrics:
        return asked
    same = [one.id for one in metrics.values() if one.name == asked]
    if len(same) == 1:
        return same[0]
    if same:
        raise MetricInput(place=place, what=f"有 {len(same)} 個指標都叫「{asked}」，請改寫 id（{'、'.join(same)}）。")
    known = [name for one in metrics.values() for name in (one.id, one.name)]
    raise MetricInput(place=place, what=f"沒有指標「{asked}」。{near_miss(asked, known)}")
