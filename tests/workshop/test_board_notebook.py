"""The workshop's notebook keeps the rules of the guided ones, and runs where nobody clicks."""

import ast
import json
import re

import pytest

from labkit.core.resources import resource
from labkit.sessions.parameters import declared
from tests.conftest import land_office_workspace
from tests.workshop.boards_made import BOARDS_MADE, put

PATH = resource("notebooks", "workshop", "B1_boards.ipynb")
CELLS = json.loads(PATH.read_text(encoding="utf-8"))["cells"]
CODE = [one for one in CELLS if one["cell_type"] == "code"]
PROSE = ["".join(one["source"]) for one in CELLS if one["cell_type"] == "markdown"]


def test_its_code_is_short_defines_nothing_and_stores_no_output():
    assert len(CODE) <= 15
    for cell in CODE:
        assert (cell["outputs"], cell["execution_count"]) == ([], None)
        assert len(cell["source"]) <= 6
        for node in ast.walk(ast.parse("".join(cell["source"]))):
            assert not isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.With, ast.Try))


def test_it_opens_with_minutes_and_objectives_and_closes_with_a_decision():
    assert "**時間**" in PROSE[0]
    assert "你會有" in PROSE[0]
    assert "**決定**" in PROSE[-1]
    assert "誰決定的" in PROSE[-1]
    assert all(re.search(r"[一-鿿]", text) for text in PROSE)


def test_it_has_one_parameters_cell_whose_rules_are_said():
    assert sum("parameters" in cell["metadata"].get("tags", []) for cell in CODE) == 1
    rules = json.loads(PATH.read_text(encoding="utf-8"))["metadata"]["labkit"]["parameters"]
    assert set(rules) == set(declared(PATH)) == {"workspace"}


@pytest.mark.slow
def test_it_runs_from_top_to_bottom_twice_without_a_widget(tmp_path, monkeypatch):
    import papermill

    monkeypatch.setenv("LABKIT_BATCH", "1")
    ws = land_office_workspace(tmp_path / "land")
    for name in ("empty", "filled"):
        out = tmp_path / f"{name}.ipynb"
        papermill.execute_notebook(PATH, out, parameters={"workspace": str(ws.root)}, progress_bar=False)
        for kind, text in BOARDS_MADE.items():
            put(ws.root, f"boards/{kind}.yml", text)
    assert {path.name for path in (ws.root / "boards").glob("*.pdf")} == {"persona.pdf", "journey.pdf", "group.pdf"}
