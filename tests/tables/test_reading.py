import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

import labkit as lk
from labkit.core.errors import (
    ChildFailed,
    FileBroken,
    FileEmpty,
    FileMissing,
    FormatUnknown,
    LayoutRefused,
    NotATable,
    WorkbookLocked,
)
from labkit.tables.encoding import decode
from labkit.tables.formats.csv import guess_delimiter
from labkit.tables.sheet import value_like


def csv_of(tmp_path, text, encoding="utf-8", name="x.csv"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def xlsx_of(tmp_path, rows, merges=(), name="x.xlsx"):
    path = tmp_path / name
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("資料")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell is not None:
                sheet.write(r, c, cell)
    for top, left, bottom, right, text in merges:
        sheet.merge_range(top, left, bottom, right, text)
    book.close()
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_rung_of_the_ladder_reads_the_same_table(tmp_path, encoding):
    path = csv_of(tmp_path, "里,件\n新安里,3\n福星里,05\n" + "abc,1\n" * 40, encoding)
    table = lk.read(path)
    assert table.frame["里"].tolist()[:2] == ["新安里", "福星里"]
    assert table.frame["件"].tolist()[:2] == ["3", "05"]
    assert table.source.encoding.replace("utf-16-le", "utf-16").startswith(encoding[:6])


def test_user_defined_characters_stay_visible_and_are_reported(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes("里,件\n".encode("cp950") + b"\x95\xcd" + "行里,3\n".encode("cp950"))
    table = lk.read(path)
    assert "\ue000" <= table.frame["里"][0][0] <= "\uf8ff"
    assert table.frame["里"][0][1:] == "行里"
    assert table.findings[0].sentence == "欄位「里」有 1 格含造字或無法對應的字（第 2 列起），已原樣保留。"


@given(st.binary(max_size=60))
def test_any_bytes_are_decoded_or_refused(data):
    try:
        assert decode(data, place="x").text
    except (FileEmpty, NotATable) as error:
        assert str(error)


def test_titles_headers_totals_notes_and_blanks_are_told_apart(tmp_path):
    text = "115年1月各里人口,,\n,,\n區,里,人口\n松山區,松山區,30\n松山區,甲里,10\n松山區,乙里,20\n,,\n區,里,人口\n合計,,60\n資料提供日期：115年2月1日,,\n"
    table = lk.read(csv_of(tmp_path, text))
    source = table.source
    assert (source.title_rows, source.header_rows, source.total_rows) == ([1, 2], [3], [4, 9])
    assert (source.note_rows, source.blank_rows, source.repeated_header_rows) == ([10], [7], [8])
    assert table.frame.to_dict("list") == {"區": ["松山區", "松山區"], "里": ["甲里", "乙里"], "人口": [10, 20]}
    assert table.arrow.column("__row__").to_pylist() == [5, 6]


def test_every_record_of_a_file_stands_in_exactly_one_list(tmp_path):
    text = "標題,,\n區,里,人口\nA,甲,1\nA,乙,2\n合計,,3\n註：暫估,,\n"
    source = lk.read(csv_of(tmp_path, text)).source
    rows = lk.read(csv_of(tmp_path, text)).arrow.column("__row__").to_pylist()
    lists = [
        source.title_rows,
        source.header_rows,
        source.total_rows,
        source.note_rows,
        source.blank_rows,
        source.repeated_header_rows,
        rows,
    ]
    assert sorted(number for one in lists for number in one) == list(range(1, 7))


def test_a_file_without_a_header_gets_numbered_columns(tmp_path):
    table = lk.read(csv_of(tmp_path, "1,2024-01-05,甲\n2,2024-01-06,乙\n3,2024-01-07,丙\n"))
    assert table.columns == ["欄1", "欄2", "欄3"]
    assert len(table) == 3
    assert table.source.header_rows == []


def test_of_two_header_rows_in_two_languages_the_chinese_one_names(tmp_path):
    table = lk.read(csv_of(tmp_path, "CODE,NAME,COUNT\n代碼,名稱,件數\nA1,甲,1\nA2,乙,2\nA3,丙,3\n"))
    assert table.columns == ["代碼", "名稱", "件數"]
    assert table.source.header_rows == [1, 2]


def test_a_layout_is_replayed_and_not_guessed_again(tmp_path):
    path = csv_of(tmp_path, "區,人口\n甲,1\n合計,1\n")
    kept = lk.read(path, layout={"keep": ["total"], "types": "text"})
    assert kept.frame.to_dict("list") == {"區": ["甲", "合計"], "人口": ["1", "1"]}
    bare = lk.read(path, layout={"header_rows": [], "total_rows": []})
    assert (bare.columns, len(bare)) == (["欄1", "欄2"], 3)
    with pytest.raises(LayoutRefused):
        lk.read(path, layout={"header_rows": [9]})
    with pytest.raises(lk.LabkitError, match="是不是「header_rows」"):
        lk.read(path, layout={"header_row": [1]})


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [("a;b\n1;2\n", ";"), ("a\tb\n1\t2\n", "\t"), ("a|b\n1|2\n", "|"), ("a,b\n1,2\n", ","), ('a\n"1,2"\n', ",")],
)
def test_the_delimiter_is_the_one_that_cuts_evenly(text, delimiter):
    assert guess_delimiter(text)[0] == delimiter


def test_quotes_line_breaks_and_ragged_rows_stay_whole(tmp_path):
    table = lk.read(csv_of(tmp_path, '里,話\n甲,"他說""好""，\n再見"\n乙\n丙,好,多的\n'))
    assert table.frame["話"].tolist() == ['他說"好"，\n再見', None, "好"]
    assert table.frame["欄3"].tolist() == [None, None, "多的"]


def test_only_columns_that_lose_no_sign_become_numbers(tmp_path):
    table = lk.read(csv_of(tmp_path, '代碼,量,率,年月,千分\n05,5,1.50,113.10,"1,200"\n12,-7,0.25,113.9,300\n'))
    assert table.schema == {"代碼": "text", "量": "number", "率": "number", "年月": "text", "千分": "text"}
    assert table.frame["量"].tolist() == [5, -7]


def test_a_workbook_keeps_types_and_merged_headers(tmp_path):
    rows = [
        ["示範登記簿"],
        ["收件", None, "費用"],
        ["日期", "字號", "金額"],
        ["113/1/5", "001", 100],
        ["113/1/6", "002", 50.5],
        ["合計", None, 150.5],
    ]
    path = xlsx_of(tmp_path, rows, merges=[(1, 0, 1, 1, "收件")])
    table = lk.read(path)
    assert table.columns == ["收件_日期", "收件_字號", "費用_金額"]
    assert table.frame["收件_字號"].tolist() == ["001", "002"]
    assert table.frame["費用_金額"].tolist() == [100.0, 50.5]
    assert (table.source.title_rows, table.source.header_rows, table.source.total_rows) == ([1], [2, 3], [6])


def test_vertical_merges_fill_texts_down_and_leave_numbers_once(tmp_path):
    rows = [["區", "數", "里"], ["甲區", 3, "a里"], [None, None, "b里"], ["乙區", 1, "c里"]]
    path = xlsx_of(tmp_path, rows, merges=[(1, 0, 2, 0, "甲區"), (1, 1, 2, 1, 3)])
    frame = lk.read(path).frame
    assert frame["區"].tolist() == ["甲區", "甲區", "乙區"]
    assert frame["數"].isna().tolist() == [False, True, False]


def test_read_takes_the_first_sheet_with_records_and_read_all_takes_each(tmp_path):
    path = tmp_path / "x.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("空白")
    for name in ("甲", "乙"):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["里", "件"])
        sheet.write_row(1, 0, [name, 1])
    book.close()
    table = lk.read(path)
    assert (table.source.sheet, table.frame["里"][0]) == ("甲", "甲")
    assert table.findings[-1].code == "other_sheets"
    assert list(lk.read_all(path)) == ["甲", "乙"]
    assert lk.read(path, sheet="乙").frame["里"][0] == "乙"
    with pytest.raises(LayoutRefused, match="沒有工作表"):
        lk.read(path, sheet="丙")


