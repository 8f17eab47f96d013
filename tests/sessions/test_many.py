"""Many workspaces run side by side give what each gives alone; a broken one is listed and the others still run."""

import os
import shutil
import signal
import subprocess
import sys

import pytest

import labkit as lk
from labkit.__main__ import run as command
from labkit.privacy.keys import load_key, new_key
from labkit.sessions.manifest import Manifest
from labkit.sessions.many.keys import environment_for, names_of
from labkit.sessions.many.one import Answer
from labkit.sessions.many.result import ManyRuns, Ran
from labkit.sessions.many.run import Wanted, run_all
from tests.sessions.broken_runs import CHECKOUT, Runs, tiny_workspace, wait_for, whole

PROOF = bool(os.environ.get("LABKIT_PROOF"))
COUNT = 20 if PROOF else 3
POLICY = "columns:\n  里: {action: keep}\n  件數: {action: keep}\n  承辦人: {action: pseudonym}\n"
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are found through /proc")


def teams(folder):
    """Make the workspaces, each with other rows; the first has a table whose pseudonyms need a key."""
    for at in range(COUNT):
        ws = tiny_workspace(
            folder / f"團隊{at:02}", ("02_cleaning", "03_deidentification") if at % 5 == 0 else ("02_cleaning",)
        )
        with (ws.raw / "件.csv").open("a", encoding="utf-8") as stream:
            stream.write(f"新安里,{at},李大同\n")
        if at % 5 == 0:
            (ws.root / "policies" / "件.yml").write_text(POLICY, encoding="utf-8")
        yield ws


@pytest.mark.slow
@pytest.mark.xdist_group("crashes")
def test_many_workspaces_run_side_by_side_have_the_hashes_that_each_has_alone(tmp_path, monkeypatch):
    several, alone, keys = tmp_path / "several", tmp_path / "alone", tmp_path / "keys"
    for ws in teams(several):
        new_key(keys / f"{ws.root.name}.key")
    broken = several / "壞掉的"
    for name in ("plan", "logs"):
        (broken / name).mkdir(parents=True)
    told = []
    monkeypatch.delenv("LABKIT_KEY_FILE", raising=False)
    monkeypatch.setenv("LABKIT_KEY", "not the key of any of them, and long enough")
    result = run_all(several, Wanted(), jobs=2, keys=keys, progress=told.append)
    assert [one.name for one in result.failed] == ["壞掉的"]
    assert result.summary.startswith(f"{COUNT + 1} 個工作區：完成 {COUNT}、未完成 1；共 ")
    assert told[0] == f"{COUNT + 1} 個工作區，同時執行 2 個。"
    assert [line.partition("］")[0] for line in told[1:]] == [f"［{at}/{COUNT + 1}" for at in range(1, COUNT + 2)]
    monkeypatch.delenv("LABKIT_KEY")
    for ws in teams(alone):
        monkeypatch.setenv("LABKIT_KEY_FILE", str(keys / f"{ws.root.name}.key"))
        record = lk.run_session(ws)
        other = several / ws.root.name
        frozen = other / "sessions" / record.folder.name
        assert whole(frozen)
        assert Manifest.load(frozen).differences(record.manifest) == []
        if ws.spec_files():
            assert record.manifest.compared["key"] == load_key(keys / f"{ws.root.name}.key").fingerprint
        assert "［1/" in (other / "work" / "run.log").read_text(encoding="utf-8")
        assert lk.Workspace.open(other).log(1).session.folder == record.folder.name
    assert {path.name for path in several.rglob("*.key")} == set()


@pytest.mark.slow
@pytest.mark.xdist_group("crashes")
@linux
def test_a_row_of_runs_that_is_stopped_or_killed_leaves_no_process_and_the_next_one_goes_on(tmp_path):
    workspaces = [tiny_workspace(tmp_path / "all" / name, ("02_cleaning",)) for name in ("甲", "乙")]
    runs = Runs(workspaces[0], tmp_path)
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "1", "LABKIT_TEST_MARK": runs.mark}
    asked = [sys.executable, "-m", "labkit", "session", "run", "--all", str(tmp_path / "all"), "--jobs", "2"]
    for number, code in ((signal.SIGINT, 1), (signal.SIGKILL, -signal.SIGKILL)):
        process = subprocess.Popen(
            asked, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8"
        )
        wait_for(lambda: runs.processes("ipykernel"))
        process.send_signal(number)
        _, said = process.communicate(timeout=120)
        assert process.returncode == code
        assert number == signal.SIGKILL or said.splitlines()[-1].startswith("錯誤：已停止")
        assert runs.gone(30) == []
        assert not [path for ws in workspaces for path in ws.sessions.iterdir()]
    done = subprocess.run(asked, env=environment, capture_output=True, encoding="utf-8", check=True)
    assert "2 個工作區：完成 2" in done.stdout


