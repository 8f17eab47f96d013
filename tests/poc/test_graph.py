"""Metrics that name each other."""

import pytest

from labkit.core.errors import MetricInput
from labkit.poc.graph import evaluate_all
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
