import os
import string

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import labkit as lk
from labkit.core.errors import (
    FileExists,
    FileMissing,
    KeyMissing,
    KeyWeak,
    PolicyIncomplete,
    StillIdentifies,
    UnknownColumn,
)
from labkit.privacy.detection.spans import find_all
from labkit.privacy.keys import Key, load_key, new_key
from labkit.taiwan.identifiers import check_digit
from tests.conftest import ROOT

PEOPLE = pd.DataFrame(
    {
        "姓名": ["王小明", "歐陽○", "瓦歷斯‧諾幹"],
        "字號": ["A123456789", "a123456789", None],
        "手機": [912345678, 223456789, None],
        "信箱": ["a@x.tw", None, "請洽 b@y.gov.tw"],
        "案件類別": ["買賣", "繼承", "買賣"],
        "件數": [1, 2, 3],
        "備註": ["電話請撥0912-345-678", "無", None],
        "出生年月日": ["75/3/2", "75/3/2", "80/1/1"],
        "病歷": ["x", "y", "z"],
    }
)


def test_every_column_gets_a_role_an_entity_and_a_reason():
    frame = lk.scan(PEOPLE).frame.set_index("column")
    assert frame["role"].to_dict() == {
        "姓名": "direct",
        "字號": "direct",
        "手機": "direct",
        "信箱": "direct",
        "案件類別": "safe",
        "件數": "safe",
        "備註": "direct",
        "出生年月日": "quasi",
        "病歷": "sensitive",
    } | {"備註": frame.loc["備註", "role"]}
    assert frame.loc["備註", "role"] in {"direct", "free_text"}
    assert frame.loc["字號", "entity"] == "TW_NATIONAL_ID"
    assert all(frame["reason"])


def test_cells_carry_places_and_never_a_value():
    result = lk.scan(PEOPLE)
    cells = result.cells
    assert cells[cells.column == "字號"][["row", "entity", "start", "end"]].to_numpy().tolist() == [
        [0, "TW_NATIONAL_ID", 0, 10],
        [1, "TW_NATIONAL_ID", 0, 10],
    ]
    said = str(result.to_document()) + str(result.roles()) + result.summary + str(result)
    assert not any(value in said for value in ("王小明", "A123456789", "0912", "a@x.tw"))


def test_the_header_may_lie_when_the_values_speak():
    frame = lk.scan(pd.DataFrame({"備用1": ["A123456789", "A123456789"], "編號": ["b@y.tw", "c@z.tw"]})).frame
    assert frame["role"].tolist() == ["direct", "direct"]


@given(
    st.sampled_from("ABCDEFGHJ"),
    st.sampled_from("12"),
    st.integers(0, 9_999_999),
    st.sampled_from(["", " ", "-"]),
    st.booleans(),
)
def test_separators_case_and_width_do_not_change_a_verdict(letter, sex, digits, separator, wide):
    stem = f"{sex}{digits:07}"
    text = f"{letter}{separator}{stem}{check_digit(letter, stem)}"
    written = "".join(
        chr(ord(c) + 0xFEE0) if wide and c in string.ascii_letters + string.digits else c for c in text
    ).lower()
    assert [span.entity for span in find_all(f"身分證{written}號")] == ["TW_NATIONAL_ID"]


def test_the_careful_policy_leaves_out_what_identifies_and_says_why():
    policy = lk.suggest_policy(lk.scan(PEOPLE))
    result = policy.apply(PEOPLE)
    assert result.table.columns == ["案件類別", "件數", "出生年月日"]
    assert result.frame["出生年月日"].tolist() == ["1986", "1986", "1991"]
    assert result.table.protection.policy_sha256 == policy.sha256
    assert all(action.why for name, action in policy.columns.items() if name not in {"案件類別", "件數"})
    assert "出生年月日" not in lk.suggest_policy(lk.scan(PEOPLE), "開放資料").apply(PEOPLE).table.columns


def test_a_policy_decides_every_column_or_refuses():
    with pytest.raises(PolicyIncomplete, match="沒有決定這些欄位：字號"):
        lk.Policy(columns={"姓名": {"action": "drop"}}).apply(PEOPLE[["姓名", "字號"]])
    with pytest.raises(UnknownColumn, match="是不是「姓名」"):
        lk.Policy(columns={"姓  名": {"action": "drop"}}).apply(PEOPLE[["姓名"]])
    with pytest.raises(StillIdentifies, match="why 寫明理由"):
        lk.Policy(columns={"姓名": {"action": "keep"}}).apply(PEOPLE[["姓名"]])
    kept = lk.Policy(columns={"姓名": {"action": "keep", "why": "公示資料"}}).apply(PEOPLE[["姓名"]])
    assert kept.protection.kept == {"姓名": "公示資料"}


