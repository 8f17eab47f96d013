import hashlib

import pandas as pd
import pytest

import labkit as lk
from labkit.cleaning.clusters import clusters
from labkit.core.yaml import load
from tests.conftest import ROOT

EXPECTED = load(ROOT / "datasets" / "land_office" / "expected.yml").value["files"]


def written(cell):
    if pd.isna(cell):
        return ""
    if isinstance(cell, pd.Timestamp):
        return cell.date().isoformat()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def digest(column):
    return hashlib.sha256("\n".join(written(cell) for cell in column.astype(object)).encode()).hexdigest()[:16]


@pytest.mark.parametrize("name", [name for name, one in EXPECTED.items() if int(one["clean"]["rows"])])
def test_accepted_proposals_alone_bring_land_office_to_what_was_meant(name, raw_land_office):
    table = lk.read(raw_land_office / name)
    frame = lk.suggest_recipe(table).apply(table).frame
    meant = EXPECTED[name]["clean"]
    assert len(frame) == int(meant["rows"])
    assert {column: digest(frame[column]) for column in meant["columns"]} == meant["columns"]


def proposed(cells, name="x"):
    return {step.key(): step for step in lk.suggest_recipe(pd.DataFrame({name: cells})).steps}


def test_numbers_are_proposed_with_their_units_and_codes_are_left_alone():
    assert proposed(["1,200", "3", "－"])["parse_number"].whole
    assert proposed(["3人", "12人", "7"] * 4)["parse_number"].units == ("人",)
    assert "parse_number" not in proposed(["0012", "0013"])
    assert "parse_number" not in proposed(["10019", "10005", "1000x"] * 30)
    assert "parse_number" not in proposed(["1號櫃檯", "2號櫃檯"] * 5)
    assert "parse_number" not in proposed(["1,200", "350"], "案件編號")


def test_short_years_are_roc_only_beside_longer_ones():
    assert proposed(["99/12/31", "100/1/5", "101/2/3"], "日期")["parse_date"].short_years == "roc"
    assert "parse_date" not in proposed(["98/12/31", "99/1/5", "99/2/3"], "日期")
    frame = pd.DataFrame({"日期": ["98/12/31", "990105"]})
    result = lk.Recipe(steps=[{"step": "parse_date", "columns": ["日期"]}]).apply(frame)
    assert result.frame["日期"].isna().all()
    assert (
        result.findings[-1].sentence
        == "欄位「日期」有 2 格可以讀成兩種日期（例如 99/1/5；確定後請寫 short_years），改為未填。"
    )
    leap = lk.Recipe(steps=[{"step": "parse_date", "columns": ["日期"], "short_years": "ad"}])
    assert str(leap.apply(pd.DataFrame({"日期": ["24/2/29"]})).frame["日期"][0].date()) == "2024-02-29"


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("等候時間", [5, 12, 35, 45, 105, 120, 110] * 6),
        ("郵遞區號", ["10844", "108", "10855"] * 15),
        ("職業代碼", ["12", "121", "1211", "1212"] * 10),
        ("項次", ["(1)", "(2)", "(3)"] * 10),
        ("期間", ["113.1", "113.10", "113.2"] * 10),
        ("等第", ["一", "二", "三"] * 12),
        ("學生編碼", ["００１", "００２", "００３"] * 10),
        ("帳戶", [f"{10**17 + n}" for n in range(40)]),
        ("姓名", ["臺大維", "台大維", "王小明"] * 10),
        ("回答", ["有", "無"] * 30),
    ],
)
def test_ordinary_columns_are_left_as_they_are(name, cells):
    found = proposed(cells, name)
    assert set(found) <= ({"normalize_text"} if name == "學生編碼" else set())


def test_rows_that_chance_alone_makes_equal_are_no_duplicates():
    survey = pd.DataFrame({"滿意": ["是", "否"] * 60, "再來": ["是", "是", "否"] * 40})
    assert lk.suggest_recipe(survey).steps == ()


def test_codes_times_phones_and_identifiers_propose_their_own_steps():
    assert proposed([7, 12, 1234, 1235, 1236], "鄉鎮代碼") == {}
    assert proposed(["712", "0712", "1234", "1235"], "鄉鎮代碼")["pad_code"].length == 4
    assert proposed([2800, 95600, 123000], "發生時間")["parse_time"].digits == "6"
    assert proposed(["0912345678", "912345678", "0922333444"], "手機")["normalize_phone"].form == "digits"
    valid = ["A123456789", "F131104093", "A123456789"] * 5
    assert "check_code" not in proposed(valid)
    assert proposed([*valid, "A123456788"])["check_code"].kind == "national_id"
    assert proposed([*valid, "a123456789"])["normalize_text"].case == "upper"
    assert proposed(["臺北市", "台北市", "臺北市"])["normalize_text"].tai == "臺"


def test_nothing_that_means_something_is_proposed_as_missing():
    assert "mark_missing" not in proposed(["無", "有", "無"])
    assert proposed(["無", "3", "5", "8"])["mark_missing"].marks == ("無",)


def test_spellings_are_proposed_unconfirmed_and_counted_not_changed():
    cells = ["臺北市政府社會局"] * 5 + ["臺北市政府 社會局"] * 2 + ["新北市政府社會局"] * 3
    step = proposed(cells)["merge_spellings"]
    assert (step.confirmed, step.groups) == (False, {"臺北市政府社會局": ("臺北市政府 社會局",)})
    result = lk.Recipe(steps=[step]).apply(pd.DataFrame({"x": cells}))
    assert result.frame["x"].tolist() == cells
    assert [(one.code, one.count) for one in result.findings] == [("needs_confirmation", 2)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("第一科", "第二科"),
        ("A1", "A2"),
        ("雙向禁止超車線", "單向禁止超車線"),
        ("新安里", "新忠里"),
        ("10:09", "09:10"),
    ],
)
def test_things_that_differ_in_a_telling_sign_are_never_put_together(first, second):
    assert clusters({first: 50, second: 2}) == []
