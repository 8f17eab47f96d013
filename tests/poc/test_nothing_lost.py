"""Each row of a table is used, or left out once under a reason: in every kind that reads records."""

from datetime import date, timedelta
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import labkit as lk
from labkit.core.yaml import parse

AS_OF = date(2024, 11, 30)
DAYS = st.none() | st.integers(-40, 400).map(lambda off: date(2024, 1, 1) + timedelta(days=off))
SOUND = [(date(2024, 3, 1), 5, True, "甲"), (date(2024, 7, 1), 7, True, "乙")]  # so that no question is empty
ROWS = st.lists(
    st.tuples(DAYS, st.none() | st.integers(0, 9), st.none() | st.booleans(), st.none() | st.sampled_from("甲乙丙")),
    max_size=30,
).map(lambda rows: [*rows, *SOUND])
WINDOWS = ("", "time: {field: 日, from: 2024-02-01, to: 2024-12-31}\n", "time: {field: 日, year: 113}\n")
FILTERS = ("", "where: 答 != '丙'\n")
KINDS = {
    "count": "kind: simple\ntable: t\n",
    "mean": "kind: simple\ntable: t\ntake: mean\ncolumn: 值\nunit: 件\noutliers: {low: 1, high: 8, rule: 排除}\n",
    "share": "kind: simple\ntable: t\ntake: share\nholds: 值 > 3\n",
    "distinct": "kind: simple\ntable: t\ntake: distinct\ncolumn: 答\nunit: 件\n",
    "ratio": "kind: ratio\npart: true\nnumerator: {name: 一, measured: {table: t, where: 是}, unit: 件}\n"
    "denominator: {name: 二, measured: {table: t, where: 值 > 2}, unit: 件}\n",
    "survey": "kind: survey\ntable: t\ncolumn: 答\npositive: [甲]\nscale: [甲, 乙]\n",
}


def frame(rows):
    held = pd.DataFrame(rows, columns=["日", "值", "是", "答"])
    return held.astype({"值": "Int64", "是": "boolean", "日": "datetime64[ns]", "答": "object"})


def evaluated(text, rows):
    return lk.Metric.of_yaml(parse("id: m\nname: 甲\n" + text)).evaluate({"t": frame(rows)}, AS_OF)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("only", FILTERS)
@settings(max_examples=6, deadline=None)
@given(rows=ROWS)
def test_used_and_left_out_are_the_rows_of_the_table(kind, window, only, rows):
    if kind == "ratio":
        rows = [(day, value, value is not None and value > 5, answer) for day, value, _, answer in rows]
    found = evaluated(KINDS[kind] + window + only, rows).found
    assert found.n + sum(found.left_out.values()) == len(rows)


@pytest.mark.parametrize("grain", ["日", "週", "月", "季", "年"])
@settings(max_examples=5, deadline=None)
@given(rows=ROWS)
def test_a_running_total_loses_no_row_and_is_the_plain_sum(grain, rows):
    text = "kind: cumulative\nunit: 件\nmeasured: {table: t, take: sum, column: 值, where: 是}\n" + FILTERS[1]
    found = evaluated(f"{text}time: {{field: 日, year: 113, grain: {grain}}}\n", rows).found
    assert found.n + sum(found.left_out.values()) == len(rows)
    kept = [
        value
        for day, value, yes, answer in rows
        if day and day.year == 2024 and day <= AS_OF and yes and answer and answer != "丙" and value is not None
    ]
    assert (found.amount.value, found.n) == (sum(kept), len(kept))


@settings(max_examples=10, deadline=None)
@given(rows=ROWS)
def test_a_comparison_loses_no_row_and_its_effect_is_the_plain_difference(rows):
    text = "kind: before_after\nunit: 件\ntable: t\ncolumn: 值\nchange: 2024-06-01\n" + WINDOWS[1]
    found = evaluated(text, rows).found
    inside = [(day, value) for day, value, *_ in rows if day and date(2024, 2, 1) <= day <= date(2024, 12, 31)]
    sides = [
        [value for day, value in inside if value is not None and (day >= date(2024, 6, 1)) == after]
        for after in (False, True)
    ]
    assert sum(map(len, sides)) + sum(found.left_out.values()) == len(rows)
    before, after = (Fraction(sum(side), len(side)) for side in sides)
    assert found.amount.value == after - before


def test_two_filters_and_both_ends_of_a_window_are_added_up_not_overwritten():
    rows = [(date(2023, 5, 1), 1, True, "甲"), (date(2025, 5, 1), 1, True, "甲"), (None, 1, True, "甲")]
    rows += [(date(2024, 5, 1), 1, True, "丙"), (date(2024, 5, 1), 1, False, "甲"), (date(2024, 5, 1), 1, True, "甲")]
    text = "kind: ratio\npart: true\nnumerator: {name: 一, measured: {table: t, where: 是}, unit: 件}\n"
    text += "denominator: {name: 二, measured: {table: t, where: 是}, unit: 件}\n" + WINDOWS[2] + FILTERS[1]
    assert dict(evaluated(text, rows).left_out) == {"filtered": 2, "no_date": 1, "outside_period": 2}


@pytest.mark.parametrize("way", ["compare: unpaired", "compare: matched", "compare: matched\nmatch: [答]"])
def test_the_order_of_the_rows_changes_no_number_and_no_limit_of_a_comparison(way):
    days = [date(2024, 1, 1) + timedelta(days=4 * one) for one in range(80)]
    held = pd.DataFrame({"日": days, "值": [one * one % 17 for one in range(80)], "答": list("甲乙") * 40})
    text = f"kind: before_after\nid: m\nname: 甲\nunit: 件\ntable: t\ncolumn: 值\nchange: 2024-06-01\ntime: {{field: 日}}\n{way}\n"
    one, other = (
        lk.Metric.of_yaml(parse(text)).evaluate({"t": rows}, AS_OF).found
        for rows in (held, held.sample(frac=1, random_state=3))
    )
    assert (one.amount, one.estimate) == (other.amount, other.estimate)