def test_bad_files_are_each_one_clear_refusal(tmp_path):
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as package:
        package.writestr("a.txt", "x")
    cases = {
        "none.csv": (None, FileMissing),
        "empty.csv": (b"", FileEmpty),
        "blank.csv": (b"\r\n \r\n", FileEmpty),
        "header_only.csv": ("區,里\n".encode(), FileEmpty),
        "binary.csv": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), NotATable),
        "zip.csv": (b"PK\x03\x04" + b"\x00" * 99, NotATable),
        "noise.csv": (bytes(range(128, 256)) * 9, NotATable),
        "nul.csv": (b"a,b\x00,c\n" * 9, NotATable),
        "locked.xlsx": (locked, WorkbookLocked),
        "html.xls": (b"<html></html>", NotATable),
        "broken.xlsx": (broken.getvalue(), FileBroken),
        "broken.xls": (locked, (FileBroken, ChildFailed)),
        "empty.ods": (b"", FileEmpty),
        "a.docx": (b"x", FormatUnknown),
    }
    for name, (data, kind) in cases.items():
        if data is not None:
            (tmp_path / name).write_bytes(data)
        with pytest.raises(kind) as refused:
            lk.read(tmp_path / name)
        assert name in str(refused.value)


def test_a_real_password_is_told_from_damage(tmp_path):
    olefile = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "秘密.xlsx").write_bytes(olefile)
    with pytest.raises(WorkbookLocked, match="移除密碼"):
        lk.read(tmp_path / "秘密.xlsx")


