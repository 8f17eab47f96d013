"""Difference in differences: how much the changed one moved, less how much an unchanged one moved at the same time."""

from __future__ import annotations

import math
from collections.abc import Iterator

from labkit.poc.change.periods import chance, earlier_of, grouped, spoken, told, told_apart, too_few
from labkit.poc.comparison import Compared, Comparison, Flags, Floats, Sampled
from labkit.poc.found import Tested
from labkit.statistics.contrasts import contrast_of_means
from labkit.statistics.series.interrupted import drift, stepped
from labkit.statistics.series.periods import Periods
from labkit.statistics.series.resemblance import Estimates

BY_PERIOD = "每{grain}兩組平均之差的前後比較（差的差），95% 區間容許相鄰各期彼此相似"
BY_RECORD = "兩組前後平均之差再相減（差的差），95% 區間為 Welch 法，視各筆紀錄互相獨立"
AGAINST = "兩組的變化沒有差別"
PARALLEL = "這個比較假設若沒有改變，兩組會走一樣的路；這無法證明，只能看改變前是否一致。"
SMALLEST = 2


def compare(sampled: Sampled) -> Compared:
    """Return the double difference, by period where the day is known and the periods suffice, else by record."""
    if sampled.treated is None:
        raise ValueError("有對照的前後比較需要一欄說明哪些紀錄屬於有改變的一組。請指定這一欄，或改用沒有對照的比較。")
    groups = _groups(sampled, sampled.treated)
    if sampled.day is None:
        return _by_record(groups, "沒有日期，無法以期別計算，也看不出改變前兩組的走勢是否一致。")
    periods = grouped(sampled)
    if few := too_few(periods, sampled.grain):
        return _by_record(
            groups, f"以{sampled.grain}為期時，{few}，因此改以每筆紀錄計算；同一天的紀錄若彼此相似，區間會偏窄。"
        )
    return _by_period(periods, sampled.grain)


def _groups(sampled: Sampled, treated: Flags) -> tuple[Floats, ...]:
    """Return the values of the changed after and before, and of the unchanged after and before."""
    sides = (treated & sampled.after, treated & ~sampled.after, ~treated & sampled.after, ~treated & ~sampled.after)
    found = tuple(sampled.value[side] for side in sides)
    if min(map(len, found)) < SMALLEST:
        raise ValueError(
            "有改變與沒有改變的兩組，改變前、後各需要至少 2 筆紀錄。請補上缺少的一邊，或改用沒有對照的比較。"
        )
    return found


def _by_record(groups: tuple[Floats, ...], why: str) -> Compared:
    found = contrast_of_means(groups, (1, -1, -1, 1))
    after = float(groups[0].mean())
    tested = None if found.p is None else Tested(name="差的差（Welch）", p=found.p, against=AGAINST)
    return Compared(
        effect=found.value,
        before=after - found.value,
        after=after,
        low=found.low,
        high=found.high,
        n=(len(groups[1]), len(groups[0])),
        tested=tested,
        method=BY_RECORD,
        remarks=(why, PARALLEL, _unchanged(float(groups[2].mean() - groups[3].mean()))),
    )


def _by_period(periods: Periods, grain: str) -> Compared:
    with told_apart():
        found = stepped(periods.value - periods.rest, periods.after, periods.place, periods.seasons)
        earlier = drift(*earlier_of(periods))
    effect, low, high, p = (float(one[0]) for one in (found.value, found.low, found.high, found.p))
    after = float(periods.value[periods.after].mean())
    same = float(periods.rest[periods.after].mean() - periods.rest[~periods.after].mean())
    return Compared(
        effect=effect,
        before=after - effect,
        after=after,
        low=low,
        high=high,
        n=periods.sides,
        tested=None if math.isnan(p) else Tested(name="差的差（容許自我相關）", p=p, against=AGAINST),
        method=BY_PERIOD.format(grain=grain),
        remarks=(*_earlier(earlier, grain), PARALLEL, _unchanged(same), *told(periods, grain)),
        left_out=periods.left_out,
    )


def _earlier(found: Estimates, grain: str) -> Iterator[str]:
    """Yield whether the groups already went apart before the change."""
    value, p = float(found.value[0]), float(found.p[0])
    if math.isnan(p):
        yield "改變前兩組之差毫無波動；請核對資料是否為重複填寫或公式算出。"
        return
    said = f"改變前兩組之差每{grain}變動 {spoken(value)}（{chance(p)}）"
    if p < Tested.level:
        yield f"{said}：兩組在改變前走勢就不同，這個差不能算作改變的成效。請換對照組，或改用中斷時間序列。"
    else:
        yield f"{said}：看不出走勢不同，但資料少時本來就不容易看出。"


def _unchanged(moved: float) -> str:
    return f"同一段時間，沒有改變的一組變動了 {spoken(moved)}，已從差中扣除。"


CONTROLLED = Comparison(
    label="有對照的前後比較", label_en="Difference in differences", rung=5, compare=compare, needs=("treated",)
)