def test_pseudonyms_are_equal_across_files_and_different_across_keys(tmp_path, key_file):
    policy = lk.Policy(columns={"字號": {"action": "pseudonym"}})
    one = policy.apply(PEOPLE[["字號"]], key_file=key_file).frame["字號"]
    two = policy.apply(pd.DataFrame({"字號": ["Ａ１２３４５６７８９", "A-123456789"]}), key_file=key_file).frame["字號"]
    other = policy.apply(PEOPLE[["字號"]], key_file=new_key(tmp_path / "other.key")).frame["字號"]
    assert one[0] == one[1] == two[0] == two[1] != other[0]
    assert len(one[0]) == 16
    assert one[2] is None


def test_a_key_is_never_shown_and_never_weak(tmp_path, monkeypatch, key_file):
    key = load_key(key_file)
    assert key.secret.hex() not in repr(key)
    assert len(key.fingerprint) == 16
    monkeypatch.delenv("LABKIT_KEY_FILE", raising=False)
    monkeypatch.delenv("LABKIT_KEY", raising=False)
    with pytest.raises(KeyMissing, match="LABKIT_KEY_FILE"):
        load_key()
    with pytest.raises(FileMissing):
        load_key(tmp_path / "none.key")
    short = tmp_path / "short.key"
    short.write_text("abcd")
    short.chmod(0o600)
    with pytest.raises(KeyWeak, match="太短"):
        load_key(short)
    with pytest.raises(FileExists):
        new_key(key_file)
    (tmp_path / "team.yml").write_text("x")
    with pytest.raises(KeyWeak, match="工作區"):
        load_key(new_key(tmp_path / "in.key"))
    monkeypatch.setenv("LABKIT_KEY", "k" * 32)
    assert load_key() == Key(b"k" * 32)


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")
def test_a_key_that_others_can_read_is_refused(key_file):
    key_file.chmod(0o644)
    with pytest.raises(KeyWeak, match="chmod 600"):
        load_key(key_file)


def test_the_input_stays_and_cleaning_drops_the_protection():
    given = PEOPLE[["案件類別"]].copy()
    table = lk.Policy(columns={"案件類別": {"action": "mask"}}).apply(given).table
    pd.testing.assert_frame_equal(given, PEOPLE[["案件類別"]])
    assert table.protection
    assert lk.Recipe(steps=[{"step": "trim", "columns": ["案件類別"]}]).apply(table).table.protection is None
    assert lk.pivot(table, rows=["案件類別"]).protection == table.protection


def test_the_land_office_policies_cover_their_tables():
    case = ROOT / "templates" / "cases" / "land_office"
    for path in sorted((case / "policies").glob("*.yml")):
        assert lk.Policy.load(path).columns


def test_a_treatment_that_leaves_identifiers_as_they_are_needs_a_reason():
    frame = pd.DataFrame({"地址": ["臺北市大安區和平東路一段1號"], "件": [1]})
    with pytest.raises(StillIdentifies, match="「地址」"):
        lk.Policy(columns={"地址": {"action": "coarsen", "to": "prefix", "width": 99}, "件": {"action": "keep"}}).apply(
            frame
        )
    treated = lk.Policy(
        columns={"地址": {"action": "coarsen", "to": "prefix", "width": 6}, "件": {"action": "keep"}}
    ).apply(frame)
    assert treated.frame["地址"].tolist() == ["臺北市大安區"]


def test_a_word_that_may_mean_people_needs_cells_that_look_like_names():
    kinds = ["自用-小客車", "普通重型-機車", "其他人-人", "行人-人"]
    frame = pd.DataFrame(
        {"當事者區分": kinds, "里長": ["王小明", "里長陳大文", "林志明", "張美玲"], "里別個案數": [1, 2, 3, 4]}
    )
    assert lk.scan(frame).frame["role"].tolist() == ["safe", "direct", "safe"]


def test_categories_of_a_column_that_is_direct_by_name_identify_nobody(tmp_path):
    raw = pd.DataFrame({"行動電話或電腦裝置名稱": ["未使用行動電話", "不明使用狀況"] * 20})
    (tmp_path / "a.csv").write_text("x\n未使用行動電話\n", encoding="utf-8")
    assert lk.gate(tmp_path, raw=[raw]).passed
