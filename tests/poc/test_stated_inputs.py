"""Inputs that are asked from metrics, ranges, signs, names and units: what is stated is heeded, or refused with the mend."""

import pandas as pd
import pytest

import labkit as lk
from labkit.core.errors import MetricCycle, MetricInput, SpecInvalid, UnitMismatch
from labkit.core.yaml import parse
from labkit.poc.graph import evaluate_all
from labkit.poc.take import EXACT

FIRST = "kind: product\nid: b\nname: 乙\ninputs:\n- {name: 一, value: 8, unit: 件, n: 30, sd: 1}\n- {name: 二, value: 1, unit: 倍, low: 1, high: 1}\n"
CHANGE = "kind: before_after\nid: a\nname: 甲\nunit: 件\n"


def metric(text):
    return lk.Metric.of_yaml(parse(text))


def together(*texts, tables=None):
    return evaluate_all([metric(text) for text in texts], tables)


def product(*inputs, more=""):
    listed = "".join(f"- {{{one}}}\n" for one in inputs)
    return metric(f"kind: product\nid: m\nname: 甲\nwhose: 同仁\n{more}inputs:\n{listed}")


def test_a_comparison_of_two_numbers_is_computed_after_the_metrics_that_it_asks_and_hashes_them():
    text = CHANGE + "before: {metric: b}\nafter: {value: 3, n: 30, sd: 1}\n"
    result = together(text, FIRST)["a"]
    assert (result.found.amount.value, [one.metric.id for one in result.found.asked]) == (-5, ["b"])
    assert result.sha256 != together(text, FIRST.replace("sd: 1}", "sd: 2}"))["a"].sha256
    with pytest.raises(MetricCycle):
        together(CHANGE + "before: {metric: a}\nafter: {value: 3}\n")


def test_a_comparison_with_a_hidden_metric_is_hidden_too():
    hidden = "kind: simple\nid: b\nname: 乙\ntable: t\nleast: 5\n"
    text = CHANGE + "before: {metric: b}\nafter: {value: 3}\n"
    found = together(text, hidden, tables={"t": pd.DataFrame({"值": [1, 2]})})["a"].found
    assert found.hidden


def test_numbers_below_zero_have_their_own_interval():
    text = CHANGE + "before: {value: -10, n: 30, sd: 1}\nafter: {value: -3, n: 30, sd: 1}\n"
    estimate = metric(text).evaluate().found.estimate
    assert (estimate.value, estimate.low, estimate.high) == pytest.approx((7, 6.48, 7.52), abs=0.03)


def test_a_relative_change_from_what_may_be_nothing_has_no_interval():
    text = CHANGE + "effect: relative\nbefore: {value: 1, n: 3, sd: 5}\nafter: {value: 3, n: 30, sd: 1}\n"
    found = metric(text).evaluate().found
    assert (found.amount.value, found.estimate) == (200, None)
    assert "除數可能是 0" in found.no_estimate


def test_a_range_means_the_same_in_a_product_and_in_a_ratio():
    sides = "name: 一, value: 100, low: 60, high: 140, unit: 分鐘", "name: 二, value: 10, low: 10, high: 10, unit: 件"
    above, below = (f"{{{one}}}" for one in sides)
    ratio = metric(f"kind: ratio\nid: m\nname: 甲\nwhose: 同仁\nnumerator: {above}\ndenominator: {below}\n").evaluate()
    times = product(sides[0], "name: 二, value: 0.1, low: 0.1, high: 0.1, unit: 倍").evaluate()
    uniform = 10 - 0.95 * 4, 10 + 0.95 * 4
    for found in (ratio.found.estimate, times.found.estimate):
        assert (found.low, found.high) == pytest.approx(uniform, rel=0.005)


@pytest.mark.parametrize("limits", ["low: 9, high: 2", "low: 6, high: 7"])
def test_a_range_without_its_own_value_is_refused_in_a_ratio(limits):
    text = (
        "numerator: {name: 一, value: 5, unit: 件, %s}\ndenominator: {name: 二, value: 9, unit: 件, low: 8, high: 10}\n"
    )
    with pytest.raises(MetricInput, match="沒有包含"):
        metric("kind: ratio\nid: m\nname: 甲\n" + text % limits).evaluate()


def test_the_stated_unit_of_a_product_is_heeded():
    inputs = (
        "name: 一, value: 30, unit: 分鐘/件, low: 30, high: 30",
        "name: 二, value: 100, unit: 件/年, low: 90, high: 110",
    )
    result = product(*inputs, more="unit: 小時/年\n").evaluate()
    assert str(result.found.amount) == "50 小時/年"
    assert (result.measure.low, result.measure.high) == pytest.approx((45.25, 54.75), abs=0.05)
    with pytest.raises(UnitMismatch):
        product(*inputs, more="unit: 件\n").evaluate()


def test_two_inputs_of_one_name_and_one_without_a_name_are_refused():
    with pytest.raises(SpecInvalid, match="有兩項都叫「一」"):
        product("name: 一, value: 5, unit: 件", "name: 一, value: 2, unit: 倍")
    with pytest.raises(SpecInvalid, match="太短"):
        product("name: '', value: 5, unit: 件", "name: 一, value: 2, unit: 倍")


def test_a_window_that_does_not_lie_in_its_year_is_refused_and_one_without_a_date_column_filters_no_table():
    head = "kind: cumulative\nid: m\nname: 甲\nunit: 件\nmeasured: {table: t}\n"
    with pytest.raises(SpecInvalid, match="year"):
        metric(head + "time: {field: 日, from: 2025-01-01, year: 113}\n")
    held = {"t": pd.DataFrame({"值": [1, 2]})}
    with pytest.raises(MetricInput, match="field"):
        metric("kind: simple\nid: m\nname: 甲\ntable: t\ntime: {year: 113}\n").evaluate(held)


def test_typed_constants_are_not_said_to_be_counted_from_records():
    fixed = FIRST.replace("n: 30, sd: 1", "low: 8, high: 8")
    doubled = "kind: derived\nid: d\nname: 丁\nexpr: b * 2\nunit: 件\n"
    assert "定值" in together(fixed, doubled)["d"].found.no_estimate
    counted = "kind: simple\nid: b\nname: 乙\ntable: t\n"
    result = together(counted, doubled, tables={"t": pd.DataFrame({"值": [1, 2]})})["d"]
    assert (result.found.no_estimate, result.found.exact) == (EXACT, True)
    times = "kind: product\nid: d\nname: 丁\ninputs:\n- {name: 一, metric: b, unit: 件}\n- {name: 二, value: 5, unit: 倍, low: 4, high: 6}\n"
    assert together(counted, times, tables={"t": pd.DataFrame({"值": [1, 2]})})["d"].found.estimate is not None
