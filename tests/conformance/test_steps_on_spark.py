"""Every step gives on Spark the rows that DuckDB gives: one session for all, so these tests share a worker."""

import math
import shutil

import pytest

from labkit.cleaning.recipe import Recipe
from labkit.cleaning.step import STEPS
from tests.conformance.test_steps import given, plain
from tests.conftest import IN_CI

pytestmark = [
    pytest.mark.xdist_group("spark"),
    pytest.mark.skipif(not (IN_CI or shutil.which("java")), reason="Spark needs Java"),
]
ROWS = "__row__"


def rows_of(table):
    data = table.arrow
    listed = [
        tuple(plain(cell) for cell in row)
        for row in zip(*(data.column(n).to_pylist() for n in data.column_names), strict=True)
    ]
    return sorted(listed, key=repr)


def alike(left, right):
    both_floats = isinstance(left, float) and isinstance(right, float)
    return math.isclose(left, right, rel_tol=1e-9) if both_floats else left == right


def same(left, right):
    assert len(left) == len(right)
    for one, other in zip(left, right, strict=True):
        assert all(alike(a, b) for a, b in zip(one, other, strict=True)), (one, other)


@pytest.mark.parametrize("name", STEPS)
def test_every_example_gives_the_same_rows_on_spark(name):
    for example in STEPS[name].examples:
        recipe = Recipe(steps=[{"step": name, **example.options}])
        table = given(example.before)
        here, there = recipe.apply(table), recipe.apply(table, engine="spark")
        assert there.table.columns == here.table.columns
        assert there.table.schema == here.table.schema
        assert there.journal.to_dict() == here.journal.to_dict()
        same(rows_of(there.table), rows_of(here.table))
