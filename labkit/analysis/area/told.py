"""What the lines of an analysis say: the table of status, the chart, one sentence, warnings."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from labkit.analysis.area.days import roc_day, roc_year
from labkit.analysis.area.lines import SHRUNK, Line, Lines
from labkit.analysis.area.rates import METHODS
from labkit.analysis.area.spec import (
    CAPACITY,
    CHANGE,
    COUNT,
    DEMAND,
    EARLIER,
    GAP,
    HIGH,
    LOW,
    OVERALL,
    POPULATION,
    RATE,
    RATIO,
)
from labkit.charts.data import ChartData
from labkit.core.document import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from labkit.analysis.result import AnalysisResult

NAMED = 6
ROC_OFFSET = 1911
BY_CHANCE = 0.025
MOST_BARS = 60
DRAWN = {COUNT, RATE, LOW, HIGH, OVERALL}
PLACES = {RATE: 1, LOW: 1, HIGH: 1, SHRUNK: 1, RATIO: 2, DEMAND: 1, GAP: 1}
HEADS = {LOW: "95% 下限", HIGH: "95% 上限", CHANGE: "增減", RATIO: "需求／量能"}


def heads_of(lines: Lines) -> dict[str, str]:
    """Return the numbers that this analysis has, with what people call them here."""
    spec, names = lines.spec, lines.names
    told = {COUNT: names.counted}
    if spec.population:
        told |= {
            POPULATION: spec.population.label or "人口",
            RATE: rate_name(lines),
            LOW: HEADS[LOW],
            HIGH: HEADS[HIGH],
        }
        told |= {SHRUNK: "收縮後比率"} if spec.shrink else {}
    if spec.earlier:
        told |= {EARLIER: spec.earlier.label or names.earlier, CHANGE: HEADS[CHANGE]}
    if names.demand or spec.demand_label:
        told |= {DEMAND: names.demand or spec.demand_label}
    if spec.capacity:
        told |= {CAPACITY: spec.capacity.label or "量能", GAP: GAP, RATIO: HEADS[RATIO]}
    return told


def rate_name(lines: Lines) -> str:
    """Return what the rate is called: 每千人比率."""
    per = {100: "每百人", 1000: "每千人", 10000: "每萬人", 100000: "每十萬人"}.get(lines.spec.per)
    return f"{per or f'每 {lines.spec.per:,} 人'}比率"


def rounded(name: str, number: float | str | None) -> float | str | None:
    """Return a number with the places that it is shown with."""
    if number is None or isinstance(number, str):
        return number
    return round(float(number), PLACES[name]) if name in PLACES and not isinstance(number, int) else number


def views(result: AnalysisResult) -> Mapping[str, pd.DataFrame]:
    """Return the table of status, and that of the groups where there are any."""
    lines = Lines(result)
    found = {f"各{lines.names.area}狀態": _table(lines, lines.areas)}
    if lines.groups:
        found[f"各{lines.names.group}合計"] = _table(lines, lines.groups)
    return found


def _table(lines: Lines, body: Sequence[Line]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415

    return pd.DataFrame([_row(lines, one, areas=body is lines.areas) for one in [*body, lines.whole]], dtype=object)


def _row(lines: Lines, line: Line, *, areas: bool) -> dict[str, object]:
    row: dict[str, object] = {"代碼": line.place.code} if areas else {}
    row[lines.names.area if areas else lines.names.group] = line.place.name
    if areas and lines.groups:
        row[lines.names.group] = group_name(lines, line) if line is not lines.whole else ""
    for name, head in heads_of(lines).items():
        row[head] = rounded(name, line.shown(name))
        if name == COUNT:
            row |= {f"{lines.names.status} {state}": number for state, number in line.states.items()}
    row["狀態"] = "、".join([*line.flags, *([few_word(lines)] if line.few and line is not lines.whole else [])])
    return row


def group_name(lines: Lines, line: Line) -> str:
    """Return the group of an area, the county left out where all lie in one."""
    from labkit.analysis.area.counting import group_of  # noqa: PLC0415

    told = group_of(line.place, lines.names)
    one_county = len({one.county for one in lines.facts.places}) == 1
    return told.removeprefix(line.place.county) or told if one_county else told


def few_word(lines: Lines) -> str:
    """Return the word for an area with few records."""
    return f"少於 {lines.spec.small} {'人' if lines.spec.person else '件'}"


def ranked(lines: Lines) -> list[Line]:
    """Return areas by falling rate (count where there is no population): few ones behind, hidden ones last."""
    name = RATE if lines.spec.population else COUNT

    def order(line: Line) -> tuple[int, float, str]:
        number = line.numbers.get(name)
        known = number is not None and name not in line.hidden
        return (0 if known and not line.few else 1 if known else 2, -(number or 0) if known else 0, line.place.code)

    return sorted(lines.areas, key=order)


def chart(result: AnalysisResult) -> ChartData | None:
    """Return the areas as ranked bars with their intervals; groups where there are too many areas, else the first ones."""
    lines = Lines(result)
    name = RATE if lines.spec.population else COUNT
    body = ranked(lines)
    if len(body) > MOST_BARS and 0 < len(lines.groups) <= MOST_BARS:
        body = sorted(lines.groups, key=lambda one: -(one.numbers[name] or 0) if name not in one.hidden else 1)
    body = body[:MOST_BARS]
    values = [[_drawn(one, name)] for one in body]
    measure = heads_of(lines)[name]
    return ChartData(
        labels=[one.place.name for one in body],
        series=[measure],
        values=values,
        measure=measure,
        unit="人" if lines.spec.person else "件",
        keys=lines.names.area if body and body[0].place.code else lines.names.group,
        low=[[_drawn(one, LOW)] for one in body] if name == RATE else None,
        high=[[_drawn(one, HIGH)] for one in body] if name == RATE else None,
        n=int(lines.whole.numbers[COUNT] or 0) if COUNT not in lines.whole.hidden else None,
        source=result.source,
        as_of=roc_day(lines.facts.as_of) if lines.facts.as_of else "",
        population=_counted_of(lines),
        interval="95% 區間" if name == RATE else "",
        marks=["D" if name in one.hidden else few_word(lines) if one.few else "" for one in body],
        codes=[one.place.code for one in body],
        finding=headline(lines),
        kind="ranked_areas",
    )


def _counted_of(lines: Lines) -> str:
    """Return whom the numbers are about: the population of a rate, else those who were counted."""
    if lines.spec.population:
        return lines.spec.population.label or "人口"
    return f"代碼表各{lines.names.area}的{'個案' if lines.spec.person else '紀錄'}"


def _drawn(line: Line, name: str) -> float:
    number = line.numbers.get(name)
    return math.nan if number is None or name in line.hidden else round(float(number), PLACES.get(name, 0))


def flagged(lines: Lines, word: str) -> list[str]:
    """Return the names of the areas that a rule's word stands at."""
    return [one.place.name for one in lines.areas if word in one.flags]


