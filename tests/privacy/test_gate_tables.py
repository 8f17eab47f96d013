"""Tables are judged by column: codes that pass a check by chance are let through, what few cells hold is not."""

import json
import random

import pandas as pd
import pytest

import labkit as lk
from labkit.core.document import Document, Grid
from labkit.documents.save import save_document
from labkit.privacy.release_gate import Allowed
from labkit.taiwan.identifiers import is_national_id

NOISE = random.Random(7)
CODES = [f"A1{NOISE.randrange(10**8):08}" for _ in range(200)]
NAMES = ["王小明", "陳大文", "林美玲", "張志豪", "黃淑芬", "李建國", "吳雅婷", "劉俊傑", "蔡佳穎", "楊怡君"]


def csv(folder, text, name="a.csv"):
    (folder / name).write_text(text, encoding="utf-8")
    return lk.gate(folder)


def table(folder, columns, suffix="csv"):
    frame = pd.DataFrame(columns)
    path = folder / f"a.{suffix}"
    if suffix == "parquet":
        frame.to_parquet(path)
    elif suffix in {"xlsx", "ods"}:
        save_document(Document("表", (Grid.of(list(frame.columns), frame.to_numpy().tolist()),)), path)
    elif suffix == "html":
        frame.to_html(path)
    elif suffix == "json":
        path.write_text(json.dumps(frame.to_dict(orient="records")), encoding="utf-8")
    else:
        frame.to_csv(path, index=False, sep="\t" if suffix == "tsv" else ",")
    return path


TABLES = ["csv", "tsv", "xlsx", "ods", "parquet", "html"]


@pytest.mark.parametrize("suffix", TABLES)
def test_product_codes_of_the_form_of_an_identifier_pass(tmp_path, suffix):
    assert any(map(is_national_id, CODES))
    table(tmp_path, {"料號": CODES, "件": range(200)}, suffix)
    result = lk.gate(tmp_path)
    assert result.passed, result.frame.to_string()


@pytest.mark.parametrize("suffix", TABLES)
def test_an_identifier_among_codes_of_other_forms_is_caught(tmp_path, suffix):
    codes = [f"M{number:05}" for number in NOISE.sample(range(10**5), 200)]
    table(tmp_path, {"會員編號": [*codes, "A123456789"]}, suffix)
    found = lk.gate(tmp_path).frame
    assert found["entity"].tolist() == ["TW_NATIONAL_ID"]
    assert found["count"].tolist() == [1]


@pytest.mark.parametrize("suffix", [*TABLES, "json"])
def test_names_are_told_by_their_column(tmp_path, suffix):
    table(tmp_path, {"姓名": NAMES, "件": range(10)}, suffix)
    assert "PERSON" in lk.gate(tmp_path).frame["entity"].tolist()


def test_numbers_that_lost_their_zero_are_told_by_their_column(tmp_path):
    table(tmp_path, {"手機": [912345678, 923456789, 934567890]}, "xlsx")
    assert lk.gate(tmp_path).frame["entity"].tolist() == ["TW_MOBILE"]


@pytest.mark.parametrize(
    "head",
    [
        "113年度清冊,,\n姓名,里,件\n",
        "113年度清冊,,\n製表：甲,,\n\n姓名,里,件\n",
        "申請人資料,,統計\n姓名,里,件\n",
        "姓名,里,112\n",
        "",
    ],
    ids=["a title", "titles and a blank row", "a merged header", "a year in the header", "no header"],
)
def test_titles_years_and_absent_headers_hide_no_names(tmp_path, head):
    rows = "".join(f"{name},新安里,{number}\n" for number, name in enumerate(NAMES))
    assert "PERSON" in csv(tmp_path, head + rows).frame["entity"].tolist()


def test_a_blank_row_in_a_table_does_not_part_it_from_its_header(tmp_path):
    rows = [f"2345{number:04},{number}\n" for number in range(1000, 9000, 1000)]
    found = csv(tmp_path, "聯絡電話,件\n新安里,1\n\n" + "".join(rows)).frame
    assert found["entity"].tolist() == ["TW_LANDLINE"]


def test_words_that_name_columns_are_no_names_where_they_are_listed(tmp_path):
    result = csv(tmp_path, "欄位,角色\n陳情人,直接識別\n姓名,直接識別\n里別,一般\n管理人,直接識別\n地址,直接識別\n")
    assert result.passed, result.frame.to_string()


