import shutil
import subprocess
from datetime import date

import pytest

import labkit as lk
from labkit.workspace.index import refresh_index


def test_a_new_workspace_has_its_places_its_notebooks_and_a_plan(tmp_path):
    ws = lk.Workspace.create(tmp_path / "我的 工作區", as_of=date(2026, 1, 5))
    assert [path.stem[:2] for path in ws.notebooks] == ["00", "01", "02", "03", "04", "05", "06"]
    assert ws.plan(1).date == date(2026, 1, 5)
    assert ws.team.agency == "（請填機關名稱）"
    assert lk.Workspace.open(ws.root / "data" / "raw").root == ws.root
    assert ws.next_session() == 1
    assert ws.overview()["原始資料檔"] == 0
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_folder_that_holds_something_is_never_taken(tmp_path):
    (tmp_path / "ws").mkdir()
    (tmp_path / "ws" / "a.txt").write_text("x")
    with pytest.raises(lk.LabkitError, match="不會覆寫"):
        lk.Workspace.create(tmp_path / "ws", as_of=date(2026, 1, 5))
    assert [path.name for path in (tmp_path / "ws").iterdir()] == ["a.txt"]


def test_what_is_not_there_is_refused_with_the_next_step(tmp_path):
    with pytest.raises(lk.LabkitError, match="labkit new"):
        lk.Workspace.open(tmp_path)
    ws = lk.Workspace.create(tmp_path / "ws", as_of=date(2026, 1, 5))
    with pytest.raises(lk.LabkitError, match="第 2 次輔導的計畫 plan/02.yml"):
        ws.plan(2)
    with pytest.raises(lk.LabkitError, match="還沒有第 1 次"):
        ws.log(1)
    with pytest.raises(lk.LabkitError, match="沒有可讀的資料檔"):
        ws.raw_files()


def test_a_workspace_never_stands_inside_another(tmp_path):
    ws = lk.Workspace.create(tmp_path / "ws", as_of=date(2026, 1, 5))
    with pytest.raises(lk.LabkitError, match="在另一個工作區裡面"):
        lk.Workspace.create(ws.root / "demo" / "land_office", as_of=date(2026, 1, 5))
    assert not (ws.root / "demo").exists()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_leaves_out_the_index_and_what_must_not_be_shared_and_keeps_the_rest(tmp_path):
    root = lk.Workspace.create(tmp_path / "ws", as_of=date(2026, 1, 5)).root
    refresh_index(lk.Workspace(root))
    for name in ("work/個案.csv", "logs/.01.yml.part", "plan/~$01.xlsx"):
        (root / name).write_text("x", encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    told = ["git", "-c", "core.quotepath=false", "ls-files", "--others", "--exclude-standard"]
    kept = subprocess.run(told, cwd=root, check=True, capture_output=True, encoding="utf-8").stdout.split()
    assert {"team.yml", "programme.yml", "plan/01.yml", ".gitignore"} <= set(kept)
    assert not [name for name in kept if name.startswith((".labkit", "work")) or "~$" in name or ".part" in name]
