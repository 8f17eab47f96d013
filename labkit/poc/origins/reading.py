"""What a take reads of the records: numbers, filled cells, pairs of numbers, or whether a test holds."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from labkit.core import engines
from labkit.core.errors import MetricInput
from labkit.core.table import Table
from labkit.poc.bounds import MOST
from labkit.poc.metric import Metric
from labkit.poc.take import Cells

if TYPE_CHECKING:
    from labkit.poc.inputs import Measured

LeftOut = list[tuple[str, int]]
Reader = Callable[["Measured", Metric, Table, LeftOut], Cells]


def cells_of(asked: Measured, reads: str, metric: Metric, table: Table, left_out: LeftOut) -> Cells:
    """Return what a take that ``reads`` so gets; adds to ``left_out`` the records that it cannot use.

    Records without a number are counted under ``empty_measure``, those that leave a test open under ``undecided`` (or either
    is refused, as the metric says), those outside the metric's limits under ``outlier``. Raises MetricInput or UnknownColumn.
    """
    return READERS[reads](asked, metric, table, left_out)


def _rows(asked: Measured, metric: Metric, table: Table, left_out: LeftOut) -> Cells:
    del asked, metric, left_out
    return Cells(len(table))


def _numbers(asked: Measured, metric: Metric, table: Table, left_out: LeftOut) -> Cells:
    every = _column(asked.column, metric, table)
    filled = [one for one in every if one is not None]
    _without(len(every) - len(filled), asked.column, metric, left_out)
    exact = tuple(filled[at] for at in within(filled, asked.column, metric, left_out))
    return Cells(len(every), exact)


def _pairs(asked: Measured, metric: Metric, table: Table, left_out: LeftOut) -> Cells:
    if asked.column == asked.forecast:
        raise MetricInput(place=metric.name, what="實際值（column）與預測（forecast）是同一欄，請核對。")
    real, told = (_column(name, metric, table) for name in (asked.column, asked.forecast))
    both = [(a, b) for a, b in zip(real, told, strict=True) if a is not None and b is not None]
    names = f"{asked.column}」或「{asked.forecast}"
    if not both:
        raise MetricInput(
            place=metric.name, what=f"沒有一筆紀錄同時填了「{asked.column}」與「{asked.forecast}」，請核對。"
        )
    _without(len(real) - len(both), names, metric, left_out)
    kept = within([a for a, _ in both], asked.column, metric, left_out)
    return Cells(len(real), tuple(both[at][0] for at in kept), tuple(both[at][1] for at in kept))


def _filled(asked: Measured, metric: Metric, table: Table, left_out: LeftOut) -> Cells:
    cells = _blanks(asked, metric, table, left_out)
    if not cells.beside:
        raise MetricInput(place=metric.name, what=f"欄位「{asked.column}」全部未填，請核對。")
    _without(cells.rows - len(cells.beside), asked.column, metric, left_out)
    return cells


def _blanks(asked: Measured, metric: Metric, table: Table, left_out: LeftOut) -> Cells:
    del metric, left_out
    table.require([asked.column])
    every = table.arrow.column(asked.column).to_pylist()
    filled = (cell.strip() if isinstance(cell, str) else cell for cell in every)
    return Cells(len(every), beside=tuple(cell for cell in filled if cell is not None and cell != ""))


def _test(asked: Measured, metric: Metric, table: Table, left_out: LeftOut) -> Cells:
    if asked.holds is None:
        raise MetricInput(place=metric.name, what="take: share 需要 holds（條件），例如 holds: 等待分鐘 <= 15。")
    asked.holds.test(table.schema, place=metric.name)
    held = asked.holds.column(table.schema, place=metric.name).alias("holds")
    every = engines.collect(table.lazy.select(held)).column("holds").to_pylist()
    decided = tuple(one for one in every if one is not None)
    if not decided:
        raise MetricInput(place=metric.name, what="沒有一筆紀錄可以判斷是否符合條件（holds），請核對所用的欄位。")
    if (unknown := len(every) - len(decided)) and metric.missing == "拒絕":
        what = f"有 {unknown:,} 筆因未填而無法判斷是否符合條件，而設定為拒絕（missing）。請補齊，或改為不計。"
        raise MetricInput(place=metric.name, what=what)
    left_out += [("undecided", len(every) - len(decided))] if len(decided) < len(every) else []
    return Cells(len(every), beside=decided)


READERS: dict[str, Reader] = {
    "rows": _rows, "numbers": _numbers, "cells": _filled, "blanks": _blanks, "pairs": _pairs, "test": _test,
}  # fmt: skip


def _column(name: str, metric: Metric, table: Table) -> list[Fraction | None]:
    """Return a column's numbers, exactly as they are written, None where not filled."""
    table.require([name])
    every = table.arrow.column(name).to_pylist() if table.schema[name] == "number" else []
    known = {cell: exact_cell(cell, name, metric.name) for cell in set(every) if cell is not None}
    if not known:
        raise MetricInput(place=metric.name, what=f"欄位「{name}」沒有可用的數字。")
    return [known.get(cell) for cell in every]


def exact_cell(cell: Any, name: str, place: str) -> Fraction:
    """Return a cell's number exactly as it is written; raises MetricInput for one without end or beyond all measure."""
    if not math.isfinite(cell):
        raise MetricInput(place=place, what=f"欄位「{name}」有無限大的數，請先在食譜處理。")
    if abs(cell) > MOST:
        raise MetricInput(place=place, what=f"欄位「{name}」有超過 10 的 15 次方的數，請先查明，在食譜處理。")
    return Fraction(str(cell))


def _without(count: int, name: str, metric: Metric, left_out: LeftOut) -> None:
    """Count the records that are not filled, or refuse them."""
    if not count:
        return
    if metric.missing == "拒絕":
        what = f"欄位「{name}」有 {count:,} 筆未填，而設定為拒絕（missing）。請補齊，或改為不計。"
        raise MetricInput(place=metric.name, what=what)
    left_out.append(("empty_measure", count))


def within(cells: Sequence[Fraction], column: str, metric: Metric, left_out: LeftOut) -> Sequence[int]:
    """Return the places of the numbers to use: what lies outside the metric's limits is kept, left out, or refused."""
    low, high, rule = metric.outliers.low, metric.outliers.high, metric.outliers.rule
    kept = [
        at for at, one in enumerate(cells) if not ((low is not None and one < low) or (high is not None and one > high))
    ]
    outside = len(cells) - len(kept)
    if not outside or rule == "保留":
        return range(len(cells))
    if rule == "拒絕" or not kept:
        what = f"欄位「{column}」有 {outside:,} 筆在 outliers 的上下限之外，請先查明。"
        raise MetricInput(place=metric.name, what=what)
    left_out.append(("outlier", outside))
    return kept
