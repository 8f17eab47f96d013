"""What single treatments promise beyond their examples."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import labkit as lk
from labkit.core.errors import FileExists, KeyWeak, StillIdentifies, UnknownColumn
from labkit.privacy.keys import Key, load_key, new_key, rotate_key

NAMES = ["王小明", "陳美玲", "林志豪", "張雅婷", "李建國", "黃淑芬", "吳俊宏", "劉怡君", "蔡承恩", "楊佩珊"]


def applied(frame, key_file=None, **columns):
    told = {name: columns.get(name, {"action": "keep", "why": "測試"}) for name in frame.columns}
    return lk.Policy.model_validate({"columns": told}).apply(frame, key_file=key_file).frame


def test_free_text_loses_what_the_scan_found_names_of_the_name_column_included():
    frame = pd.DataFrame({"姓名": NAMES, "紀要": [f"今日與{name}談妥，電話0912-345-678" for name in NAMES]})
    told = applied(frame, 姓名={"action": "drop"}, 紀要={"action": "redact"})
    assert told["紀要"].tolist() == ["今日與【姓名】談妥，電話【手機號碼】"] * 10


def test_dates_of_one_person_move_alike_and_intervals_stay_true(key_file):
    frame = pd.DataFrame({"人": ["甲", "甲", "乙", None], "日": ["113/1/1", "113/1/31", "113/1/1", "113/1/1"]})
    told = applied(frame, key_file, 日={"action": "shift_date", "person": "人"})["日"]
    days = pd.to_datetime(told)
    assert (days[1] - days[0]).days == 30
    assert told[3] is None
    assert abs((days[0] - pd.Timestamp("2024-01-01")).days) <= 30
    assert told.tolist() == applied(frame, key_file, 日={"action": "shift_date", "person": "人"})["日"].tolist()
    with pytest.raises(UnknownColumn, match="案主"):
        applied(frame, key_file, 日={"action": "shift_date", "person": "案主"})


@given(st.integers(0, 129), st.integers(1, 20))
def test_an_age_is_in_its_band(age, width):
    band = applied(pd.DataFrame({"歲": [age]}), 歲={"action": "age_band", "width": width})["歲"][0]
    if band == "85+":
        assert age >= 85
    else:
        low, high = map(int, band.split("–"))
        assert low <= age <= high < low + width


def test_a_mixed_column_lets_no_identifier_out_without_a_reason():
    numbers = [f"{n:08d}" for n in (4595257, 501503, 277104, 10000004, 10000026)] * 4
    frame = pd.DataFrame({"統編": [*numbers, "A123456789"]})
    with pytest.raises(StillIdentifies, match="統編"):
        lk.Policy(columns={"統編": {"action": "keep"}}).apply(frame)


def test_a_new_key_makes_other_tokens_and_the_old_one_stays_beside_it(key_file):
    frame = pd.DataFrame({"字號": ["A123456789"]})
    before = applied(frame, key_file, 字號={"action": "pseudonym"})["字號"][0]
    old_print = load_key(key_file).fingerprint
    new, old = rotate_key(key_file)
    assert new == key_file
    assert old_print in old.name
    assert applied(frame, key_file, 字號={"action": "pseudonym"})["字號"][0] != before
    assert applied(frame, old, 字號={"action": "pseudonym"})["字號"][0] == before
    with pytest.raises(FileExists):
        new_key(key_file)


@given(st.text(min_size=1, max_size=20), st.binary(min_size=32, max_size=40), st.binary(min_size=32, max_size=40))
def test_a_token_depends_on_value_and_key_alone(value, one, other):
    assert Key(one).token(value) == Key(one).token(f" {value} ")
    assert (Key(one).token(value) == Key(other).token(value)) == (one == other)
    assert len(Key(one).token(value)) == 16
    assert 0 <= Key(one).number(value, 61) < 61


@pytest.mark.parametrize(
    ("column", "values", "action"),
    [
        ("銀行帳號", [12345678901234.0, 22345678901235.0, None], {"action": "keep"}),
        ("信用卡號", [4111111111111111.0, None], {"action": "keep"}),
        ("身分證字號", ["A123456789"], {"action": "coarsen", "to": "prefix", "width": 9}),
        ("手機", ["0912345678"], {"action": "coarsen", "to": "prefix", "width": 9}),
        ("電子郵件", ["wangsm@mail.tw"], {"action": "mask", "first": 7}),
        ("電子郵件", ["maxx@gmail.com"], {"action": "keep"}),
        ("地址", ["臺北市萬華區西園路二段一〇二號"], {"action": "keep"}),
        ("身分證字號", ["A123456789"], {"action": "keep", "why": "  "}),
    ],
)
def test_what_still_tells_the_identifier_needs_a_reason(column, values, action):
    frame = pd.DataFrame({column: values})
    with pytest.raises(StillIdentifies, match=column):
        lk.Policy(columns={column: action}).apply(frame)
    lk.Policy(columns={column: {**action, "why": "公示資料"}}).apply(frame)


def test_case_numbers_stay_apart_and_nobody_gets_no_token(key_file):
    frame = pd.DataFrame({"案號": ["113-1-11", "113-11-1", "", "-", "王小明\u200b", "王小明"]})
    told = applied(frame, key_file, 案號={"action": "pseudonym"})["案號"]
    assert told[0] != told[1]
    assert told[2:4].isna().all()
    assert told[4] == told[5]


def test_a_date_never_stays_where_it_was(key_file):
    frame = pd.DataFrame({"人": [f"{n}" for n in range(60)], "日": ["113/1/1"] * 60})
    told = applied(frame, key_file, 日={"action": "shift_date", "person": "人", "days": 1})["日"]
    assert set(told) == {"2023-12-31", "2024-01-02"}


def test_a_key_is_the_same_with_or_without_a_mark_of_order_and_never_in_a_workspace(tmp_path):
    plain, marked, raw = tmp_path / "a.key", tmp_path / "b.key", tmp_path / "c.key"
    plain.write_bytes(b"k" * 40 + b"\n")
    marked.write_bytes(b"\xef\xbb\xbf" + b"k" * 40)
    raw.write_bytes(bytes(range(200, 240)))
    for path in (plain, marked, raw):
        path.chmod(0o600)
    assert load_key(plain) == load_key(marked)
    assert len(load_key(raw).secret) == 40
    (tmp_path / "ws").mkdir()
    (tmp_path / "ws" / "team.yml").write_text("x")
    with pytest.raises(KeyWeak, match="工作區"):
        new_key(tmp_path / "ws" / "data" / "k.key")
    assert not (tmp_path / "ws" / "data").exists()
