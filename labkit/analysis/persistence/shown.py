"""What people read of persistence: denominators side by side, ways of counting side by side, weeks, cohorts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from labkit.analysis.persistence.count import (
    ACTIVE,
    ALL_ELIGIBLE,
    ALL_RECORDED,
    ALL_REGISTERED,
    COHORT,
    DENOMINATOR,
    FOLLOWED,
    GOING_ON,
    LATER_ACTIVE,
    PERSISTENCE,
    PERSONS,
    REGULAR,
    SEEN,
    WEEK_NO,
)
from labkit.analysis.persistence.told import KM, Persistence, definition
from labkit.analysis.shelf import is_hidden, number, share, worked
from labkit.charts.data import ChartData
from labkit.core.document import shown

if TYPE_CHECKING:
    from labkit.analysis.result import AnalysisResult


def views(result: AnalysisResult) -> Mapping[str, pd.DataFrame]:
    """Return the tables: three denominators, three ways to count, week by week, cohorts."""
    told = Persistence(result)
    spec = told.spec
    return {
        f"規律者占多少：三種分母並列（{definition(spec)}）": _denominators(told),
        f"持續到第 {spec.weeks} 週以後占多少：三種算法並列": _ways(told),
        "逐週": _weeks(told),
        "依加入時間：加入後各週有紀錄的比例（%，分母是看得到該週的人）": _cohorts(told),
    }


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
