"""What people read of a queue: tables, a heat map, one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from labkit.analysis.queueing.count import (
    ARRIVALS,
    CATEGORY,
    DAY,
    FAULTY,
    ITEM,
    MEAN,
    MET,
    PERCENTILES,
    REASON,
    SERVICE,
    SLOT,
    VALID,
    WAIT,
)
from labkit.analysis.queueing.staffing import FAR, UNSTABLE, Staffing
from labkit.analysis.shelf import is_hidden, number, share, worked
from labkit.charts.data import ChartData
from labkit.core.cells import Place
from labkit.core.document import shown

if TYPE_CHECKING:
    from labkit.analysis.result import AnalysisResult


def views(result: AnalysisResult) -> Mapping[str, pd.DataFrame]:
    """Return the tables: arrivals, waits and services, load and counters, exceptions, open days."""
    staff = Staffing(result)
    found = {"每開放小時取號件數（時段 × 星期）": _arrivals(staff)}
    if staff.shelf.keys(VALID, ITEM):
        found["等候與服務時間（分鐘）"] = _spans(staff)
    if not is_hidden(staff.service) and staff.service is not None:
        doubt = "；推算與實際不符，不可採用" if staff.optimism >= FAR else ""
        found[f"各時段負荷與所需櫃檯（{promise(staff)}{doubt}）"] = _load(staff)
        found[f"所需櫃檯數（{promise(staff)}{doubt}）"] = _needed(staff)
    if staff.shelf.keys(FAULTY, ITEM, REASON):
        found["例外（不列入時間統計）"] = _exceptions(staff)
    found["開放日"] = _open_days(staff)
    return found


def promise(staff: Staffing) -> str:
    """Return what is promised: 80 % 在 10 分鐘內叫到號."""
    return f"{shown(round(100 * staff.spec.target.share, 1))} % 在 {shown(staff.spec.target.minutes)} 分鐘內叫到號"


def _tenth(value: Any) -> Any:
    return worked(lambda figure: round(figure, 1), value)


def _arrivals(staff: Staffing) -> pd.DataFrame:
    lines = [
        [slot, *(_tenth(staff.per_hour(slot, day)) for day in staff.open_days), _tenth(staff.per_hour(slot))]
        for slot in staff.slots
    ]
    return _frame(lines, [SLOT, *staff.open_days, "全部開放日"])


def _spans(staff: Staffing) -> pd.DataFrame:
    lines = []
    for item in (WAIT, SERVICE):
        places: list[Place] = [
            *(keys for keys in staff.shelf.keys(VALID, ITEM) if dict(keys)[ITEM] == item),
            *(keys for keys in staff.shelf.keys(VALID, ITEM, CATEGORY) if dict(keys)[ITEM] == item),
        ]
        for keys in places:
            figures = [_tenth(staff.shelf(name, *keys)) for name in (*PERCENTILES, MEAN)]
            met = share(staff.shelf(MET, *keys), staff.shelf(VALID, *keys)) if item == WAIT else None
            named = "全部" if len(keys) == 1 else dict(keys)[CATEGORY] or "未填"
            lines.append([item, named, staff.shelf(VALID, *keys), *figures, met])
    met_head = f"{shown(staff.spec.target.minutes)} 分鐘內 %"
    return _frame(lines, [ITEM, staff.spec.category or CATEGORY, "n", *PERCENTILES, "平均", met_head])


def _load(staff: Staffing) -> pd.DataFrame:
    lines = []
    for slot in staff.slots:
        rate = staff.per_hour(slot)
        now = staff.as_it_is(rate)
        within = worked(lambda queue: _percent(queue.within(staff.spec.target.minutes)), now)
        waits = worked(lambda queue: _percent(queue.waits), now)
        lines.append([slot, _tenth(rate), staff.needed(rate), staff.counters, staff.busy(slot), waits, within])
    heads = ["每小時件數", "所需櫃檯", "現有櫃檯", "忙碌率 %（實際）", "須等候 %（推算）"]
    return _frame(lines, [SLOT, *heads, f"{shown(staff.spec.target.minutes)} 分鐘內 %（推算）"])


def _percent(figure: float | None) -> Any:
    return UNSTABLE if figure is None else round(100 * figure, 1)


def _needed(staff: Staffing) -> pd.DataFrame:
    lines = [[slot, *(staff.needed(staff.per_hour(slot, day)) for day in staff.open_days)] for slot in staff.slots]
    return _frame(lines, [SLOT, *staff.open_days])


def _exceptions(staff: Staffing) -> pd.DataFrame:
    lines = [
        [*(value for _, value in keys), staff.shelf(FAULTY, *keys)] for keys in staff.shelf.keys(FAULTY, ITEM, REASON)
    ]
    return _frame(lines, [ITEM, REASON, ARRIVALS])


def _open_days(staff: Staffing) -> pd.DataFrame:
    lines = []
    for day, count in staff.open_days.items():
        arrived = staff.shelf(ARRIVALS, (DAY, day))
        lines.append([day, count, arrived, worked(lambda total, days=count: round(total / days, 1), arrived)])
    return _frame(lines, [DAY, "開放日數", ARRIVALS, "每開放日件數"])


def _frame(lines: list[list[Any]], columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(lines, columns=list(columns), dtype=object)


def chart(result: AnalysisResult) -> ChartData | None:
    """Return the heat map of arrivals; nothing where no slot is open."""
    staff = Staffing(result)
    if not staff.slots or not staff.open_days:
        return None
    total = staff.shelf(ARRIVALS)
    return ChartData(
        labels=list(staff.slots),
        series=list(staff.open_days),
        values=[[number(_tenth(staff.per_hour(slot, day))) for day in staff.open_days] for slot in staff.slots],
        measure="每開放小時取號件數",
        unit="件／小時",
        keys=SLOT,
        across=DAY,
        n=None if is_hidden(total) else total,
        source=result.source,
        population=f"開放時間內取號 {shown(total)} 件、開放日 {sum(staff.open_days.values()):,} 天",
        finding=busiest(staff),
        kind="heat_map",
    )


def busiest(staff: Staffing) -> str:
    """Say when the most people come."""
    if not staff.rates:
        return "沒有可計算的時段"
    slot, day = max(staff.rates, key=staff.rates.__getitem__)
    among = "有陳示的時段中，" if len(staff.rates) < len(staff.slots) * len(staff.open_days) else ""
    return f"{among}{day} {slot} 最忙：每開放小時 {shown(round(staff.rates[slot, day], 1))} 件"


def finding(result: AnalysisResult) -> str:
    """Say when it is busiest, how long people wait, and what the promise takes."""
    staff = Staffing(result)
    parts = [busiest(staff)]
    if (median := staff.shelf("中位數", (ITEM, WAIT))) is not None:
        met = share(staff.shelf(MET, (ITEM, WAIT)), staff.shelf(VALID, (ITEM, WAIT)))
        p90, promised = staff.shelf("P90", (ITEM, WAIT)), shown(staff.spec.target.minutes)
        times = f"等候時間中位數 {shown(_tenth(median))} 分、P90 {shown(_tenth(p90))} 分"
        parts.append(f"{times}，{promised} 分鐘內叫到號 {shown(met)} %")
    if staff.rates and staff.service is not None and not is_hidden(staff.service):
        parts.append(_staffed(staff))
    return "；".join(parts) + "。"


def _staffed(staff: Staffing) -> str:
    rate = max(staff.rates.values())
    said = f"最忙時段要達成「{promise(staff)}」，需 {shown(staff.needed(rate))} 個櫃檯"
    now = staff.as_it_is(rate)
    if now is None:
        return said
    if staff.optimism >= FAR:
        return (
            f"以現有 {staff.counters} 個櫃檯推算 {shown(_tenth(staff.expected))} %，與實際相差太多，所需櫃檯數不可採用"
        )
    within = now.within(staff.spec.target.minutes)
    held = f"{UNSTABLE}，人龍只會越來越長" if within is None else f"推算 {shown(round(100 * within, 1))} %"
    return f"{said}（現有 {staff.counters} 個：{held}）"
