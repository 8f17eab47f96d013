"""The reviewers' sheets: written, filled as people do, read back, and every fault told with its place."""

import io
import shutil
import subprocess
import zipfile
from fractions import Fraction

import openpyxl
import pytest

import labkit as lk
from labkit.coaching.selection.sheet_layout import score_sheet
from labkit.coaching.selection.sheet_ods import to_ods
from labkit.coaching.selection.sheet_reading import read_sheets
from labkit.coaching.selection.sheet_xlsx import to_xlsx
from tests.coaching.selection.made_up_selection import selection
from tests.conftest import IN_CI


def sheets(told):
    return {one.id: score_sheet(told, "written", told.applications, one) for one in told.reviewers}


ONE = selection(reviewers=[{"id": "R1", "name": "閻羅十"}, {"id": "R2", "name": "鄺金鑫"}])


@pytest.fixture
def told():
    small = selection().applications[:3]
    return ONE.model_copy(update={"applications": small})


def filled(path, sheet, changes=()):
    """Fill every score with 70 and then change single cells (A1 notation)."""
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(sheet)))
    page = book["評分表"]
    for row in page.iter_rows(min_row=5, max_row=4 + len(sheet.applications), min_col=5, max_col=8):
        for cell in row:
            cell.value = cell.value or 70
    for place, value in changes:
        page[place] = value
    book.save(path)
    return path


def refusal(tmp_path, told, changes=(), reviewer="R1"):
    every = sheets(told)
    paths = [filled(tmp_path / f"{one}.xlsx", every[one], changes if one == reviewer else ()) for one in every]
    with pytest.raises(lk.LabkitError) as error:
        read_sheets(paths, every)
    return str(error.value)


def test_labels_are_locked_scores_are_open_and_excel_checks_the_scale(told):
    page = openpyxl.load_workbook(io.BytesIO(to_xlsx(sheets(told)["R2"])))["評分表"]
    assert page.protection.sheet
    assert all(page[place].protection.locked for place in ("A1", "B2", "C2", "E4", "A5", "D5", "E7"))
    assert not any(page[place].protection.locked for place in ("E5", "H6", "I5"))
    assert [page[place].value for place in ("E4", "H4", "B2", "C2")] == [
        "資料完整性（25%）", "未來擴散性（25%）", "R2", "鄺金鑫",
    ]  # fmt: skip
    assert [page[f"{column}7"].value for column in "EFGH"] == ["迴避"] * 4
    checked = {str(one.sqref): (one.type, one.formula1, one.formula2) for one in page.data_validations.dataValidation}
    assert checked == {f"E{row}:H{row}": ("whole", "0", "100") for row in (5, 6)}


def test_decimals_and_another_scale_are_checked_too(told):
    fine = type(told).model_validate({**told.model_dump(), "scale": {"low": 1, "high": 10, "decimals": 1}})
    page = openpyxl.load_workbook(io.BytesIO(to_xlsx(sheets(fine)["R1"])))["評分表"]
    rule = page.data_validations.dataValidation[0]
    assert (rule.type, rule.formula1) == ("custom", "AND(ISNUMBER(E5),E5>=1,E5<=10,ROUND(E5,1)=E5)")


def test_a_long_topic_makes_its_row_higher_and_no_other(told):
    apps = [one.model_dump() for one in told.applications]
    apps[1]["topic"] = "以跨機關資料串接縮短民眾等候時間並預測尖峰人力需求之整合性服務優化計畫" * 2
    long = sheets(type(told).model_validate({**told.model_dump(), "applications": apps}))["R1"]
    assert [long.lines(row) for row in long.rows] == [2, 5, 2]
    page = openpyxl.load_workbook(io.BytesIO(to_xlsx(long)))["評分表"]
    assert [page.row_dimensions[row].height for row in (5, 6, 7)] == [33.75, 84.75, 33.75]
    with zipfile.ZipFile(io.BytesIO(to_ods(long))) as parts:
        assert 'style:row-height="3.0cm"' in parts.read("content.xml").decode()


def test_the_same_sheet_makes_the_same_bytes_in_both_formats(told):
    sheet = sheets(told)["R1"]
    assert to_xlsx(sheet) == to_xlsx(sheet)
    assert to_ods(sheet) == to_ods(sheet)


