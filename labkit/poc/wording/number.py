"""The number in words: person-days first where it is a time, each equivalent named; the interval as precise as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from labkit.poc.claimed.said_numbers import main_number, said_numbers
from labkit.poc.found import Found
from labkit.poc.metric import Metric
from labkit.poc.units import MINUTES, Unit, convert, number_text
from labkit.poc.wording.precision import Rounded, rounded
from labkit.poc.wording.sense import in_its_sense, way_of, worded

DAYS = Unit(("工作天",), ("年",))
POINTS, PERCENT = Unit(("百分點",)), Unit(("%",))
SAVED = re.compile(r"節省|省下|減少|縮短|縮減|省時|少花")
NO_LESS = ("增加", "上升", "沒有變動")
ONE_DAY = Fraction(1)
FIRST_DECIMAL, ANY = -1, 12


def is_time(found: Found) -> bool:
    """Tell whether the number is a time."""
    return len(found.amount.unit.above) == 1 and found.amount.unit.above[0] in MINUTES


def is_saving(metric: Metric, found: Found) -> bool:
    """Tell whether the number is a time that somebody saves: by its words, or as a sum of a year."""
    words = f"{metric.name}{metric.claim.said if metric.claim else ''}{found.said}"
    if found.said.startswith(NO_LESS):
        return False
    return is_time(found) and (found.amount.unit.below == ("年",) or bool(SAVED.search(words)))


def number_in_words(metric: Metric, found: Found, equivalents: Mapping[str, str]) -> str:
    """Return the reproduced number with what it equals."""
    if not is_time(found):
        return f"{_is(found.said)}{_change(metric, found)}"
    whose = f"{metric.whose}的時間" if metric.whose else "時間"
    if "人日" not in equivalents or convert(abs(found.amount.value), found.amount.unit, "人日") < ONE_DAY:
        return f"{whose}{_is(found.said)}"
    every = f"{'每年' if found.amount.unit.below == ('年',) else '共'}{way_of(found)} "
    days, hours = (equivalents[name].removeprefix("-" if found.ways else "") for name in ("人日", "24小時日"))
    gap = " " if re.match(r"[-−]?\d", found.said) else ""
    return f"{whose}{every}{days}，即{gap}{found.said}，也就是 {hours}（不是上班日）{_staff(found)}"


def _is(said: str) -> str:
    """Return 「為 12.8 %」; what begins with a word of its own (減少 4.9 分鐘/件) needs no 為."""
    return f"為 {said}" if re.match(r"[-−]?\d", said) else said


def _staff(found: Found) -> str:
    """Return how many posts the time would fill, where the working days of a year are among the inputs."""
    days = next((one.value for one in found.inputs.values() if one.unit == DAYS), None)
    if not days or found.amount.unit.below != ("年",):
        return ""
    size = abs(found.amount.value) if found.ways else found.amount.value
    posts = convert(size, found.amount.unit, "人日") / days
    return f"；換算成上班時間約當 {number_text(posts, 2)} 人力（全年 {number_text(days)} 個工作天）"


def _change(metric: Metric, found: Found) -> str:
    """Return from where to where a change of a share goes; without a baseline, that it cannot be verified."""
    unit = found.amount.unit
    if found.reached > 1 or not (unit == POINTS or (unit == PERCENT and is_change(metric))):
        return ""
    before = metric.baseline
    if before is None or before.value is None:
        return "；沒有原始值的數字，無法驗證"
    sign = -1 if metric.direction == "越低越好" else 1
    size = sign * abs(found.amount.value)
    after = before.value + size if unit == POINTS else before.value * (1 + size / 100)
    way = "以百分點計的差" if unit == POINTS else "相對於原始值的變動"
    return f"（{way}：由 {number_text(before.value)} {before.unit} 到 {number_text(after)} {before.unit}）"


def is_change(metric: Metric) -> bool:
    """Tell whether the claim, or the name, speaks of a change by so many %."""
    said = main_number(metric.claim) if metric.claim else None
    return bool(said and said.change) or any(one.change for one in said_numbers(metric.name))


def interval_in_words(metric: Metric, found: Found) -> str:
    """Return the interval, of a time of days in person-days first; or why there is none."""
    estimate = found.estimate
    if estimate is None:
        return f"區間無法計算（{why_none(metric, found)}）。"
    unit = found.amount.unit
    coarsest = FIRST_DECIMAL if unit in {PERCENT, POINTS} else ANY
    estimate = in_its_sense(found, estimate)
    text = rounded(estimate, coarsest=coarsest)
    method = f"（{brief(estimate.method)}）" if estimate.method else ""
    dominant = f"；寬度主要來自「{estimate.dominant}」" if estimate.dominant else ""
    sure = f"{estimate.confidence * 100:g} % 區間"
    days = _in_days(found)
    size = float(abs(found.amount.value) if found.ways else found.amount.value)
    between = _between(worded(found, text), unit)
    if not days and rounded(replace(estimate, value=size), coarsest=coarsest).value == text.value:
        return f"{sure}是{' ' if between[0].isdigit() or between[0] == '-' else ''}{between}{_unit_after(text, unit)}{method}{dominant}。"
    every = "每年" if unit.below == ("年",) else ""
    name = _named(text.value, Unit(unit.above, () if every else unit.below))
    in_days = f"約 {days[0]}（{days[1]}），即" if days else ""
    return f"連同誤差估計，{every}{in_days}約 {name}（{between}）；括號內是 {sure}{method}{dominant}。"


def briefly_in_days(found: Found) -> tuple[str, str] | None:
    """Return 「每年約 11.4 人日」 and 「95 % 區間 7.5 至 15.2」, where the number is a time of at least one person-day."""
    days = _in_days(found)
    if found.estimate is None or days is None:
        return None
    every = "每年" if found.amount.unit.below == ("年",) else ""
    return f"{every}約 {days[0]}", f"{found.estimate.confidence * 100:g} % 區間 {days[1]}"


def brief(method: str) -> str:
    """Return a method without its details, which stand beside the working, and without the confidence, said before it.

    >>> brief("模擬 200,000 次取中間 95 %（各項視為互不相關）；每件：30 筆的平均")
    '模擬 200,000 次取中間 95 %'
    """
    return re.sub(r"^\d+ ?%\s*", "", method.partition("（")[0])


def _between(text: Rounded, unit: Unit) -> str:
    """Return 「21 萬至 38 萬」; a share carries its sign on both sides."""
    sign = " %" if unit == PERCENT else ""
    gap = "" if text.low.endswith(("萬", "億")) else " "
    return f"{text.low}{sign}{gap}至 {text.high}{sign}"


def _unit_after(text: Rounded, unit: Unit) -> str:
    """Return the unit behind the upper bound, where the bounds do not carry it themselves."""
    return "" if unit == PERCENT else _named(text.high, unit).removeprefix(text.high)


def _named(value: str, unit: Unit) -> str:
    """Return a rounded number with its unit: 29 萬分鐘, 610 人日, 4.4 分鐘/件."""
    words = "個百分點" if unit == POINTS else str(unit)
    return f"{value}{words}" if value.endswith(("萬", "億")) else f"{value} {words}"


def _in_days(found: Found) -> tuple[str, str] | None:
    """Return the estimate in person-days and its interval, where it is a time of at least one."""
    estimate, unit = found.estimate, found.amount.unit
    if (
        estimate is None
        or found.each
        or not is_time(found)
        or unit.below not in {(), ("年",)}
        or unit.above[0] == "人日"
    ):
        return None
    estimate = in_its_sense(found, estimate)
    factor = convert(1, unit, "人日")
    if abs(Fraction(estimate.value)) * factor < ONE_DAY:
        return None
    text = rounded(estimate, factor)
    between = _between(worded(found, text), Unit(("人日",)))
    return _named(text.value, Unit(("人日",))), between


def why_none(metric: Metric, found: Found) -> str:
    """Return why there is no interval.

    Without what the kind itself says, it is a share without its denominator, or the inputs without n.
    """
    if found.no_estimate:
        return found.no_estimate.rstrip("。")
    if found.amount.unit == PERCENT and found.n is None and not is_change(metric):
        return "缺分母 n"
    named = f"「{'、'.join(found.unmeasured)}」" if found.unmeasured else ""
    return f"{named}沒有 n 與標準差"
