"""The records of a table put on their sides: what was before, what after, and what cannot be placed, by reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np

from labkit.core import engines
from labkit.core.engines import ROW
from labkit.core.errors import MetricInput
from labkit.core.expressions.expression import Expression
from labkit.core.table import Table
from labkit.poc.comparison import COMPARISONS, Sampled
from labkit.poc.found import Given
from labkit.poc.inputs import Measured, records
from labkit.poc.metric import Metric
from labkit.poc.origins.reading import exact_cell

if TYPE_CHECKING:
    import pyarrow as pa

    from labkit.poc.kinds.before_after import BeforeAfter

EPOCH = date(1970, 1, 1)
VALUE, SIDE, DAY, HOUR, TREATED = "__value__", "__side__", "__day__", "__hour__", "__treated__"


@dataclass(frozen=True, repr=False)
class Placed:
    """The records that are compared, their values exactly, the days that they span, and what was left out by reason."""

    sampled: Sampled
    exact: tuple[Fraction, ...]
    left_out: Counter[str]
    days: tuple[date, date] | None = None

    def mean(self, *, after: bool) -> Fraction:
        """Return the mean of one side, exactly."""
        found = [one for one, side in zip(self.exact, self.sampled.after, strict=True) if side == after]
        return sum(found, Fraction(0)) / len(found)

    def count(self, *, after: bool) -> int:
        """Return how many records are on one side."""
        return int((self.sampled.after == after).sum())

    def sd(self, *, after: bool) -> float | None:
        """Return the standard deviation of one side; None of fewer than two records."""
        values = self.sampled.value[self.sampled.after == after]
        return float(values.std(ddof=1)) if len(values) > 1 else None


def placed(metric: BeforeAfter, given: Given) -> Placed:
    """Return the records of the metric's table on their sides.

    A record is counted once, under the first reason that holds: filtered, outside the period, no value, outlier, no day, no
    side, no pair (stratum, group). Raises MetricInput where a side has no record, or the metric refuses what is missing.
    """
    table, gone = records(Measured(table=metric.table), metric, given)
    cells = _in_order(_cells(metric, table))
    left_out = Counter(dict(gone))
    kept = np.ones(cells.num_rows, bool)
    for why, lost in _reasons(metric, cells):
        left_out[why] += int((kept & lost).sum())
        kept &= ~lost
    left_out = +left_out
    after = _array(cells, SIDE)[kept].astype(bool)
    for side, name in ((False, "改變前"), (True, "改變後")):
        if not (after == side).any():
            hint = "核對 after 的條件" if metric.change is None else "核對 change 的日期"
            what = f"{name}沒有任何可用的紀錄，無法比較。請補上{name}的資料，或{hint}。"
            raise MetricInput(place=metric.name, what=what)
    exact = tuple(Fraction(str(cell)) for cell in _array(cells, VALUE)[kept])
    days = _array(cells, DAY)[kept].astype(np.int64) if metric.time.field else None
    span = None if days is None else (EPOCH + timedelta(int(days.min())), EPOCH + timedelta(int(days.max())))
    sampled = Sampled(
        value=np.array([float(one) for one in exact]),
        after=after,
        day=days,
        pair=_array(cells, metric.pair)[kept].astype(str) if metric.pair else None,
        stratum=_strata(metric, cells, kept),
        treated=_array(cells, TREATED)[kept].astype(bool) if metric.treated else None,
        grain=metric.time.grain,
    )
    return Placed(sampled, exact, left_out, span)


def _cells(metric: BeforeAfter, table: Table) -> pa.Table:
    """Return the columns that the comparison reads."""
    keys = [name for name in (metric.pair, *metric.match) if name]
    table.require([metric.column, *keys, *([metric.time.field] if metric.time.field else [])])
    kind = table.schema[metric.column]
    if kind not in {"number", "boolean"}:
        what = f"欄位「{metric.column}」不是數字，請先在食譜以 parse_number 轉換。"
        raise MetricInput(place=metric.name, what=what)
    value = nw.col(metric.column)
    made = {VALUE: value.cast(nw.Int64) if kind == "boolean" else value}
    if metric.time.field:
        when = nw.col(metric.time.field)
        made[DAY] = when.cast(nw.Date)
        if table.schema[metric.time.field] == "datetime":
            made[HOUR] = when.dt.hour()
    if isinstance(metric.after, Expression):
        made[SIDE] = _told(metric.after, table, metric)
    elif metric.change is not None:
        made[SIDE] = nw.col(metric.time.field).cast(nw.Date) >= nw.lit(metric.change)
    if metric.treated is not None:
        made[TREATED] = _told(metric.treated, table, metric)
    return engines.collect(table.lazy.with_columns(**made).select(*dict.fromkeys([*keys, *made, ROW])))


def _in_order(cells: pa.Table) -> pa.Table:
    """Return the records sorted by all that is read of them: the order of the source's rows decides no draw."""
    read = cells.drop_columns([ROW])
    return read.sort_by([(name, "ascending") for name in read.column_names])


