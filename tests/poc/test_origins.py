"""Where an input's number comes from: another metric, or a cell of a pivot or an analysis."""

from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest

import labkit as lk
from labkit.core.errors import MetricInput, SpecInvalid, UnitMismatch
from labkit.core.yaml import parse
from labkit.poc.found import Estimate, Given
from labkit.poc.graph import evaluate_all
from labkit.poc.inputs import Input, asked_by, inputs_used
from labkit.poc.kinds.product import Product
from labkit.poc.metric import Metric

FRAME = pd.DataFrame(
    {
        "里": ["新安里", "新安里", "福德里", None, "福德里"],
        "年": [113, 113, 114, 114, 114],
        "規費": [1.5, 2, 3, 4, None],
    }
)


def with_cell(cell, results, more=""):
    text = (
        f"kind: product\nid: a\nname: 甲\n{more}inputs:\n- {{name: 件數, cell: {cell}, unit: 件}}\n"
        "- {name: 倍, value: 2, unit: 倍, n: 1}\n"
    )
    return Metric.of_yaml(parse(text)).evaluate(results=results)


def pivot(**how):
    return {"各里": lk.pivot(FRAME, **how)}


@pytest.mark.parametrize(
    ("cell", "value", "n"),
    [
        ("{result: 各里, measure: 件數, keys: {里: 新安里}}", 2, 2),
        ("{result: 各里, measure: count, keys: {里: 福德里}}", 2, 2),
        ("{result: 各里, keys: {里: 未填}}", 1, 1),
        ("{result: 各里, keys: {里: ~}}", 1, 1),
        ("{result: 各里}", 5, 5),
    ],
)
def test_a_number_of_a_pivot_is_taken_with_its_records(cell, value, n):
    result = with_cell(cell, pivot(rows=["里"]))
    assert (result.measure.value, result.lines[0].number) == (2.0 * value, str(value))
    taken = Input(name="x", unit="件", cell=parse(f"c: {cell}").value["c"])
    assert taken.taken(result.metric, Given(results=pivot(rows=["里"]))).n == n
    assert len(result.found.read) == 1
    assert not result.typed_inputs_only


def test_a_number_under_two_keys_is_exact_and_named():
    results = pivot(rows=["里"], columns=["年"], values={"規費": "sum"})
    result = with_cell("{result: 各里, measure: 規費 sum, keys: {年: 113, 里: 新安里}}", results)
    assert result.found.amount.value == 7
    assert result.lines[0].source == "「各里」年 113、里 新安里的規費 sum"


def test_a_real_key_called_missing_is_not_the_missing_key():
    frame = pd.DataFrame({"里": ["未填", None, None]})
    results = {"各里": lk.pivot(frame, rows=["里"])}
    assert with_cell("{result: 各里, keys: {里: 未填}}", results).measure.value == 2
    assert with_cell("{result: 各里, keys: {里: ~}}", results).measure.value == 4


def test_a_hidden_cell_is_refused_with_the_mend():
    (cell,) = (one for one in pivot(rows=["里"])["各里"].cells if dict(one.keys) == {"里": "新安里"})
    hidden = {"各里": pivot(rows=["里"])["各里"].hiding({(cell.keys, cell.measure)})}
    with pytest.raises(MetricInput, match="不陳示，不能作為指標的輸入。請改用較大的區分"):
        with_cell("{result: 各里, keys: {里: 新安里}}", hidden)
    assert with_cell("{result: 各里, keys: {里: 福德里}}", hidden).measure.value == 4


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("{result: 各區}", "沒有樞紐或分析「各區」的結果。是不是「各里」"),
        ("{result: 各里, measure: 平均}", "沒有 measure「平均」（有：規費 sum）"),
        (
            "{result: 各里, measure: 規費 sum, keys: {里: 甲里}}",
            "找不到這一格。keys 要與其中一層完全相同（有：里；總計）",
        ),
        ("{result: 各里, measure: 規費 sum, keys: {區: 甲}}", "找不到這一格"),
    ],
)
def test_a_cell_that_is_not_there_is_refused_with_what_there_is(cell, said):
    with pytest.raises(MetricInput) as refused:
        with_cell(cell, pivot(rows=["里"], values={"規費": "sum"}))
    assert said in str(refused.value)
    assert "新安里" not in str(refused.value)


def test_a_cell_without_a_number_is_refused():
    frame = pd.DataFrame({"里": ["甲"], "費": pd.Series([None], dtype="float64")})
    results = {"各里": lk.pivot(frame, rows=["里"], values={"費": "mean"})}
    with pytest.raises(MetricInput, match="沒有數值"):
        with_cell("{result: 各里, measure: 費 mean, keys: {里: 甲}}", results)


