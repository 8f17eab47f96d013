"""What answers on a scale say: tables, chart, sentence, warnings; built from the result's cells alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from labkit.analysis.found import Found, figure, interval, percent, shown_count
from labkit.charts.data import ChartData
from labkit.core.cells import HIDDEN_MARK
from labkit.statistics.intervals import wilson

if TYPE_CHECKING:
    from collections.abc import Iterator

    from labkit.analysis.result import AnalysisResult

QUESTION, ANSWER, OUTSIDE, RECORDS = "題目", "答案", "不在量尺內", "records"
FEW, WHOLE = 30, 100
INTERVAL = "95% 區間（%）"
ORIGINS = {"name": "欄名", "answers": "答案"}
Keys = dict[str, Any]


def points(found: Found, facts: Any, keys: Keys) -> list[int | None]:
    """Return the answers at each point of the scale."""
    return [found.count("count", {**keys, ANSWER: point}) for point in facts["points"]]


def answered(found: Found, facts: Any, keys: Keys) -> int | None:
    """Return how many answered on the scale: the denominator; None where it is hidden."""
    parts = points(found, facts, keys)
    if all(part is not None for part in parts):
        return sum(part or 0 for part in parts)
    total, *others = (
        found.count("count", one) for one in (keys, *({**keys, ANSWER: away} for away in (None, OUTSIDE)))
    )
    return None if total is None or None in others else total - sum(other or 0 for other in others)


def at_top(found: Found, facts: Any, keys: Keys, top: int) -> int | None:
    """Return how many answered at the ``top`` points; None where one of them is hidden."""
    parts = points(found, facts, keys)[-top:]
    return None if any(part is None for part in parts) else sum(part or 0 for part in parts)


def views(result: AnalysisResult) -> dict[str, pd.DataFrame]:
    """Return the share at the top by question (and group), then each distribution in counts and in percent."""
    spec: Any = result.spec
    found = Found(result.cells)
    places = [({QUESTION: name}, [name]) for name in spec.questions]
    made = {"前段答案的占比": top_view(found, result.facts, spec, places, [QUESTION])}
    made["各級的件數"] = count_view(found, result.facts, places)
    made["各級的占比（%）"] = share_view(found, result.facts, places)
    if spec.by:
        grouped = [
            ({QUESTION: name, spec.by: group}, [name, "未填" if group is None else group])
            for name in spec.questions
            for group in result.facts["groups"]
        ]
        made[f"依{spec.by}"] = top_view(found, result.facts, spec, grouped, [QUESTION, spec.by])
    return made


def top_view(
    found: Found, facts: Any, spec: Any, places: list[tuple[Keys, list[Any]]], heads: list[str]
) -> pd.DataFrame:
    """Return n, the answers at the top, their share and its interval; the mean only where it was asked for."""
    rows = []
    for keys, names in places:
        whole, top = answered(found, facts, keys), at_top(found, facts, keys, spec.top)
        row = [*names, shown_count(whole), shown_count(top), percent(top, whole), interval(top, whole)]
        rows.append([*row, mean_of(found, facts, keys)] if spec.mean else row)
    named = [*heads, "作答數", f"前 {spec.top} 級（{top_words(facts, spec.top)}）", "占比（%）", INTERVAL]
    return pd.DataFrame(rows, columns=[*named, *(["平均（參考）"] if spec.mean else [])], dtype=object)


def count_view(found: Found, facts: Any, places: list[tuple[Keys, list[Any]]]) -> pd.DataFrame:
    """Return the answers at each point, the unfilled, and those outside the scale."""
    rows = [
        [
            *names,
            *map(shown_count, points(found, facts, keys)),
            shown_count(found.count("count", {**keys, ANSWER: None})),
            shown_count(found.count("count", {**keys, ANSWER: OUTSIDE})),
        ]
        for keys, names in places
    ]
    return pd.DataFrame(rows, columns=[QUESTION, *facts["points"], "未填", OUTSIDE], dtype=object)


def share_view(found: Found, facts: Any, places: list[tuple[Keys, list[Any]]]) -> pd.DataFrame:
    """Return the share of those who answered at each point, with n."""
    rows = []
    for keys, names in places:
        whole = answered(found, facts, keys)
        rows.append([*names, shown_count(whole), *(percent(part, whole) for part in points(found, facts, keys))])
    return pd.DataFrame(rows, columns=[QUESTION, "作答數", *facts["points"]], dtype=object)


def mean_of(found: Found, facts: Any, keys: Keys) -> float | str:
    """Return the mean of the points' numbers (their places from 1 where they are words)."""
    parts, whole = points(found, facts, keys), answered(found, facts, keys)
    if whole is None or any(part is None for part in parts):
        return HIDDEN_MARK
    steps = [int(point) if point.isdigit() else at for at, point in enumerate(facts["points"], 1)]
    return round(sum(step * (part or 0) for step, part in zip(steps, parts, strict=True)) / whole, 2) if whole else "–"