def listed(names: Sequence[str]) -> str:
    """Return a few names, and 等 where not all are named."""
    return "、".join(names[:NAMED]) + ("等" if len(names) > NAMED else "")


def headline(lines: Lines) -> str:
    """Return which areas stand out in what the chart draws: the first rule over these numbers that holds somewhere."""
    area, rules = lines.names.area, [one for one in lines.spec.rules if DRAWN & set(one.when.names)]
    for rule in rules:
        if names := flagged(lines, rule.word):
            return f"{len(names)} 個{area}{rule.word}：{listed(names)}"
    return f"{len(lines.areas)} 個{area}" + (f"都沒有{rules[0].word}" if rules else f"的{lines.names.counted}")


def finding(result: AnalysisResult) -> str:
    """Return how many there are, the rate of all, and which areas the rules name."""
    lines = Lines(result)
    unit = "人" if lines.spec.person else "件"
    total = lines.whole.shown(COUNT)
    empty = sum(one.numbers[COUNT] == 0 for one in lines.areas)
    told = [
        f"{len(lines.areas):,} 個{lines.names.area}共 {shown(total)} {unit}" + (f"（{empty} 個為 0）" if empty else "")
    ]
    rate, low, high = (lines.whole.numbers[name] for name in (RATE, LOW, HIGH))
    if rate is not None and low is not None and high is not None:
        told.append(f"{rate_name(lines)} {rate:.1f}（95% 區間 {low:.1f}–{high:.1f}）")
    words = {rule.word: flagged(lines, rule.word) for rule in lines.spec.rules}
    told += [f"{word} {len(names)} 個：{listed(names)}" for word, names in words.items() if names]
    told.append(f"資料截至 {roc_day(lines.facts.as_of)}" if lines.facts.as_of else "未寫明資料截至日")
    return "；".join(told) + "。"


