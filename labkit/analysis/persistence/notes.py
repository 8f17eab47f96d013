"""What to mind when reading an analysis of persistence: how stopping is told, what the figures do not hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from labkit.analysis.persistence.count import (
    ALL_RECORDED,
    ALL_REGISTERED,
    DENOMINATOR,
    GOING_ON,
    GUESSED,
    LAG,
    LATER,
    NOTE,
    PERSISTENCE,
    PERSONS,
    REPEATED,
    UNDATED,
    UNLISTED,
)
from labkit.analysis.persistence.told import KM, Persistence
from labkit.analysis.shelf import is_hidden, worked
from labkit.core.document import shown

if TYPE_CHECKING:
    from labkit.analysis.result import AnalysisResult

FEW_LEFT, FAR, LATE_DAYS = 30, 2, 7
MEASURED = "量到的是「有沒有上傳紀錄」：換手機、停用 App 而仍在運動的人會算成停止；補傳或批次上傳會讓停止的時間變晚。"


def warnings(result: AnalysisResult) -> Sequence[str]:
    """Say how stopping is told, what the figures do not hold, and where the ways of counting part."""
    told = Persistence(result)
    spec = told.spec
    notes = [
        f"資料截止日 {result.facts['cut_off']}；連續 {spec.gap} 週沒有紀錄算停止，截止日前 {spec.gap} 週還不能判定，不用來算停止。",
        MEASURED,
        *_apart(told),
        *_noted(told),
    ]
    if result.facts["days_without"] > LATE_DAYS:
        notes.append(
            f"截止日比最後一筆紀錄晚 {result.facts['days_without']:,} 天：若那段期間資料沒有進來，停止的人會被高估。"
        )
    lag = told.shelf(LAG)
    if lag is not None and not is_hidden(lag) and lag > spec.gap * 7:
        notes.append(
            f"95 % 的紀錄在 {shown(round(lag))} 天內上傳，比判定停止的 {spec.gap} 週還久：請加長 gap，否則會把還沒上傳當成停止。"
        )
    last = told.curve[-1]
    if last is not None and last.at_risk < FEW_LEFT:
        notes.append(f"到第 {spec.weeks} 週只剩不到 {FEW_LEFT} 人還在觀察中，{KM} 的尾端不可靠。")
    return notes


def _apart(told: Persistence) -> list[str]:
    naive = told.line(PERSISTENCE, GOING_ON, ALL_RECORDED)[2]
    going_on = told.going_on(told.spec.weeks)[0]
    apart = worked(lambda a, b: b - a, naive, going_on)
    if apart is None or is_hidden(apart) or abs(apart) < FAR:
        return []
    return [
        f"直接相除比 {KM} 低 {shown(round(apart, 1))} 個百分點：加入不久的人還來不及持續 {told.spec.weeks} 週，卻算進分母。"
        if apart > 0
        else f"直接相除比 {KM} 高 {shown(round(-apart, 1))} 個百分點：請核對加入日。"
    ]


NOTES = {
    REPEATED: "登記表有 {} 列重複的代號，各算一人；同一人用不同代號登記的，由代號看不出來，會使分母變大。",
    UNLISTED: "有 {} 人有紀錄而不在登記表，只算進「有紀錄者」；請核對兩份資料是不是同一批人。",
    GUESSED: "有 {} 人沒有加入日，以第一筆紀錄代替。",
    LATER: "有 {} 人在截止日之後才加入，不算。",
    UNDATED: "有 {} 人登記而沒有加入日也沒有紀錄，只算進「全部登記者」。",
}


def _noted(told: Persistence) -> list[str]:
    notes = []
    if told.shelf(PERSONS, (DENOMINATOR, ALL_REGISTERED)) is None:
        notes.append("沒有登記表（registered）：只看有紀錄的人，登記後從未使用的人不在分母，比例會偏高。")
    for name, sentence in NOTES.items():
        count = told.shelf(PERSONS, (NOTE, name))
        if count and not (name == GUESSED and not (told.spec.joined or told.spec.registered)):
            notes.append(sentence.format(shown(count)))
    return notes
