"""What is hidden in the cells is hidden in every table, sentence and chart of coding, likert and drivers."""

import math
import numbers

import pandas as pd
import pytest

import labkit as lk
from labkit.analysis.codebooks.codebook import Codebook
from labkit.analysis.kind import KINDS

NAMES = ("coding", "likert", "drivers")
EXAMPLES = [(name, at) for name in NAMES for at in range(len(KINDS[name].examples))]


def run(name, at):
    example = KINDS[name].examples[at]
    tables = {key: pd.DataFrame(columns) for key, columns in example.tables.items()}
    return lk.analyze(pd.DataFrame(example.columns), name, example.spec, tables=tables)


@pytest.mark.parametrize(("name", "at"), EXAMPLES)
def test_with_every_cell_hidden_no_number_is_shown(name, at):
    result = run(name, at)
    bare = result.hiding([(cell.keys, cell.measure) for cell in result.cells])
    for table in bare.views().values():
        assert not [one for row in table.to_numpy() for one in row if isinstance(one, numbers.Real)]
    data = bare.chart_data()
    assert all(
        math.isnan(value) for grid in (data.values, data.low or [], data.high or []) for row in grid for value in row
    )
    assert data.n is None
    if name == "coding":
        assert not any(sign in bare.summary for sign in "0123456789%")
    bare.to_document()


@pytest.mark.parametrize(("name", "at"), EXAMPLES)
def test_any_one_hidden_cell_breaks_nothing_and_a_hidden_count_shows(name, at):
    result = run(name, at)
    for cell in result.cells:
        safe = result.hiding([(cell.keys, cell.measure)])
        shown = any(one == "D" for table in safe.views().values() for row in table.to_numpy() for one in row)
        assert shown or name != "coding" or cell.measure not in {"count", "texts"}
        assert safe.chart_data().labels
        assert isinstance(safe.summary, str)
        assert all(isinstance(sentence, str) for sentence in safe.warnings)


@pytest.mark.parametrize(("name", "at"), EXAMPLES)
def test_every_record_is_in_a_cell_or_left_out(name, at):
    result = run(name, at)
    totals = [
        cell.value
        for cell in result.cells
        if cell.measure in {"count", "texts"} and len(cell.keys) == (name == "likert")
    ]
    assert totals[0] + sum(result.left_out.values()) == result.rows_in


@pytest.mark.parametrize(("name", "at"), EXAMPLES)
def test_an_example_runs_the_same_twice_and_leaves_its_table_alone(name, at):
    one, two = run(name, at), run(name, at)
    assert one.tidy.equals(two.tidy)
    assert one.population == two.population


@pytest.mark.parametrize("rows", [0, 3])
def test_a_column_without_any_answer_is_said_to_be_empty(rows):
    frame = pd.DataFrame({"內容": pd.Series([None] * rows, dtype=object)})
    book = {"categories": [{"name": "甲", "include": ["甲字"]}]}
    texts = lk.analyze(frame, "coding", {"text": "內容", "codebook": book, "by": "內容"})
    answers = lk.analyze(frame, "likert", {"questions": "內容", "scale": ["差", "好"], "top": 1})
    assert "沒有一列有內容" in texts.summary
    assert "沒有可用的答案" in answers.summary
    for result in (texts, answers):
        assert result.chart_data().labels
        result.to_document()


def test_a_codebook_goes_round_through_yaml_and_has_a_schema(tmp_path):
    book = Codebook.model_validate(KINDS["coding"].examples[0].spec["codebook"])
    assert Codebook.load(book.save(tmp_path / "a.yml")) == book
    assert set(Codebook.model_json_schema()["properties"]) >= {"version", "assign", "categories"}
    for name in NAMES:
        assert KINDS[name].spec.model_json_schema()["properties"]
