"""The sentences of a chart, built from its numbers: the finding, the small lines below, the text for those who do not see it."""

from __future__ import annotations

import math
from datetime import date

from labkit.charts.amounts import amount
from labkit.charts.data import PERCENT, ChartData
from labkit.taiwan.roc_dates import roc_text

NOTHING = "沒有可畫的資料"
SOURCE_WORDS = ("資料來源", "來源")
LONGEST = 24
Peak = tuple[float, int, int]


def told(value: float, data: ChartData) -> str:
    """Return a number with its unit, as a sentence carries it: 120 件, 14.2%; the measure where there is no unit."""
    number = amount(value, data.decimals)
    if data.unit:
        return f"{number}{data.unit}" if data.unit in PERCENT or number[-1] in "萬億兆" else f"{number} {data.unit}"
    return f"{number}（{data.measure}）"


def place_words(data: ChartData, row: int, one: int) -> str:
    """Return where a number stands: 「新安里」, and its series where there are several."""
    across = f"、{data.across}" if data.across else "的"
    return f"「{short(data.labels[row])}」" + (f"{across}「{short(data.series[one])}」" if len(data.series) > 1 else "")


def short(label: str) -> str:
    """Return a label as a sentence carries it: its first 24 signs."""
    return label if len(label) <= LONGEST else label[: LONGEST - 1] + "…"


def cells(data: ChartData) -> list[Peak]:
    """Return every number that is there with its row and series."""
    found = ((value, row, one) for row, line in enumerate(data.values) for one, value in enumerate(line))
    return [cell for cell in found if not math.isnan(cell[0])]


def highest(data: ChartData) -> str:
    """Say which row, and which series of it, stands highest; equals are told as equals."""
    there = cells(data)
    if not there:
        return NOTHING
    top, row, one = max(there, key=lambda cell: cell[0])
    where = place_words(data, row, one)
    if len(there) == 1:
        return f"{data.keys}{where}：{told(top, data)}"
    equals = sum(1 for value, _, _ in there if value == top)
    if equals == len(there):
        return f"{data.keys or '各項'}都是 {told(top, data)}"
    return f"{data.keys}以{where}" + (f"等 {equals} 項並列最高" if equals > 1 else "最高") + f"：{told(top, data)}"


def alt_text(label: str, found: str, data: ChartData) -> str:
    """Return the chart in two sentences: what it shows and finds; how many rows, the highest, the lowest, how many missing."""
    size = f"共 {len(data.labels):,} 列" + (f"、{len(data.series):,} 個系列" if len(data.series) > 1 else "")
    kind = f"{label}（附地圖）" if data.shapes else label
    what = "，".join(filter(None, [kind, data.scale_label, data.keys and f"依{data.keys}", size]))
    there = cells(data)
    if not there:
        return f"{what}。{found.rstrip('。')}。"
    (top, row, one), (least, low_row, low_one) = max(there, key=lambda c: c[0]), min(there, key=lambda c: c[0])
    ends = [] if found == highest(data) else [f"最高為{place_words(data, row, one)} {told(top, data)}"]
    ends += [f"最低為{place_words(data, low_row, low_one)} {told(least, data)}"] if least != top else []
    gone = sum(len(line) for line in data.values) - len(there)
    ends += [f"{gone:,} 格沒有數值"] if gone else []
    return "；".join([f"{what}。{found.rstrip('。')}", *ends]) + "。"


def small_lines(data: ChartData) -> list[str]:
    """Return the lines below the drawing: n and population; intervals, missing cells and remarks; source and date."""
    counted = [f"n＝{data.n:,}" if data.n is not None else "", data.population and f"計算對象：{data.population}"]
    marks = [f"線段或色帶為{data.interval or '估計值的區間（下限至上限）'}。"] if _has_interval(data) else []
    if any(math.isnan(value) for row in data.values for value in row):
        marks.append("「–」為沒有數值或不陳示。")
    origin = [_source(data.source), data.as_of and f"資料截至 {_as_of(data.as_of)}"]
    lines = ["；".join(filter(None, counted)), "".join([*marks, *data.notes]), "；".join(filter(None, origin))]
    return [line for line in lines if line]


def _has_interval(data: ChartData) -> bool:
    return any(not math.isnan(value) for rows in (data.low, data.high) if rows for row in rows for value in row)


def _source(source: str) -> str:
    return source if not source or source.startswith(SOURCE_WORDS) else f"資料來源：{source}"


def _as_of(text: str) -> str:
    """Return an ISO date as ROC date; any other words as they stand."""
    try:
        return roc_text(date.fromisoformat(text))
    except ValueError:
        return text
