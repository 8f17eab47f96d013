"""What a filled form shows besides its minutes: lines without any, long and zero ones, rough clocks, days in disorder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from labkit.core.engines import ROW
from labkit.core.finding import Finding
from labkit.poc.timing.columns import AFTER, BEFORE, DAY, NUMBER, PERIOD, PERIODS

if TYPE_CHECKING:
    from labkit.poc.timing.readings import Reading

FILLED = "可用"
LISTED, ENOUGH, FAR = 12, 8, 3.0
MENDS = {
    "未填": "若是沒有量到，請在備註寫原因；不影響其他件",
    "只填一半": "請對照紙本補上，補不上就留著",
    "時刻讀不出": "請寫成 9:14:23 的樣子",
    "中斷讀不出": "中斷請寫分鐘數，例如 3",
    "期別不明": "期別請寫「前」或「後」",
    "結束早於開始": "可能抄反、上下午寫錯或跨過午夜，請對照紙本；不會當成隔天",
    "中斷比整段長": "中斷是這件之中停下來的分鐘數，請對照紙本",
}


def noticed(lines: Sequence[dict[str, Any]], readings: Sequence[Reading], place: str) -> list[Finding]:
    """Return the findings, each with the rows of the sheet that it speaks of; no cell is told."""
    rows = [int(line[ROW]) for line in lines]
    found = []
    for why, mend in MENDS.items():
        here = [row for row, one in zip(rows, readings, strict=True) if one.state == why]
        level = {"level": "info" if why == "未填" else "warning"}
        found += _at("timing_no_minutes", place, here, {"why": why, "mend": mend}, **level)
    filled = [at for at, one in enumerate(readings) if one.minutes is not None]
    zero = [rows[at] for at in filled if not readings[at].minutes]
    rough = [rows[at] for at in filled if readings[at].rough]
    undated = [rows[at] for at in filled if lines[at].get(DAY) is not None and readings[at].day is None]
    found += _at("timing_zero", place, zero, level="warning")
    found += _at("timing_long", place, sorted(_long(lines, readings, rows)), level="warning")
    found += _at("timing_rough", place, rough) if len(rough) > len(filled) / 2 else []
    found += _at("timing_no_day", place, undated, level="warning")
    found += _at("timing_twice", place, _twice(lines, rows), level="warning")
    found += _overlap(lines, readings, place)
    return found


def _at(code: str, place: str, rows: Sequence[int], facts: dict[str, str] | None = None, **how: Any) -> list[Finding]:
    if not rows:
        return []
    told = "、".join(str(row) for row in rows[:LISTED]) + (" 等" if len(rows) > LISTED else "")
    return [Finding(code, place=place, count=len(rows), facts={**(facts or {}), "rows": told}, **how)]


def _long(lines: Sequence[dict[str, Any]], readings: Sequence[Reading], rows: Sequence[int]) -> Iterator[int]:
    """Yield rows beyond Tukey's outer fence (third quartile and three times the middle half) of their period."""
    for period in PERIODS:
        here = [
            (row, one.minutes)
            for row, line, one in zip(rows, lines, readings, strict=True)
            if one.minutes is not None and str(line[PERIOD]).strip() == period
        ]
        if len(here) >= ENOUGH:
            low, high = np.quantile([minutes for _, minutes in here], [0.25, 0.75])
            yield from (row for row, minutes in here if minutes > high + FAR * (high - low))


def _twice(lines: Sequence[dict[str, Any]], rows: Sequence[int]) -> list[int]:
    """Return the rows whose number stands once more above them in the same period."""
    seen: set[tuple[Any, Any]] = set()
    again = []
    for row, line in zip(rows, lines, strict=True):
        key = (line[PERIOD], line.get(NUMBER))
        again += [row] if key in seen and key[1] is not None else []
        seen.add(key)
    return again


def _overlap(lines: Sequence[dict[str, Any]], readings: Sequence[Reading], place: str) -> list[Finding]:
    days = {
        period: [one.day for line, one in zip(lines, readings, strict=True) if line[PERIOD] == period and one.day]
        for period in PERIODS
    }
    if not all(days.values()) or max(days[BEFORE]) < min(days[AFTER]):
        return []
    count = sum(day >= min(days[AFTER]) for day in days[BEFORE])
    return [Finding("timing_overlap", place=place, count=count, level="warning")]
