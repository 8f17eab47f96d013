"""The files to double-click: they find labkit, open the workspace, and say in Chinese what to do where it is not there."""

import os
import shutil
import subprocess
import sys
from datetime import date

import pytest

import labkit as lk
from labkit.workspace.facts import read_facts

STARTERS = ["開始.cmd", "開始.command", "開始.sh"]


@pytest.fixture
def ws(tmp_path):
    return lk.Workspace.create(tmp_path / "試辦 {1}", as_of=date(2026, 1, 5))


def start(ws, **environ):
    env = {"PATH": "/usr/bin:/bin", "HOME": str(ws.root.parent), **environ}
    return subprocess.run(
        [str(ws.root / "開始.sh")],
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def false_python(folder):
    """A program in the place of Python that says what it was asked."""
    folder.mkdir(parents=True)
    path = folder / "python"
    path.write_text('#!/bin/sh\necho "$PWD $*"\n', encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_workspace_has_starters_for_three_systems_in_their_own_line_ends(ws):
    assert sorted(path.name for path in ws.root.glob("開始*")) == STARTERS
    cmd = (ws.root / "開始.cmd").read_bytes()
    assert cmd.count(b"\r\n") == cmd.count(b"\n")
    assert cmd.startswith(b"@echo off\r\nchcp 65001 >nul\r\n")
    assert cmd.decode("utf-8").count('"') % 2 == 0
    for name in STARTERS[1:]:
        text = (ws.root / name).read_bytes()
        assert b"\r" not in text
        assert text.startswith(b"#!/bin/sh\n")
        assert os.name != "posix" or os.access(ws.root / name, os.X_OK)


def test_no_path_of_the_machine_that_made_a_workspace_stands_in_its_starters(ws):
    for name in STARTERS:
        text = (ws.root / name).read_text(encoding="utf-8")
        assert sys.prefix not in text
        assert str(ws.root.parent) not in text


needs_shell = pytest.mark.skipif(os.name != "posix" or shutil.which("sh") is None, reason="no shell")


@needs_shell
def test_without_labkit_the_starter_says_what_to_do_in_chinese(ws):
    done = start(ws)
    assert done.returncode == 1
    assert "找不到 labkit" in done.stderr
    assert "install.sh" in done.stderr


@needs_shell
def test_the_starter_takes_the_named_python_the_environment_beside_or_the_noted_one(ws):
    said = f"{ws.root} -P -m labkit lab ."
    noted = false_python(ws.root.parent / "noted 王")
    (ws.root.parent / ".labkit").mkdir()
    (ws.root.parent / ".labkit" / "python.txt").write_text(f"{noted}\n", encoding="utf-8")
    assert start(ws).stdout.strip() == said
    beside = false_python(ws.root.parent / ".venv" / "bin")
    shutil.copy(beside, beside.with_name("labkit"))
    noted.write_text("#!/bin/sh\necho noted\n", encoding="utf-8")
    assert start(ws).stdout.strip() == said
    assert start(ws, LABKIT_PYTHON=str(noted)).stdout.strip() == "noted"


def test_the_rest_of_labkit_does_not_mind_the_starters(ws):
    assert ws.overview()["確認的設定"] == len(ws.spec_files())
    assert not [path for path in ws.spec_files() if path.name.startswith("開始")]
    assert not read_facts(ws.root).faults