def test_the_ods_is_locked_and_checked_too(told):
    with zipfile.ZipFile(io.BytesIO(to_ods(sheets(told)["R2"]))) as parts:
        text = parts.read("content.xml").decode()
    assert 'table:protected="true"' in text
    assert "cell-content-is-whole-number() and cell-content-is-between(0,100)" in text
    assert text.count('table:content-validation-name="lk_score"') == 8
    assert text.count('style:cell-protect="none"') == 2


def test_filled_sheets_are_read_exactly_with_remarks_and_full_width_digits(tmp_path, told):
    every = sheets(told)
    paths = [
        filled(tmp_path / "1.xlsx", every["R1"], [("E5", 81), ("F5", "８２"), ("I5", "資料來源清楚")]),
        filled(tmp_path / "2.xlsx", every["R2"]),
    ]
    found, scores = read_sheets(paths, every)
    assert scores["R1", "A1"] == (81, 82, 70, 70)
    assert ("R2", "A3") not in scores
    assert len(scores) == 5
    assert [one.reviewer for one in found] == ["R1", "R2"]
    assert found[0].remarks == {"A1": "資料來源清楚"}


def test_halves_are_read_exactly_where_the_scale_has_decimals(tmp_path):
    told = selection(scale={"low": 1, "high": 10, "decimals": 1}, reviewers=[{"id": "R1", "name": "甲"}], conflicts=[])
    every = sheets(told)
    changes = [(f"{column}{row}", 7.1) for column in "EFGH" for row in range(5, 13)]
    _, scores = read_sheets([filled(tmp_path / "1.xlsx", every["R1"], changes)], every)
    assert set(scores.values()) == {(Fraction("7.1"),) * 4}


@pytest.mark.parametrize(
    ("changes", "reviewer", "said"),
    [
        ([("F6", None)], "R1", "R1.xlsx：第 6 列 F 欄 應用可行性（25%）：未填分數（A2）。"),
        ([("F6", 101)], "R1", "第 6 列 F 欄 應用可行性（25%）：超出 0–100 分（A2）。"),
        ([("F6", -1)], "R1", "超出 0–100 分"),
        ([("F6", 70.5)], "R1", "應為整數"),
        ([("F6", "約 70")], "R1", "不是數字"),
        ([("F6", "1e1")], "R1", "不是數字"),
        ([("F6", "迴避")], "R1", "conflicts 裡沒有登錄"),
        ([("E7", 70)], "R2", "R2.xlsx：第 7 列 E 欄：R2 應迴避，不可填分，這一格請寫「迴避」（A3）。"),
        ([("E7", None)], "R2", "請寫「迴避」"),
        ([("A6", "A77")], "R1", "第 6 列 A 欄的編號不在申請案清單裡"),
        ([("A6", "A77")], "R1", "少了 A2 這一列"),
        ([("A6", "A1")], "R1", "A1 出現兩次"),
        ([("B6", "別的機關")], "R1", "第 6 列 B 欄的機關與申請案清單不符，請改回「示範2市政府」。"),
        ([("F4", "應用可行性（50%）")], "R1", "第 4 列 F 欄的欄名應為「應用可行性（25%）」"),
        ([("A1", "別的表")], "R1", "別的年度或別的輪次"),
        ([("B2", "R9")], "R1", "第 2 列 B 欄的委員代號不在 reviewers 清單裡"),
        ([("C2", "別人")], "R1", "姓名與 R1 不符"),
        ([("B2", "R2"), ("C2", "鄺金鑫")], "R1", "應迴避"),
        ([("B10", "70")], "R1", "第 10 列 A 欄的編號不在申請案清單裡"),
    ],
)
def test_a_faulty_cell_is_refused_with_its_file_row_and_column(tmp_path, told, changes, reviewer, said):
    assert said in refusal(tmp_path, told, changes, reviewer)


def test_every_fault_of_every_sheet_is_told_at_once_and_no_score_is_quoted(tmp_path, told):
    text = refusal(tmp_path, told, [("E5", 999), ("F6", None), ("G6", "秘密")])
    assert "3 處" in text
    assert all(place in text for place in ("第 5 列 E 欄", "第 6 列 F 欄", "第 6 列 G 欄"))
    assert "999" not in text
    assert "秘密" not in text


