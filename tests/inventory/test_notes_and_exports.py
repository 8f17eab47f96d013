"""The papers of an inventory, and what people type into one of them: neither side is ever lost."""

import json
import re
import zipfile
from datetime import date

import openpyxl
import pytest

import labkit as lk
from labkit.core.errors import FormatUnknown, LayoutRefused
from labkit.core.inventory import TYPED
from labkit.inventory.catalogue import take_inventory
from labkit.inventory.exports._export import EXPORTS, export_inventory


@pytest.fixture
def folder(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "案件.csv").write_text("案號,日期,里,金額\nA1,113/1/5,新安里,5\nA2,113/2/1,福星里,－\n", encoding="cp950")
    (raw / "里.csv").write_text("里,戶數\n新安里,30\n福星里,40\n", encoding="utf-8")
    return raw


def filled(path, **cells):
    """Type ``cells`` into the row of 案件.csv of an exported sheet."""
    book = openpyxl.load_workbook(path)
    sheet = book[book.sheetnames[-1]]
    head = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "案件.csv")
    for name, value in cells.items():
        row[head.index(name)].value = value
    book.save(path)


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_an_exported_sheet_is_read_back_with_nothing_typed(folder, tmp_path, suffix):
    path = export_inventory(take_inventory(folder), "sheet", tmp_path / f"盤點.{suffix}")
    again = take_inventory(folder, notes=path)
    assert [one.typed for one in again.entries] == [{}, {}]
    assert again.findings == ()


def test_what_people_typed_stays_and_what_is_computed_is_computed_again(folder, tmp_path):
    path = export_inventory(take_inventory(folder), "sheet", tmp_path / "盤點.xlsx")
    filled(path, 來源="民政系統", 蒐集方式="臨櫃登打", 筆數=999)
    with (folder / "案件.csv").open("a", encoding="cp950") as stream:
        stream.write("A3,113/3/9,新安里,7\n")
    again = take_inventory(folder, notes=path)
    entry = again.entries[0]
    assert (entry.rows, entry.typed) == (3, {"來源": "民政系統", "蒐集方式": "臨櫃登打"})
    line = [cell.text for cell in again.item_6().rows[1]]
    assert line[:3] == ["民政系統（案件.csv）", "臨櫃登打", "113年1月5日至113年3月9日"]
    round_trip = take_inventory(folder, notes=export_inventory(again, "sheet", tmp_path / "盤點2.ods"))
    assert [one.typed for one in round_trip.entries] == [one.typed for one in again.entries]


def test_a_renamed_file_keeps_its_notes_and_a_lost_one_leaves_them_in_the_sheet(folder, tmp_path):
    path = export_inventory(take_inventory(folder), "sheet", tmp_path / "盤點.xlsx")
    filled(path, 來源="民政系統")
    (folder / "案件.csv").rename(folder / "案件_113.csv")
    moved = take_inventory(folder, notes=path)
    assert next(one for one in moved.entries if one.file == "案件_113.csv").typed == {"來源": "民政系統"}
    assert [finding.code for finding in moved.findings] == ["typed_moved"]
    (folder / "案件_113.csv").unlink()
    lost = take_inventory(folder, notes=path)
    assert [row.typed for row in lost.unplaced] == [{"來源": "民政系統"}]
    kept = take_inventory(folder, notes=export_inventory(lost, "sheet", tmp_path / "再.xlsx"))
    assert [row.typed for row in kept.unplaced] == [{"來源": "民政系統"}]


