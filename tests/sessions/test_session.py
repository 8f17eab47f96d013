"""One land-office session, run once for all these tests, and once more to compare."""

import hashlib
import json
import re
import shutil
import zipfile
from pathlib import Path

import pandas as pd
import pytest

import labkit as lk
from labkit.poc.report.verify import verify_report
from labkit.sessions.manifest import Manifest
from labkit.sessions.publish import save
from labkit.sessions.running.asked import Asked
from tests.conftest import land_office_workspace

pytestmark = pytest.mark.xdist_group("land_office")


def digests(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.slow
def test_a_session_freezes_results_manifest_and_log(land_office):
    ws, record = land_office
    assert record.folder == ws.sessions / "2025-03-14-01"
    manifest = json.loads((record.folder / "manifest.json").read_text(encoding="utf-8"))["compared"]
    on_disk = digests(record.folder)
    on_disk.pop("manifest.json")
    assert {one["name"]: one["sha256"] for one in manifest["outputs"]} == on_disk
    assert {one["name"]: one["rows"] for one in manifest["inputs"]} == {
        "data/raw/叫號紀錄.csv": 1209,
        "data/raw/收件簿.xlsx": 600,
        "data/raw/櫃檯同仁問卷.ods": 36,
        "data/raw/計時表.csv": 96,
        "data/raw/陳情案件.csv": 120,
    }
    assert manifest["versions"]["packages"]["pandas"] == pd.__version__
    assert len(manifest["versions"]["lock_sha256"]) == 64
    assert any(name.startswith("charts/") for name in on_disk)
    log = ws.log(1)
    assert log.session.folder == "2025-03-14-01"
    assert any("1,190 分/日" in line and "297,500 分/年" in line for line in log.summary)
    assert {path.name for path in (ws.root / "recipes" / "proposals").iterdir()} == {"櫃檯同仁問卷.yml"}


@pytest.mark.slow
def test_every_number_of_the_session_s_papers_comes_out_again(land_office):
    _, record = land_office
    for paper in sorted((record.folder / "report" / "05-成果報告").glob("*.json")):
        assert "7 個指標" in verify_report(paper).summary


@pytest.mark.slow
def test_no_personal_data_and_no_key_leaves_the_work_folder(land_office):
    ws, record = land_office
    raw = lk.read(ws.raw / "收件簿.xlsx").frame
    people = {*raw["申請人_姓名"], *raw["申請人_身分證字號"], *lk.read(ws.raw / "陳情案件.csv").frame["陳情人"]}
    key = (ws.root.parent / "team.key").read_text().strip()
    for path in record.folder.rglob("*"):
        if not path.is_file() or path.suffix == ".png":
            continue
        data = path.read_bytes()
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                data = b"".join(book.read(name) for name in book.namelist())
        text = data.decode("utf-8", "replace")
        assert key not in text
        assert str(ws.root) not in text, path
        assert not [person for person in people if person in text], path
    for path in (ws.root / "work").rglob("*"):
        assert not path.is_file() or key.encode() not in path.read_bytes()


@pytest.mark.slow
def test_the_pivots_of_the_session_equal_a_count_of_the_raw_file_except_where_small_cells_are_hidden(land_office):
    ws, record = land_office
    raw = lk.read(ws.raw / "叫號紀錄.csv").frame.drop_duplicates()
    found = pd.read_csv(next(record.folder.glob("tables/04-*各時段取號件數.csv")), dtype={"案件類別": str})
    wanted = pd.crosstab(raw["案件類別"], raw["取號時間"].str[:2])
    told = pd.Series(found.set_index("案件類別").loc[wanted.index, wanted.columns].to_numpy().ravel())
    counted = pd.Series(wanted.to_numpy().ravel())
    assert told[told.notna()].tolist() == counted[told.notna()].tolist()
    assert told[(counted > 0) & (counted < 3)].isna().all()
    assert told.isna().sum() < len(told) / 4


@pytest.mark.slow
def test_the_report_shows_no_outside_address_and_says_what_was_left_out(land_office):
    _, record = land_office
    page = (record.folder / "report" / "報告.html").read_text(encoding="utf-8")
    assert not re.search(r"(src|href)=['\"]https?://", page)
    for said in ("資料盤點", "步驟日誌", "不帶出", "未納入", "1,190 分/日", "申請表第 6 項"):
        assert said in page


@pytest.mark.slow
def test_two_runs_of_a_session_differ_in_nothing_that_the_manifest_compares(land_office, monkeypatch, tmp_path):
    first, record = land_office
    monkeypatch.setenv("LABKIT_KEY_FILE", str(first.root.parent / "team.key"))
    ws = lk.Workspace.open(shutil.copytree(first.root, tmp_path / "another place"))
    frozen = ws.sessions / record.folder.name
    before = digests(frozen)
    written = ws.log(1).model_copy(update={"expert_remarks": "專家寫的話"})
    written.save(ws.log_path(1))
    again = lk.run_session(ws, asked=Asked(again=True))
    assert again.folder.name == "2025-03-14-01.r2"
    one, two = Manifest.load(frozen), Manifest.load(again.folder)
    assert two.differences(one) == []
    assert one.digest == two.digest
    assert digests(frozen) == before
    assert ws.log(1).expert_remarks == "專家寫的話"
    assert ws.log(1).session.folder == "2025-03-14-01.r2"


@pytest.mark.slow
def test_a_gate_that_fails_publishes_nothing_and_says_where(tmp_path, monkeypatch):
    ws = land_office_workspace(tmp_path / "ws")
    monkeypatch.setenv("LABKIT_KEY", "k" * 32)
    policy = ws.root / "policies" / "陳情案件.yml"
    kept = policy.read_text(encoding="utf-8").replace(
        "why: 要依內容歸類", "why: 民眾 0912-345-678 來電要求；要依內容歸類"
    )
    policy.write_text(kept, encoding="utf-8")
    with pytest.raises(lk.LabkitError, match="沒有發布任何檔案") as refused:
        lk.run_session(ws)
    assert "陳情案件" in str(refused.value)
    assert "手機號碼" in str(refused.value)
    assert not list(ws.sessions.iterdir())
    assert not ws.log_path(1).exists()


@pytest.mark.slow
def test_a_stage_that_stops_says_which_cell_and_why_and_publishes_nothing(tmp_path, monkeypatch):
    ws = land_office_workspace(tmp_path / "{ws}")
    monkeypatch.setenv("LABKIT_KEY", "k" * 32)
    policy = ws.root / "policies" / "叫號紀錄.yml"
    policy.write_text(policy.read_text(encoding="utf-8").replace("  櫃檯:", "  櫃台:"), encoding="utf-8")
    with pytest.raises(
        lk.LabkitError, match="03_deidentification.ipynb 第 . 格停止：叫號紀錄：沒有欄位「櫃台」。是不是「櫃檯」"
    ):
        lk.run_session(ws)
    assert not list(ws.sessions.iterdir())


def test_unprotected_rows_are_never_saved(tmp_path):
    frame = pd.DataFrame({"里": ["新安里"], "件": [1]})
    with pytest.raises(lk.LabkitError, match="未經去識別化"):
        save(lk.pivot(frame, rows=["里"]), tmp_path)
    protected = lk.Policy(columns={"里": {"action": "keep"}, "件": {"action": "keep"}}).apply(frame).table
    written = lk.save(lk.pivot(protected, rows=["里"]), tmp_path)
    assert [path.suffix for path in written] == [".xlsx", ".csv"]
    assert all(path.is_file() for path in written)


def test_saving_goes_through_the_gate_which_lets_pass_what_a_policy_keeps_with_a_reason(tmp_path):
    frame = pd.DataFrame({"備用": ["電話0912345678"]})
    kept = lk.Policy(columns={"備用": {"action": "keep", "why": "服務專線"}}).apply(frame)
    with pytest.raises(lk.LabkitError, match="手機號碼"):
        lk.save(kept, tmp_path / "out", name="電話0912345678")
    assert not (tmp_path / "out").exists()
    assert kept.protection.entities == {"備用": ["TW_MOBILE"]}
    assert len(lk.save(kept, tmp_path / "out")) == 2


def test_a_manifest_names_what_differs(tmp_path):
    one = Manifest({"a": {"b": 1, "c": 2}, "d": [1]}, {})
    assert one.differences(Manifest({"a": {"b": 1, "c": 3}, "d": [2]}, {"seconds": 9})) == ["/a/c", "/d"]
    with pytest.raises(lk.LabkitError, match="找不到"):
        Manifest.load(Path(tmp_path))


def test_a_notebook_run_again_by_hand_takes_back_what_it_put_out_before(tmp_path):
    ws = land_office_workspace(tmp_path / "ws")
    for _ in range(2):
        stage = lk.Stage.open("01_inventory", str(ws.root / "notebooks"), 1)
        stage.publish(stage.inventory(), "資料盤點")
    other = lk.Stage.open("02_cleaning", str(ws.root), 1)
    other.publish({name: result.log for name, result in other.clean().items()}, "清理日誌")
    names = sorted(path.name for path in stage.outbox.rglob("*") if path.is_file())
    assert [name for name in names if name.startswith("01-")] == ["01-01_資料盤點.csv", "01-01_資料盤點.xlsx"]
    assert (stage.room / "results" / "01_inventory.jsonl").read_text(encoding="utf-8").count("資料盤點") == 1
