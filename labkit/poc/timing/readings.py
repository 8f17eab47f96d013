"""The typed form back as a table: minutes of each case, and for each line without minutes the reason, with its row."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pyarrow as pa

from labkit.core.engines import ROW
from labkit.core.errors import DuplicateColumn, MetricInput
from labkit.core.table import Table
from labkit.poc.timing.columns import (
    ABOUT,
    DAY,
    END,
    MINUTES,
    NUMBER,
    PAIR,
    PAUSE,
    PERIOD,
    PERIODS,
    START,
    STATE,
    WEEKDAY,
    WEEKDAYS,
)
from labkit.poc.timing.noticed import FILLED, noticed
from labkit.tables.read import read
from labkit.taiwan.clock import read_clock, read_moment
from labkit.taiwan.roc_dates import NotADate, is_short_year, read_date

PAUSES = (PAUSE, "中斷(分)", "中斷分鐘", "中斷")
SECONDS = 60
PLAIN = {"types": "text", "total_rows": [], "note_rows": []}


@dataclass(frozen=True)
class Reading:
    """One line read: its minutes where it has some, its state in words, its day, whether its times are exact to the minute only."""

    minutes: float | None
    state: str
    day: date | None
    rough: bool = False


def read_timing(path: str | Path) -> Table:
    """Read a filled form (xlsx, ods, csv) and add 分鐘 (end − start − interruption), 星期, 配對 and 計時狀況.

    Every line stays, as it was typed. A line without minutes says why in 計時狀況 (未填、只填一半、時刻讀不出、結束早於開始 and so on), and
    the table's findings count these with their rows on the sheet. What is far longer than the rest is pointed at. 配對 is the
    number without its period: case 3 before and case 3 after. An end before its start is never taken for the next day.

    Raises UnknownColumn without 期別, 開始 or 結束; DuplicateColumn for a table that bears 分鐘 already; MetricInput where no line has minutes; what ``labkit.tables.read`` raises.
    """
    table = read(path, layout=PLAIN)
    named = [unicodedata.normalize("NFKC", name).strip() for name in table.columns]
    wanted = {unicodedata.normalize("NFKC", name): PAUSE for name in PAUSES}
    names = [wanted.get(one, one) for one in named]
    made = (MINUTES, WEEKDAY, PAIR, STATE)
    if twice := [one for one in (*made, *names) if names.count(one) > (one not in made)]:
        raise DuplicateColumn(place=Path(path).name, column=twice[0])
    data = table.arrow
    data = data.rename_columns([*names, ROW])
    table = table.with_rows(data)
    table.require([PERIOD, START, END])
    lines = data.to_pylist()
    readings = [_reading(line) for line in lines]
    if not any(one.minutes is not None for one in readings):
        what = "沒有任何一列填好開始與結束的時刻。請把計時表的時刻輸入後再讀（例如 9:14:23）。"
        raise MetricInput(place=Path(path).name, what=what)
    table = table.with_rows(_with(data, lines, readings))
    told = (one for one in table.findings if not (one.code == "other_sheets" and one.facts["names"] == ABOUT))
    return replace(table, findings=(*told, *noticed(lines, readings, Path(path).name)))


def _with(data: pa.Table, lines: Sequence[dict[str, Any]], readings: Sequence[Reading]) -> pa.Table:
    periods = pa.array([_period(line) or line[PERIOD] for line in lines], pa.string())
    data = data.set_column(data.column_names.index(PERIOD), PERIOD, periods)
    if DAY in data.column_names:
        days = [one.day for one in readings]
        data = data.set_column(data.column_names.index(DAY), DAY, pa.array(days, pa.date32()))
        weekdays = [WEEKDAYS[day.weekday()] if day else None for day in days]
        data = data.append_column(WEEKDAY, pa.array(weekdays, pa.string()))
    data = data.append_column(MINUTES, pa.array([one.minutes for one in readings], pa.float64()))
    data = data.append_column(PAIR, pa.array([_pair(line) for line in lines], pa.string()))
    return data.append_column(STATE, pa.array([one.state for one in readings], pa.string()))


def _reading(line: dict[str, Any]) -> Reading:
    day, cells = _day(line.get(DAY)), (line[START], line[END])
    if None in cells:
        return Reading(None, "只填一半" if any(cell is not None for cell in cells) else "未填", day)
    first, last = (_clock(cell) for cell in cells)
    if first is None or last is None:
        return Reading(None, "時刻讀不出", day)
    whole, pause = (_seconds(last) - _seconds(first)) / SECONDS, _pause(line.get(PAUSE))
    wrong = (
        ("期別不明", _period(line) is None),
        ("中斷讀不出", pause is None),
        ("結束早於開始", whole < 0),
        ("中斷比整段長", pause is not None and pause > whole),
    )
    if state := next((why for why, holds in wrong if holds), ""):
        return Reading(None, state, day)
    return Reading(round(whole - (pause or 0), 4), FILLED, day, rough=not first.second and not last.second)


def _text(cell: Any) -> str:
    return unicodedata.normalize("NFKC", str(cell)).strip()


def _period(line: dict[str, Any]) -> str | None:
    said = _text(line[PERIOD])
    return said if said in PERIODS else None


def _pair(line: dict[str, Any]) -> str | None:
    """Return the number without its period: 前-03 and 後-03 are one pair."""
    said = line.get(NUMBER)
    return None if said is None else _text(said).lstrip("".join(PERIODS)).lstrip("-— ") or None


def _clock(cell: Any) -> time | None:
    found: Any = read_clock(_text(cell))
    if isinstance(found, NotADate):
        found = read_moment(_text(cell))
        return None if isinstance(found, NotADate) else time(found.hour, found.minute, found.second)
    return time(found.hour, found.minute, found.second)


def _seconds(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def _pause(cell: Any) -> float | None:
    """Return the minutes of interruption, 0 of an empty cell, None of what is no number of minutes."""
    if cell is None:
        return 0.0
    try:
        minutes = float(_text(cell).removesuffix("分鐘").removesuffix("分"))
    except ValueError:
        return None
    return minutes if math.isfinite(minutes) and minutes >= 0 else None


def _day(cell: Any) -> date | None:
    if cell is None or is_short_year(_text(cell)):
        return None
    found = read_date(_text(cell).removesuffix(" 00:00:00"))
    return None if isinstance(found, NotADate) else found.day
