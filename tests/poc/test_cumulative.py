"""Running totals: each period beside the total, nothing counted twice, an open period said to be open."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.core.errors import AmbiguousDay, MetricInput, SpecInvalid, UnitMismatch
from labkit.core.yaml import parse
from labkit.poc.metric import Metric
from labkit.poc.origins.calendar_periods import periods_of
from labkit.poc.take import EXACT

HEAD = "kind: cumulative\nid: c\nname: 累計收件\nunit: 件\n"
YEAR = "time: {field: 日, year: 114}\nmeasured: {table: 表}\n"
DAYS = [
    "2024-12-31",
    "2025-01-05",
    "2025-01-20",
    "2025-03-01",
    "2025-03-14",
    "2025-03-15",
    "2025-12-31",
    "2026-01-01",
    None,
]
CASES = pd.DataFrame({"日": pd.to_datetime(DAYS), "費": [1, 2, 3, None, 5, 6, 7, 8, 9]})


def cumulative(more=YEAR, frame=CASES, as_of=date(2025, 3, 14)):
    return Metric.of_yaml(parse(HEAD + more)).evaluate({"表": frame}, as_of)


def test_each_period_stands_beside_the_running_total_and_an_empty_one_is_zero():
    result = cumulative()
    assert result.measure.value == 4
    told = [(line.what, line.number, line.source) for line in result.lines]
    assert told == [
        ("114年1月", "2", "累計 2"),
        ("114年2月", "0", "累計 2"),
        ("114年3月", "2", "累計 4"),
        ("累計", "4", "各期合計"),
    ]
    assert "累計 4 件（114年1月1日至114年3月14日；最近一期 114年3月 2 件，這一期尚未結束" in result.found.said
    assert "期間至114年12月31日，尚未結束" in result.found.said


def test_every_record_is_counted_or_left_out_once():
    result = cumulative()
    assert dict(result.left_out) == {"outside_period": 2, "after_cut_off": 2, "no_date": 1}
    assert result.measure.n + sum(result.left_out.values()) == len(CASES)


def test_a_window_that_is_over_is_whole():
    result = cumulative(as_of=date(2026, 2, 1))
    assert result.measure.value == 6
    assert "尚未結束" not in result.found.said
    assert result.left_out == {"outside_period": 2, "no_date": 1}
    assert len(result.lines) == 13


def test_a_column_is_added_up_and_empty_cells_are_counted():
    more = "time: {field: 日, from: 2025-01-01, grain: 季}\nmeasured: {table: 表, take: sum, column: 費}\n"
    result = cumulative(more)
    assert (result.measure.value, result.measure.n) == (10.0, 3)
    assert result.left_out == {"outside_period": 1, "after_cut_off": 3, "no_date": 1, "empty_measure": 1}
    assert "期間至" not in result.found.said


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("missing: 拒絕", "「費」有 1 筆未填，而設定為拒絕"),
        ("outliers: {high: 4, rule: 拒絕}", "「費」有 1 筆在 outliers 的上下限之外"),
    ],
)
def test_missing_and_outlying_numbers_are_refused_where_the_metric_says_so(rule, said):
    more = "time: {field: 日, year: 114}\nmeasured: {table: 表, take: sum, column: 費}\n"
    with pytest.raises(MetricInput, match=said):
        cumulative(more + rule)
    kept = cumulative(more + "outliers: {high: 4, rule: 排除}\n")
    assert (kept.measure.value, kept.left_out["outlier"]) == (5.0, 1)


def test_a_number_without_end_is_refused():
    frame = pd.DataFrame({"日": pd.to_datetime(["2025-01-05"]), "費": [float("inf")]})
    with pytest.raises(MetricInput, match="無限大"):
        cumulative("time: {field: 日, year: 114}\nmeasured: {table: 表, take: sum, column: 費}\n", frame)


def test_the_pace_of_the_target_is_told():
    result = cumulative(YEAR + "target: {value: 20, by: 2025-12-31}\n")
    lines = {line.what: line for line in result.lines}
    assert (lines["達成率"].number, lines["時間進度"].number) == ("20", "20")
    assert lines["時間進度"].source == "日曆天，至114年12月31日；依此應達 4"
    with pytest.raises(UnitMismatch, match="人 與 件"):
        cumulative(YEAR + "target: {value: 20, unit: 人}\n")
    with pytest.raises(MetricInput, match="目標值應大於 0"):
        cumulative(YEAR + "target: {value: 0}\n")


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        (date(2024, 12, 31), "計算日期 113年12月31日 早於期間的第一天 114年1月1日"),
        (None, "請給計算日期"),
        (date(2025, 1, 4), "沒有任何可計入的紀錄"),
    ],
)
def test_a_day_before_anything_could_be_counted_is_refused(as_of, said):
    with pytest.raises(MetricInput, match=said):
        cumulative(as_of=as_of)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("measured: {table: 表}\n", "需要 time.field、time.from"),
        ("time: {field: 日, year: 114}\nmeasured: {table: 表, take: mean, column: 費}\n", "平均與比率不能累加"),
    ],
)
def test_what_cannot_be_accumulated_is_refused(more, said):
    with pytest.raises(SpecInvalid, match=said):
        cumulative(more)


def test_a_column_that_is_no_date_or_no_number_and_a_bare_day_are_refused():
    with pytest.raises(MetricInput, match="「日」不是日期.*parse_date"):
        cumulative(frame=pd.DataFrame({"日": ["114/1/5"]}))
    more = "time: {field: 日, year: 114}\nmeasured: {table: 表, take: sum, column: 費}\n"
    with pytest.raises(MetricInput, match="「費」沒有可用的數字"):
        cumulative(more, pd.DataFrame({"日": pd.to_datetime(["2025-01-05"]), "費": ["甲"]}))
    with pytest.raises(AmbiguousDay):
        Metric.of_yaml(parse(HEAD.replace("件", "天") + YEAR)).evaluate({"表": CASES}, date(2025, 3, 14))


def test_periods_of_too_few_records_are_not_listed():
    with pytest.raises(MetricInput, match="有 2 期的紀錄少於 3 筆.*grain 改大"):
        cumulative(YEAR + "least: 3\n")
    assert cumulative(YEAR.replace("114}", "114, grain: 年}") + "least: 3\n").measure.value == 4


def test_a_running_total_is_exact_and_says_so():
    assert (cumulative().found.estimate, cumulative().found.no_estimate) == (None, EXACT)


@given(
    st.lists(st.dates(date(2024, 6, 1), date(2025, 12, 31)), min_size=1, max_size=40),
    st.sampled_from(["日", "週", "月", "季", "年"]),
    st.dates(date(2024, 9, 1), date(2025, 12, 31)),
)
def test_periods_add_up_to_the_total_whatever_the_grain(days, grain, as_of):
    inside = [day for day in days if date(2024, 9, 1) <= day <= min(as_of, date(2025, 8, 31))]
    frame = pd.DataFrame({"日": pd.to_datetime(days)})
    more = f"time: {{field: 日, from: 2024-09-01, to: 2025-08-31, grain: {grain}}}\nmeasured: {{table: 表}}\n"
    if not inside:
        with pytest.raises(MetricInput, match="沒有任何可計入的紀錄"):
            cumulative(more, frame, as_of)
        return
    result = cumulative(more, frame, as_of)
    assert result.measure.value == len(inside)
    assert sum(Fraction(line.number.replace(",", "")) for line in result.lines[:-1]) == len(inside)
    assert len(inside) + sum(result.left_out.values()) == len(days)


@given(
    st.dates(date(2020, 1, 1), date(2026, 12, 31)),
    st.integers(0, 900),
    st.sampled_from(["日", "週", "月", "季", "年"]),
)
def test_periods_follow_each_other_without_gap_or_overlap(start, length, grain):
    end = start + timedelta(days=length)
    periods = list(periods_of(start, end, grain))
    assert (periods[0].first, periods[-1].last) == (start, end)
    assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(periods))
    assert len({one.name for one in periods}) == len(periods)
