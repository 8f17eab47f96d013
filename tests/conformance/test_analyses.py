"""Every kind of analysis: runs its examples, loses no row, refuses what is not there, and shows nothing that is hidden."""

import dataclasses
import re

import pandas as pd
import pytest

import labkit as lk
from labkit.analysis.analyze import analyze
from labkit.analysis.kind import KINDS, nothing_else
from labkit.analysis.result import AnalysisResult
from labkit.charts.data import ChartData
from labkit.core.cells import HIDDEN_MARK, tidy_frame
from labkit.core.document import Grid, Picture, shown
from labkit.core.errors import NotDrawable, SpecInvalid, UnknownColumn
from labkit.core.html import to_html
from labkit.core.spec import Spec

EXAMPLES = [pytest.param(name, one, id=f"{name}-{at}") for name in KINDS for at, one in enumerate(KINDS[name].examples)]
CODE = re.compile(r"\b(left_out|findings|errors)\.[a-z_]+")


def frame(columns, rows=None):
    made = pd.DataFrame({name: pd.Series(list(cells), dtype=object) for name, cells in columns.items()})
    return made.infer_objects() if rows is None else made.iloc[:rows].infer_objects()


def run(name, example, data=None, **spec) -> AnalysisResult:
    tables = {key: frame(columns) for key, columns in example.tables.items()}
    return analyze(frame(example.columns) if data is None else data, name, {**example.spec, **spec}, tables=tables)


def chart_of(result) -> ChartData | None:
    try:
        return result.chart_data()
    except NotDrawable:
        return None


def words(result) -> str:
    """Everything that people read of a result."""
    said = [result.summary, *result.warnings, to_html(result.to_document()), repr(result), repr(chart_of(result))]
    for caption, view in result.views().items():
        said += [caption, view.to_csv(index=False)]
    return "\n".join(said)


def accounted(result) -> bool:
    """Tell whether the cells of some level and measure, with what was left out, hold every record once."""
    tidy, placed = result.tidy, result.rows_in - sum(result.left_out.values())
    sums = tidy.groupby(["level", "measure"])["n"].sum() if len(tidy) else pd.Series(dtype="int64")
    return placed in set(sums) or (placed == 0 and not sums.any())


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_labelled_has_a_specification_and_examples(name):
    kind = KINDS[name]
    assert re.search(r"[一-鿿]", kind.label)
    assert kind.label_en.isascii()
    assert issubclass(kind.spec, Spec)
    assert kind.examples


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_runs_and_loses_no_record(name, example):
    result = run(name, example)
    assert result.rows_in == len(frame(example.columns))
    assert accounted(result)
    assert result.cells
    assert len({(one.keys, one.measure) for one in result.cells}) == len(result.cells)
    assert re.search(r"[一-鿿].*。$", result.summary)


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_the_long_table_has_the_columns_that_all_results_share(name, example):
    result = run(name, example)
    keys = list(dict.fromkeys(key for one in result.cells for key, _ in one.keys))
    assert list(result.tidy.columns) == [*keys, "level", "measure", "value", "n", "additive"]
    pd.testing.assert_frame_equal(result.tidy, tidy_frame(result.cells, keys))
    assert (result.tidy["n"] >= 0).all()


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_the_document_renders_with_every_table_and_every_word_in_chinese(name, example):
    result = run(name, example)
    document = result.to_document()
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    assert [grid.caption for grid in grids[: len(result.views())]] == list(result.views())
    assert not any(isinstance(block, Picture) for block in document.blocks)
    assert not CODE.search(words(result))
    assert "nan" not in to_html(document).lower().replace("finance", "")
    pd.testing.assert_frame_equal(result.frame, next(iter(result.views().values())))


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_a_chart_has_a_place_for_every_number(name, example):
    data = chart_of(run(name, example))
    if data is None:
        return
    for rows in (data.values, data.low, data.high):
        assert rows is None or [len(row) for row in rows] == [len(data.series)] * len(data.labels)
    assert data.at is None or len(data.at) - len(data.labels) in {0, 1}
    assert data.measure
    assert data.population


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_the_input_stays_as_it_is_and_the_same_comes_out_twice(name, example):
    data = frame(example.columns)
    kept = data.copy(deep=True)
    first, second = run(name, example, data), run(name, example, data)
    pd.testing.assert_frame_equal(data, kept)
    assert words(first) == words(second)
    assert (first.cells, first.left_out, first.population) == (second.cells, second.left_out, second.population)
    shuffled = data.sample(frac=1, random_state=3)
    assert dict(run(name, example, shuffled).left_out) == dict(first.left_out)


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_a_table_without_a_record_is_told_and_not_broken(name, example):
    result = run(name, example, frame(example.columns, 0).astype(object))
    assert (result.rows_in, sum(result.left_out.values())) == (0, 0)
    assert words(result)


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_columns_without_a_filled_cell_lose_no_record(name, example):
    data = frame(example.columns)
    for column in data.columns:
        result = run(name, example, data.assign(**{column: None}))
        assert accounted(result), column
        assert words(result)
    empty = run(name, example, frame({column: [None] * 3 for column in example.columns}))
    assert empty.rows_in == 3
    assert accounted(empty)
    assert words(empty)


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_a_column_that_is_not_there_is_refused_before_any_work(name, example):
    for column in KINDS[name].reads(run(name, example).spec):
        with pytest.raises(UnknownColumn, match=f"沒有欄位「{re.escape(column)}」"):
            run(name, example, frame(example.columns).rename(columns={column: f"{column}改"}))


