"""How much of the whole that readers think of is inside the number."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from labkit.poc.amount import Amount
from labkit.poc.check import Check, Trial
from labkit.poc.claimed.said_numbers import said_numbers
from labkit.poc.found import Found, Given
from labkit.poc.metric import Metric
from labkit.poc.stated import Scope
from labkit.poc.units import Unit, exact_text, number_text, short

MOST_FACTORS = 4
NEARLY_ALL, ALL = Fraction(95, 100), Fraction(1)
DAYS = Unit(("工作天",), ("年",))


def look(metric: Metric, found: Found, given: Given) -> Iterator[str]:
    """Yield which part of the scope the volume inside the metric is, and that it must not be extrapolated."""
    del given
    scope = metric.scope
    if scope is None or scope.value <= 0:
        return
    all_of, unit = whole_of(scope)
    whole = f"「{scope.of}」{number_text(all_of)} {unit}"
    volume = volume_of(metric, found)
    if volume is None:
        yield f"算式裡沒有以「{unit}」計的數量，看不出占{whole}的多少。請寫明數字涵蓋的範圍；不可推論到全部。"
        return
    told, amount = volume
    part = amount / all_of
    if part > ALL:
        yield f"算式裡的 {told}，比{whole}還多。請核對數量與期間是不是同一個範圍。"
    elif part < NEARLY_ALL:
        days = next((one.value for one in found.inputs.values() if one.unit == DAYS), None)
        daily = f"（全部平均每工作天 {number_text(all_of / days)} {unit}）" if days else ""
        asked = "母體已寫明，請在說法裡一併寫出" if metric.population else f"請寫明這些{unit}{_which(unit)}"
        yield f"算式裡的 {told}，只是{whole}的 {number_text(part * 100)} %{daily}。{asked}；不可推論到全部。"


def whole_of(scope: Scope) -> tuple[Fraction, str]:
    """Return the whole with its unit; 52 萬件 are 520,000 件."""
    unit = scope.unit.partition("/")[0]
    read = said_numbers(f"{exact_text(scope.value)}{unit}")
    return (read[0].value, read[0].unit) if len(read) == 1 and read[0].unit and read[0].value else (scope.value, unit)


def _which(unit: str) -> str:
    return "是哪一群人、由哪個機關在哪段期間計入" if unit.startswith("人") else "是哪個機關、哪些櫃檯、哪類案件"


def volume_of(metric: Metric, found: Found) -> tuple[str, Fraction] | None:
    """Return the volume inside the metric in the scope's unit, with the words of its product; None where there is none.

    It is the product of the fewest inputs whose unit is the scope's, for the whole period or for a year; else the records.
    """
    scope = metric.scope
    if scope is None:
        return None
    wanted = Unit.parse(whole_of(scope)[1], place=metric.name)
    for size in range(1, min(len(found.inputs), MOST_FACTORS) + 1):
        for chosen in combinations(found.inputs.values(), size):
            amount = _product(chosen)
            if amount.unit.above == wanted.above and amount.unit.below in {(), ("年",)}:
                steps = " × ".join(f"{number_text(one.value)} {short(one.unit)}" for one in chosen)
                return (f"{steps}＝{number_text(amount.value)} {wanted}" if size > 1 else steps), amount.value
    if found.n and str(wanted) in {"件", "人", "人次", "份", "次"}:
        return f"{found.n:,} {wanted}", Fraction(found.n)
    return None


def _product(chosen: tuple[Amount, ...]) -> Amount:
    product = chosen[0]
    for one in chosen[1:]:
        product = product * one
    return product


CITY = "scope: {value: 520000, unit: 件, of: 新北市113年登記案件}\n"
SCOPE = Check(
    label="涵蓋範圍",
    label_en="Scope",
    look=look,
    fires=(
        Trial.time(CITY),
        Trial.time("scope: {value: 52, unit: 萬件, of: 新北市113年登記案件}\n"),
        Trial.time(CITY + "population: 板橋所第 3 至 6 櫃檯的登記案件\n"),
        Trial.number(12.8, "%", "scope: {value: 9000, unit: 人, of: 活動參加者}", found={"n": 2500}),
        Trial.number(12.8, "%", "scope: {value: 9000, unit: 人, of: 活動參加者}"),
        Trial.time("scope: {value: 50000, unit: 件, of: 全所案件}\n"),
    ),
    silent=(
        Trial.time(""),
        Trial.time("scope: {value: 59500, unit: 件, of: 板橋所113年登記案件}\n"),
        Trial.number(12.8, "%", "scope: {value: 2500, unit: 人, of: 活動參加者}", found={"n": 2500}),
    ),
)
