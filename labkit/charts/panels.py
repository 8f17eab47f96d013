"""One panel above the other, each with its name: series that do not share their bars."""

from __future__ import annotations

from dataclasses import replace

from labkit.charts.data import ChartData
from labkit.charts.fitting import Fitted

MOST_PANELS = 6


def series_of(data: ChartData, one: int) -> ChartData:
    """Return the data of one series alone, without the shared notes."""
    return replace(data.taking(range(len(data.labels)), [one]), notes=())


def panelled(fitted: Fitted, rows: int) -> Fitted:
    """Keep at most six series, a panel each."""
    return fitted.capped(rows, MOST_PANELS)


def panel_name(data: ChartData, one: int) -> str:
    """Return what stands above a panel: the series' name where there are several."""
    return data.series[one] if len(data.series) > 1 else ""
