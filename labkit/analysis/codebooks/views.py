"""The tables and the chart of coded texts, built from the result's cells alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from labkit.analysis.codebooks.codebook import TOTAL, UNCODED, UNFILLED
from labkit.analysis.codebooks.spec import CATEGORY, COMPARED, PERIOD, TERM, TOGETHER, CodingSpec
from labkit.analysis.found import NO_NUMBER, Found, figure, interval, percent, shown_count
from labkit.charts.data import ChartData
from labkit.core.cells import HIDDEN_MARK

if TYPE_CHECKING:
    from labkit.analysis.result import AnalysisResult

SHARE, INTERVAL, RATE = "占比（%）", "95% 區間（%）", "每萬件"
PER = 10_000


def views(result: AnalysisResult) -> dict[str, pd.DataFrame]:
    """Return the tables that people read: by category first, then whatever was asked for."""
    spec, found = _spec(result), Found(result.cells)
    made = {f"{spec.text}：各類件數": category_view(spec, found)}
    if spec.date:
        made["各期件數"] = split_view(spec, found, PERIOD, result.facts["periods"])
    if spec.volume:
        made["各期每萬件案件的件數"] = rate_view(spec, found, result.facts["periods"])
    if spec.by:
        made[f"依{spec.by}"] = split_view(spec, found, spec.by, result.facts["groups"])
    if not spec.exclusive and len(spec.codebook.names) > 1:
        made["同時歸入兩類的件數"] = overlap_view(spec, found)
    made["編碼簿的詞語"] = term_view(spec, found, result.facts)
    if spec.hand:
        pairs = list(dict.fromkeys(dict(one.keys)[COMPARED] for one in result.cells if COMPARED in dict(one.keys)))
        made["人工與規則的一致程度"] = agreement_view(spec, found, pairs)
    return made


def filled(spec: CodingSpec, found: Found, keys: dict[str, Any] | None = None) -> int | None:
    """Return how many records have a text: the denominator of every share; None where it is hidden."""
    total = found.count(spec.texts, keys)
    empty = found.count("count", {CATEGORY: None, **(keys or {})})
    return None if total is None or empty is None else total - empty


def ranked(spec: CodingSpec, found: Found) -> list[str]:
    """Return the categories, the most frequent first; those that are hidden last, in the codebook's order."""
    counts = {name: found.count("count", {CATEGORY: name}) for name in spec.codebook.names}
    return sorted(counts, key=lambda name: -1 * (counts[name] if counts[name] is not None else -1))  # type: ignore[operator]


def category_view(spec: CodingSpec, found: Found) -> pd.DataFrame:
    """Return a row for each category, 未歸類, 未填 and the total: count, share of the texts, interval."""
    whole, rows = filled(spec, found), []
    for name in [*ranked(spec, found), UNCODED]:
        number = found.count("count", {CATEGORY: name})
        rows.append([name, shown_count(number), percent(number, whole), interval(number, whole)])
    empty = shown_count(found.count("count", {CATEGORY: None}))
    rows += [
        [UNFILLED, empty, NO_NUMBER, NO_NUMBER],
        [TOTAL, shown_count(found.count(spec.texts)), NO_NUMBER, NO_NUMBER],
    ]
    return pd.DataFrame(rows, columns=[CATEGORY, "件數", SHARE, INTERVAL], dtype=object)


def split_view(spec: CodingSpec, found: Found, key: str, order: list[Any]) -> pd.DataFrame:
    """Return a row for each period or group, a column for each category, and the share without a category."""
    names = [*ranked(spec, found), UNCODED]
    rows = []
    for label in order:
        counts = [found.count("count", {CATEGORY: name, key: label}) for name in [*names, None]]
        total, rest = found.count(spec.texts, {key: label}), percent(counts[-2], filled(spec, found, {key: label}))
        rows.append([UNFILLED if label is None else label, *map(shown_count, [*counts, total]), rest])
    frame = pd.DataFrame(rows, columns=[key, *names, "未填內容", "合計列數", f"{UNCODED}（%）"], dtype=object)
    return frame.drop(columns="未填內容") if found.count("count", {CATEGORY: None}) == 0 else frame


def rate_view(spec: CodingSpec, found: Found, order: list[Any]) -> pd.DataFrame:
    """Return texts per 10,000 cases for each period whose cases are known, and for these periods together."""
    names = [*ranked(spec, found), UNCODED]
    known = [label for label in order if found.cell("cases", {PERIOD: label})]
    rows = []
    for group, head in [*(([label], label) for label in known), *([(known, "合計")] if known else [])]:
        cases = _sum([_cases(found, label) for label in group])
        counts = [_sum([found.count("count", {CATEGORY: name, PERIOD: label}) for label in group]) for name in names]
        whole = _sum([filled(spec, found, {PERIOD: label}) for label in group])
        rows.append(
            [
                head,
                shown_count(cases),
                *(percent(number, cases, scale=PER) for number in [*counts, whole]),
                interval(whole, cases, scale=PER),
            ]
        )
    heads = [PERIOD, "案件量", *names, "全部", "全部的 95% 區間"]
    return pd.DataFrame(rows, columns=heads, dtype=object)


