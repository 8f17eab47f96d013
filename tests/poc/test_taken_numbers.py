"""Numbers taken from tables, against numpy and by the acceptance figures."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

import labkit as lk
from labkit.core.errors import MetricInput, SpecInvalid
from labkit.core.yaml import parse
from labkit.poc.take import TAKES, Cells


def cells(numbers, **more):
    return Cells(len(numbers), tuple(Fraction(str(one)) for one in numbers), **more)


def simple(text):
    return lk.Metric.of_yaml(parse("kind: simple\nid: m\nname: 甲\ntable: t\n" + text))


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=80))
def test_takes_are_those_of_numpy_and_exact(numbers):
    held = cells(numbers)
    for name, oracle in {
        "sum": np.sum, "mean": np.mean, "median": np.median, "minimum": np.min, "maximum": np.max,
        "p90": lambda one: np.quantile(one, 0.9), "p95": lambda one: np.quantile(one, 0.95),
    }.items():  # fmt: skip
        found = TAKES[name].compute(held)
        assert isinstance(found.value, Fraction)
        assert float(found.value) == pytest.approx(float(oracle(numbers)), abs=1e-9)
    mean = TAKES["mean"].compute(held)
    if mean.sd:
        low, high = stats.t.interval(0.95, len(numbers) - 1, np.mean(numbers), stats.sem(numbers))
        assert (mean.low, mean.high) == (pytest.approx(low), pytest.approx(high))


def test_the_quantiles_of_a_metric_are_those_of_a_pivot():
    frame = pd.DataFrame({"里": ["甲"] * 7, "分": [3, 9, 1.5, 40, 12, 7, 30]})
    for how in ("median", "p90", "p95", "mean", "sum"):
        cell = next(one for one in lk.pivot(frame, rows=["里"], values={"分": how}).cells if one.keys)
        assert float(simple(f"take: {how}\ncolumn: 分\nunit: 分鐘/件\n").evaluate({"t": frame}).measure.value) == (
            pytest.approx(cell.value)
        )


def test_the_wape_of_a_bad_and_a_good_forecast_and_its_fall_in_two_different_ways():
    before = pd.DataFrame({"需求": [100, 200, 100], "預測": [60, 240, 140]})
    after = before.assign(預測=[91, 212, 115])
    wape = simple("take: wape\ncolumn: 需求\nforecast: 預測\n")
    was, now = (wape.evaluate({"t": frame}).found.amount for frame in (before, after))
    assert [str(was.value), str(now.value), str(was.unit)] == ["30", "9", "%"]
    assert (was.value - now.value, 1 - now.value / was.value) == (21, Fraction(7, 10))  # 百分點; relative


def test_a_wape_whose_actual_numbers_are_all_zero_is_refused():
    wape = simple("take: wape\ncolumn: 需求\nforecast: 預測\n")
    with pytest.raises(MetricInput, match="實際值全部是 0.*分母為 0"):
        wape.evaluate({"t": pd.DataFrame({"需求": [0, 0], "預測": [1, 2]})})
    with pytest.raises(MetricInput, match="是同一欄"):
        simple("take: wape\ncolumn: 需求\nforecast: 需求\n").evaluate({"t": pd.DataFrame({"需求": [1, 2]})})
    with pytest.raises(MetricInput, match="沒有一筆紀錄同時填了「需求」與「預測」"):
        wape.evaluate({"t": pd.DataFrame({"需求": [1, None], "預測": [None, 2]})})


def test_the_interval_of_a_wape_holds_the_truth_about_as_often_as_it_says():
    dice, held, truth = np.random.default_rng(11), 0, 100 * 0.2 * np.sqrt(2 / np.pi)
    for _ in range(60):
        real = dice.uniform(50, 150, 120)
        told = real * (1 + dice.normal(0, 0.2, 120))
        found = TAKES["wape"].compute(
            cells(real.round(3).tolist(), beside=tuple(Fraction(str(x)) for x in told.round(3)))
        )
        held += found.low <= truth <= found.high
    assert held >= 52


def test_a_share_leaves_open_records_out_and_a_filter_does_not_count_them_as_failed():
    frame = pd.DataFrame({"分": [5, 10, None, 30], "別": ["買", "買", "買", "賣"]})
    found = simple("take: share\nholds: 分 <= 15\nwhere: 別 == '買'\n").evaluate({"t": frame})
    assert (found.measure.value, found.measure.n, dict(found.left_out)) == (100.0, 2, {"filtered": 1, "undecided": 1})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("take: medain\ncolumn: 分\nunit: 分鐘\n", "是不是「median」"),
        ("take: mean\nunit: 分鐘\n", "需要 column"),
        ("take: mean\ncolumn: 分\n", "請寫 unit"),
        ("take: share\nholds: 分 > 1\nunit: 件\n", "得到的是 %"),
        ("take: share\nholds: 分 >\n", "holds"),
    ],
)
def test_a_take_that_cannot_be_is_refused_with_the_mend(text, said):
    with pytest.raises(SpecInvalid, match=said):
        simple(text)


def test_a_number_without_end_is_refused_and_a_test_of_an_unknown_column_names_the_nearest():
    with pytest.raises(MetricInput, match="無限大"):
        simple("take: sum\ncolumn: 分\nunit: 分鐘\n").evaluate({"t": pd.DataFrame({"分": [1.0, float("inf")]})})
    with pytest.raises(Exception, match="分鐘數"):
        simple("take: share\nholds: 分鐘 > 1\n").evaluate({"t": pd.DataFrame({"分鐘數": [1, 2]})})
