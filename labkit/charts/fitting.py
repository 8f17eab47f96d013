"""What fits into one picture: caps on rows and series, each told as a finding; dates in ROC years; no infinite numbers.

A chart never drops anything silently: what is not drawn is counted in a finding and below the drawing, and the table
beside the chart carries every row.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from labkit.charts.data import ChartData, Rows
from labkit.core.finding import Finding
from labkit.taiwan.roc_dates import ROC_OFFSET

if TYPE_CHECKING:
    from labkit.charts.boundaries import Shapes

MOST_ROWS, MOST_BARS, MOST_SERIES, COLOURS = 60, 120, 36, 6
DAY, MONTH = "yyyy-mm-dd", "yyyy-mm"
UNFILLED = "未填"


@dataclass(frozen=True)
class Fitted:
    """Data as it is drawn, and what was noticed while making it fit."""

    data: ChartData
    findings: tuple[Finding, ...] = ()

    def without_intervals(self) -> Fitted:
        """Leave intervals undrawn, and say so."""
        if self.data.low is None and self.data.high is None:
            return self
        return Fitted(replace(self.data, low=None, high=None), self.findings).noting("這種圖不畫區間。")

    def capped(self, rows: int = MOST_ROWS, series: int = MOST_SERIES) -> Fitted:
        """Keep the first ``rows`` rows and ``series`` series; what is left off is told."""
        data, findings = self.data, list(self.findings)
        more_rows, more_series = len(data.labels) - rows, len(data.series) - series
        if more_rows > 0:
            findings.append(Finding("rows_not_drawn", count=more_rows, level="warning"))
        if more_series > 0:
            findings.append(Finding("series_not_drawn", count=more_series, level="warning"))
        if max(more_rows, more_series) <= 0:
            return self
        words = [f"{n:,} {what}" for n, what in ((more_rows, "列"), (more_series, "個系列")) if n > 0]
        cut = data.taking(range(min(rows, len(data.labels))), range(min(series, len(data.series))))
        note = f"另有 {'、'.join(words)}未畫出，見資料表。"
        return Fitted(replace(cut, notes=(*cut.notes, note)), tuple(findings))

    def on(self, shapes: Shapes) -> Fitted:
        """Add the boundaries of areas."""
        return Fitted(replace(self.data, shapes=shapes), self.findings)

    def noting(self, note: str, *findings: Finding) -> Fitted:
        """Add a sentence below the drawing, and findings."""
        notes = (*self.data.notes, note) if note else self.data.notes
        return Fitted(replace(self.data, notes=notes), (*self.findings, *findings))


def fit(data: ChartData) -> Fitted:
    """Return ``data`` with at most 60 rows and 36 series, and at most 120 bars."""
    across = min(MOST_SERIES, max(1, len(data.series)))
    fitted = Fitted(data).capped(max(1, min(MOST_ROWS, MOST_BARS // across)))
    return many_told(fitted)


def many_told(fitted: Fitted) -> Fitted:
    """Note more than six series: colours come back, and only hatch, marker or dash tell them apart."""
    count = len(fitted.data.series)
    return fitted.noting("", Finding("many_series", count=count, level="warning")) if count > COLOURS else fitted


def finite(data: ChartData) -> Fitted:
    """Return ``data`` with NaN for what is no finite number; infinite numbers are told."""
    cells = [value for row in data.values for value in row]
    endless = sum(1 for value in cells if value is not None and math.isinf(value))
    told = (Finding("infinite_values", count=endless, level="warning"),) if endless else ()
    clean = replace(data, values=_numbers(data.values) or [], low=_numbers(data.low), high=_numbers(data.high))
    return Fitted(clean, told)


def _numbers(rows: Rows | None) -> Rows | None:
    if rows is None:
        return None
    return [[math.nan if value is None or not math.isfinite(value) else float(value) for value in row] for row in rows]


def day_of(label: str) -> tuple[str, date] | None:
    """Return the form and the day of an ISO date: 2024-01-05 (also with 00:00:00) or 2024-01; None for anything else.

    >>> day_of("2024-01-05"), day_of("2024-01"), day_of("2024"), day_of("2024-13")
    (('yyyy-mm-dd', datetime.date(2024, 1, 5)), ('yyyy-mm', datetime.date(2024, 1, 1)), None, None)
    """
    text = label.removesuffix(" 00:00:00")
    form = {10: DAY, 7: MONTH}.get(len(text))
    try:
        day = date.fromisoformat(text if form == DAY else f"{text}-01") if form else None
    except ValueError:
        return None
    plain = text.replace("-", "").isdigit() and text.count("-") == (2 if form == DAY else 1)
    return (str(form), day) if day and plain and day.year > ROC_OFFSET else None


def days_of(labels: list[str]) -> list[tuple[str, date]] | None:
    """Return the days of ``labels`` where every one of them is an ISO date of the same form."""
    days = [day_of(label) for label in labels]
    there = [day for day in days if day is not None]
    return there if there and len(there) == len(days) and len({form for form, _ in there}) == 1 else None


def in_roc(data: ChartData) -> ChartData:
    """Return ``data`` with ISO dates as ROC dates: 2024-01-05 is 113/1/5, 2024-01 is 113年1月.

    Only where every label (but 未填) is an ISO date of the same form after 1911; years alone and any other number stay.
    """
    days = days_of([label for label in data.labels if label != UNFILLED])
    if days is None:
        return data
    names = iter(_roc(form, day) for form, day in days)
    return replace(data, labels=[label if label == UNFILLED else next(names) for label in data.labels])


def _roc(form: str, day: date) -> str:
    year = day.year - ROC_OFFSET
    return f"{year}/{day.month}/{day.day}" if form == DAY else f"{year}年{day.month}月"
