"""The guided notebooks on folders of real agency files, by parameters only: nothing is tuned to any file."""

import shutil
from datetime import date

import pytest

import labkit as lk
from labkit.privacy.keys import FILE_VARIABLE, new_key

FOLDERS = {
    "臺南登革熱": ["dengue_0829.csv", "dengue_chemical_201510.csv"],
    "勞動": ["tainan_labor_105年09月.xls", "tainan_labor_106年10月.xls"],
    "長照": ["ltc_114年度臺北市居家服務機構一覽表_coord.csv", "ltc_臺北市老人福利機構名冊1140201_coord.csv"],
    "人口": ["vil_115年1月台北市各里人口數戶數_-_1月.csv", "ris_population_2014_04_10005.csv"],
    "村里": ["cunli_107年異動清單.xlsx", "cunli_修正清單_1081113&21.xlsx"],
    "衛生": ["臺北市衛生局食品抽驗不合格清冊.csv", "10521-05-01食品中毒案件病因物質分類統計.xlsx"],
}


@pytest.mark.slow
@pytest.mark.parametrize("name", list(FOLDERS))
def test_a_folder_of_real_files_runs_through_every_notebook(name, shared, tmp_path, monkeypatch):
    monkeypatch.setenv(FILE_VARIABLE, str(new_key(tmp_path / "team.key")))
    ws = lk.Workspace.create(tmp_path / "ws", as_of=date(2025, 3, 14))
    for file in FOLDERS[name]:
        shutil.copy(shared / "corpus" / "files" / file, ws.raw / file)
    record = lk.run_session(ws)
    assert set(record.status) == {path.stem for path in ws.notebooks}
    assert record.folder.is_dir()
    assert any("資料盤點" in line for line in ws.log(1).summary)
