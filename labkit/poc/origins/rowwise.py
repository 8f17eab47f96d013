"""What each record gives to a count or a sum, with its row: so that two sums, or periods, can be followed record by record."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from labkit.core.engines import ROW
from labkit.core.errors import MetricInput
from labkit.core.table import Table
from labkit.poc.inputs import Measured
from labkit.poc.metric import Metric
from labkit.poc.origins.reading import exact_cell

ADDITIVE = ("count", "sum")


def given_by_row(table: Table, asked: Measured, metric: Metric) -> tuple[dict[int, Fraction], dict[str, int]]:
    """Return what each record of ``table`` gives to the count or sum that is ``asked``, by row; and the rest, by reason.

    Records without a number are ``empty_measure``, those outside the metric's limits ``outlier`` (or refused, as it states).
    """
    rows = table.arrow
    numbers = rows.column(ROW).to_pylist()
    if asked.take == "count":
        return dict.fromkeys(numbers, Fraction(1)), {}
    table.require([asked.column])
    if table.schema[asked.column] != "number":
        raise MetricInput(place=metric.name, what=f"欄位「{asked.column}」沒有可用的數字。")
    cells = rows.column(asked.column).to_pylist()
    exact = {cell: exact_cell(cell, asked.column, metric.name) for cell in set(cells) if cell is not None}
    filled = {row: exact[cell] for row, cell in zip(numbers, cells, strict=True) if cell is not None}
    kept = {row: value for row, value in filled.items() if _inside(value, metric)}
    left_out = {"empty_measure": len(cells) - len(filled), "outlier": len(filled) - len(kept)}
    _refuse(left_out, asked.column, metric)
    return kept, {why: count for why, count in left_out.items() if count}


def _inside(value: Fraction, metric: Metric) -> bool:
    rule = metric.outliers
    if rule.rule == "保留":
        return True
    return not ((rule.low is not None and value < rule.low) or (rule.high is not None and value > rule.high))


def _refuse(left_out: dict[str, int], column: str, metric: Metric) -> None:
    if left_out["empty_measure"] and metric.missing == "拒絕":
        what = f"欄位「{column}」有 {left_out['empty_measure']:,} 筆未填，而設定為拒絕（missing）。請補齊，或改為不計。"
        raise MetricInput(place=metric.name, what=what)
    if left_out["outlier"] and metric.outliers.rule == "拒絕":
        what = f"欄位「{column}」有 {left_out['outlier']:,} 筆在 outliers 的上下限之外，請先查明。"
        raise MetricInput(place=metric.name, what=what)


def aligned(one: dict[int, Fraction], other: dict[int, Fraction]) -> tuple[Sequence[float], Sequence[float]]:
    """Return what each record that counts for either gives to both, 0 where it counts for one alone."""
    rows = sorted(one.keys() | other.keys())
    return [float(one.get(row, 0)) for row in rows], [float(other.get(row, 0)) for row in rows]
