"""The plan of a timing: which difference so many cases show, whom to time and when, and what spoils a timing."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from typing import ClassVar

import pandas as pd

from labkit.core.document import Document, Grid, Text
from labkit.core.errors import MetricInput
from labkit.core.finding import Finding
from labkit.core.result import Result
from labkit.poc.timing.columns import BEFORE, PERIODS, WEEKDAYS
from labkit.poc.timing.spec import TimingSpec
from labkit.poc.timing.visits import Visit, plan_visits
from labkit.statistics.power import detectable, needed

SHOWN = (10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200)
SPARE = 1.1
SETTLED_DAYS, MANY = 14, 200
COMPARED = {"unpaired": "前後各量一批", "matched": "同星期同時段前後比較", "paired": "同一件前後各量一次"}
REMARKS = (
    "被量的人知道自己被量，動作常會變快（霍桑效應）：前後用同一種方式量，請正式開始前先試量一天，不列入計算。",
    "新做法剛上線時大家還不熟（學習效應）：上線滿兩週再量改變後；若一定要馬上量，請在備註寫明是第幾天。",
    "量哪一件由表上抽出的起點決定，不挑簡單的、也不跳過麻煩的；量不到就寫「未量」與原因，不要換一件。",
    "改變前後量同樣的星期、時段與櫃檯；改期請改在同一星期幾的同一時段，並在表上劃掉重寫。",
    "同時發生的其他改變（人力、假期、宣導、法規）請記在備註，寫指標時列入 co_changes。",
)


@dataclass(frozen=True)
class Row:
    """How small a difference ``n`` cases a side show: with the spread as stated, and with the worse one."""

    n: int
    minutes: float
    worse: float


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class TimingPlan(Result):
    """A timing before it starts. ``needed`` cases a side show the hoped-for effect; ``cases`` are planned, in ``visits``."""

    counts_only: ClassVar[bool] = True
    spec: TimingSpec
    needed: int
    cases: int
    rows: tuple[Row, ...]
    visits: tuple[Visit, ...]

    @property
    def summary(self) -> str:
        """Return how many to time, and what that shows."""
        spec, own = self.spec, next(row for row in self.rows if row.n == self.cases)
        each = "同一件前、後各量一次，量" if spec.compare == "paired" else "前、後各量"
        return (
            f"要看得出 {spec.effect:g} 分鐘的差別（每件的標準差約 {spec.spread.sd:.2g} 分鐘），{each} {self.needed:,} 件；"
            f"計畫各 {self.cases:,} 件、各到場 {len(self.visits) // 2:,} 次，看得出 {own.minutes:.1f} 分鐘以上的差別。"
        )

    @property
    def frame(self) -> pd.DataFrame:
        """Return the visits, a row each."""
        return pd.DataFrame([_line(one) for one in self.visits], columns=list(HEAD))

    def to_document(self) -> Document:
        """Return what is timed, what so many cases show, the visits before and after, and what spoils a timing."""
        spec = self.spec
        blocks: list[Text | Grid] = [Text(self.summary), *(Text(one.sentence, "note") for one in self.findings)]
        blocks += [Text("一、量什麼", "heading"), Grid.of(["項目", "內容"], _facts(self))]
        blocks += [
            Text("二、量幾件看得出多小的差別", "heading"),
            self._table(),
            *(Text(one, "note") for one in READING),
        ]
        blocks += [Text("三、什麼時候、在哪裡、量哪幾件", "heading"), Text(_spread_out(self))]
        for period, days in zip(PERIODS, (spec.before, spec.after), strict=True):
            lines = [_line(one)[1:] for one in self.visits if one.period == period]
            blocks += [Text(f"改變{period}（{days.said}）"), replace(Grid.of(HEAD[1:], lines), widths=WIDTHS)]
        blocks += [Text("四、量的時候要注意", "heading"), *(Text(f"‧ {one}") for one in REMARKS)]
        return Document(f"計時計畫：{spec.name}", tuple(blocks))

    def _table(self) -> Grid:
        spread = self.spec.spread
        head = [
            "前後各量幾件",
            f"看得出的最小差別\n（標準差 {spread.sd:.1f} 分鐘）",
            f"看得出的最小差別\n（標準差若為 {spread.worse:.1f} 分鐘）",
            "",
        ]
        marks = {self.cases: "← 這次計畫", self.needed: "← 剛好足夠"}
        if self.cases == self.needed:
            marks = {self.cases: "← 這次計畫，剛好足夠"}
        rows = [(row.n, f"{row.minutes:.1f} 分鐘", f"{row.worse:.1f} 分鐘", marks.get(row.n, "")) for row in self.rows]
        return Grid.of(head, rows)


READING = (
    "「看得出」＝真的有這麼大的差別時，100 次量測裡有 80 次會得到「不是偶然」的結果（雙尾 5% 水準、檢定力 80%，t 檢定）。",
    "差別比表上小，不代表沒有差別，只是這麼多件看不出來。件數是每邊的，前後合計是兩倍。",
)
HEAD = ("期別", "日期", "時段", "櫃檯", "件數", "編號", "量哪幾件")
WIDTHS = (4.2, 2.6, 2.0, 1.3, 3.2, 3.7)


def plan_timing(spec: TimingSpec) -> TimingPlan:
    """Plan the timing: cases a side, visits, and what so many cases show. The same ``spec`` gives the same plan.

    Raises MetricInput where the periods have no room for the cases.
    """
    spread, least = spec.spread, _needed(spec)
    cases = spec.cases or math.ceil(least * SPARE)
    rows = tuple(
        Row(n, _detectable(spec, n, spread.sd), _detectable(spec, n, spread.worse))
        for n in sorted({*SHOWN, least, cases})
    )
    return TimingPlan(
        name=spec.name,
        spec=spec,
        needed=least,
        cases=cases,
        rows=rows,
        visits=plan_visits(spec, cases),
        findings=_findings(spec, least, cases),
    )


def _needed(spec: TimingSpec) -> int:
    try:
        return needed(spec.effect, spec.spread.sd, paired=spec.compare == "paired", correlation=spec.correlation)
    except ValueError as error:
        raise MetricInput(place=spec.name, what=f"{error}。請核對 effect 與標準差。") from None


def _detectable(spec: TimingSpec, n: int, sd: float) -> float:
    return detectable(n, sd, paired=spec.compare == "paired", correlation=spec.correlation)


def _findings(spec: TimingSpec, least: int, cases: int) -> tuple[Finding, ...]:
    found = []
    if cases < least:
        facts = {"needed": f"{least:,}", "effect": f"{spec.effect:g}"}
        found.append(Finding("timing_too_few", place=spec.name, count=cases, level="warning", facts=facts))
    if least > MANY:
        facts = {"effect": f"{spec.effect:g}"}
        found.append(Finding("timing_many", place=spec.name, count=least, level="warning", facts=facts))
    if spec.changed and (waited := (spec.after.start - spec.changed).days) < SETTLED_DAYS:
        found.append(Finding("timing_not_settled", place=spec.name, count=waited, level="warning"))
    return tuple(found)


def numbers_text(visit: Visit) -> str:
    """Return the first and the last number of a visit's cases."""
    first, last = (f"{visit.period}-{at:02}" for at in (visit.numbers[0], visit.numbers[-1]))
    return first if first == last else f"{first} 至 {last}"


