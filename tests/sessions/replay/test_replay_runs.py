"""Sessions of three short notebooks, run and replayed: keys, chains, edits, and notebooks that stop."""

import os
import shutil
import signal
import subprocess
import sys

import pytest

import labkit as lk
from labkit.__main__ import run
from labkit.privacy.keys import new_key
from labkit.sessions.replay import again
from labkit.sessions.running.asked import Asked
from labkit.sessions.versions import versions
from tests.conftest import ROOT
from tests.sessions.replay.frozen_sessions import POLICY, notebook, three_notebooks

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("replay")]
PLAN = "version: 1\nnth: {nth}\ndate: 2025-0{month}-14\nform: 線上\n"


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """Two chained sessions; the policy was changed between them, so that the second compares its table with the first one's."""
    folder = tmp_path_factory.mktemp("replay")
    ws, key = three_notebooks(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LABKIT_KEY_FILE", str(key))
        lk.run_session(ws, 1, parameters={"04_pivot": {"added": "3"}})
        ws.plan_path(2).write_text(PLAN.format(nth=2, month=4), encoding="utf-8")
        (ws.root / "policies" / "收件.yml").write_text(
            POLICY.replace("件: {action: keep, why: 要加總}", "件: {action: drop, why: 用不到}"), encoding="utf-8"
        )
        lk.run_session(ws, 2)
    return ws, key


@pytest.fixture
def ws(once, tmp_path, monkeypatch):
    """A copy of the two sessions in another place, with their key."""
    held, key = once
    monkeypatch.setenv("LABKIT_KEY_FILE", str(key))
    return lk.Workspace.open(shutil.copytree(held.root, tmp_path / "another place"))


def told(result):
    return [(one.what, one.name, one.code) for one in result.differences]


def test_a_session_replays_with_its_parameters_and_settings_of_then_and_changes_nothing(ws):
    before = {path: path.read_bytes() for path in ws.root.rglob("*") if path.is_file()}
    (ws.root / "pivots" / "件數.yml").unlink()
    notebook(ws, "04_pivot", {"reads": [], "takes": [], "makes": []}, "1 / 0")
    edited = ws.root / "notebooks" / "04_pivot.ipynb"
    before[edited] = edited.read_bytes()
    del before[ws.root / "pivots" / "件數.yml"]
    result = lk.replay(ws, 1)
    assert (result.identical, result.same, told(result)) == (True, result.outputs, [])
    assert set(result.restored) == {"pivots/件數.yml", "policies/收件.yml", "notebooks/04_pivot.ipynb"}
    assert {path: path.read_bytes() for path in ws.root.rglob("*") if path.is_file()} == before


def test_a_later_session_is_replayed_with_the_tables_of_the_one_before(ws):
    assert lk.replay(ws, "2025-04-14-02").identical


def test_without_the_tables_of_the_session_before_the_stage_that_compares_them_is_left_out(ws):
    shutil.rmtree(ws.work / "session-01" / "protected")
    result = lk.replay(ws, 2)
    assert ("input", "work/session-01/protected/收件", "missing") in told(result)
    assert not result.identical
    assert result.left_out["lacks_earlier"] + result.same == result.outputs


@pytest.mark.parametrize("other", [False, True])
def test_without_the_key_of_then_the_stages_after_the_pseudonyms_are_made_again(ws, monkeypatch, tmp_path, other):
    monkeypatch.delenv("LABKIT_KEY_FILE")
    if other:
        monkeypatch.setenv("LABKIT_KEY_FILE", str(new_key(tmp_path / "other" / "team.key")))
    result = lk.replay(ws, 1)
    assert [(one.what, one.code) for one in result.differences] == [("key", "key_other" if other else "key_missing")]
    assert not result.identical
    assert result.left_out["lacks_key"] + result.same == result.outputs
    made = {"tables/01-01_盤點.csv", "tables/04-01_件數_各里件數.csv", "notebooks/04_pivot.ipynb"}
    assert result.same >= len(made)
    assert "無法重算（沒有當時的金鑰）；重算的沒有不同" in result.summary


def test_without_the_key_a_changed_protected_table_is_named_and_not_used(ws, monkeypatch):
    monkeypatch.delenv("LABKIT_KEY_FILE")
    shutil.rmtree(ws.work / "session-01" / "protected")
    shutil.copytree(ws.work / "session-02" / "protected", ws.work / "session-01" / "protected")
    result = lk.replay(ws, 1)
    assert told(result)[1:] == [("input", "work/session-01/protected/收件", "changed")]
    assert result.left_out["lacks_key"] == result.outputs - result.same
    assert result.same == 4  # the inventory's, and the crate, which the manifest alone tells


def test_a_version_that_changed_is_told_and_bytes_are_judged_by_the_rule(ws, monkeypatch):
    now = versions()
    other = {**now, "packages": {**now["packages"], "matplotlib": "99.0"}, "code_sha256": "0" * 64}
    monkeypatch.setattr("labkit.sessions.replay.again.versions", lambda: other)
    made = again.make

    def with_other_bytes(*arguments):
        done = made(*arguments)
        outputs = [{**one, "sha256": "0"} if one["name"].endswith((".xlsx", ".html")) else one for one in done.outputs]
        return again.Made(done.outbox, outputs, done.blocked, done.differences)

    monkeypatch.setattr(again, "make", with_other_bytes)
    result = lk.replay(ws, 1)
    assert result.identical
    assert result.frame["name"].tolist() == ["labkit 的程式碼", "matplotlib"]
    assert result.frame["how"].iloc[1] == f"當時 {now['packages']['matplotlib']}，現在 99.0"
    assert {name.rpartition(".")[2] for name in result.derived} == {"xlsx", "html"}
    assert "csv 與 json 全部相同" in result.summary


def test_the_command_says_it_keeps_it_and_leaves_with_one_where_something_differs(ws, capsys, tmp_path):
    kept = tmp_path / "kept"
    assert run(["replay", "2025-03-14-01", "-w", str(ws.root), "--keep", str(kept)]) == 0
    assert "可以重現" in capsys.readouterr().out
    assert (kept / "manifest.json").is_file()
    (ws.raw / "收件.csv").write_text("申請人,里,件\n王,甲里,1\n", encoding="utf-8")
    assert run(["replay", "1", "-w", str(ws.root), "--json"]) == 1
    out = capsys.readouterr().out
    assert '"identical": false' in out
    assert "data/raw/收件.csv" in out
    assert run(["replay", "9", "-w", str(ws.root)]) == 1
    assert "第 9 次" in capsys.readouterr().err


def test_a_notebook_that_stops_now_is_a_difference_that_says_where_and_why(once, tmp_path, monkeypatch):
    held, key = once
    monkeypatch.setenv("LABKIT_KEY_FILE", str(key))
    ws = lk.Workspace.open(shutil.copytree(held.root, tmp_path / "ws"))
    switch = tmp_path / "switch"
    notebook(
        ws,
        "04_pivot",
        {"reads": ["pivots"], "takes": ["protected"], "makes": []},
        f"from pathlib import Path\nassert not Path({str(switch)!r}).exists()",
    )
    lk.run_session(ws, 1, asked=Asked())
    switch.touch()
    result = lk.replay(ws, 1)
    assert told(result) == [("notebook", "04_pivot.ipynb", "stopped")]
    assert "第 4 格" in result.frame["how"].iloc[0]
    assert result.left_out == {"stage_stopped": result.outputs}
    assert not list(ws.work.glob("replay-*"))


@pytest.mark.skipif(os.name != "posix", reason="sends Ctrl-C to a group of processes")
def test_a_replay_that_is_stopped_by_hand_leaves_neither_copies_nor_kernels(ws):
    code = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from labkit.__main__ import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "replay", "1", "-w", str(ws.root)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as child:
        while "［2/3］" not in child.stderr.readline():
            assert child.poll() is None
        assert list(ws.work.glob("replay-*"))
        os.killpg(child.pid, signal.SIGINT)
        told = child.communicate(timeout=60)[1]
    assert child.returncode == 1
    assert "已停止重算" in told
    assert not list(ws.work.glob("replay-*"))
    assert not (ws.work / "running.lock").exists()
