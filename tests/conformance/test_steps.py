"""Every cleaning step, as it stands in its folder: one new file is covered without touching this one."""

import pandas as pd
import pytest

from labkit.cleaning.recipe import Recipe
from labkit.cleaning.step import STEPS, ExpressionStep, TableStep, ValueStep
from labkit.core.engines import ENGINES
from labkit.core.plugs import camel

CASES = [(name, number) for name, step in STEPS.items() for number in range(len(step.examples))]


def run(name, options, cells, engine="duckdb"):
    return Recipe(steps=[{"step": name, **options}]).apply(pd.DataFrame(cells), engine=engine)


def listed(frame):
    plain = frame.astype(object).where(frame.notna(), None)
    return {name: [str(v.date()) if isinstance(v, pd.Timestamp) else v for v in plain[name]] for name in plain}


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_named_like_its_file_and_is_of_one_kind(name):
    step = STEPS[name]
    assert step.__name__ == camel(name)
    assert step.model_fields["step"].default == name == step.key()
    assert sum(issubclass(step, kind) for kind in (ExpressionStep, ValueStep, TableStep)) == 1
    assert step.examples
    assert step.label
    assert step.label_en


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("name", "number"), CASES)
def test_every_example_holds_on_every_engine(name, number, engine):
    example = STEPS[name].examples[number]
    assert listed(run(name, example.options, example.before, engine).frame) == {
        k: list(v) for k, v in example.after.items()
    }


@pytest.mark.parametrize(("name", "number"), CASES)
def test_the_input_stays_as_it_was_and_every_row_is_accounted_for(name, number):
    example = STEPS[name].examples[number]
    given = pd.DataFrame(dict(example.before))
    kept = given.copy(deep=True)
    result = Recipe(steps=[{"step": name, **example.options}]).apply(given)
    pd.testing.assert_frame_equal(given, kept)
    assert len(given) == len(result.frame) + sum(result.left_out.values())
    line = result.journal.iloc[0]
    assert (line.rows_in, line.rows_out) == (len(given), len(result.frame))
    assert set(result.table.arrow.column("__row__").to_pylist()) <= set(range(1, len(given) + 1))


@pytest.mark.parametrize(("name", "number"), CASES)
def test_twice_is_once_unless_the_step_says_otherwise(name, number):
    if STEPS[name].repeats:
        pytest.skip("the step makes a new column each time")
    example = STEPS[name].examples[number]
    once = run(name, example.options, example.before).frame
    twice = Recipe(steps=[{"step": name, **example.options}] * 2).apply(pd.DataFrame(dict(example.before))).frame
    pd.testing.assert_frame_equal(once, twice)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("name", "number"), CASES)
def test_an_empty_table_and_an_all_missing_column_go_through(name, number, engine):
    example = STEPS[name].examples[number]
    frame = pd.DataFrame(dict(example.before))
    assert len(run(name, example.options, frame.iloc[:0], engine).frame) == 0
    missing = frame.assign(**{column: frame[column].where([False] * len(frame)) for column in frame})
    result = run(name, example.options, missing, engine)
    assert result.frame.isna().to_numpy().all()
    assert result.journal.cells_changed.sum() == 0