def test_rows_and_columns_that_people_add_are_kept(folder, tmp_path):
    path = export_inventory(take_inventory(folder), "sheet", tmp_path / "盤點.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book[book.sheetnames[-1]]
    width = sheet.max_column
    sheet.cell(1, width + 1).value = "備註"
    sheet.cell(2, width + 1).value = "每月補"
    sheet.cell(4, [cell.value for cell in sheet[1]].index("來源") + 1).value = "另一個外部系統"
    book.save(path)
    result = take_inventory(folder, notes=path)
    again = take_inventory(folder, notes=export_inventory(result, "sheet", tmp_path / "再.ods"))
    for one in (result, again):
        assert {"備註": "每月補"} in [entry.typed for entry in one.entries]
        assert [row.typed for row in one.unplaced] == [{"來源": "另一個外部系統"}]


def test_birthdays_and_days_to_come_are_no_time_range(tmp_path):
    (tmp_path / "a.csv").write_text(
        "收件日,生日,到期日\n113/1/5,18/3/4,120/1/1\n113/2/1,40/5/6,121/1/1\n", encoding="utf-8"
    )
    result = take_inventory(tmp_path)
    assert (result.entries[0].time_from, result.entries[0].time_to) == (date(2024, 1, 5), date(2024, 2, 1))
    assert "1929" not in str(EXPORTS["dictionary"].make(result))


def test_tables_that_share_a_place_and_little_else_are_two_tables(tmp_path):
    (tmp_path / "人口.csv").write_text("區,里,戶數\n北,甲,1\n北,乙,2\n", encoding="utf-8")
    (tmp_path / "垃圾.csv").write_text("區,里,清運量\n北,甲,1\n北,乙,2\n", encoding="utf-8")
    assert take_inventory(tmp_path).drifts == ()


def test_a_sheet_that_lost_its_columns_is_refused(folder, tmp_path):
    path = export_inventory(take_inventory(folder), "sheet", tmp_path / "盤點.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book[book.sheetnames[-1]]
    sheet.cell(1, [cell.value for cell in sheet[1]].index("來源") + 1).value = "出處"
    book.save(path)
    with pytest.raises(LayoutRefused, match="來源"):
        take_inventory(folder, notes=path)


@pytest.mark.parametrize("name", EXPORTS)
def test_every_export_is_written_and_names_every_column(folder, tmp_path, name):
    suffix = EXPORTS[name].suffix or ".xlsx"
    path = export_inventory(take_inventory(folder), name, tmp_path / f"x{suffix}")
    if suffix == ".xlsx":
        with zipfile.ZipFile(path) as parts:
            text = "".join(parts.read(part).decode() for part in parts.namelist() if part.endswith(".xml"))
    else:
        text = path.read_text(encoding="utf-8")
    assert "案件" in text
    assert name == "sheet" or all(column in text for column in ("案號", "日期", "里", "金額"))
    assert "福星里" not in text
    if EXPORTS[name].suffix:
        with pytest.raises(FormatUnknown):
            export_inventory(take_inventory(folder), name, tmp_path / "x.xlsx")


def test_a_data_package_says_what_frictionless_asks_for(folder, tmp_path):
    path = export_inventory(take_inventory(folder), "frictionless", tmp_path / "datapackage.json")
    package = json.loads(path.read_text(encoding="utf-8"))
    one = package["resources"][0]
    assert re.fullmatch(r"[a-z0-9._/-]+", one["name"])
    assert (one["path"], one["encoding"], one["bytes"]) == ("案件.csv", "cp950", (folder / "案件.csv").stat().st_size)
    assert one["hash"].startswith("sha256:")
    assert one["schema"]["primaryKey"] == ["案號"]
    assert {field["name"]: field["type"] for field in one["schema"]["fields"]} == {
        "案號": "string",
        "日期": "string",
        "里": "string",
        "金額": "number",
    }


def test_the_metadata_standard_has_its_38_fields_22_of_them_a_must():
    from labkit.inventory.exports.metadata import FIELDS, MUST

    assert len(FIELDS) == len({name for name, *_ in FIELDS}) == 38
    assert sum(need == MUST for _, _, need, _ in FIELDS) == 22


def test_readiness_gives_a_count_out_of_a_count_and_no_single_score(folder):
    (folder / "重複.csv").write_text("里,戶數\n臺北,1\n臺北,1\n台北,2\n台北,3\n", encoding="utf-8")
    frame = take_inventory(folder).readiness(date(2024, 6, 1)).frame.set_index("dimension")
    assert frame.loc["完整性", ["good", "of"]].tolist() == [19, 20]
    assert frame.loc["有效性", ["good", "of"]].tolist() == [11, 11]
    assert frame.loc["唯一性", ["good", "of"]].tolist() == [7, 8]
    assert frame.loc["一致性", ["good", "of"]].tolist() == [7, 8]
    assert frame.loc["時效性", ["good", "of"]].tolist() == [1, 1]
    assert take_inventory(folder).readiness().frame.set_index("dimension").loc["時效性", "of"] == 0
    assert "分數" in str(take_inventory(folder).readiness().to_document().blocks[0])


def test_another_issue_of_a_table_is_known_and_its_differences_are_listed(tmp_path):
    old = "統計年月,區域,村里,出生,死亡\n10305,臺北,甲里,5,1\n10305,臺北,乙里,6,2\n"
    new = "統計年月,區域別代碼,區域,村里名稱,死亡,出生\n10911,63,臺北,甲里,一,3\n10911,63,臺北,乙里,二,4\n"
    (tmp_path / "戶政_2014.csv").write_text(old, encoding="utf-8")
    (tmp_path / "戶政_2020.csv").write_text(new, encoding="utf-8")
    (tmp_path / "別的.csv").write_text("代號,金額\nA,1\nB,2\n", encoding="utf-8")
    result = lk.take_inventory(tmp_path)
    (found,) = result.drifts
    assert (found.before.file, found.after.file) == ("戶政_2014.csv", "戶政_2020.csv")
    assert (found.added, found.removed, found.renamed) == (("區域別代碼",), (), (("村里", "村里名稱"),))
    assert len(found.reordered) == 1
    assert found.remeant == (("死亡", "number→text"),)
    assert {finding.code for finding in result.findings} == {
        "drift_added",
        "drift_renamed",
        "drift_reordered",
        "drift_remeant",
    }


def test_drift_between_real_issues_is_found(shared, tmp_path):
    for name in ("ris_bdmd_2014_05.csv", "ris_bdmd_2020_11.csv"):
        (tmp_path / name).write_bytes((shared / "corpus" / "files" / name).read_bytes())
    (found,) = lk.take_inventory(tmp_path).drifts
    assert ("村里", "村里名稱") in found.renamed
    assert {"區域別代碼"} <= set(found.added)


def test_a_key_is_one_column_or_two_and_never_a_contact(tmp_path):
    (tmp_path / "a.csv").write_text(
        "電話,里,月,量\n0911,甲,1,5.5\n0912,甲,2,6.5\n0913,乙,1,7.5\n0914,乙,2,8.5\n", encoding="utf-8"
    )
    (entry,) = lk.take_inventory(tmp_path).entries
    assert entry.keys == ("里", "月")


def test_the_typed_columns_are_those_of_the_form():
    assert TYPED == ("來源", "蒐集方式", "更新頻率", "權責單位", "法律依據", "個資")


def test_what_a_recipe_could_mend_is_offered_and_not_changed():
    import pandas as pd

    frame = pd.DataFrame(
        {
            "規費": ["1,200", "－", "300", " 45"],
            "時間": ["5分", "12分", "7分", "1,000分"],
            "編號": ["Ａ1", "B2", "C3", "D4"],
            "日期": ["113/1/5", "113/2/30", "113/3/1", "113/4/1"],
        }
    )
    told = {(one.code, one.place): one.count for one in lk.profile(pd.concat([frame] * 5)).findings}
    assert told[("offer_marks", "規費")] == 5
    assert told[("offer_thousands", "規費")] == 5
    assert told[("offer_blanks", "規費")] == 5
    assert told[("offer_unit", "時間")] == 20
    assert told[("offer_full_width", "編號")] == 5
    assert "1,200" in set(frame["規費"])


def test_days_that_do_not_exist_are_counted():
    import pandas as pd

    days = ["113/1/5"] * 20 + ["113/2/30"]
    assert [(one.code, one.count) for one in lk.profile(pd.DataFrame({"日期": days})).findings] == [
        ("offer_impossible", 1)
    ]