def _line(visit: Visit) -> tuple[str, str, str, str, int, str, str]:
    return (visit.period, visit.when, visit.slot, visit.counter, len(visit.numbers), numbers_text(visit), visit.how)


def _spread_out(plan: TimingPlan) -> str:
    """Return how the cases spread over weekdays, slots and counters; before and after are alike."""
    counts: dict[str, Counter[str]] = {"星期": Counter(), "時段": Counter(), "櫃檯": Counter()}
    for visit in (one for one in plan.visits if one.period == BEFORE):
        here = (WEEKDAYS[visit.day.weekday()], visit.slot, visit.counter)
        for name, value in zip(counts, here, strict=True):
            counts[name][value] += len(visit.numbers)
    orders = {"星期": list(WEEKDAYS), "時段": list(plan.spec.slots), "櫃檯": list(plan.spec.counters)}
    parts = [
        f"{name}：" + "、".join(f"{one} {held[one]} 件" for one in orders[name] if held[one])
        for name, held in counts.items()
    ]
    return f"前後兩期安排相同。每期{'；'.join(parts)}。日子取自辦公日曆的上班日（週一至週五）。"


def _facts(plan: TimingPlan) -> list[tuple[str, str]]:
    spec = plan.spec
    return [
        ("量什麼", spec.what),
        ("從哪一刻起算", spec.starts),
        ("到哪一刻為止", spec.ends),
        ("誰的時間", spec.whose),
        ("單位", "分鐘／件（中斷的時間另記，會扣除）"),
        ("誰來計時", spec.by),
        ("比較方式", COMPARED[spec.compare]),
        ("希望看出的差別", f"{spec.effect:g} 分鐘"),
        ("每件的標準差", spec.spread.said),
        ("改變前", spec.before.said),
        ("改變後", spec.after.said),
    ]
