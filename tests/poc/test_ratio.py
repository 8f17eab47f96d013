"""Ratios: of sums, with their denominator, their interval, and what is refused."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.core.errors import MetricInput, SpecInvalid, UnitMismatch
from labkit.core.yaml import parse
from labkit.poc.intervals.spreads import NO_DIVISOR
from labkit.poc.metric import Metric
from labkit.poc.take import EXACT
from labkit.statistics.intervals import wilson

HEAD = "kind: ratio\nid: r\nname: 比率\n"
VISITS = pd.DataFrame(
    {
        "里": ["甲", "甲", "乙", "乙", "丙"] * 20,
        "件數": [10, 20, 30, 5, 35] * 20,
        "分": [50, 90, 160, 20, 180] * 20,
        "補正": ["是", "否", "否", "否", "是"] * 20,
    }
)


def ratio(numerator, denominator, more="", tables=None):
    text = f"{HEAD}numerator: {{name: 分子, {numerator}}}\ndenominator: {{name: 分母, {denominator}}}\n{more}"
    return Metric.of_yaml(parse(text)).evaluate(tables)


def test_a_part_of_a_whole_is_a_percent_with_the_interval_of_wilson():
    result = ratio("value: 320, unit: 人", "value: 2500, unit: 人", "part: true\n")
    assert result.found.amount.value == Fraction(128, 10)
    assert result.measure.unit == "%"
    assert (result.measure.low, result.measure.high) == pytest.approx((11.55, 14.17), abs=0.005)
    assert "12.8 %（320 人 ÷ 2,500 人）" in result.statement
    assert (result.measure.n, result.found.unmeasured) == (2500, ())


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_interval_of_a_part_is_wilsons(part, whole):
    part = min(part, whole)
    result = ratio(f"value: {part}, unit: 件", f"value: {whole}, unit: 件", "part: true\n")
    low, high = wilson(part, whole)
    assert (result.measure.low, result.measure.high) == pytest.approx((100 * low, 100 * high))


def test_complaints_to_ten_thousand_cases_follow_the_volume():
    """A9: as many complaints of more cases are fewer to 10,000."""
    rates = [
        ratio(f"value: {said}, unit: 件", f"value: {cases}, unit: 件", "per: 10000\n")
        for said, cases in ((120, 400_000), (120, 480_000), (130, 520_000))
    ]
    assert [one.found.amount.value for one in rates] == [3, Fraction(5, 2), Fraction(5, 2)]
    assert rates[0].measure.unit == "件/萬件"
    assert "3 件/萬件（120 件 ÷ 400,000 件）" in rates[0].statement
    people = ratio("value: 3, unit: 件", "value: 600, unit: 人", "per: 1000\n")
    assert (people.measure.value, people.measure.unit) == (5.0, "件/千人")


def test_a_ratio_of_sums_is_no_mean_of_ratios_and_has_an_interval_over_records():
    tables = {"t": VISITS}
    result = ratio(
        "measured: {table: t, take: sum, column: 分}, unit: 分鐘",
        "measured: {table: t, take: sum, column: 件數}, unit: 件",
        tables=tables,
    )
    assert result.found.amount.value == 5
    assert (VISITS["分"] / VISITS["件數"]).mean() != pytest.approx(5, abs=0.05)
    assert result.measure.unit == "分鐘/件"
    assert result.measure.low < 5 < result.measure.high
    assert "重抽" in result.found.estimate.method
    again = ratio(
        "measured: {table: t, take: sum, column: 分}, unit: 分鐘",
        "measured: {table: t, take: sum, column: 件數}, unit: 件",
        tables=tables,
    )
    assert again.found.estimate == result.found.estimate


def test_a_share_of_the_records_of_a_table_counts_what_is_left_out():
    result = ratio(
        "measured: {table: t, where: 補正 == '是'}, unit: 件",
        "measured: {table: t}, unit: 件",
        "where: 里 != '丙'\npart: true\n",
        {"t": VISITS},
    )
    assert (result.measure.value, result.measure.n) == (25.0, 80)
    assert dict(result.left_out) == {"filtered": 20}


def test_none_of_the_cases_is_a_zero_and_no_refusal():
    numerator = "measured: {table: t, where: 補正 == '無'}, unit: 件"
    result = ratio(numerator, "measured: {table: t}, unit: 件", "part: true\n", {"t": VISITS})
    assert (result.measure.value, result.measure.low) == (0.0, 0.0)
    assert result.measure.high == pytest.approx(3.7, abs=0.05)
    with pytest.raises(MetricInput, match="沒有任何紀錄"):
        ratio(numerator, "value: 5, unit: 件", "where: 里 == '丁'\n", {"t": VISITS})


@pytest.mark.parametrize("value", [0, -5])
def test_a_denominator_of_zero_or_less_is_refused_with_the_mend(value):
    with pytest.raises(MetricInput, match="分母「分母」應大於 0，請核對"):
        ratio("value: 1, unit: 件", f"value: {value}, unit: 件")


def test_a_part_larger_than_its_whole_is_refused_and_other_counts_are_told():
    with pytest.raises(MetricInput, match="部分不會多於全部"):
        ratio("value: 6, unit: 件", "value: 5, unit: 件", "part: true\n")
    result = ratio("value: 6, unit: 件", "value: 5, unit: 件")
    assert "more_than_whole" in [one.code for one in result.checks]
    with pytest.raises(UnitMismatch, match="件 與 人 無法作為部分與全部"):
        ratio("value: 1, unit: 件", "value: 5, unit: 人", "part: true\n")


def test_the_unit_of_the_result_is_checked():
    assert ratio("value: 90, unit: 分鐘", "value: 45, unit: 件", "unit: 小時/件\nwhose: 櫃員\n").measure.value == 1 / 30
    assert ratio("value: 1, unit: 件", "value: 4, unit: 件", "unit: '%'\n").measure.value == 25
    with pytest.raises(UnitMismatch, match="分鐘/件 與 % 無法互換"):
        ratio("value: 90, unit: 分鐘", "value: 45, unit: 件", "unit: '%'\n")
    with pytest.raises(UnitMismatch, match="分母要是件、人次等數量"):
        ratio("value: 9, unit: 件", "value: 45, unit: 分鐘", "per: 1000\n")


@pytest.mark.parametrize(("more", "said"), [("per: 7", "per 只能是"), ("per: 1000\nunit: 件", "不能再寫 unit 或 part")])
def test_a_rate_states_its_unit_once(more, said):
    with pytest.raises(SpecInvalid, match=said):
        ratio("value: 1, unit: 件", "value: 2, unit: 件", more)


def test_typed_numbers_have_no_interval_and_the_reason_is_said():
    result = ratio("value: 3, unit: 件", "value: 2, unit: 人")
    assert result.found.estimate is None
    assert "part: true" in result.found.no_estimate


def test_ranges_of_the_inputs_are_carried_through():
    result = ratio(
        "value: 100, low: 90, high: 110, unit: 分鐘", "value: 50, low: 45, high: 55, unit: 件", "whose: 同仁\n"
    )
    wide = (0.1**2 + 0.1**2) ** 0.5
    assert (result.measure.low, result.measure.high) == pytest.approx((2 * (1 - wide), 2 * (1 + wide)), rel=0.04)
    assert result.found.estimate.dominant in {one.name for one in (result.metric.numerator, result.metric.denominator)}
    nothing = ratio("value: 1, low: 0, high: 2, unit: 分鐘", "value: 1, low: -1, high: 3, unit: 件", "whose: 同仁\n")
    assert nothing.found.no_estimate == NO_DIVISOR


def test_minutes_for_each_working_day_of_the_official_calendar():
    result = ratio("value: 2470, low: 2400, high: 2540, unit: 件/年", "working_days: 114")
    assert (result.measure.value, result.measure.unit) == (10.0, "件/工作天")
    assert result.measure.low == pytest.approx(2400 / 247, rel=0.005)


def test_a_missing_number_may_be_refused_and_outliers_left_out():
    frame = pd.DataFrame({"a": [1, 2, None, 900], "b": [1, 1, 1, 1]})
    sides = (
        "measured: {table: t, take: sum, column: a}, unit: 分鐘",
        "measured: {table: t, take: sum, column: b}, unit: 件",
    )
    result = ratio(*sides, "outliers: {high: 100, rule: 排除}\nwhose: 同仁\n", {"t": frame})
    assert (result.measure.value, dict(result.left_out)) == (0.75, {})
    (told,) = (one.sentence for one in result.checks if one.code == "gap_in_numerator")
    assert "有 2 筆紀錄的「a」未填或被排除" in told
    with pytest.raises(MetricInput, match="1 筆未填，而設定為拒絕"):
        ratio(*sides, "missing: 拒絕\nwhose: 同仁\n", {"t": frame})


def test_a_share_of_too_few_records_is_not_shown():
    sides = "measured: {table: t, where: 里 == '丙'}, unit: 件", "measured: {table: t}, unit: 件"
    assert ratio(*sides, "part: true\nleast: 20\n", {"t": VISITS}).measure.value == 20
    with pytest.raises(MetricInput, match="分子的紀錄少於 21 筆") as refused:
        ratio(*sides, "part: true\nleast: 21\n", {"t": VISITS})
    assert "20" not in str(refused.value)


def test_means_of_n_records_carry_their_interval_into_the_ratio():
    result = ratio("value: 90, n: 30, sd: 12, unit: 分鐘", "value: 30, low: 30, high: 30, unit: 件", "whose: 同仁\n")
    reach = 2.045 * 12 / 30**0.5 / 30
    assert (result.measure.low, result.measure.high) == pytest.approx((3 - reach, 3 + reach), rel=0.01)


def test_counts_of_all_records_of_two_tables_are_exact():
    tables = {"陳情": VISITS.head(7), "收件": VISITS}
    result = ratio("measured: {table: 陳情}, unit: 件", "measured: {table: 收件}, unit: 件", "per: 1000\n", tables)
    assert (result.measure.value, result.found.estimate, result.found.no_estimate) == (70.0, None, EXACT)
