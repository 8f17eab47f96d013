"""What people read of persistence: denominators side by side, ways of counting side by side, weeks, cohorts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from labkit.analysis.persistence.count import (
    ACTIVE,
    ALL_ELIGIBLE,
    ALL_RECORDED,
    ALL_REGISTERED,
    AT_RISK,
    COHORT,
    DENOMINATOR,
    FOLLOWED,
    GOING_ON,
    GUESSED,
    LAG,
    LATER,
    LATER_ACTIVE,
    NOTE,
    PERSISTENCE,
    PERSONS,
    REGULAR,
    REPEATED,
    SEEN,
    STOPPED,
    UNDATED,
    UNLISTED,
    WEEK_NO,
)
from labkit.analysis.persistence.spec import RetentionSpec
from labkit.analysis.shelf import Shelf, is_hidden, number, share, worked
from labkit.charts.data import ChartData
from labkit.core.cells import HIDDEN_MARK
from labkit.core.document import shown
from labkit.statistics.intervals import wilson
from labkit.statistics.survival import Survival, of_counts

if TYPE_CHECKING:
    from labkit.analysis.result import AnalysisResult

UNKNOWN_WHOLE = "不知道（沒有登記表）"
NO_INTERVAL = "缺分母，無法計算區間"
KM = "Kaplan-Meier"
FEW_LEFT, FAR, LATE_DAYS = 30, 2, 7
MEASURED = "量到的是「有沒有上傳紀錄」：換手機、停用 App 而仍在運動的人會算成停止；補傳或批次上傳會讓停止的時間變晚。"


@dataclass(frozen=True)
class Persistence:
    """The analysis as numbers, each from its cells: D where a cell is hidden, None where nothing is known."""

    result: AnalysisResult

    @cached_property
    def shelf(self) -> Shelf:
        """Return the cells."""
        return Shelf(self.result.cells)

    @property
    def spec(self) -> RetentionSpec:
        """Return the specification."""
        spec = self.result.spec
        if not isinstance(spec, RetentionSpec):
            raise TypeError("persistence is told by a RetentionSpec")
        return spec

    def line(self, key: str, measure: str, group: str) -> list[Any]:
        """Return denominator, count, share in percent, and the limits of its Wilson interval."""
        whole, part = self.shelf(PERSONS, (key, group)), self.shelf(measure, (key, group))
        if whole is None:
            return [UNKNOWN_WHOLE, part, None, NO_INTERVAL, NO_INTERVAL]
        limits = worked(lambda a, b: wilson(a, b) if b else None, part, whole)
        if limits is None:
            return [whole, part, None, NO_INTERVAL, NO_INTERVAL]
        low, high = (limits, limits) if is_hidden(limits) else (round(100 * limit, 2) for limit in limits)
        return [whole, part, share(part, whole), low, high]

    @cached_property
    def curve(self) -> list[Survival | None]:
        """Return the Kaplan-Meier curve, a point a week from the first; None from the first hidden week on."""
        weeks = range(1, self.spec.weeks + 1)
        told = [(self.shelf(AT_RISK, (WEEK_NO, week)), self.shelf(STOPPED, (WEEK_NO, week))) for week in weeks]
        known = next((at for at, pair in enumerate(told) if any(map(is_hidden, pair))), len(told))
        table = [(week, left, gone) for week, (left, gone) in zip(weeks, told[:known], strict=False)]
        return [*of_counts(table), *[None] * (len(told) - known)]

    def going_on(self, week: int) -> list[Any]:
        """Return the Kaplan-Meier share beyond ``week`` in percent with its limits; D once hidden, None once nobody is watched."""
        if week == 0:
            return [worked(lambda _: 100.0, self.shelf(FOLLOWED, (WEEK_NO, 0))), None, None]
        point = self.curve[week - 1]
        if point is None:
            return [HIDDEN_MARK] * 3
        if not point.at_risk:
            return [None] * 3
        return [None if one is None else round(100 * one, 2) for one in (point.share, point.low, point.high)]


def views(result: AnalysisResult) -> Mapping[str, pd.DataFrame]:
    """Return the tables: three denominators, three ways to count, week by week, cohorts."""
    told = Persistence(result)
    spec = told.spec
    return {
        f"規律者占多少：三種分母並列（{definition(spec)}）": _denominators(told),
        f"持續到第 {spec.weeks} 週以後占多少：三種算法並列": _ways(told),
        "逐週": _weeks(told),
        "依加入時間：加入後各週有紀錄的比例（%）": _cohorts(told),
    }


def definition(spec: RetentionSpec) -> str:
    """Say what is regular: 加入後前 12 週中至少 8 週有紀錄."""
    days = f"（一週至少 {spec.regular.days} 天）" if spec.regular.days > 1 else ""
    counts = f"，{spec.amount}達 {shown(spec.minimum)} 才算" if spec.amount else ""
    return f"加入後前 {spec.regular.of} 週中至少 {spec.regular.at_least} 週有紀錄{days}{counts}"


LIMITS = ["比例 %", "95% 區間下限", "95% 區間上限"]


def _denominators(told: Persistence) -> pd.DataFrame:
    names = {
        ALL_REGISTERED: "全部登記者",
        ALL_RECORDED: "有紀錄者",
        ALL_ELIGIBLE: f"有紀錄且加入滿 {told.spec.regular.of} 週者",
    }
    lines = [[name, *told.line(DENOMINATOR, REGULAR, group)] for group, name in names.items()]
    return _frame(lines, ["分母是誰", "分母（人）", "規律（人）", *LIMITS])


def _ways(told: Persistence) -> pd.DataFrame:
    spec = told.spec
    names = {
        ALL_REGISTERED: "直接相除：全部登記者",
        ALL_RECORDED: "直接相除：有紀錄者",
        ALL_ELIGIBLE: f"只算加入滿 {spec.weeks + spec.gap} 週者",
    }
    lines = [[name, *told.line(PERSISTENCE, GOING_ON, group)] for group, name in names.items()]
    followed = told.shelf(FOLLOWED, (WEEK_NO, 0))
    figures = told.going_on(spec.weeks)
    shown_share = worked(lambda one: round(one, 1), figures[0])
    lines.append([f"{KM}：加入較晚的人算到觀察得到為止", followed, None, shown_share, *figures[1:]])
    return _frame(lines, ["算法", "分母（人）", "持續（人）", *LIMITS])


def _weeks(told: Persistence) -> pd.DataFrame:
    lines = []
    for week in range(told.spec.weeks + 1):
        here = (WEEK_NO, week)
        seen, active = told.shelf(SEEN, here), told.shelf(ACTIVE, here)
        followed, later = told.shelf(FOLLOWED, here), told.shelf(LATER_ACTIVE, here)
        going_on = worked(lambda one: round(one, 1), told.going_on(week)[0])
        lines.append([week, seen, share(active, seen), followed, share(later, followed), going_on])
    heads = ["看得到該週的人", "當週有紀錄 %", "觀察夠久的人", "當週以後仍有紀錄 %", f"{KM} 持續 %"]
    return _frame(lines, ["加入後第幾週", *heads])


def _cohorts(told: Persistence) -> pd.DataFrame:
    weeks, lines = range(told.spec.weeks + 1), []
    for name in told.result.facts["cohorts"]:
        cells = [
            (told.shelf(ACTIVE, (COHORT, name), (WEEK_NO, w)), told.shelf(SEEN, (COHORT, name), (WEEK_NO, w)))
            for w in weeks
        ]
        lines.append([name, told.shelf(PERSONS, (COHORT, name)), *(share(*pair) for pair in cells)])
    return _frame(lines, [COHORT, PERSONS, *(f"第{week}週" for week in weeks)])


def _frame(lines: list[list[Any]], columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(lines, columns=list(columns), dtype=object)


def chart(result: AnalysisResult) -> ChartData | None:
    """Return the Kaplan-Meier curve with its interval; nothing where nobody has a record."""
    told = Persistence(result)
    followed = told.shelf(FOLLOWED, (WEEK_NO, 0))
    if not followed:
        return None
    weeks = range(told.spec.weeks + 1)
    points = [told.going_on(week) for week in weeks]
    return ChartData(
        labels=[str(week) for week in weeks],
        series=["仍有紀錄的比例"],
        values=[[number(point[0])] for point in points],
        low=[[number(point[1])] for point in points],
        high=[[number(point[2])] for point in points],
        at=[float(week) for week in weeks],
        measure="加入後仍持續的比例",
        unit="%",
        keys="加入後週數",
        n=None if is_hidden(followed) else followed,
        source=result.source,
        as_of=str(result.facts["cut_off"]),
        population=f"有紀錄者 {shown(followed)} 人（{KM}，加入較晚者算到觀察得到為止）",
        finding=_went_on(told),
        kind="survival",
    )


def _went_on(told: Persistence) -> str:
    figures = told.going_on(told.spec.weeks)
    return f"加入後第 {told.spec.weeks} 週仍持續的約 {_percent(figures)}"


def _percent(figures: Sequence[Any]) -> str:
    """Return a share with its interval: 12.8 %（95% 區間 11.55–14.17 %）."""
    value, low, high = figures
    if value is None:
        return "無法計算"
    limits = f"（95% 區間 {shown(low)}–{shown(high)} %）" if isinstance(low, float) else ""
    return f"{shown(worked(lambda one: round(one, 1), value))} %{limits}"


def finding(result: AnalysisResult) -> str:
    """Say the regular share with its denominator, and persistence by three ways."""
    told = Persistence(result)
    group = ALL_REGISTERED if told.shelf(PERSONS, (DENOMINATOR, ALL_REGISTERED)) is not None else ALL_RECORDED
    whole, part, *limits = told.line(DENOMINATOR, REGULAR, group)
    regular = f"{group} {shown(whole)} 人中 {shown(part)} 人規律：{_percent(limits)}；規律＝{definition(told.spec)}"
    naive = told.line(PERSISTENCE, GOING_ON, ALL_RECORDED)[2]
    eligible = told.line(PERSISTENCE, GOING_ON, ALL_ELIGIBLE)[2]
    ways = f"有紀錄者直接相除 {shown(naive)} %、只算觀察夠久者 {shown(eligible)} %、{KM} {_percent(told.going_on(told.spec.weeks))}"
    return f"{regular}。持續到第 {told.spec.weeks} 週以後：{ways}。"


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
