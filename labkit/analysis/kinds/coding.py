"""Texts by category: a codebook's phrases count petitions and open answers; what no phrase finds is always shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from labkit.analysis.chosen import chosen
from labkit.analysis.codebooks.coded import Coded, code_texts, missed_examples
from labkit.analysis.codebooks.counting import (
    always_together,
    case_cells,
    cases_by_period,
    category_cells,
    groups_of,
    overlap_cells,
    split_cells,
    term_cells,
)
from labkit.analysis.codebooks.hand import HandCoded, hand_cells, read_hand_codes
from labkit.analysis.codebooks.periods import all_periods, period_of
from labkit.analysis.codebooks.spec import PERIOD, CodingSpec
from labkit.analysis.codebooks.views import chart, views
from labkit.analysis.codebooks.words import finding, warnings
from labkit.analysis.kind import AnalysisKind, Example, Given, Measured
from labkit.core.cells import CountedCell
from labkit.core.engines import ROW

if TYPE_CHECKING:
    import pyarrow as pa


def reads(spec: CodingSpec) -> list[str]:
    """Return the columns that the specification uses."""
    return [name for name in (spec.text, spec.date, spec.by) if name]


def measure(given: Given) -> Measured:
    """Count the texts by category; a record without a text is counted as 未填, one without a category as 未歸類."""
    spec: CodingSpec = given.spec
    data, left_out = chosen(given.table, spec.where)
    coded = code_texts(spec.codebook, data.column(spec.text).to_pylist())
    facts: dict[str, Any] = _facts_of(spec, coded)
    cells = [*category_cells(coded, spec), *term_cells(coded)]
    if not spec.exclusive:
        cells += overlap_cells(coded)
    cells += _splits(given, data, coded, facts)
    if spec.hand:
        numbers = data.column(ROW).to_pylist()
        hand = read_hand_codes(given.tables, spec.hand, coded.names, set(numbers))
        facts |= {"coders": list(hand.coders), "unknown_codes": hand.unknown, "strayed_codes": hand.strayed}
        cells += hand_cells(_single(hand, spec), coded, numbers)
    return Measured(tuple(cells), facts, left_out)


def _facts_of(spec: CodingSpec, coded: Coded) -> dict[str, Any]:
    return {
        "together": always_together(coded),
        "missed_examples": missed_examples(spec.codebook),
        "periods": [],
        "groups": [],
        "coders": [],
    }


def _splits(given: Given, data: pa.Table, coded: Coded, facts: dict[str, Any]) -> Iterator[CountedCell]:
    spec: CodingSpec = given.spec
    if spec.date:
        labels = [period_of(day, spec.period) for day in data.column(spec.date).to_pylist()]
        facts["periods"] = all_periods(labels, spec.period)
        yield from split_cells(coded, spec, PERIOD, labels, facts["periods"])
    if spec.volume:
        yield from case_cells(cases_by_period(given.tables, spec.volume, spec.period), facts["periods"])
    if spec.by:
        labels = data.column(spec.by).to_pylist()
        facts["groups"] = groups_of(labels, spec.by)
        yield from split_cells(coded, spec, spec.by, labels, facts["groups"])


def _single(hand: HandCoded, spec: CodingSpec) -> HandCoded:
    """Return the hand codes with one category each where the codebook gives one: the codebook's order decides."""
    if not spec.exclusive:
        return hand
    order = spec.codebook.names

    def first(given: frozenset[str]) -> frozenset[str]:
        return frozenset(sorted(given, key=lambda name: order.index(name) if name in order else len(order))[:1])

    coders: Mapping[str, Any] = {
        coder: {row: first(given) for row, given in codes.items()} for coder, codes in hand.coders.items()
    }
    return HandCoded(dict(coders), hand.unknown, hand.strayed)


BOOK = {
    "categories": [
        {"name": "等待時間", "include": ["等…久", "叫號"], "examples": ["等太久"]},
        {"name": "服務態度", "include": ["口氣", "態度"], "exclude": ["謝謝"]},
    ]
}
TEXTS = ["等了很久，口氣又差", "態度很好，謝謝", "路燈不亮", "叫號螢幕故障", None, "  "]
CODING = AnalysisKind(
    label="文字分類",
    label_en="Texts by category",
    spec=CodingSpec,
    reads=reads,
    measure=measure,
    views=views,
    chart=chart,
    finding=finding,
    warnings=warnings,
    examples=(
        Example({"內容": TEXTS}, {"text": "內容", "codebook": BOOK}),
        Example(
            {
                "內容": TEXTS,
                "日期": ["113/7/5", "113/7/9", "113/9/1", None, "113/9/2", "近日"],
                "區": list("甲乙甲乙甲乙"),
            },
            {
                "text": "內容",
                "codebook": {**BOOK, "assign": "first"},
                "date": "日期",
                "by": "區",
                "volume": {"table": "案件量", "period": "月份", "cases": "件數"},
                "hand": {"table": "人工", "coders": ["甲", "乙"]},
            },
            {
                "案件量": {"月份": ["113年7月", "113年8月"], "件數": [5000, 4000]},
                "人工": {"列號": [1, 2, 3], "甲": ["等待時間", "未歸類", "未歸類"], "乙": ["服務態度", "", "未歸類"]},
            },
        ),
    ),
)
