"""Every cleaning step, as it stands in its folder: one new file is covered without touching this one."""

import datetime as dt
import inspect
import re

import pandas as pd
import pyarrow as pa
import pytest

from labkit.cleaning.recipe import Recipe
from labkit.cleaning.step import STEPS, ExpressionStep, TableStep, ValueStep
from labkit.core.engines import ENGINES, ROW
from labkit.core.plugs import camel
from labkit.core.stores.disk import OnDisk
from labkit.core.table import Table

CASES = [(name, number) for name, step in STEPS.items() for number in range(len(step.examples))]


def run(name, options, cells, engine="duckdb"):
    return Recipe(steps=[{"step": name, **options}]).apply(given(cells), engine=engine)


def given(cells):
    return cells if isinstance(cells, Table) else Table.of(pd.DataFrame(dict(cells)))


def plain(cell):
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, dt.date) else cell


def listed(table):
    data = table.arrow
    return {name: [plain(cell) for cell in data.column(name).to_pylist()] for name in table.columns}


def example_of(name, number):
    example = STEPS[name].examples[number]
    return example, {key: [plain(cell) for cell in cells] for key, cells in example.after.items()}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_named_like_its_file_and_is_of_one_kind(name):
    step = STEPS[name]
    assert step.__name__ == camel(name)
    assert step.model_fields["step"].default == name == step.key()
    assert sum(issubclass(step, kind) for kind in (ExpressionStep, ValueStep, TableStep)) == 1
    assert step.examples
    assert step.label
    assert step.label_en


@pytest.mark.parametrize("name", STEPS)
def test_every_reason_for_a_missing_cell_has_its_words(name):
    used = set(re.findall(r'Missing\(\s*"(\w+)"\)', inspect.getsource(inspect.getmodule(STEPS[name]))))
    assert used <= set(STEPS[name].reasons)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("name", "number"), CASES)
def test_every_example_holds_on_every_engine(name, number, engine):
    example, after = example_of(name, number)
    assert listed(run(name, example.options, example.before, engine).table) == after


@pytest.mark.parametrize(("name", "number"), CASES)
def test_every_example_holds_above_memory(name, number, monkeypatch):
    monkeypatch.setattr("labkit.core.stores.open.MOST_CELLS", 0)
    monkeypatch.setattr("labkit.core.stores.disk.BATCH_ROWS", 2)
    made = []
    monkeypatch.setattr(
        OnDisk,
        "of",
        classmethod(lambda cls, relation, whole=OnDisk.of.__func__: made.append(1) or whole(cls, relation)),
    )
    example, after = example_of(name, number)
    assert listed(run(name, example.options, example.before).table) == after
    assert made


@pytest.mark.parametrize(("name", "number"), CASES)
def test_the_input_stays_as_it_was_and_every_row_is_accounted_for(name, number):
    example = STEPS[name].examples[number]
    frame = pd.DataFrame(dict(example.before))
    kept = frame.copy(deep=True)
    result = Recipe(steps=[{"step": name, **example.options}]).apply(frame)
    pd.testing.assert_frame_equal(frame, kept)
    line = result.journal.iloc[0]
    assert (line.rows_in, line.rows_out) == (len(frame), len(result.frame))
    numbers = result.table.arrow.column(ROW).to_pylist()
    assert set(numbers) <= set(range(1, len(frame) + 1))
    if not getattr(STEPS[name], "reshapes", False):
        assert len(frame) == len(result.frame) + sum(result.left_out.values())
        assert numbers == sorted(numbers)


@pytest.mark.parametrize(("name", "number"), CASES)
def test_twice_is_once_unless_the_step_says_otherwise(name, number):
    if STEPS[name].repeats:
        pytest.skip("the step makes a new column, or goes on, each time")
    example = STEPS[name].examples[number]
    once = run(name, example.options, example.before).frame
    twice = Recipe(steps=[{"step": name, **example.options}] * 2).apply(given(example.before)).frame
    pd.testing.assert_frame_equal(once, twice)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("name", "number"), CASES)
def test_an_empty_table_and_an_all_missing_column_go_through(name, number, engine):
    example = STEPS[name].examples[number]
    table = given(example.before)
    assert len(run(name, example.options, table.with_rows(table.arrow.slice(0, 0)), engine).table) == 0
    if STEPS[name].needs_cells:
        return
    data = table.arrow
    empty = [pa.nulls(data.num_rows, data.column(column).type) for column in table.columns]
    missing = table.with_rows(pa.table([*empty, data.column(ROW)], names=[*table.columns, ROW]))
    result = run(name, example.options, missing, engine)
    kept = [column for column in table.columns if column in result.table.columns]
    assert result.frame[kept].isna().to_numpy().all()
    assert result.journal.cells_changed.sum() == 0
