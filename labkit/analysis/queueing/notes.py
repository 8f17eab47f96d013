"""What to mind when reading an analysis of queues: how the figures came about, and what they do not hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from labkit.analysis.queueing.count import FAULTY, ITEM, OVER_MIDNIGHT, OVERNIGHT, REASON, SERVICE, WAIT
from labkit.analysis.queueing.staffing import FAR, Staffing
from labkit.analysis.shelf import is_hidden
from labkit.core.document import shown

if TYPE_CHECKING:
    from labkit.analysis.result import AnalysisResult

SHORT_SLOT = 4
UNLIKE = "資料可能不是全部的號碼牌、櫃檯沒有全部開放或不是人人都能辦，請先查明，不要據此決定櫃檯數。"
FULL = 100
ERLANG = "所需櫃檯數以 Erlang-C 推算：假設隨機到達、服務時間呈指數分布、無人中途離開、時段內已穩定；前一時段累積的人龍沒有算入。"


def warnings(result: AnalysisResult) -> Sequence[str]:
    """Say how the figures came about, and what they do not hold."""
    staff = Staffing(result)
    notes = [_how_open(staff), *_peaks(staff), *_exceptional(staff)]
    if staff.service is None or is_hidden(staff.service):
        return notes
    notes.append(ERLANG)
    if staff.spec.slot < SHORT_SLOT * staff.service:
        notes.append(
            f"時段 {staff.spec.slot} 分鐘不到平均服務時間（{shown(round(staff.service, 1))} 分鐘）的 {SHORT_SLOT} 倍，逐時段推算不可靠，請加長 slot。"
        )
    if abs(staff.optimism) >= FAR:
        notes.append(f"推算與實際的達成率相差 {FAR} 個百分點以上：{UNLIKE}")
    return [*notes, *_counters(staff)]


def _how_open(staff: Staffing) -> str:
    days = sum(staff.open_days.values())
    known = "由休館日表扣除" if staff.spec.closures else "以資料中有取號的日子認定，沒有人取號的開放日不會算到"
    hours = (
        "開放時間由資料的第一張與最後一張號碼牌推定，請以 hours 寫明。" if staff.result.facts["hours_guessed"] else ""
    )
    return f"每開放小時件數＝件數 ÷ 該星期的開放日數 ÷ 開放時數；開放日共 {days:,} 天，{known}。{hours}"


def _peaks(staff: Staffing) -> list[str]:
    if not staff.rates:
        return []
    rule = f"尖峰＝每小時件數高於各時段平均＋{shown(staff.spec.peak)} 個標準差（{shown(round(staff.threshold, 1))} 件）"
    named = "、".join(f"{day} {slot}" for slot, day in staff.peaks) or "無"
    return [f"{rule}：{named}。"]


def _exceptional(staff: Staffing) -> list[str]:
    notes = []
    for item in (WAIT, SERVICE):
        counted = staff.shelf(FAULTY, (ITEM, item))
        if counted:
            reasons = "、".join(
                f"{dict(keys)[REASON]} {shown(staff.shelf(FAULTY, *keys))} 件"
                for keys in staff.shelf.keys(FAULTY, ITEM, REASON)
                if dict(keys)[ITEM] == item
            )
            notes.append(f"{item}時間有 {shown(counted)} 件不列入統計（{reasons}），仍算一次取號。")
        if overnight := staff.shelf(OVERNIGHT, (ITEM, item), (REASON, OVER_MIDNIGHT)):
            notes.append(f"{item}時間有 {shown(overnight)} 件看來跨過午夜，已加一天計算，請核對。")
    return notes


def _counters(staff: Staffing) -> list[str]:
    if staff.counters is None:
        return ["不知道開幾個櫃檯，無法比較現況；請寫 counters（櫃檯數）或 counter（櫃檯欄）。"]
    notes = []
    if staff.spec.counters is None:
        notes.append(f"現有櫃檯以資料中出現的 {staff.counters} 個、全日開放計；實際開放較少時，請寫 counters。")
    if not staff.result.facts["placed"]:
        whole = staff.busy()
        said = "" if whole is None else f"；全日合計忙碌率 {shown(whole)} %"
        notes.append(f"取號時刻只到小時，不知道服務落在哪個時段，不列各時段忙碌率{said}。")
    elif any(not is_hidden(rate) and rate is not None and rate > FULL for rate in map(staff.busy, staff.slots)):
        notes.append("有時段的忙碌率超過 100 %：開放的櫃檯比所寫的多，或休息時間仍在服務。")
    return notes