def _told(test: Expression, table: Table, metric: Metric) -> nw.Expr:
    """Return a test as a column, null where it cannot be told."""
    test.test(table.schema, place=metric.name)  # refuses what is no test
    return test.column(table.schema, place=metric.name)


def _reasons(metric: BeforeAfter, cells: pa.Table) -> list[tuple[str, Any]]:
    numbers = np.array([np.nan if cell is None else float(cell) for cell in _array(cells, VALUE)])
    empty, rule = np.isnan(numbers), metric.outliers
    for cell in {float(np.nanmin(numbers)), float(np.nanmax(numbers))} if not empty.all() else ():
        exact_cell(cell, metric.column, metric.name)  # refuses what is beyond all measure
    if metric.missing == "拒絕" and empty.any():
        what = f"欄位「{metric.column}」有 {int(empty.sum()):,} 筆未填，而設定為拒絕（missing）。請補齊，或改為不計。"
        raise MetricInput(place=metric.name, what=what)
    low, high = (np.inf * sign if one is None else float(one) for sign, one in ((-1, rule.low), (1, rule.high)))
    outside = (numbers < low) | (numbers > high)
    if rule.rule == "拒絕" and outside.any():
        what = f"欄位「{metric.column}」有 {int(outside.sum()):,} 筆在 outliers 的上下限之外，請先查明。"
        raise MetricInput(place=metric.name, what=what)
    reasons = [("empty_measure", empty), ("outlier", outside & (rule.rule == "排除"))]
    if DAY in cells.column_names:
        reasons.append(("no_date", _missing(cells, DAY)))
    reasons.append(("no_side", _missing(cells, SIDE)))
    keys = [name for name in (metric.pair, *metric.match, TREATED) if name in cells.column_names]
    return [*reasons, *(("no_match", _missing(cells, name)) for name in keys)]


def _strata(metric: BeforeAfter, cells: pa.Table, kept: Any) -> Any:
    """Return the stratum of each record: the named columns, else weekday and (where the time is known) hour."""
    if "stratum" not in COMPARISONS[metric.compare].needs:
        return None
    names = list(metric.match) or [name for name in (HOUR,) if name in cells.column_names]
    columns = [_array(cells, name)[kept].astype(str) for name in names]
    if not metric.match:
        columns.insert(0, ((_array(cells, DAY)[kept].astype(np.int64) + 3) % 7).astype(str))  # 1970-01-01: a Thursday
    return np.array(["\x1f".join(parts) for parts in zip(*columns, strict=True)])


def _array(cells: pa.Table, name: str) -> Any:
    """Return a column as Python values; days as numbers from 1970-01-01."""
    import pyarrow as pa  # noqa: PLC0415

    column = cells.column(name)
    if name == DAY:
        column = column.cast(pa.int32())
    found = np.empty(len(column), object)
    found[:] = column.to_pylist()
    return found


def _missing(cells: pa.Table, name: str) -> Any:
    return np.array([cell is None for cell in _array(cells, name)], bool)