def test_the_row_of_a_withdrawn_application_is_closed_and_whatever_stands_there_counts_nowhere(tmp_path, told):
    gone = type(told).model_validate({**told.model_dump(), "withdrawn": [{"application": "A2", "reason": "放棄"}]})
    before, after = sheets(told), sheets(gone)
    page = openpyxl.load_workbook(io.BytesIO(to_xlsx(after["R1"])))["評分表"]
    assert [page[f"{column}6"].value for column in "EFGH"] == ["撤案"] * 4
    paths = [filled(tmp_path / "1.xlsx", before["R1"], [("E6", None)]), filled(tmp_path / "2.xlsx", after["R2"])]
    _, scores = read_sheets(paths, after)
    assert sorted(scores) == [("R1", "A1"), ("R1", "A3"), ("R2", "A1")]


def test_two_sheets_of_one_reviewer_count_once_if_equal_and_are_refused_if_not(tmp_path, told):
    every = sheets(told)
    one = filled(tmp_path / "1.xlsx", every["R1"])
    again, two = tmp_path / "1b.xlsx", filled(tmp_path / "2.xlsx", every["R2"])
    shutil.copy(one, again)
    found, scores = read_sheets([one, again, two], every)
    assert (len(found), len(scores)) == (3, 5)
    filled(again, every["R1"], [("E6", 71)])
    with pytest.raises(lk.LabkitError, match=r"1.xlsx 與 1b.xlsx：都是 R1 的評分表，但 A2 的分數不同"):
        read_sheets([one, again, two], every)


def test_a_sheet_that_has_not_come_in_is_named_and_not_guessed(tmp_path, told):
    every = sheets(told)
    with pytest.raises(lk.LabkitError, match="還沒有收到 R2 的評分表"):
        read_sheets([filled(tmp_path / "1.xlsx", every["R1"])], every)


def test_a_file_that_is_no_sheet_of_this_is_refused(tmp_path, told):
    book = openpyxl.Workbook()
    book.active.append(["甲", "乙"])
    book.save(tmp_path / "x.xlsx")
    (tmp_path / "y.xlsx").write_bytes(b"no workbook")
    with pytest.raises(lk.LabkitError, match="沒有工作表「評分表」") as error:
        read_sheets([tmp_path / "x.xlsx", tmp_path / "y.xlsx"], sheets(told))
    assert "y.xlsx" in str(error.value)