def top_words(facts: Any, top: int) -> str:
    """Return the names of the top points."""
    return "、".join(facts["points"][-top:])


def finding(result: AnalysisResult) -> str:
    """Say how many answered, and which share stood at the top, with its interval."""
    spec: Any = result.spec
    found, name = Found(result.cells), spec.questions[0]
    whole, top = (
        answered(found, result.facts, {QUESTION: name}),
        at_top(found, result.facts, {QUESTION: name}, spec.top),
    )
    if whole == 0:
        return f"「{name}」沒有可用的答案。"
    words = top_words(result.facts, spec.top)
    if top is None or whole is None:
        return f"「{name}」{shown_count(whole)} 份作答，答「{words}」{shown_count(top)} 份。"
    share = f"{figure(100 * top / whole)} %，95% 區間 {interval(top, whole)} %"
    more = f"；另有 {len(spec.questions) - 1} 題" if len(spec.questions) > 1 else ""
    return f"「{name}」{whole} 份作答中，{top} 份答「{words}」（{share}）{more}。"


def warnings(result: AnalysisResult) -> list[str]:
    """Say what to mind: few answers, a guessed scale, answers outside it, the mean, an impossible or unproven claim."""
    spec: Any = result.spec
    found, facts = Found(result.cells), result.facts
    said = []
    if facts["origin"] != "told":
        said.append(
            f"量尺 {facts['points'][0]} 到 {facts['points'][-1]} 是由{ORIGINS[facts['origin']]}判斷的；若不是由低到高，請寫 scale。"
        )
    for name in spec.questions:
        said += _of_question(found, facts, spec, name)
    if spec.mean:
        said.append("平均把各級當成等距的數字，只供參考；請看分布與前段占比。")
    if spec.claimed is not None and spec.claimed > WHOLE:
        said.append(f"宣稱的 {figure(spec.claimed)} % 不可能：占比不會超過 100 %。")
    return said


def _of_question(found: Found, facts: Any, spec: Any, name: str) -> Iterator[str]:
    keys = {QUESTION: name}
    whole, top, outside = (
        answered(found, facts, keys),
        at_top(found, facts, keys, spec.top),
        found.count("count", {**keys, ANSWER: OUTSIDE}),
    )
    if whole is not None and whole < FEW:
        yield f"「{name}」只有 {whole} 份作答，占比的區間很寬，不宜只報一個百分比。"
    if outside:
        yield f"「{name}」有 {outside} 個答案不在量尺內，沒有計入占比。"
    if spec.claimed is not None and spec.claimed <= WHOLE and whole and top is not None:
        low, high = (100 * limit for limit in wilson(top, whole))
        held = low <= spec.claimed <= high
        verdict = "之內；樣本少時區間寬，不等於證實" if held else "之外"
        yield (
            f"「{name}」宣稱 {figure(spec.claimed)} %，量得 {figure(100 * top / whole)} %（{whole} 份），"
            f"宣稱值在 95% 區間 {interval(top, whole)} % {verdict}。"
        )


def chart(result: AnalysisResult) -> ChartData:
    """Return the share of those who answered at each point, a series for each question, with intervals."""
    spec: Any = result.spec
    found, facts, nothing = Found(result.cells), result.facts, float("nan")
    table = {name: ({QUESTION: name}, answered(found, facts, {QUESTION: name})) for name in spec.questions}
    values, low, high = [], [], []
    for at, _ in enumerate(facts["points"]):
        cells = [(points(found, facts, keys)[at], whole) for keys, whole in table.values()]
        known = [part is not None and bool(whole) for part, whole in cells]
        limits = [
            wilson(part or 0, whole or 1) if ok else (nothing, nothing)
            for ok, (part, whole) in zip(known, cells, strict=True)
        ]
        values.append(
            [
                100 * (part or 0) / (whole or 1) if ok else nothing
                for ok, (part, whole) in zip(known, cells, strict=True)
            ]
        )
        low.append([100 * limit[0] for limit in limits])
        high.append([100 * limit[1] for limit in limits])
    whole = next(iter(table.values()))[1]
    return ChartData(
        labels=list(facts["points"]),
        series=[f"{name}（n={shown_count(one[1])}）" for name, one in table.items()],
        values=[[round(value, 1) for value in row] for row in values],
        measure="占作答的百分比",
        unit="%",
        keys=ANSWER,
        across=QUESTION,
        low=low,
        high=high,
        n=whole,
        source=result.source,
        population="有作答且答案在量尺內的人",
        finding=finding(result),
        kind="bar" if len(spec.questions) == 1 else "grouped_bar",
    )