def _cases(found: Found, label: Any) -> int | None:
    value = found.value("cases", {PERIOD: label})
    return None if value == HIDDEN_MARK else round(value)


def _sum(parts: list[int | None]) -> int | None:
    return None if any(part is None for part in parts) else sum(part or 0 for part in parts)


def overlap_view(spec: CodingSpec, found: Found) -> pd.DataFrame:
    """Return how many texts stand in each pair of categories; on the diagonal, in the category at all."""
    names = spec.codebook.names

    def at(row: str, column: str) -> int | None:
        one, two = sorted((row, column), key=names.index)
        return found.count("count", {CATEGORY: one} if one == two else {CATEGORY: one, TOGETHER: two})

    rows = [[row, *(shown_count(at(row, column)) for column in names)] for row in names]
    return pd.DataFrame(rows, columns=[CATEGORY, *names], dtype=object)


def together(spec: CodingSpec, found: Found, facts: Any) -> list[list[str]]:
    """Return the terms that always stand together; not where the count of one is hidden: the others would tell it."""
    hidden = {term for name, term in spec.codebook.terms if found.count("count", {CATEGORY: name, TERM: term}) is None}
    return [group for group in facts["together"] if not hidden & set(group)]


def term_view(spec: CodingSpec, found: Found, facts: Any) -> pd.DataFrame:
    """Return how many texts hold each term, and what to mind of it."""
    broad, rows = set(spec.codebook.broad_terms), []
    twins = {
        term: [other for other in group if other != term] for group in together(spec, found, facts) for term in group
    }
    for name, term in spec.codebook.terms:
        number = found.count("count", {CATEGORY: name, TERM: term})
        notes = ["從未出現"] if number == 0 else []
        notes += [f"總是與「{'、'.join(twins[term])}」一起出現"] if term in twins else []
        notes += ["只有一個字，容易誤中"] if term in broad else []
        rows.append([name, term, shown_count(number), "；".join(notes)])
    return pd.DataFrame(rows, columns=[CATEGORY, TERM, "件數", "說明"], dtype=object)


def agreement_view(spec: CodingSpec, found: Found, pairs: list[str]) -> pd.DataFrame:
    """Return kappa of each pair, overall and by category; for the rules also how right and how complete they are."""
    rows = []
    for pair in pairs:
        for name in [None, *spec.codebook.names, UNCODED]:
            keys = {COMPARED: pair} | ({CATEGORY: name} if name else {})
            compared, agreed = found.count("compared", keys), found.count("agreed", keys)
            both, first, second = (found.count(measure, keys) for measure in ("both", "first", "second"))
            right, whole = (both, first), (both, second)
            rows.append(
                [
                    pair,
                    name or "全部",
                    shown_count(compared),
                    percent(agreed, compared),
                    _kappa(found, keys),
                    *((_of(*right), _of(*whole)) if name and pair.startswith("規則×") else (NO_NUMBER, NO_NUMBER)),
                ]
            )
    heads = [
        COMPARED,
        CATEGORY,
        "比對件數",
        "相同（%）",
        "kappa（95% 區間）",
        "規則歸入且人工同意",
        "人工歸入且規則找到",
    ]
    return pd.DataFrame(rows, columns=heads, dtype=object)


def _of(part: int | None, whole: int | None) -> str:
    if part is None or whole is None:
        return HIDDEN_MARK
    return f"{part}/{whole}（{interval(part, whole)} %）" if whole else NO_NUMBER


def _kappa(found: Found, keys: dict[str, Any]) -> str:
    kappa, low, high = (found.value(measure, keys) for measure in ("kappa", "low", "high"))
    if HIDDEN_MARK in (kappa, low, high):
        return HIDDEN_MARK
    return kappa if kappa == NO_NUMBER else f"{kappa:.2f}（{low:.2f}–{high:.2f}）"


def chart(result: AnalysisResult) -> ChartData:
    """Return the counts by category, the most frequent first, 未歸類 last."""
    spec, found = _spec(result), Found(result.cells)
    names = [*ranked(spec, found), UNCODED]
    counts = [found.count("count", {CATEGORY: name}) for name in names]
    whole = filled(spec, found)
    return ChartData(
        labels=names,
        series=["件數"],
        values=[[float("nan") if number is None else float(number)] for number in counts],
        measure="件數",
        unit="件",
        keys=CATEGORY,
        n=whole,
        source=result.source,
        population=f"有填「{spec.text}」的紀錄",
        finding=chart_words(spec, found),
        kind="pareto" if spec.exclusive else "bar",
    )


def chart_words(spec: CodingSpec, found: Found) -> str:
    """Return the sentence over the chart."""
    first, whole = ranked(spec, found)[0], filled(spec, found)
    most, rest = (found.count("count", {CATEGORY: name}) for name in (first, UNCODED))
    if not whole or not most:
        return f"「{spec.text}」各類件數"
    if any(found.count("count", {CATEGORY: name}) is None for name in spec.codebook.names):
        return f"「{spec.text}」各類件數（部分不陳示）"
    return f"「{first}」最多：{most} 件（{figure(100 * most / whole)} %）；{UNCODED} {shown_count(rest)} 件"


def _spec(result: AnalysisResult) -> CodingSpec:
    spec: Any = result.spec
    found: CodingSpec = spec
    return found
