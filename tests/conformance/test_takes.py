"""Every take does what its examples say, counts what is missing, gives the same twice, and refuses an empty table."""

import re
from fractions import Fraction

import pandas as pd
import pytest

from labkit.core.errors import MetricInput
from labkit.core.plugs import snake
from labkit.core.table import Table
from labkit.poc import takes
from labkit.poc.found import Given
from labkit.poc.inputs import Measured, measure
from labkit.poc.kinds.product import Product
from labkit.poc.take import TAKES

STATED = [{"name": "a", "value": 1, "unit": "件"}, {"name": "b", "value": 1, "unit": "倍"}]
EXAMPLES = [(name, at) for name in TAKES for at in range(len(TAKES[name].examples))]


def taken(name, example, columns, **how):
    metric = Product(id="a", name="甲", inputs=STATED, **how)
    table = Table.of(pd.DataFrame({key: list(cells) for key, cells in columns.items()}))
    return measure(Measured(table="t", take=name, **example.asks), metric, Given(tables={"t": table}))


@pytest.mark.parametrize(("name", "at"), EXAMPLES)
def test_an_example_gives_its_value_its_n_and_what_was_left_out_twice(name, at):
    example = TAKES[name].examples[at]
    one, two = (taken(name, example, example.columns) for _ in range(2))
    assert (one.value, one.n, dict(one.left_out)) == (Fraction(example.value), example.n, dict(example.left_out))
    assert one == two


@pytest.mark.parametrize(("name", "at"), EXAMPLES)
def test_an_interval_holds_the_value_and_is_named_or_its_absence_is_explained(name, at):
    for times in (1, 40):
        example = TAKES[name].examples[at]
        found = taken(name, example, {key: list(cells) * times for key, cells in example.columns.items()})
        assert (found.low is None) == (found.high is None) == (not found.method) == bool(found.why_not)
        if found.low is not None:
            assert found.low <= float(found.value) <= found.high


@pytest.mark.parametrize(("name", "at"), EXAMPLES)
def test_a_record_without_anything_is_counted_and_changes_no_value(name, at):
    example = TAKES[name].examples[at]
    wider = {key: [*cells, None] for key, cells in example.columns.items()}
    before, after = taken(name, example, example.columns), taken(name, example, wider)
    if TAKES[name].reads in {"rows", "blanks"}:  # here the empty record counts as one
        assert after.n == before.n + 1
        return
    assert (after.value, after.n, after.low, after.high) == (before.value, before.n, before.low, before.high)
    assert sum(count for _, count in after.left_out) == sum(example.left_out.values()) + 1
    with pytest.raises(MetricInput, match="拒絕（missing）"):
        taken(name, example, wider, missing="拒絕")


@pytest.mark.parametrize(("name", "at"), EXAMPLES)
def test_an_empty_table_and_a_column_without_anything_are_refused_in_one_sentence(name, at):
    example = TAKES[name].examples[at]
    with pytest.raises(MetricInput, match="沒有任何紀錄"):
        taken(name, example, {key: cells[:0] for key, cells in example.columns.items()})
    if TAKES[name].reads in {"rows", "blanks"}:
        return
    empty = {key: pd.array([None] * 3, dtype="float64") for key in example.columns}
    with pytest.raises(MetricInput) as refused:
        taken(name, example, empty)
    assert re.search(r"[一-鿿].*。$", str(refused.value))


@pytest.mark.parametrize("name", TAKES)
def test_a_take_is_labelled_and_named_like_its_file_and_has_examples(name):
    take = TAKES[name]
    module = __import__(f"{takes.__name__}.{name}", fromlist=["x"])
    assert getattr(module, name.upper()) is take
    assert re.search(r"[一-鿿]|^P\d\d$", take.label)
    assert take.label_en.isascii()
    assert take.examples
    assert snake(name) == name


@pytest.mark.parametrize("name", TAKES)
def test_what_a_take_needs_must_be_said_and_what_it_does_not_need_must_not(name):
    example = TAKES[name].examples[0]
    for key in example.asks:
        with pytest.raises(ValueError, match=f"需要 {key}"):
            Measured(table="t", take=name, **{k: v for k, v in example.asks.items() if k != key})
    for key in {"column", "forecast", "holds"} - set(example.asks):
        with pytest.raises(ValueError, match=f"不用 {key}"):
            Measured(table="t", take=name, **example.asks, **{key: "分 > 1"})
