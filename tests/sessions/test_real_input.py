"""A session on four real agency files that nobody prepared: CP950, note rows, .xls, .ods."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from tests.cli.test_command_line import labkit

FILES = {
    "勞資爭議統計依行業別區分_11503_.csv": "a CP950 CSV",
    "npa_2013_102年度A1類交通事故資料.csv": "a BOM CSV with note rows",
    "tainan_labor_105年03月.xls": "an .xls",
    "cunli_107年異動清單.ods": "an .ods",
}


@pytest.mark.slow
def test_four_real_files_become_a_frozen_session_with_a_filled_log(tmp_path, shared):
    ws = tmp_path / "ws"
    assert labkit("new", "ws", cwd=tmp_path).returncode == 0
    for name in FILES:
        (ws / "data" / "raw" / name).write_bytes((shared / "corpus" / "files" / name).read_bytes())
    done = labkit("session", "run", cwd=ws)
    assert done.returncode == 0, done.stderr
    folder = next((ws / "sessions").iterdir())
    inventory = pd.read_csv(next(folder.glob("tables/01-*資料盤點.csv")), keep_default_na=False)
    with (shared / "corpus" / "truth.csv").open(encoding="utf-8-sig", newline="") as stream:
        truth = [
            row
            for row in csv.DictReader(stream)
            if Path(row["path"]).name in FILES and row["data_rows"] not in {"", "0"}
        ]
    for row in truth:
        entry = inventory[(inventory.file == Path(row["path"]).name) & (inventory.sheet == row["sheet"])]
        if row["sheet_role"] == "main":
            assert entry["rows"].tolist() == [int(row["data_rows"])], row["path"]
            assert entry["encoding"].tolist() == [row["encoding"]]
    assert set(inventory.file) == set(FILES)
    stems = {Path(name).stem for name in FILES}
    for kind in ("recipes", "policies"):
        assert {path.stem for path in (ws / kind / "proposals").iterdir()} == stems
    assert len(list(folder.glob("tables/04-*樞紐與分析*.csv"))) == 1
    treated = pd.read_csv(next(folder.glob("tables/03-*去識別化*tainan_labor*.csv")), dtype=str)
    assert not [name for name in treated.columns if "負責人" in name or "裁處人" in name]
    page = (folder / "report" / "報告.html").read_text(encoding="utf-8")
    assert "事業單位名稱（負責人姓名）" in page
    log = (ws / "logs" / "01.yml").read_text(encoding="utf-8")
    assert "資料盤點：4 個檔案" in log
    places = pd.read_csv(next(folder.glob("tables/03-*去識別化*npa_2013*.csv")), dtype=str)["發生地點"].dropna()
    assert len(places)
    assert not places.str.contains("[0-9巷弄號]|[路街]$").any()
    exported = labkit("log", "export", "1", cwd=ws)
    assert exported.returncode == 0
    assert len(list((ws / "logs").glob("輔導協作紀錄表_第1次_*"))) == 3