@given(
    st.lists(
        st.lists(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=6), min_size=2, max_size=4),
        min_size=1,
        max_size=8,
    )
)
def test_any_csv_is_read_with_every_record_in_one_list_or_refused(tmp_path_factory, rows):
    import csv

    path = tmp_path_factory.mktemp("any") / "x.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    try:
        table = lk.read(path)
    except lk.LabkitError:
        return
    source = table.source
    kept = table.arrow.column("__row__").to_pylist()
    lists = [
        source.title_rows,
        source.header_rows,
        source.total_rows,
        source.note_rows,
        source.blank_rows,
        source.repeated_header_rows,
        kept,
    ]
    numbers = sorted(number for one in lists for number in one)
    assert numbers == list(range(1, len(numbers) + 1))


def test_missing_marks_and_dates_count_as_values():
    assert all(map(value_like, ["…", "－", "113年1月5日", "(1,200)", "12.5%"]))
    assert not any(map(value_like, ["戶數", "里別", "備註"]))


def test_a_quote_that_is_never_closed_is_refused_with_its_record(tmp_path):
    path = csv_of(tmp_path, '里,備註,件\n新安里,ok,1\n福星里,"5吋,2\n大安里,ok,3\n')
    with pytest.raises(FileBroken, match="第 3 筆的引號沒有成對"):
        lk.read(path)


def test_equal_names_side_by_side_are_no_total_without_proof(tmp_path):
    text = "戶籍區,收件區,件數,案號\n大安區,大安區,1,A1\n大安區,大安區,1,A2\n信義區,大安區,2,A3\n信義區,中山區,5,A4\n"
    assert len(lk.read(csv_of(tmp_path, text))) == 4


def test_rows_that_a_guess_set_aside_are_said_and_a_layout_brings_them_back(tmp_path):
    path = csv_of(tmp_path, "區,件\n甲,1\n乙,2\n合計,3\n資料提供日期：115年2月1日,\n")
    assert [finding.code for finding in lk.read(path).findings] == ["total_rows", "note_rows"]
    told = lk.read(path, layout={"total_rows": [], "note_rows": []})
    assert (len(told), told.findings) == (4, ())


def test_a_word_in_the_first_cell_of_a_column_of_numbers_makes_no_second_header(tmp_path):
    table = lk.read(csv_of(tmp_path, "里,件數\n新安里,未統計\n福星里,3\n大安里,4\n和平里,5\n吉祥里,6\n永康里,9\n"))
    assert (table.columns, len(table)) == (["里", "件數"], 6)


def test_a_stated_layout_loses_no_row_and_a_typing_error_is_refused(tmp_path):
    path = csv_of(tmp_path, "a,b\n1,2\nc,d\n3,4\n")
    with pytest.raises(LayoutRefused, match="相連"):
        lk.read(path, layout={"header_rows": [1, 3]})
    with pytest.raises(lk.LabkitError, match="keep"):
        lk.read(path, layout={"keep": ["totals"]})


def test_codes_that_a_number_would_merge_stay_text(tmp_path):
    table = lk.read(csv_of(tmp_path, "條,率\n1.1,0.5\n1.10,0.25\n2,1\n"))
    assert table.schema == {"條": "text", "率": "number"}


def test_names_that_differ_only_in_case_stay_apart(tmp_path):
    assert lk.read(csv_of(tmp_path, "ID,id,n\nx,y,1\nz,w,2\n")).columns == ["ID", "id#2", "n"]


def test_a_proposed_recipe_reads_its_own_file_with_user_defined_characters(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes("里,件\n".encode("cp950") + b"\xfa\x40" + "里,3\n".encode("cp950"))
    recipe = lk.suggest_recipe(lk.read(path))
    assert recipe.run(path).frame["里"].tolist() == lk.read(path).frame["里"].tolist()


def test_a_file_that_could_be_hkscs_is_said_and_not_read_as_such(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes("里,件\n".encode("cp950") + b"\x95\xcd" + "行里,3\n".encode("cp950") * 300)
    codes = [finding.code for finding in lk.read(path).findings]
    assert codes == ["private_use", "hkscs"]
    assert lk.read(path, layout={"encoding": "big5hkscs"}).frame["里"][0][1:] == "行里"
