"""What small-cell protection hides is hidden in every place that people read, and its account is printed with the table."""

import random
from html import escape

import pandas as pd
import pytest

import labkit as lk
from labkit.analysis.dashboard.page import dashboard_html
from labkit.core.document import Text
from labkit.core.errors import RecordsHidden
from labkit.sessions.shown import Results

CASES = pd.DataFrame(
    [("甲里", "臨櫃")] * 2 + [("甲里", "網路")] * 20 + [("乙里", "臨櫃")] * 30 + [("乙里", "網路")] * 41,
    columns=["里", "管道"],
)
FEW = pd.DataFrame({"里": ["甲里"] * 2 + ["乙里"] * 9})


def notes(result):
    return [one.text for one in result.to_document().blocks if isinstance(one, Text)]


def test_the_account_of_what_is_hidden_is_printed_below_a_pivot():
    after = lk.protect_cells(lk.pivot(CASES, rows=["里"], columns=["管道"]), 3)
    assert after.findings
    assert {one.sentence for one in after.findings} <= set(notes(after))


def test_the_account_of_what_is_hidden_is_printed_below_an_analysis():
    after = lk.protect_cells(lk.analyze(CASES.assign(縣市="臺北市"), "areas", {"area": "縣市", "level": "county"}), 100)
    assert after.findings
    assert {one.sentence for one in after.findings} <= set(notes(after))
    assert all(escape(one.sentence) in dashboard_html(after) for one in after.findings)


def test_a_hidden_grand_total_of_a_pivot_is_not_told_by_what_was_left_out():
    before = lk.pivot(FEW, rows=["里"], where="里 == '甲里'")
    after = lk.protect_cells(before, 3)
    said = " ".join([*notes(after), after.summary, after.brief, repr(Results({"一": after}).shown())])
    assert (before.total, before.left_out, after.total) == (2, {"filtered": 9}, None)
    assert (after.left_out, after.chart_data().n) == ({}, None)
    assert " 2 列" not in said
    assert " 9 列" not in said
    assert after.population == before.population


def test_a_hidden_count_of_all_of_an_analysis_is_not_told_by_what_was_left_out():
    people = FEW.assign(縣市=["臺北市"] * 2 + [None] * 9)
    before = lk.analyze(people, "areas", {"area": "縣市", "level": "county"})
    after = lk.protect_cells(before, 3)
    assert (before.left_out, after.left_out) == ({"no_area": 9}, {})
    assert not any(" 9 列" in one for one in notes(after))
    assert "11 列資料" not in dashboard_html(after)


def test_the_records_behind_a_pivot_with_hidden_cells_are_refused():
    after = lk.protect_cells(lk.pivot(CASES, rows=["里"], columns=["管道"]), 3)
    with pytest.raises(RecordsHidden, match="不陳示，不能再列出各格背後的紀錄"):
        after.records(row=("甲里",))


def test_comparing_a_table_with_its_protected_self_gives_nothing_back():
    before = lk.pivot(CASES, rows=["里"], columns=["管道"])
    after = lk.protect_cells(before, 3)
    for compared in (lk.compare(before, after), lk.compare(after, before)):
        assert len(compared.frame) == 4
        assert set(compared.frame["before"]) | set(compared.frame["after"]) == {"D"}


@pytest.mark.parametrize("seed", [41, 46, 59])
def test_a_hidden_total_of_a_question_is_hidden_in_every_question(seed):
    draw = random.Random(seed)
    size = draw.choice([25, 40, 60])
    frame = pd.DataFrame({"組": [draw.choices("甲乙丙丁", [10, 6, 2, 1])[0] for _ in range(size)]})
    for name in ("一", "二"):
        frame[name] = [draw.choices([1, 2, 3, 4, 5, None], [1, 2, 4, 8, 5, 1])[0] for _ in range(size)]
    asked = {"questions": ["一", "二"], "scale": list("12345"), "by": "組"}
    after = lk.protect_cells(lk.analyze(frame, "likert", asked), 3)
    hidden = {(one.keys, one.measure): one.hidden for one in after.cells}
    assert any(hidden.values())
    for group in set(frame["組"]):
        here = (("組", group),)
        totals = [hidden[here, "records"], *(hidden[(("題目", name), *here), "count"] for name in ("一", "二"))]
        assert len(set(totals)) == 1
    assert lk.protect_cells(after, 3).cells == after.cells


def test_no_rule_shows_the_records_of_a_hidden_group():
    draw = random.Random(0)
    kinds = [draw.choices("甲乙丙", [60, 50, 6])[0] for _ in range(120)]
    minutes = [{"甲": 10, "乙": 30, "丙": 12}[kind] + 5 * draw.random() for kind in kinds]
    frame = pd.DataFrame({"分鐘": minutes, "案件": kinds, "櫃檯": [draw.choice("12") for _ in range(120)]})
    before = lk.analyze(frame, "drivers", {"target": "分鐘", "shuffles": 99, "depth": 1})
    after = lk.protect_cells(before, 8)
    rules = [one.hidden for one in after.cells if "規則" in dict(one.keys)]
    groups = [one.hidden for one in after.cells if "組別" in dict(one.keys)]
    assert any(groups)
    assert rules
    assert all(rules)
