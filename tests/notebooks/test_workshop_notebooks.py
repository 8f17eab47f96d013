"""The workshop's notebooks: the lint of guided notebooks, what they ask, and that they run through without an answer."""

import ast
import os
import re
import subprocess
import sys

import pytest

import labkit as lk
from labkit.core.resources import resource
from labkit.sessions.parameters import declared
from labkit.workshop.exercise import EXERCISES, THEMES
from labkit.workshop.room import workshop_notebooks
from labkit.workspace.layout import guided_notebooks
from tests.notebooks.test_notebooks import (
    cells,
)
from tests.notebooks.test_notebooks import (
    test_code_is_short_and_defines_nothing as is_short,
)
from tests.notebooks.test_notebooks import (
    test_outputs_are_not_stored as is_bare,
)

NOTEBOOKS = workshop_notebooks()
EACH = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
ASKED = re.compile(r'w\["(\w+)"\]')


def text_of(path, kind):
    return "\n".join("".join(cell["source"]) for cell in cells(path, kind))


def asked(path):
    return list(dict.fromkeys(ASKED.findall(text_of(path, "code"))))


@EACH
def test_a_workshop_notebook_keeps_the_rules_of_guided_notebooks(path):
    is_bare(path)
    is_short(path)
    prose = ["".join(cell["source"]) for cell in cells(path, "markdown")]
    assert "你會有" in prose[0]
    assert "**決定**" in prose[-1]
    assert "誰決定的" in prose[-1]
    tagged = [cell for cell in cells(path, "code") if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) == 1
    assert {name: (one.type, one.default) for name, one in declared(path).items()} == {
        "folder": ("str", "."),
        "seat": ("int", 0),
    }


def test_there_is_a_notebook_for_each_theme_in_order_and_an_exercise_is_asked_once():
    assert [path.stem[:2] for path in NOTEBOOKS] == [f"W{number}" for number in range(1, len(THEMES) + 1)]
    names = [name for path in NOTEBOOKS for name in asked(path)]
    assert len(names) == len(set(names)) >= 24
    for path, theme in zip(NOTEBOOKS, THEMES, strict=True):
        assert {EXERCISES[name].theme for name in asked(path)} == {theme}
        assert f'w.progress("{theme}")' in text_of(path, "code")


@EACH
def test_the_minutes_are_those_of_the_exercises(path):
    first = "".join(cells(path, "markdown")[0]["source"])
    assert f"**時間**：{sum(EXERCISES[name].minutes for name in asked(path))} 分鐘" in first


@EACH
def test_each_exercise_is_shown_and_then_checked_without_an_answer(path):
    code = ["".join(cell["source"]) for cell in cells(path, "code")]
    for name in asked(path):
        shown = code.index(f'q = w["{name}"]\nq')
        assert code[shown + 1].startswith(f'q = w["{name}"]\nanswer = None  #')
        assert "q.check(answer)" in code[shown + 1]


def test_a_workspace_takes_no_workshop_notebook():
    assert not {path.stem for path in NOTEBOOKS} & {path.stem for path in guided_notebooks()}
    assert all(path.parent == resource("notebooks") for path in guided_notebooks())


@EACH
def test_its_cells_run_from_top_to_bottom_without_an_answer(path, tmp_path, monkeypatch):
    monkeypatch.chdir(lk.Workshop.start(tmp_path, 11).folder)
    known, said = {}, []
    for cell in cells(path, "code"):
        *lines, last = ast.parse("".join(cell["source"])).body
        exec(compile(ast.Module(lines, []), path.stem, "exec"), known)  # noqa: S102  (a notebook's own cells)
        if isinstance(last, ast.Expr):
            said.append(repr(eval(compile(ast.Expression(last.value), path.stem, "eval"), known)))  # noqa: S307
        else:
            exec(compile(ast.Module([last], []), path.stem, "exec"), known)  # noqa: S102
    assert sum("還沒作答。" in one for one in said) == len(asked(path))
    assert "答對 0 題" in said[-1]


@pytest.mark.slow
@pytest.mark.parametrize("path", [NOTEBOOKS[0], NOTEBOOKS[3]], ids=lambda path: path.stem)
def test_a_workshop_notebook_runs_headless_in_a_kernel(path, tmp_path):
    seat = lk.Workshop.start(tmp_path, 12).folder
    command = [sys.executable, "-m", "papermill", path.name, "out.ipynb", "-p", "seat", "12", "--no-progress-bar"]
    done = subprocess.run(
        command,
        cwd=seat,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    out = (seat / "out.ipynb").read_text(encoding="utf-8")
    assert out.count("… 還沒作答。") >= len(asked(path))
    assert "Traceback" not in out