def test_a_sheet_that_libreoffice_saved_again_is_read_alike(tmp_path, told):
    soffice = shutil.which("soffice")
    if not soffice and not IN_CI:
        pytest.skip("LibreOffice is not installed")
    every = sheets(told)
    one, two = filled(tmp_path / "1.xlsx", every["R1"]), filled(tmp_path / "2.xlsx", every["R2"])
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "ods", "--outdir", tmp_path, one, two]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    _, scores = read_sheets([one, two], every)
    (tmp_path / "blank.ods").write_bytes(to_ods(every["R2"]))
    command = [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", tmp_path, tmp_path / "blank.ods"]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    page = openpyxl.load_workbook(tmp_path / "blank.xlsx")["評分表"]
    assert page.protection.sheet
    assert [page[place].protection.locked for place in ("A5", "E5", "E7", "I5")] == [True, False, True, False]
    rule = page.data_validations.dataValidation[0]
    assert (rule.type, rule.formula1, rule.formula2) == ("whole", "0", "100")
    assert read_sheets([tmp_path / "1.ods", tmp_path / "2.ods"], every)[1] == scores


def test_the_blank_ods_says_what_is_missing_exactly_like_the_blank_xlsx(tmp_path, told):
    every = sheets(told)
    said = []
    for suffix, render in (("xlsx", to_xlsx), ("ods", to_ods)):
        path = tmp_path / f"a.{suffix}"
        path.write_bytes(render(every["R2"]))
        with pytest.raises(lk.LabkitError) as error:
            read_sheets([path], every)
        said.append(str(error.value).replace(f".{suffix}", ""))
    assert said[0] == said[1]
    assert "整份都還沒有填分數" in said[0]


def test_a_sheet_under_another_name_is_known_by_its_title(tmp_path, told):
    every = sheets(told)
    paths = [filled(tmp_path / f"{one}.xlsx", every[one]) for one in every]
    book = openpyxl.load_workbook(paths[0])
    book["評分表"].title = "工作表1"
    book.save(paths[0])
    assert read_sheets(paths, every)[1]["R1", "A1"] == (70,) * 4


def test_a_workbook_with_two_score_sheets_is_asked_about_and_neither_is_passed_over(tmp_path, told):
    every = sheets(told)
    paths = [filled(tmp_path / f"{one}.xlsx", every[one]) for one in every]
    book = openpyxl.load_workbook(paths[0])
    book.copy_worksheet(book["評分表"])["E5"] = 99
    book.save(paths[0])
    with pytest.raises(lk.LabkitError, match=r"R1.xlsx：有 2 張工作表都是評分表，請向委員確認，只留一張"):
        read_sheets(paths, every)


def test_files_of_one_name_in_two_folders_are_told_apart(tmp_path, told):
    every = sheets(told)
    (tmp_path / "第二次").mkdir()
    paths = [
        filled(tmp_path / "R1.xlsx", every["R1"]),
        filled(tmp_path / "R2.xlsx", every["R2"]),
        filled(tmp_path / "第二次" / "R1.xlsx", every["R1"], [("E5", 71)]),
    ]
    with pytest.raises(lk.LabkitError, match=rf"{tmp_path.name}/R1.xlsx 與 第二次/R1.xlsx：都是 R1 的評分表，但 A1"):
        read_sheets(paths, every)


@pytest.mark.parametrize("score", ["8²", "⑧", "½", "Ⅷ", "八十", "８e１", "+80"])
def test_a_sign_that_only_looks_like_a_number_is_no_score(tmp_path, told, score):
    assert "第 5 列 E 欄 資料完整性（25%）：不是數字（A1）" in refusal(tmp_path, told, [("E5", score)])


def test_a_blank_sheet_is_told_in_one_line(tmp_path, told):
    blank = [(f"{column}{row}", None) for column in "EFGH" for row in (5, 6, 7)]
    said = refusal(tmp_path, told, blank)
    assert "R1.xlsx：整份都還沒有填分數；如果已填在另一個檔，請把這一份移走。" in said
    assert "未填分數" not in said


def test_text_beside_the_form_is_told_and_not_lost(tmp_path, told):
    assert "第 6 列 K 欄的文字在表格外" in refusal(tmp_path, told, [("K6", "這一案請重審")])


def test_who_is_away_leaves_no_remark_either(tmp_path, told):
    assert "第 7 列 I 欄：R2 應迴避，意見欄請留空（A3）。" in refusal(tmp_path, told, [("I7", "很好")], "R2")


def test_a_name_typed_after_the_signatures_label_is_no_new_row(tmp_path, told):
    every = sheets(told)
    paths = [filled(tmp_path / f"{one}.xlsx", every[one], [("A9", "委員簽名：某某")]) for one in every]
    assert len(read_sheets(paths, every)[1]) == 5


def test_names_in_the_signs_of_old_code_tables_are_known_again(tmp_path):
    rare = "\uf9e1\uf9d1"  # compatibility ideographs: composing turns them into 李 and 六
    told = selection(reviewers=[{"id": "R1", "name": rare}], conflicts=[], programme=f"{rare}計畫")
    every = sheets(told)
    assert len(read_sheets([filled(tmp_path / "1.xlsx", every["R1"])], every)[1]) == 8


def test_rows_that_were_sorted_hidden_or_spaced_out_keep_their_scores(tmp_path, told):
    every = sheets(told)
    paths = [filled(tmp_path / f"{one}.xlsx", every[one], [("E5", 11), ("E6", 22), ("E7", 33)]) for one in ("R1",)]
    book = openpyxl.load_workbook(paths[0])
    page = book["評分表"]
    rows = [[cell.value for cell in page[row]] for row in (7, 5, 6)]
    for row, cells in zip((5, 6, 7), rows, strict=True):
        for at, value in enumerate(cells, 1):
            page.cell(row, at).value = value
    page.insert_rows(6)
    page.row_dimensions[5].hidden = True
    book.save(paths[0])
    _, scores = read_sheets([*paths, filled(tmp_path / "R2.xlsx", every["R2"])], every)
    assert [scores["R1", one][0] for one in ("A1", "A2", "A3")] == [11, 22, 33]
