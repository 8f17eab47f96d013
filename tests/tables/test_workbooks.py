"""What a workbook holds beside plain cells: blocks, form heads, sign-offs, hidden parts, formats, formulas."""

import datetime as dt

import openpyxl
import pytest

import labkit as lk
from labkit.tables.formats import _ods_traits, _xls_traits, _xlsx_traits


def book_of(tmp_path, rows, merges=(), name="x.xlsx"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "資料"
    for row in rows:
        sheet.append(row)
    for merge in merges:
        sheet.merge_cells(merge)
    book.save(tmp_path / name)
    return tmp_path / name


def test_the_furniture_of_an_official_form_is_no_header_and_its_sign_off_no_record(tmp_path):
    rows = [
        ["公 開 類", None, "編製機關", "衛生局"],
        ["年　　報", "次年4月底前填報", "表　號", "10521-05-01"],
        ["中毒案件統計"],
        ["單位：件、人"],
        ["項目", "細項", "件數", "人數"],
        ["總計", None, 9, 90],
        ["細菌", "小計1", 5, 50],
        [None, "弧菌", 3, 30],
        [None, "桿菌", 2, 20],
        ["病毒", "小計", 4, 40],
        [None, "諾羅", 4, 40],
        ["填表", "審核", "主辦業務人員", "機關長官"],
        [None, None, "主辦統計人員"],
        ["資料來源：由本署彙編。"],
        ["附註：", "1重複計數", "詳如說明"],
    ]
    table = lk.read(book_of(tmp_path, rows, ["A8:A9"]))
    source = table.source
    assert (source.title_rows, source.header_rows) == ([1, 2, 3, 4], [5])
    assert (source.total_rows, source.note_rows) == ([6, 7, 10], [12, 13, 14, 15])
    assert table.frame["件數"].tolist() == [3, 2, 4]


def test_tables_stacked_on_a_sheet_are_read_apart_with_the_numbers_of_the_sheet(tmp_path):
    rows = [
        ["里", "戶數", "人口"],
        ["甲里", 3, 9],
        ["乙里", 4, 12],
        [],
        ["類別", "件數", "天數"],
        ["陳情", 5, 2],
        ["申請", 6, 3],
    ]
    path = book_of(tmp_path, rows)
    tables = lk.read_all(path)
    assert list(tables) == ["資料", "資料#2"]
    second = tables["資料#2"]
    assert (second.columns, second.source.header_rows) == (["類別", "件數", "天數"], [5])
    assert second.arrow.column("__row__").to_pylist() == [6, 7]
    assert lk.read(path, sheet="資料#2").frame["件數"].sum() == 11
    assert lk.read(path).findings[-1].code == "other_sheets"


def test_a_page_that_repeats_its_head_goes_on_with_the_same_table(tmp_path):
    page = [["第1頁"], ["里", "戶數", "人口"]]
    rows = [*page, ["甲里", 3, 9], ["乙里", 4, 12], [], *page, ["丙里", 5, 2]]
    table = lk.read(book_of(tmp_path, rows))
    assert (table.source.repeated_header_rows, table.source.note_rows) == ([7], [6])
    assert table.frame["戶數"].tolist() == [3, 4, 5]


def test_a_deep_merged_header_is_one_header(tmp_path):
    rows = [["項目", "總計", "乳品", None], [None, None, "鮮乳", "優格"], [], [], ["甲", 3, 1, 2], ["乙", 5, 2, 3]]
    table = lk.read(book_of(tmp_path, rows, ["A1:A4", "B1:B4", "C1:D1", "C2:C4", "D2:D4"]))
    assert table.columns == ["項目", "總計", "乳品_鮮乳", "乳品_優格"]
    assert (table.source.header_rows, len(table)) == ([1, 2, 3, 4], 2)


def test_lines_printed_with_only_a_number_are_blank_and_said(tmp_path):
    table = lk.read(book_of(tmp_path, [["項次", "單位", "金額"], [1, "甲", 5], [2, "乙", 6], [3], [4]]))
    assert (len(table), table.source.blank_rows) == (2, [4, 5])
    assert [finding.code for finding in table.findings] == ["unfilled_rows"]


def test_a_list_of_texts_without_a_header_keeps_its_first_row(tmp_path):
    rows = [[f"勞動基準法第{n}條", f"未依規定辦理第{n}項。"] for n in range(1, 12)]
    table = lk.read(book_of(tmp_path, rows))
    assert (table.columns, len(table)) == (["欄1", "欄2"], 11)


def test_hidden_parts_comments_formats_and_empty_formulas_are_said(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["里", "日期", "裁處人", "計"])
    sheet.append(["甲", dt.date(2024, 1, 5), "某某", "=1+1"])
    sheet.append(["乙", 10, "某某", 4])
    for row in (2, 3):
        sheet.cell(row, 2).number_format = "[$-404]e/m/d"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet["A2"].comment = openpyxl.comments.Comment("註", "某")
    book.save(tmp_path / "x.xlsx")
    told = {finding.code: finding.count for finding in lk.read(tmp_path / "x.xlsx").findings}
    assert told == {
        "hidden_rows": 1,
        "hidden_columns": 1,
        "comments": 1,
        "uncalculated": 1,
        "roc_format": 2,
        "early_dates": 1,
    }


def test_hidden_parts_agree_with_openpyxl_on_real_files(shared):
    for path in sorted((shared / "corpus" / "files").glob("*.xlsx")):
        found = _xlsx_traits.traits(path)
        for sheet in openpyxl.load_workbook(path).worksheets:
            hidden = [number for number, row in sheet.row_dimensions.items() if row.hidden]
            assert found.get(sheet.title, {}).get("hidden_rows", []) == hidden


@pytest.mark.parametrize(
    ("file", "sheet", "hidden"),
    [
        ("dengue_104年台南市本土病例數1040821.xls", "104本土病例總表", [10]),
        ("tainan_labor_105年03月.xls", "一般勞動檢查", [7]),
    ],
)
def test_hidden_columns_of_xls_are_found(shared, file, sheet, hidden):
    assert _xls_traits.traits(shared / "corpus" / "files" / file)[sheet]["hidden_columns"] == hidden


def test_merges_of_ods_are_read_from_its_content(tmp_path):
    import odfdo

    document = odfdo.Document("spreadsheet")
    document.body.clear()
    table = odfdo.Table("資料", width=2, height=3)
    for y, row in enumerate([["區", "里"], ["甲區", "a里"], ["", "b里"]]):
        table.set_row_values(y, row)
    table.set_span((0, 1, 0, 2))
    document.body.append(table)
    document.save(tmp_path / "x.ods")
    assert _ods_traits.traits(tmp_path / "x.ods")["資料"]["merges"] == [[1, 0, 2, 0]]
    assert lk.read(tmp_path / "x.ods").frame["區"].tolist() == ["甲區", "甲區"]


def test_the_same_list_as_xlsx_and_ods_is_the_same_table(shared):
    files = shared / "corpus" / "files"
    one, other = (lk.read(files / f"cunli_107年異動清單.{suffix}").frame for suffix in ("xlsx", "ods"))
    assert one.equals(other)


def test_no_table_hides_behind_anothers_name_and_empty_sheets_are_said(tmp_path):
    book = openpyxl.Workbook()
    for title in ("資料", "資料#2", "空白"):
        sheet = book.create_sheet(title)
        rows = [
            ["里", "戶數", "人口"],
            ["甲", 3, 9],
            ["乙", 4, 8],
            [],
            ["類", "件數", "天數"],
            ["丙", 5, 1],
            ["丁", 6, 2],
        ]
        for row in rows if title == "資料" else rows[:2] if title == "資料#2" else rows[:1]:
            sheet.append(row)
    del book["Sheet"]
    book.save(tmp_path / "x.xlsx")
    tables = lk.read_all(tmp_path / "x.xlsx")
    assert {name: len(table) for name, table in tables.items()} == {"資料": 2, "資料#2": 2, "資料#2#2": 1}
    assert "empty_sheets" in {finding.code for finding in tables["資料"].findings}


def test_a_stated_header_is_looked_for_on_the_sheet_that_has_it(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["封面"])
    sheet = book.create_sheet("資料")
    for row in (["標題"], [], ["里", "件"], ["甲", 1]):
        sheet.append(row)
    book.save(tmp_path / "x.xlsx")
    assert lk.read(tmp_path / "x.xlsx", layout={"header_rows": [3]}).source.sheet == "資料"


def test_a_list_of_people_without_a_header_keeps_the_first_person(tmp_path):
    rows = [[f"王小{n}", f"A1{n:08}", "民政局"] for n in range(10, 60)]
    table = lk.read(book_of(tmp_path, rows))
    assert (table.columns, len(table)) == (["欄1", "欄2", "欄3"], 50)


def test_a_workbook_under_anothers_suffix_is_read_by_its_content(tmp_path, shared):
    source = shared / "corpus" / "files" / "tainan_labor_104年8月.xls"
    (tmp_path / "a.xlsx").write_bytes(source.read_bytes())
    assert lk.read(tmp_path / "a.xlsx").frame.equals(lk.read(source).frame)
    book_of(tmp_path, [["里", "件"], ["甲", 1]], name="b.xlsx").rename(tmp_path / "b.xls")
    assert lk.read(tmp_path / "b.xls").frame["件"].tolist() == [1]


def test_error_values_are_counted_since_they_read_as_missing(tmp_path):
    table = lk.read(book_of(tmp_path, [["里", "件數"], ["新安", "#N/A"], ["中正", 5]]))
    assert [(one.code, one.count) for one in table.findings] == [("error_cells", 1)]
