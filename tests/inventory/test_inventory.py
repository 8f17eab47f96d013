from datetime import date

import pandas as pd
import pytest

import labkit as lk
from labkit.inventory.catalogue import ITEM_6, TO_FILL


def test_every_table_of_a_folder_is_an_entry_with_item_6(raw_land_office):
    result = lk.take_inventory(raw_land_office)
    frame = result.frame.set_index("file")
    assert frame["rows"].to_dict() == {
        "叫號紀錄.csv": 1209,
        "收件簿.xlsx": 600,
        "櫃檯同仁問卷.ods": 36,
        "計時表.csv": 96,
        "陳情案件.csv": 120,
    }
    assert frame.loc["叫號紀錄.csv", "encoding"] == "cp950"
    assert frame.loc["叫號紀錄.csv", "time_from"].year == 2024
    assert all(len(digest) == 64 for digest in frame["sha256"])
    head, *lines = result.item_6().rows
    assert [cell.text for cell in head] == ITEM_6
    first = [cell.text for cell in lines[0]]
    assert first[0] == "叫號紀錄.csv"
    assert first[1] == TO_FILL
    assert first[2].startswith("113年1月")
    assert first[3:] == ["CSV（cp950）", "、".join(lk.read(raw_land_office / "叫號紀錄.csv").columns), "1,209"]


def test_what_cannot_be_read_is_named_and_counted_and_the_rest_goes_on(tmp_path, raw_land_office):
    (tmp_path / "a.csv").write_bytes((raw_land_office / "陳情案件.csv").read_bytes())
    (tmp_path / "空.csv").write_bytes(b"")
    (tmp_path / "說明.docx").write_bytes(b"x")
    result = lk.take_inventory(tmp_path)
    assert len(result.entries) == 1
    assert dict(result.left_out) == {"unreadable": 1}
    assert list(result.errors) == ["空.csv"]
    assert sorted(finding.code for finding in result.findings) == ["not_a_data_file", "unreadable"]


def test_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(lk.LabkitError, match="找不到"):
        lk.take_inventory(tmp_path / "none")


def test_a_profile_names_kind_form_missing_and_distinct():
    frame = pd.DataFrame(
        {
            "日期": ["113/1/5", "113年2月1日", None],
            "代碼": ["A1", "A1", "B2"],
            "金額": ["1,200", "－", "300"],
            "號": ["001", "002", "003"],
            "文": ["甲乙", "丙", None],
            "空": [None, None, None],
            "天": pd.to_datetime(["2024-01-05", None, "2024-01-07"]),
        }
    )
    result = lk.profile(frame)
    assert result.frame["kind"].tolist() == ["roc_date", "code", "number", "code", "text", "empty", "datetime"]
    assert result.frame.iloc[0].to_dict() == {
        "index": 1,
        "column": "日期",
        "kind": "roc_date",
        "format": "yyy/M/d、yyy年M月d日",
        "missing": 1,
        "distinct": 2,
    }
    assert result.columns[6].first == date(2024, 1, 5)
    assert "1,200" not in str(result.to_document())


def test_numbers_that_only_look_like_dates_stay_numbers():
    frame = pd.DataFrame({"案號": [1130105, 2991231, 1010101, 1200630] + [1000000 + i * 40101 for i in range(1, 29)]})
    assert lk.profile(frame).frame["kind"].tolist() == ["number"]
