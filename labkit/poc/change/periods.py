"""Records of a comparison brought to periods: in order, enough of them, and what must be told beside the number."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from labkit.poc.comparison import Floats, Sampled
from labkit.statistics.series.periods import GRAINS, Periods, Whole, periods_of

LEAST = 8
LEAST_DAYS = 15
PLENTY = 24
COUNTED = {"日": "日", "週": "週", "月": "個月", "季": "季", "年": "年"}
DIGITS = 3
MOST_DECIMALS = 6


def grouped(sampled: Sampled) -> Periods:
    """Return the periods of ``sampled``; raises ValueError, in zh-TW, for records without a day or out of order."""
    if sampled.day is None:
        raise ValueError("這種比較需要每筆紀錄的日期。請在 time 的 field 寫出日期欄位。")
    if sampled.grain not in GRAINS:
        raise ValueError(f"期別（grain）沒有「{sampled.grain}」，請選{'、'.join(GRAINS)}。")
    if not sampled.after.any() or sampled.after.all():
        raise ValueError("只有改變前或只有改變後的紀錄，無法比較。請核對改變的日期，或補上另一邊的資料。")
    if sampled.day[~sampled.after].max() > sampled.day[sampled.after].min():
        raise ValueError("改變前的紀錄有晚於改變後的，前後交錯就不是時間序列。請核對改變的日期。")
    other = None if sampled.treated is None else ~sampled.treated
    return periods_of(sampled.value, sampled.day, sampled.after, grain=sampled.grain, other=other)


def too_few(periods: Periods, grain: str) -> str:
    """Return how many periods are needed and how many there are; empty where they suffice."""
    least, word = LEAST_DAYS if grain == "日" else LEAST, COUNTED[grain]
    if min(periods.sides) >= least:
        return ""
    return f"改變前、後各需要至少 {least} {word}完整的資料，現在是前 {periods.sides[0]} {word}、後 {periods.sides[1]} {word}"


def earlier_of(periods: Periods) -> tuple[Floats, Whole, Whole | None]:
    """Return value, less that of the unchanged where there is one, place and season of the periods before the change."""
    before = ~periods.after
    value = periods.value[before] - (periods.rest[before] if len(periods.rest) else 0.0)
    return value, periods.place[before], None if periods.seasons is None else periods.seasons[before]


@contextmanager
def told_apart() -> Iterator[None]:
    """Say in zh-TW that the periods cannot tell the parts of the model apart."""
    try:
        yield
    except ValueError as error:
        raise ValueError(
            "現有各期分不出趨勢、改變與星期幾的影響（例如改變後只剩某一個星期幾）。請改以週為期。"
        ) from error


def told(periods: Periods, grain: str) -> Iterator[str]:
    """Yield what a reader must know of the periods: gaps, few of them, the one that holds the change."""
    word = COUNTED[grain]
    if periods.gaps:
        yield f"頭尾之間有 {periods.gaps} {word}沒有任何紀錄；計算時照實際間隔，沒有補值。"
    if min(periods.sides) < PLENTY:
        yield (
            f"改變前 {periods.sides[0]} {word}、改變後 {periods.sides[1]} {word}；少於 {PLENTY} 期時，"
            "相鄰各期有多相似估不準，區間會較寬，少於 12 期時區間仍可能偏窄。"
        )
    if any(name == "change_period" for name, _ in periods.left_out):
        yield f"改變發生的那一{word.removeprefix('個')}前後混在一起，兩邊都不計。"


def spoken(number: float, *others: float) -> str:
    """Return a number of a remark, to three digits, or two limits with it, to as many decimals.

    >>> spoken(-1.23456), spoken(1234.4), spoken(-1.81, -2.651, -0.972)
    ('-1.23', '1,234', '-1.81（95% 區間 -2.65 至 -0.97）')
    """
    most = max(map(abs, (number, *others)))
    digits = max(DIGITS - 1 - int(np.floor(np.log10(most))), 0) if most else 0
    said, *limits = (f"{round(one, digits) + 0.0:,.{min(digits, MOST_DECIMALS)}f}" for one in (number, *others))
    return f"{said}（95% 區間 {' 至 '.join(limits)}）" if limits else said


def chance(p: float) -> str:
    """Return a p as people print it.

    >>> chance(0.0004), chance(0.043)
    ('p < 0.001', 'p = 0.043')
    """
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"  # noqa: PLR2004  (three decimals)