def test_two_workspaces_of_one_name_never_share_a_key(tmp_path):
    roots = [tmp_path / "甲" / "Ws", tmp_path / "乙" / "ws", tmp_path / "丙"]
    names = names_of(roots, tmp_path)
    assert list(names.values()) == ["甲_Ws", "乙_ws", "丙"]
    told = {environment_for(name, tmp_path / "keys")["LABKIT_KEY_FILE"] for name in names.values()}
    assert told == {str(tmp_path / "keys" / f"{name}.key") for name in ("甲_Ws", "乙_ws", "丙")}


def test_with_a_folder_of_keys_no_other_key_is_used(tmp_path, monkeypatch):
    monkeypatch.setenv("LABKIT_KEY", "k" * 32)
    monkeypatch.setenv("LABKIT_KEY_FILE", "everybody.key")
    assert environment_for("甲", None)["LABKIT_KEY_FILE"] == "everybody.key"
    found = environment_for("甲", tmp_path)
    assert "LABKIT_KEY" not in found
    assert found["LABKIT_KEY_FILE"] == str(tmp_path / "甲.key")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--all", "nowhere"], "找不到「nowhere」"),
        (["--all", "."], "不是工作區"),
        (["--all", ".", "--keys", "no_keys"], "找不到「no_keys」"),
        (["--all", ".", "--jobs", "0"], "--jobs"),
    ],
)
def test_what_cannot_be_run_is_refused_before_anything_starts(tmp_path, monkeypatch, capsys, options, said):
    (tmp_path / "空").mkdir()
    monkeypatch.chdir(tmp_path / "空")
    assert command(["session", "run", *options]) in {1, 2}
    assert said in capsys.readouterr().err


def test_the_table_says_of_each_workspace_what_is_to_be_done():
    ran = (
        Ran("甲", Answer(3, "2025-03-14-03", fresh=True), 12.4),
        Ran("乙", Answer(3, "2025-03-14-03"), 1.0),
        Ran("丙", Answer(3, stale=("04_pivot",)), 5.0),
        Ran("丁", Answer(why="沒有計畫。\n請先寫。"), 0.1),
    )
    result = ManyRuns(name="各工作區的輔導", ran=ran, seconds=18.6)
    assert result.summary == "4 個工作區：完成 1、沒有變動 1、未封存 1、未完成 1；共 19 秒。"
    assert [list(row) for row in result.frame.to_numpy()] == [
        ["甲", "完成", "2025-03-14-03", "labkit log export 3"],
        ["乙", "沒有變動", "2025-03-14-03", "不必處理"],
        ["丙", "未封存", "—", "labkit session run 3（04_pivot 的結果不是最新的）"],
        ["丁", "未完成", "—", "沒有計畫。 請先寫。"],
    ]
    texts = [getattr(block, "text", "") for block in result.to_document().blocks]
    assert "．丁：沒有計畫。\n請先寫。" in texts


def test_a_run_that_cannot_even_begin_is_an_answer(tmp_path, monkeypatch):
    ws = tiny_workspace(tmp_path / "all" / "甲", ("02_cleaning",))
    (ws.raw / "件.csv").unlink()
    monkeypatch.setattr("labkit.sessions.many.run.COMMAND", ("-c", "import os; os._exit(9)"))
    result = run_all(tmp_path / "all", Wanted())
    assert result.failed[0].answer.why.startswith("「甲」的執行中止了")
    shutil.rmtree(ws.work)
    ws.work.write_text("a file where a folder should be")
    assert "無法讀寫檔案" in run_all(tmp_path / "all", Wanted()).failed[0].answer.why