@pytest.mark.parametrize("name", KINDS)
def test_an_unknown_key_and_an_unknown_kind_are_refused(name):
    example = KINDS[name].examples[0]
    with pytest.raises(SpecInvalid, match="沒有這個欄位"):
        run(name, example, no_such_key=1)
    with pytest.raises(SpecInvalid, match=f"是不是「{name}」"):
        run(f"{name}x", example)


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_a_specification_is_read_back_from_its_yaml(name, example, tmp_path):
    spec = run(name, example).spec
    assert type(spec).load(spec.save(tmp_path / "spec.yml")) == spec


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_the_protection_of_the_records_is_passed_on_and_none_is_made(name, example):
    data = lk.Table.of(frame(example.columns))
    policy = lk.Policy(columns={column: {"action": "keep", "why": "範例"} for column in data.columns})
    safe = policy.apply(data).table
    assert run(name, example, safe).protection == safe.protection
    assert run(name, example, data).protection is None


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_what_is_hidden_is_shown_nowhere(name, example):
    result = run(name, example)
    hidden = result.hiding([(one.keys, one.measure) for one in result.cells])
    assert all(one.hidden and one.value is None and one.n is None for one in hidden.cells)
    assert HIDDEN_MARK in "".join(view.to_csv(index=False) for view in hidden.views().values())
    assert "「D」" in to_html(hidden.to_document())
    assert hidden.tidy["value"].isna().all()
    assert hidden.tidy["hidden"].all()
    chart = chart_of(hidden)
    if chart is not None:
        assert pd.DataFrame(chart.values).isna().all(axis=None)
        assert chart.n is None
    told = {shown(one.value) for one in result.cells if isinstance(one.value, float) and not one.value.is_integer()}
    numbers = set(re.findall(r"[0-9][0-9,]*\.[0-9]+", words(hidden)))
    assert not numbers & (told | {shown(round(float(one.replace(",", "")), 1)) for one in told})


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_once_all_cells_are_hidden_twice_as_many_records_look_the_same(name, example):
    def hidden(data):
        result = run(name, example, data)
        bare = dataclasses.replace(result, left_out={}).hiding([(one.keys, one.measure) for one in result.cells])
        return re.sub("第 [0-9、]+ 列", "第 … 列", words(bare))  # which rows of the source may be told

    data = frame(example.columns)
    assert hidden(data) == hidden(pd.concat([data, data], ignore_index=True))


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_any_single_cell_can_be_hidden(name, example):
    result = run(name, example)
    for cell in result.cells:
        hidden = result.hiding([(cell.keys, cell.measure)])
        away = [(one.keys, one.measure) for one in hidden.cells if one.hidden]
        assert (cell.keys, cell.measure) in away
        assert len(away) == 1 or KINDS[name].giving_back is not nothing_else
        assert words(hidden)
