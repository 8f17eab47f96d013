"""Metrics that name each other."""

import pytest

from labkit.core.errors import MetricCycle, MetricInput
from labkit.poc.graph import evaluate_all, in_order
from labkit.poc.kinds.product import Product


def product(name, value=2):
    inputs = [{"name": "a", "value": value, "unit": "件"}, {"name": "b", "value": 3, "unit": "倍"}]
    return Product(id=name, name=name, inputs=inputs)


def test_a_folder_is_computed_in_the_order_given():
    done = evaluate_all([product("b"), product("a", 4)])
    assert {name: one.measure.value for name, one in done.items()} == {"b": 6.0, "a": 12.0}


def test_the_same_id_twice_is_refused():
    with pytest.raises(MetricInput, match="id「a」與「a」重複"):
        evaluate_all([product("a"), product("a")])


def asking(name, *asked):
    inputs = [{"name": one, "metric": one, "unit": "件"} for one in asked]
    return Product(id=name, name=f"指標 {name}", inputs=[*inputs, {"name": "倍", "value": 2, "unit": "倍"}])


def test_each_metric_comes_after_those_that_it_asks_by_id_or_by_name():
    named = product("a").model_copy(update={"name": "收件數"})
    known = {one.id: one for one in (asking("c", "b"), asking("b", "收件數"), named)}
    assert in_order(known) == ["c", "b", "a"][::-1]
    done = evaluate_all([asking("c", "b"), asking("b", "a"), product("a")])
    assert (list(done), done["c"].measure.value) == (["c", "b", "a"], 24.0)
    assert done["c"].lines[0].source == "指標「指標 b」"


def test_a_circle_of_inputs_is_named():
    with pytest.raises(MetricCycle, match="指標 a → 指標 b → 指標 a"):
        evaluate_all([asking("a", "b"), asking("b", "a")])


def test_an_absent_metric_is_named_with_the_nearest():
    with pytest.raises(MetricInput, match="沒有指標「savd」。是不是「saved」"):
        evaluate_all([asking("a", "savd"), product("saved")])
    with pytest.raises(MetricInput, match="沒有指標「saved」的結果"):
        asking("a", "saved").evaluate()
