"""What a stronger sentence would need, concretely: the next rung, n and sd, a baseline, the scope, a check by others."""

from __future__ import annotations

from collections.abc import Iterator

from labkit.poc.evidence import LADDER, rung_in_words
from labkit.poc.found import Found
from labkit.poc.metric import Metric
from labkit.poc.wording.comparing import rung_of
from labkit.poc.wording.number import is_time

COMPARED = 2
COUNTED = {"件", "人", "人次", "次", "份"}


def needs_of(metric: Metric, found: Found) -> tuple[str, ...]:
    """Return what a stronger sentence would need, a sentence each, the most useful first."""
    return (*_measured(found), *_climbed(metric, found), *_stated(metric, found))


def _measured(found: Found) -> Iterator[str]:
    if found.unmeasured:
        yield f"要有區間：補上「{'、'.join(found.unmeasured)}」的 n（多少筆）與標準差 sd，或改由紀錄表量測。"
    elif found.estimate is None:
        why = f"（現在：{found.no_estimate.rstrip('。')}）" if found.no_estimate else ""
        yield f"要有區間：補上分母或每筆的紀錄{why}。"
    elif found.n:
        largest = f"，先從「{found.estimate.dominant}」量起" if found.estimate.dominant else ""
        now = f"較少的一邊 n＝{found.n:,}" if found.ways else f"最少的是 {found.n:,} 筆"
        yield f"要把區間縮小一半：量測的筆數約要四倍（現在{now}）{largest}。"


def _climbed(metric: Metric, found: Found) -> Iterator[str]:
    rung = rung_of(metric, found)
    if rung < found.reached and "design" in metric.model_fields_set:
        yield f"資料已經到{rung_in_words(found.reached)}：核對設計之後，把 design 改為 {found.reached}。"
    elif rung + 1 < len(LADDER):
        yield f"要到證據{rung_in_words(rung + 1)}：{LADDER[rung + 1].to_reach}。"
    if rung >= COMPARED and found.tested is None:
        yield "要說差異不是機會造成：做檢定，寫出檢定名稱與 p 值。"


def _stated(metric: Metric, found: Found) -> Iterator[str]:
    if (metric.baseline is None or metric.baseline.value is None) and found.reached < COMPARED:
        yield "要說改變了多少：補上原始值的數字、期間、筆數與量測方法。"
    if metric.whose is None and is_time(found):
        yield "要說是誰省下的：寫明是民眾、櫃員、同仁的時間，還是等待（whose）。"
    if not metric.population and COUNTED & _units(found):
        whole = "" if metric.scope else "，並以 scope 寫出讀者會想到的全部數量"
        yield f"要說涵蓋多大：寫明母體（population）{whole}。"
    if metric.verified is None:
        yield "要稱為「已查核」：請提案單位以外的人核對來源與算式，並填 verified 的 by 與 on。"


def _units(found: Found) -> set[str]:
    return {name for one in found.inputs.values() for name in (*one.unit.above, *one.unit.below)}