def stated(name, value, unit, whose=None):
    inputs = [{"name": "數", "value": value, "unit": unit}, {"name": "一", "value": 1, "unit": "倍"}]
    return Product(id=name, name=f"指標 {name}", whose=whose, inputs=inputs)


def asking(unit, whose=None, name="saved"):
    inputs = [{"name": "省", "metric": name, "unit": unit}, {"name": "件", "value": 2, "unit": "件"}]
    return Product(id="a", name="甲", whose=whose, inputs=inputs)


def test_another_metrics_number_is_taken_in_the_unit_that_is_stated():
    done = evaluate_all([stated("saved", 90, "分鐘/件", "民眾"), asking("小時/件", "民眾")])
    assert done["a"].found.amount.value == 3
    assert [one.metric.id for one in done["a"].found.asked] == ["saved"]
    with pytest.raises(UnitMismatch, match="分鐘/件 與 人次 無法互換"):
        evaluate_all([stated("saved", 90, "分鐘/件", "民眾"), asking("人次")])


def test_the_time_of_somebody_else_is_refused():
    with pytest.raises(MetricInput, match="是民眾的時間，這個指標寫的是櫃員的時間：不同人的時間不能相加或混用"):
        evaluate_all([stated("saved", 90, "分鐘/件", "民眾"), asking("分鐘/件", "櫃員")])


def test_a_changed_metric_changes_the_hash_of_what_is_computed_from_it():
    one, other = (
        evaluate_all([stated("saved", value, "分鐘/件", "民眾"), asking("分鐘/件", "民眾")])["a"] for value in (5, 6)
    )
    assert one.sha256 != other.sha256


def test_the_interval_of_another_metric_is_carried_in_the_stated_unit():
    done = stated("saved", 90, "分鐘/件", "民眾").evaluate()
    estimate = Estimate(value=90, low=60, high=120, method="已知")
    known = replace(done, found=replace(done.found, estimate=estimate, n=30))
    metric = asking("小時/件", "民眾")
    taken = metric.inputs[0].taken(metric, Given(metrics={"saved": known}))
    assert (taken.value, taken.n, taken.low, taken.high) == (Fraction(3, 2), 30, 1.0, 2.0)


@pytest.mark.parametrize(
    ("stated_as", "said"),
    [
        ("metric: b, value: 1, unit: 件", "恰好寫一個"),
        ("metric: b, unit: 件, sd: 2", "的 sd 由 metric 帶來"),
        ("value: 1", "缺少 unit"),
        ("cell: {result: x, keyz: {}}, unit: 件", "keyz"),
    ],
)
def test_an_input_has_one_origin_and_a_unit(stated_as, said):
    text = f"kind: product\nid: a\nname: 甲\ninputs:\n- {{name: x, {stated_as}}}\n- {{name: y, value: 1, unit: 件}}\n"
    with pytest.raises(SpecInvalid, match=said):
        Metric.of_yaml(parse(text))


def test_what_inputs_use_is_listed_once_for_the_kinds():
    inputs = (
        Input(name="a", measured={"table": "表"}, unit="件"),
        Input(name="b", metric="saved", unit="分鐘/件"),
        Input(name="c", cell={"result": "各里"}, unit="件"),
        Input(name="d", working_days=114),
    )
    metric = Product(id="p", name="乘積", calendar={"closures": "停班"}, inputs=inputs)
    tables = {"表": lk.Table.of(FRAME), "停班": lk.Table.of(pd.DataFrame({"日": ["114/7/7"]}))}
    results = pivot(rows=["里"])
    given = Given(tables=tables, metrics={"saved": stated("saved", 1, "分鐘/件", "民眾").evaluate()}, results=results)
    used = inputs_used(inputs, metric, given)
    assert used.tables == (tables["表"], tables["停班"])
    assert used.asked == (given.metrics["saved"],)
    assert used.read == (results["各里"],)
    assert asked_by(inputs) == ("saved",)
    assert inputs[3].unit == "工作天/年"
    assert inputs[3].taken(metric, given).value == 246


def test_a_metric_is_found_by_its_name_and_two_of_one_name_are_told_apart():
    one, other = stated("x", 3, "件"), stated("y", 4, "件")
    metric = asking("件", name="指標 x")
    known = {"x": one.evaluate(), "y": other.evaluate()}
    assert metric.inputs[0].taken(metric, Given(metrics=known)).value == 3
    known["y"] = other.model_copy(update={"name": "指標 x"}).evaluate()
    with pytest.raises(MetricInput, match="2 個指標都叫「指標 x」，請改寫 id（x、y）"):
        metric.inputs[0].taken(metric, Given(metrics=known))
