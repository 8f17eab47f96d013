"""The months, quarters and years (民國) of a column of days, whatever form the days are written in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from labkit.taiwan.roc_dates import ROC_OFFSET, NotADate, read_date
from labkit.taiwan.roc_periods import read_period

Grain = Literal["month", "quarter", "year"]
UNREADABLE = "無法辨識"
Step = tuple[int, int]
MONTHS, QUARTERS, MOST = 12, 4, 600


def period_of(value: Any, grain: Grain) -> str | None:
    """Return the period of a day, or of a written day or period: 113年07月, 113年第3季, 113年; missing stays missing.

    What is written less exactly than ``grain``, or not as a day at all, is 無法辨識.

    >>> period_of("113/7/5", "month"), period_of("2024-07", "quarter"), period_of("113年", "month")
    ('113年07月', '113年第3季', '無法辨識')
    """
    if value is None or value != value or str(value).strip() == "":  # noqa: PLR0124  (NaN is unequal to itself)
        return None
    first, last = _span(value)
    if first is None or last is None or _step(first, grain) != _step(last, grain):
        return UNREADABLE
    return _label(_step(first, grain), grain)


def all_periods(labels: Sequence[str | None], grain: Grain) -> list[str | None]:
    """Return every period from the first to the last of ``labels``, those without any text included; then the odd ones.

    >>> all_periods(["113年11月", "114年01月", None], "month")
    ['113年11月', '113年12月', '114年01月', None]
    """
    known = {label for label in labels if label not in {None, UNREADABLE}}
    steps = sorted(_step_of(label) for label in known if label)
    odd: list[str | None] = [one for one in (UNREADABLE, None) if one in labels]
    if not steps:
        return odd
    made = [steps[0]]
    while made[-1] < steps[-1] and len(made) < MOST:
        made.append(_next(made[-1], grain))
    full = [_label(step, grain) for step in (made if made[-1] == steps[-1] else steps)]
    return [*dict.fromkeys(full), *odd]


def _span(value: Any) -> tuple[date | None, date | None]:
    if isinstance(value, date):
        return value, value
    day = read_date(str(value))
    if not isinstance(day, NotADate):
        return day.day, day.day
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    period = read_period(text, bare=True)
    return (None, None) if isinstance(period, NotADate) else (period.first, period.last)


def _step(day: date, grain: Grain) -> Step:
    year = day.year - ROC_OFFSET
    part = {"month": day.month, "quarter": (day.month + 2) // 3, "year": 1}[grain]
    return year, part


def _step_of(label: str) -> Step:
    """Return the step of a label: what ``_label`` wrote, years that nobody would read as such included."""
    year, _, rest = label.partition("年")
    return int(year), int(rest.strip("第季月") or 1)


def _next(step: Step, grain: Grain) -> Step:
    most = {"month": MONTHS, "quarter": QUARTERS, "year": 1}[grain]
    return (step[0], step[1] + 1) if step[1] < most else (step[0] + 1, 1)


def _label(step: Step, grain: Grain) -> str:
    year, part = step
    return {"month": f"{year}年{part:02}月", "quarter": f"{year}年第{part}季", "year": f"{year}年"}[grain]
