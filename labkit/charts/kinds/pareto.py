"""Bars from the largest down, 其他 last, with the running share written beside each: no second axis that could mislead."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from labkit.charts.bars import WIDTH, body_height, number_texts, paint_lying, row_labels
from labkit.charts.chart import ChartKind
from labkit.charts.data import PERCENT, ChartData, Rows
from labkit.charts.fitting import Fitted
from labkit.charts.heads import head_of_numbers
from labkit.charts.panels import MOST_PANELS, panel_name, series_of
from labkit.charts.style import new_figure
from labkit.charts.words import NOTHING, highest, short

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST = 24
REST = ("其他", "其它")
MOSTLY, NAME = 0.8, 270.0


def fit(data: ChartData) -> Fitted:
    """Sort by the first series, 其他 and missing last; fold what follows the first 24 rows where numbers add up."""
    order = sorted(range(len(data.labels)), key=lambda row: _rank(data, row))
    fitted = Fitted(data.taking(order))
    if len(order) > MOST and _shares(fitted.data):
        fitted = Fitted(_folded(fitted.data))
    fitted = fitted.capped(60, MOST_PANELS)
    if not _shares(fitted.data) and fitted.data.numbers:
        return fitted.noting("各項數值不能相加成全部，不計累計占比。")
    return fitted


def _rank(data: ChartData, row: int) -> tuple[bool, bool, float]:
    value = data.values[row][0] if data.series else math.nan
    missing = math.isnan(value)
    return (missing, data.labels[row].startswith(REST), 0.0 if missing else -value)


def _shares(data: ChartData) -> bool:
    """Tell whether shares of the whole mean something: amounts that add up, none below zero, no percentages."""
    return data.additive and data.unit not in PERCENT and all(v >= 0 for v in data.numbers) and sum(data.numbers) > 0


def _folded(data: ChartData) -> ChartData:
    """Add up the rows after the first 24, and any 其他, into one row: 其他（另 n 項）."""
    keep = [row for row in range(MOST) if not data.labels[row].startswith(REST)]
    rest = [row for row in range(len(data.labels)) if row not in keep]
    sums = [_sum([data.values[row][one] for row in rest]) for one in range(len(data.series))]
    kept = replace(data.taking(keep), low=None, high=None, at_risk=None, censored=None, at=None)

    def more(column: list[str] | None) -> list[str] | None:
        return None if column is None else [*column, ""]

    rows: Rows = [*kept.values, sums]
    label = f"其他（合計 {len(rest):,} 項）"
    return replace(kept, labels=[*kept.labels, label], values=rows, marks=more(kept.marks), codes=more(kept.codes))


def _sum(values: list[float]) -> float:
    there = [value for value in values if not math.isnan(value)]
    return sum(there) if there else math.nan


def _texts(data: ChartData) -> list[list[str]]:
    """Return each number with its share and the running share."""
    numbers = number_texts(data)
    if not _shares(data):
        return numbers
    whole, running, texts = sum(data.numbers), 0.0, []
    for row, text in zip(data.values, numbers, strict=True):
        running += 0 if math.isnan(row[0]) else row[0]
        share = "" if math.isnan(row[0]) else f"（{row[0] / whole:.1%}，累計 {running / whole:.1%}）"
        texts.append([text[0] + share])
    return texts


def paint(data: ChartData) -> Figure:
    """Draw a panel for each series, each sorted by itself."""
    panels = []
    for one in range(len(data.series)):
        alone = series_of(data, one)
        panels.append(alone.taking(sorted(range(len(alone.labels)), key=lambda row, of=alone: _rank(of, row))))  # type: ignore[misc]
    labels = [row_labels(panel) for panel in panels]
    height = sum(body_height(names, 1) for names in labels)
    figure = new_figure(WIDTH, max(height, 2), max(1, len(panels)))
    for one, (axes, panel, names) in enumerate(zip(figure.axes, panels, labels, strict=False)):
        paint_lying(axes, panel, _texts(panel), names)
        if panel_name(data, one):
            head_of_numbers(axes, panel_name(data, one), NAME)
    return figure


def finding(data: ChartData) -> str:
    """Say how many of the rows make up four fifths of the whole, where rows add up."""
    alone = series_of(data, 0) if data.series else data
    if not alone.numbers:
        return NOTHING
    if len(data.series) > 1 or not _shares(alone) or len(alone.numbers) == 1:
        return highest(data)
    whole, running = sum(alone.numbers), list(accumulate(alone.numbers))
    count = next((place for place, so_far in enumerate(running, 1) if so_far >= MOSTLY * whole), len(running))
    return f"{data.keys}前 {count} 項占全部的 {running[count - 1] / whole:.1%}，以「{short(data.labels[0])}」最多"


PARETO = ChartKind(label="柏拉圖", paint=paint, finding=finding, fit=fit)