def warnings(result: AnalysisResult) -> Sequence[str]:
    """Return what to mind: few records, rates ranked, dates, areas without figures, rows that name no area."""
    lines = Lines(result)
    return [*_of_numbers(lines), *_of_dates(lines), *_of_tables(lines)]


def _of_numbers(lines: Lines) -> list[str]:
    area, found = lines.names.area, []
    if few := sum(one.few for one in lines.areas):
        what = "差一{}，比率就大不相同，請看區間" if lines.spec.population else "差一{}，排名就不同"
        found.append(f"{few} 個{area}{few_word(lines)}：{what.format(few_word(lines)[-1])}，不要拿來排名。")
    if lines.spec.population:
        chance = round(len(lines.areas) * BY_CHANCE)
        by_chance = f"；看 {len(lines.areas):,} 個{area}，單憑機遇也會有約 {chance} 個看似偏高、{chance} 個看似偏低"
        found.append(f"區間是 95% {METHODS[lines.spec.interval]}{by_chance if chance else ''}。")
    if lines.facts.several:
        some = "有" if any(one.hidden for one in lines.cells.values()) else f"{lines.facts.several:,} "
        found.append(f"{some}人出現在兩個以上的{area}，各{area}各算一次，合計因此多於不重複人數。")
    return found


def _of_dates(lines: Lines) -> list[str]:
    facts, spec, found = lines.facts, lines.spec, []
    if facts.as_of is None:
        found.append("沒有寫明資料截至日（as_of），讀者無從知道數字多新。")
    year = spec.population.year if spec.population else None
    if year and facts.as_of and roc_year(year) != facts.as_of.year - ROC_OFFSET:
        found.append(f"人口是 {roc_year(year)} 年的，個案資料截至 {roc_day(facts.as_of)}：比率的分子與分母不同年。")
    if spec.population and not year:
        found.append("沒有寫明人口的年份（population 的 year）。")
    if spec.earlier and spec.earlier.dated and not spec.earlier.since:
        found.append("前期沒有起日（since），兩期長短可能不同，增減不一定可比。")
    return found


def _of_tables(lines: Lines) -> list[str]:
    facts, spec, area, found = lines.facts, lines.spec, lines.names.area, []
    for name, table in (
        ("人口", facts.population if spec.population else None),
        ("量能", facts.capacity if spec.capacity else None),
    ):
        if table is not None and (lost := sum(one.code not in table for one in facts.places)):
            found.append(f"{lost} 個{area}沒有{name}數字，以「–」表示，合計也不計算。")
    for part, name in (("population", "人口"), ("capacity", "量能"), ("earlier", "前期")):
        if facts.unmatched.get(part):
            found.append(f"{name}的表有 {facts.unmatched[part]:,} 列對不到代碼表，未計入。")
    if facts.rows:
        rows = "、".join(map(str, facts.rows))
        found.append(f"有些列的{area}名不在代碼表，或同名而無法分辨（來源第 {rows} 列等），未計入任何{area}。")
    return found
