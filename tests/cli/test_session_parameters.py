"""labkit session parameters: what may be set, where nobody has to open a notebook."""

import json
import unicodedata
from datetime import date

import pytest

import labkit as lk
from labkit.__main__ import run


def columns(line):
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


@pytest.fixture
def ws(tmp_path, monkeypatch):
    ws = lk.Workspace.create(tmp_path / "ws", as_of=date(2026, 1, 5))
    monkeypatch.chdir(ws.root)
    return ws


@pytest.mark.usefixtures("ws")
def test_a_table_of_every_parameter_and_how_to_set_it(capsys):
    assert run(["session", "parameters"]) == 0
    done = capsys.readouterr()
    lines = done.out.splitlines()
    assert lines[0].split() == ["筆記本", "參數", "是什麼", "型別", "可用的值", "預設"]
    told = next(line for line in lines if "audience" in line)
    assert told.split() == ["03_deidentification", "audience", "對象", "文字", "機關內部、跨機關、開放資料", "機關內部"]
    assert not [line for line in lines if "…" in line]
    assert max(columns(line) for line in lines) <= 130
    assert "plan/次數.yml" in lines[-1]
    assert not [line for line in lines if "第幾次輔導" in line]
    assert done.err == ""


@pytest.mark.usefixtures("ws")
def test_one_notebook_is_explained_with_its_own_comments(capsys):
    assert run(["session", "parameters", "04"]) == 0
    told = capsys.readouterr().out
    assert "．least：少於幾列的格不陳示；0＝依政策的對象" in told
    assert "audience" not in told


@pytest.mark.usefixtures("ws")
def test_a_notebook_without_parameters_and_one_that_is_not_there(capsys):
    assert run(["session", "parameters", "06_application"]) == 0
    assert "沒有可以設定的參數" in capsys.readouterr().out
    assert run(["session", "parameters", "04_pivots"]) == 1
    assert "沒有筆記本「04_pivots」，是不是「04_pivot」？" in capsys.readouterr().err


def test_the_workspaces_own_notebooks_are_listed(ws, capsys):
    path = ws.root / "notebooks" / "04_pivot.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("least: int = 0", "least: int = 7"), encoding="utf-8")
    assert run(["session", "parameters", "04", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert next(row["預設"] for row in rows if row["參數"] == "least") == "7"


def test_outside_a_workspace_the_shipped_notebooks_are_listed(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["session", "parameters"]) == 0
    done = capsys.readouterr()
    assert "不是工作區" in done.err
    assert "effect_minutes" in done.out


def test_a_rule_that_cannot_be_meant_is_one_sentence(ws, capsys):
    path = ws.root / "notebooks" / "04_pivot.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace('"minimum"', '"minimun"'), encoding="utf-8")
    assert run(["session", "parameters"]) == 1
    assert (
        "04_pivot.ipynb 的參數規則不能用：「session」沒有規則「minimun」，是不是「minimum」？"
        in capsys.readouterr().err
    )
