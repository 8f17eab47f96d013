"""Interrupted time series: what was observed after the change, less what the trend before it would have given."""

from __future__ import annotations

import math
from collections.abc import Iterator

from labkit.poc.change.periods import COUNTED, chance, earlier_of, grouped, spoken, told, told_apart, too_few
from labkit.poc.comparison import Compared, Comparison, Sampled
from labkit.poc.found import Tested
from labkit.statistics.series.interrupted import Segments, bend, interrupted
from labkit.statistics.series.periods import MONTHS, Periods

METHOD = "{grain}平均的分段迴歸（水準與斜率），95% 區間容許相鄰各期彼此相似"
DEFINED = (
    "差＝改變後各期的平均－改變前的趨勢線延伸到同一段期間的平均（週、月等期別可在試算表用 AVERAGE 與 TREND 重算）；"
    "時間以改變當時為零。區間對相鄰各期相似的程度與各期量測雜訊的份量加權平均，不只取一個估計值。"
)
SEASONS = "星期一到星期日各有自己的水準，因此差是扣除星期幾的影響之後的。"


def compare(sampled: Sampled) -> Compared:
    """Return how far the periods after the change lie from the earlier trend; records are grouped by ``grain``."""
    periods, grain = grouped(sampled), sampled.grain
    if few := too_few(periods, grain):
        finer = "" if grain == "日" else "把期別（grain）改細，或"
        raise ValueError(f"{few}。請再蒐集，或{finer}改用成對的前後比較。")
    with told_apart():
        found = interrupted(periods.value, periods.after, periods.place, periods.seasons)
        earlier = earlier_of(periods)
        curved = float(bend(*earlier).p[0])
    average = found.average
    effect, low, high, p = (float(one[0]) for one in (average.value, average.low, average.high, average.p))
    after = float(periods.value[periods.after].mean())
    against = "改變後仍循原來的趨勢"
    return Compared(
        effect=effect,
        before=after - effect,
        after=after,
        low=low,
        high=high,
        n=periods.sides,
        tested=None if math.isnan(p) else Tested(name="分段迴歸（容許自我相關）", p=p, against=against),
        method=METHOD.format(grain=grain),
        remarks=(
            *_remarks(found, periods, grain),
            *_doubts(curved, periods, grain, after - effect),
            *told(periods, grain),
        ),
        left_out=periods.left_out,
    )


def _remarks(found: Segments, periods: Periods, grain: str) -> Iterator[str]:
    """Yield what the difference is, its two parts, and how alike neighbouring periods are."""
    word = COUNTED[grain].removeprefix("個")
    yield DEFINED
    if periods.seasons is not None:
        yield SEASONS
    level, slope = (
        spoken(*(float(one[0]) for one in (part.value, part.low, part.high))) for part in (found.level, found.slope)
    )
    yield f"這個差可以拆成：改變當時的水準差 {level}，改變後每{word}的斜率差 {slope}；是同一個差的拆解，不是另外的成效。"
    if math.isnan(float(found.average.p[0])):
        yield "各期的數字毫無波動，無法檢定；請核對資料是否為重複填寫或公式算出。"
        return
    alike = round(float(found.fitted.correlation[0]), 1) + 0.0
    yield f"相鄰兩{word}的相關約 {alike:.1f}；一般的 t 檢定把各期當作互不相干，會把趨勢當成成效，因此不提供。"


def _doubts(curved: float, periods: Periods, grain: str, expected: float) -> Iterator[str]:
    """Yield why the earlier line may not go on as it was, and what a single series cannot tell."""
    if curved < Tested.level:
        yield f"改變前的走勢不是直線（{chance(curved)}）；把直線延伸下去不可靠，請縮短改變前的期間，或找對照組。"
    if grain in MONTHS:
        yield "年內的淡旺季沒有另外扣除，會使區間變寬；改變前、後最好都是整年。"
    if expected < 0 <= periods.value.min():
        yield "原來的趨勢延伸下去會變成負數，實際上不可能；這個差不可靠，請縮短改變後的期間。"
    yield "只有一條序列，無法排除同一時間發生的其他改變；找一個沒有改變的單位對照，會更有把握。"


SERIES = Comparison(label="中斷時間序列", label_en="Interrupted time series", rung=4, compare=compare, needs=("day",))
