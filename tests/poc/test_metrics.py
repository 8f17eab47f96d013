from datetime import date
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import labkit as lk
from labkit.core.errors import AmbiguousDay, MetricInput, SpecInvalid, UnitMismatch
from labkit.poc.units import MINUTES, Unit, convert, number_text
from tests.conftest import ROOT

CASE = ROOT / "templates" / "cases" / "land_office" / "metrics" / "minutes_saved.yml"


def metric(tmp_path, text):
    path = tmp_path / "m.yml"
    path.write_text("version: 1\nkind: product\nid: m\nname: 省時\nwhose: 同仁\n" + text, encoding="utf-8")
    return lk.Metric.load(path)


def test_the_claim_is_reproduced_exactly_and_says_which_day():
    result = lk.Metric.load(CASE).evaluate(as_of=date(2025, 3, 14))
    assert result.measure.value == 297_500
    assert result.measure.unit == "分鐘/年"
    assert (result.measure.low, result.measure.high) == (None, None)
    for said in (
        "1,190 分/日",
        "297,500 分/年",
        "619.8 人日（每人日 8 小時）",
        "206.6 個 24 小時日",
        "機關宣稱",
        "民眾",
    ):
        assert said in result.statement
    assert "天" not in result.statement.replace("工作天", "")
    assert result.equivalents["小時"].startswith("4,958.3 ")
    assert result.equivalents["人力"] == "2.48 人力（每個工作天 8 小時）"
    assert {"sample_size", "working_days"} <= {finding.code for finding in result.checks}


def test_every_output_carries_the_six_official_labels():
    text = str(lk.Metric.load(CASE).evaluate().to_document())
    assert all(label in text for label in ("指標名稱", "衡量標準", "評估方式", "原始值", "目標值", "資料來源"))


def test_an_input_may_be_measured_from_a_table(tmp_path):
    found = metric(
        tmp_path,
        "inputs:\n- {name: 件, measured: {table: 收件, where: 別 == '買'}, unit: 件/工作天}\n"
        "- {name: 分, measured: {table: 收件, take: mean, column: 分}, unit: 分鐘/件, n: 3}\n",
    )
    table = lk.Table.of(pd.DataFrame({"別": ["買", "買", "賣"], "分": [1.5, 2.5, 5.0]}))
    result = found.evaluate({"收件": table})
    assert result.measure.value == 6.0
    assert not result.typed_inputs_only
    assert result.protection is None


@pytest.mark.parametrize(
    ("inputs", "kind", "said"),
    [
        ("- {name: a, value: 5, unit: 分鐘/件}\n- {name: b, value: 0, unit: 件}\n", MetricInput, "應大於 0"),
        ("- {name: a, value: 5, unit: 天}\n- {name: b, value: 1, unit: 件}\n", AmbiguousDay, "只寫「天」"),
        ("- {name: a, value: 5, unit: 公里}\n- {name: b, value: 1, unit: 件}\n", UnitMismatch, "公里"),
        (
            "- {name: a, value: 5, unit: 件}\n- {name: b, measured: {table: 無}, unit: 件}\n",
            MetricInput,
            "找不到資料表「無」",
        ),
    ],
)
def test_bad_inputs_are_refused_with_the_mend(tmp_path, inputs, kind, said):
    with pytest.raises(kind) as refused:
        metric(tmp_path, "inputs:\n" + inputs).evaluate({"收件": lk.Table.of(pd.DataFrame({"a": [1]}))})
    assert said in str(refused.value)


def test_an_input_has_exactly_one_origin(tmp_path):
    with pytest.raises(SpecInvalid, match="恰好寫一個"):
        metric(tmp_path, "inputs:\n- {name: a, unit: 件}\n- {name: b, value: 1, unit: 件}\n")
    with pytest.raises(SpecInvalid, match="第 7 行 inputs.0.valeu.*是不是「value」"):
        metric(tmp_path, "inputs:\n- {name: a, valeu: 1, unit: 件}\n- {name: b, value: 1, unit: 件}\n")


def test_a_column_without_numbers_measures_nothing(tmp_path):
    found = metric(
        tmp_path,
        "inputs:\n- {name: a, measured: {table: t, take: sum, column: x}, unit: 件}\n- {name: b, value: 1, unit: 件}\n",
    )
    with pytest.raises(MetricInput, match="沒有可用的數字"):
        found.evaluate({"t": lk.Table.of(pd.DataFrame({"x": ["甲"]}))})


@given(st.fractions(min_value=1, max_value=10**6), st.sampled_from(list(MINUTES)), st.sampled_from(list(MINUTES)))
def test_conversions_go_there_and_back_exactly(value, one, other):
    assert convert(convert(value, Unit((one,)), other), Unit((other,)), one) == value


def test_percent_is_no_point_and_minutes_are_no_bare_day():
    assert Unit.parse("%") != Unit.parse("百分點")
    with pytest.raises(UnitMismatch):
        convert(5, Unit(("件",)), "人日")
    for bare in ("天", "日"):
        with pytest.raises(AmbiguousDay):
            convert(5, Unit(("分鐘",)), bare)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(2975, 10), "297.5"),
        (Fraction(1, 3), "0.3"),
        (Fraction(-5, 4), "-1.3"),
        (Fraction(10**6), "1,000,000"),
        (Fraction(995, 100), "10.0"),
    ],
)
def test_numbers_are_rounded_half_up_once(value, text):
    assert number_text(value) == text


def test_the_working_multiplies_out_and_a_rate_stays_a_rate(tmp_path):
    found = metric(
        tmp_path, "inputs:\n- {name: 分, value: 0.25, unit: 小時/件}\n- {name: 件, value: 850, unit: 件/年}\n"
    ).evaluate()
    assert found.frame["number"].tolist()[:3] == ["0.25", "850", "212.5"]
    assert "每年 26.6 人日" in found.statement


def test_records_without_a_value_are_counted_and_n_is_what_was_measured(tmp_path):
    text = "inputs:\n- {name: a, measured: {table: t, take: mean, column: x}, unit: 分鐘/件}\n- {name: b, value: 10, unit: 件, n: 9}\n"
    result = metric(tmp_path, text).evaluate({"t": pd.DataFrame({"x": [10, None, None, 20]})})
    assert (result.measure.value, result.measure.n, dict(result.left_out)) == (150.0, 2, {"empty_measure": 2})


def test_a_time_of_nobody_is_refused(tmp_path):
    path = tmp_path / "m.yml"
    path.write_text(
        "kind: product\nid: m\nname: 省時\ninputs:\n- {name: a, value: 5, unit: 分鐘/件}\n- {name: b, value: 2, unit: 件/年}\n",
        encoding="utf-8",
    )
    with pytest.raises(MetricInput, match="沒有說明是誰的時間.*whose"):
        lk.Metric.load(path).evaluate()