def test_spans_in_a_web_table_do_not_shift_its_columns(tmp_path):
    rows = "".join(f"<tr><td>{name}</td><td>1</td></tr>" for name in NAMES[1:])
    head = "<tr><th>里</th><th>姓名</th><th>件</th></tr>"
    body = f"<tr><td rowspan=10>新安里</td><td>{NAMES[0]}</td><td>1</td></tr>{rows}"
    found = csv(tmp_path, f"<table>{head}{body}</table>", name="a.html").frame
    assert found[["place", "count"]].to_numpy().tolist() == [["網頁的表格第 2 欄「姓名」第 2、3、4 列等", 10]]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", "<p><b>A123456789</b><i>12</i></p>"),
        ("a.html", "<table><tr><td>碼</td></tr><tr><td><b>A123456789</b><i>12</i></td></tr></table>"),
        ("a.svg", "<svg><text><tspan>A123456789</tspan><tspan>12</tspan></text></svg>"),
    ],
)
def test_a_value_beside_another_run_is_caught_though_joined_they_are_none(tmp_path, name, text):
    assert not csv(tmp_path, text, name=name).passed


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "| 件 | 姓名 |\n|---|---|\n" + "".join(f"| 1 | {name} |\n" for name in NAMES)),
        ("a.html", "<p>聯絡電話：<br>23456789</p>"),
        ("a.txt", "聯絡電話：\n23456789\n"),
        ("a.json", '{"姓名": "王小明", "聯絡電話": "23456789"}'),
        ("a.yml", "聯絡電話: 23456789\n"),
    ],
)
def test_a_text_that_is_only_told_by_what_stands_before_it_is_caught(tmp_path, name, text):
    assert not csv(tmp_path, text, name=name).passed


def test_a_name_beside_a_masked_number_is_told_by_its_column(tmp_path):
    cells = "".join(f"{name} 0912***{number}78\n" for number, name in enumerate(NAMES))
    assert lk.scan(pd.DataFrame({"聯絡": cells.split("\n")[:-1]})).frame["role"].tolist() == ["direct"]
    assert "PERSON" in csv(tmp_path, f"聯絡\n{cells}").frame["entity"].tolist()


def test_masked_names_pass(tmp_path):
    assert csv(tmp_path, "姓名,件\n王○明,1\n陳○文,2\n林○玲,3\n").passed


def test_a_place_names_sheet_column_and_rows_but_no_column_that_may_be_a_value(tmp_path):
    csv(tmp_path, "里,聯絡電話\n新安里,0912345678\n")
    csv(tmp_path, "王小明,里\n0912345678,新安里\n", name="b.csv")
    assert lk.gate(tmp_path).frame["place"].tolist() == ["第 2 欄「聯絡電話」第 2 列", "第 1 欄第 2 列"]


def test_a_report_speaks_of_kinds_as_people_do(tmp_path):
    result = csv(tmp_path, "里\n電話0912345678\n")
    with pytest.raises(lk.LabkitError, match="手機號碼 1 處"):
        result.refuse_unless_passed()


PHONE = Allowed("聯絡電話", "TW_MOBILE", "與民眾聯絡，局長核定")
RAW = pd.DataFrame({"聯絡電話": ["0912345678", "0923456789"], "姓名": ["王小明", "陳大文"]})


@pytest.mark.parametrize("suffix", TABLES)
def test_what_a_policy_keeps_is_listed_with_its_reason_and_passes(tmp_path, suffix):
    table(tmp_path, {"聯絡電話": ["0912345678", "0923456789"], "里": ["新安里", "和平里"]}, suffix)
    assert not lk.gate(tmp_path, raw=[RAW]).passed
    result = lk.gate(tmp_path, raw=[RAW], allowed=[PHONE])
    assert result.passed
    assert [(hit.entity, hit.count, hit.why) for hit in result.allowed] == [
        ("TW_MOBILE", 2, PHONE.why),
        ("RAW_IDENTIFIER", 2, PHONE.why),
    ]
    assert PHONE.why in result.frame["why"].tolist()
    assert "政策准許 2 處" in result.summary
    assert len(result.to_document().blocks) == 3


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "電話,里\n0912345678,甲\n"),
        ("0912345678.csv", "里\n甲\n"),
        ("a.txt", "聯絡電話 0912345678"),
        ("a.csv", "聯絡電話,里\nA123456789,甲\n"),
        ("a.csv", "聯絡電話 0912345678,里\n甲,乙\n"),
    ],
    ids=["another column", "a file's name", "prose", "another kind", "the header"],
)
def test_the_same_value_elsewhere_still_fails(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert not lk.gate(tmp_path, raw=[RAW], allowed=[PHONE]).passed


@pytest.mark.parametrize("name", ["link", ".hidden", "folder/.hidden/a"])
def test_links_and_hidden_folders_are_refused(tmp_path, name):
    path = tmp_path / name
    if name == "link":
        path.symlink_to(tmp_path.parent, target_is_directory=True)
    else:
        path.mkdir(parents=True)
    assert "UNREADABLE" in lk.gate(tmp_path).frame["entity"].tolist()


def test_the_name_of_an_empty_folder_is_looked_at(tmp_path):
    (tmp_path / "A123456789").mkdir()
    assert not lk.gate(tmp_path).passed
