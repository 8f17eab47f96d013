"""The lint of guided notebooks (design: a notebook chooses and explains, labkit computes)."""

import ast
import json
import re

import pytest

from labkit.sessions.parameters import declared
from labkit.workspace.layout import guided_notebooks

NOTEBOOKS = guided_notebooks()


def cells(path, kind):
    return [one for one in json.loads(path.read_text(encoding="utf-8"))["cells"] if one["cell_type"] == kind]


def test_the_seven_notebooks_are_there_in_order():
    assert [path.stem for path in NOTEBOOKS] == [
        "00_start",
        "01_inventory",
        "02_cleaning",
        "03_deidentification",
        "04_pivot",
        "05_poc",
        "06_application",
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_not_stored(path):
    for cell in cells(path, "code"):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_code_is_short_and_defines_nothing(path):
    code = cells(path, "code")
    assert len(code) <= 15
    for cell in code:
        assert len(cell["source"]) <= 6
        for node in ast.walk(ast.parse("".join(cell["source"]))):
            assert not isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.With, ast.Try))
        assert not re.search(r"\b(pandas|pd\.|now\(|today\()", "".join(cell["source"]))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_one_parameters_cell_and_one_stage(path):
    tagged = [cell for cell in cells(path, "code") if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) == 1
    assert {"workspace", "session"} <= set(declared(path))
    assert f'lk.Stage.open("{path.stem}"' in "".join("".join(cell["source"]) for cell in cells(path, "code"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_opens_with_minutes_and_objectives_and_closes_with_a_decision(path):
    prose = ["".join(cell["source"]) for cell in cells(path, "markdown")]
    assert "**時間**" in prose[0]
    assert "你會有" in prose[0]
    assert "**決定**" in prose[-1]
    assert "誰決定的" in prose[-1]
    assert all(re.search(r"[一-鿿]", text) for text in prose)
