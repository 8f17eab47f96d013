"""Raw values are compared loosely, and never so loosely that ordinary numbers are refused."""

import random

import pandas as pd
import pytest

import labkit as lk
from labkit.privacy.release.known import Known, known_of

RAW = pd.DataFrame(
    {
        "姓名": ["王小明", "陳大文", "王明", "Kolas Yotaka"],
        "手機": ["0912345678", "0923456789", "0934567890", "0945678901"],
        "統一證號": ["A800000014", "A123456789", "F131104093", None],
        "電子郵件": ["a.b@x.gov.tw", None, None, None],
        "件": [1, 2, 3, 4],
    }
)


def gated(folder, text, name="a.csv", raw=RAW):
    (folder / name).write_text(text, encoding="utf-8")
    return "RAW_IDENTIFIER" in lk.gate(folder, raw=[raw]).frame["entity"].tolist()


@pytest.mark.parametrize(
    "cell",
    [
        "王 小 明",
        "王　小明",
        "王\u200b小明",
        "王明",
        "ａ８００００００１４",
        "A8000-00014",
        "912345678",
        "912345678.0",
        "886912345678",
        "0912.345.678",
        "(0912)345678",
        "KOLAS  YOTAKA",
        "A.B@X.GOV.TW",
    ],
)
def test_a_cell_is_known_however_it_is_written(tmp_path, cell):
    assert gated(tmp_path, f"里\n{cell}\n")


@pytest.mark.parametrize(
    "text",
    [
        "由王 小明送件",
        "請電0912-345-678謝謝",
        "請電 0912 345 678 謝謝",
        "請電+886 912-345-678",
        "TEL0912345678",
        "共 12 0912345678 件",
        "證號a8000 00014。",
        "Ms. Kolas Yotaka said",
        "寄 A.b@x.gov.tw 收",
    ],
)
def test_a_value_inside_a_text_is_known(tmp_path, text):
    assert gated(tmp_path, f"說明\n{text}\n")
    assert gated(tmp_path, text, name="a.txt")


@pytest.mark.parametrize("text", ["王明星路", "990912345678", "第 2023-45-67 號", "A80000001", "王小"])
def test_short_and_longer_values_are_not_taken_for_known_ones(tmp_path, text):
    assert not gated(tmp_path, f"里\n{text}\n")


def test_a_short_number_is_known_in_a_column_of_the_same_name():
    known = known_of((), [("戶號", "12345"), ("戶號", "234567")])
    assert known.cells("戶號", ["12345", "1"]) == [0]
    assert known.cells("件數", ["12345", "1"]) == []
    assert known.inside("戶號 12345") == set()
    assert known.inside("戶號 234567") == {"234567"}


def test_amounts_that_equal_telephone_numbers_by_chance_are_no_leak():
    noise = random.Random(7)
    known = known_of((), [("市話", f"2{noise.randrange(10**6):06}") for _ in range(20_000)])
    amounts = [str(noise.randrange(10**6, 10**7)) for _ in range(50_000)]
    assert known.cells("金額", amounts) == []
    assert known.cells("市話", amounts)
    leaked = sorted(known.values)[:50]
    assert len(known.cells("欄", leaked)) == len(leaked)


def test_days_are_not_compared_with_numbers():
    known = known_of(["20231105"], ())
    assert known.cells("日期", ["2023-11-05", "2023/11/05"]) == []
    assert known.inside("於 2023-11-05 收件") == set()
    assert known.inside("電話 20231105") == {"20231105"}


def test_a_column_name_that_is_personal_data_is_known(tmp_path):
    raw = pd.DataFrame({"王小明 0912345678": ["a", "b"], "里": ["x", "y"]})
    assert gated(tmp_path, "里\n0912345678\n", raw=raw)


def test_an_amount_in_a_harmless_column_does_not_unmake_a_number(tmp_path):
    raw = pd.DataFrame({"電話": ["23456789", "24567890", "25678901"], "金額": ["23456789", "1", "2"]})
    assert gated(tmp_path, "聯絡電話\n23456789\n", raw=raw)


def test_nothing_known_is_nowhere():
    assert Known(frozenset()).inside("王小明") == set()
    assert Known(frozenset()).cells("姓名", ["王小明"]) == []
