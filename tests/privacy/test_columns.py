"""What a column tells that one value cannot: chance, lying headers, neighbours, mistyped numbers, names told elsewhere."""

import random

import pandas as pd
import pytest

import labkit as lk
from labkit.taiwan.identifiers import check_digit, is_national_id, is_ubn

RNG = random.Random(5)
NAMES = ["王小明", "陳美玲", "林志豪", "張雅婷", "李建國", "黃淑芬", "吳俊宏", "劉怡君", "蔡承恩", "楊佩珊"]


def national(rng=RNG):
    letter, stem = rng.choice("ABCDEFGH"), rng.choice("12") + "".join(rng.choices("0123456789", k=7))
    return letter + stem + check_digit(letter, stem)


def code(rng=RNG):
    """Return a product code written like a national ID, its check digit left to chance."""
    return rng.choice("ABCDEFGH") + rng.choice("12") + "".join(rng.choices("0123456789", k=8))


def roles(**columns):
    return lk.scan(pd.DataFrame(columns)).frame.set_index("column")["role"].to_dict()


def entities(column, values):
    return lk.scan(pd.DataFrame({column: values})).frame["entity"][0]


@pytest.mark.parametrize("seed", range(5))
def test_codes_that_pass_a_check_digit_by_chance_identify_nobody(seed):
    rng = random.Random(seed)
    codes = [code(rng) for _ in range(200)]
    assert any(map(is_national_id, codes))
    result = lk.scan(pd.DataFrame({"料號": codes}))
    assert result.columns[0].role != "direct"
    assert not len(result.cells)


@pytest.mark.parametrize("header", ["料號", "備註", "商品編號", "欄3", "日期", "金額"])
def test_identifiers_under_a_lying_header_are_found(header):
    assert roles(**{header: [national() for _ in range(30)]}) == {header: "direct"}
    assert entities(header, [f"09{RNG.randrange(10**8):08d}" for _ in range(30)]) == "TW_MOBILE"
    assert entities(header, [f"a{n}@x.tw" for n in range(30)]) == "EMAIL_ADDRESS"
    assert entities(header, NAMES * 2) == "PERSON"


def test_a_header_that_promises_names_does_not_make_names_of_kinds():
    assert roles(申請人類別=["自然人", "法人", "機關"] * 10) == {"申請人類別": "safe"}
    assert roles(姓名=["民政局", "社會局", "工務局", "教育局"] * 5)["姓名"] != "direct"


@pytest.mark.parametrize(
    "days",
    [
        [f"{year}/{month:02}/{day:02}" for year in (2018, 2019) for month in range(1, 13) for day in (1, 11, 21)],
        [f"{year}{month:02}{day:02}" for year in (2018, 2019) for month in range(1, 13) for day in (1, 11, 21)],
        [f"{year}.{month:02}.{day:02}" for year in (107, 113) for month in range(1, 13) for day in (1, 11, 21)],
        [f"{year:03}{month:02}{day:02}" for year in (99, 113) for month in range(1, 13) for day in (1, 11, 21)],
    ],
)
@pytest.mark.parametrize("header", ["收件日期", "統一編號", "欄1", ""])
def test_days_are_no_company_numbers_whatever_the_header_says(header, days):
    assert "TW_UBN" not in set(lk.scan(pd.DataFrame({header or "0": days})).cells.entity)


def test_company_numbers_need_a_word_that_speaks_for_them():
    numbers = [f"{n:08d}" for n in range(10_000_000, 10_002_000)]
    assert "TW_UBN" not in set(lk.scan(pd.DataFrame({"金額": numbers})).cells.entity)
    assert entities("統一編號", [text for text in numbers if is_ubn(text)]) == "TW_UBN"


def test_days_spread_over_decades_beside_people_are_days_of_birth():
    days = [f"{year}/{year % 12 + 1}/{year % 28 + 1}" for year in range(40, 90)]
    people = [national() for _ in days]
    beside = lk.scan(pd.DataFrame({"證號": people, "日期一": days})).columns[1]
    assert (beside.entity, beside.role) == ("BIRTH_DATE", "quasi")
    assert "跨數十年" in beside.reason
    assert roles(料=[f"甲{n}" for n in range(50)], 日期一=days)["日期一"] == "safe"
    recent = [f"113/{n % 12 + 1}/{n % 28 + 1}" for n in range(50)]
    assert roles(證號=people, 日期一=recent)["日期一"] == "safe"


def test_names_that_stand_in_a_column_of_names_are_found_in_the_notes():
    notes = [f"今日與{name}談妥改期" for name in NAMES]
    found = lk.scan(pd.DataFrame({"姓名": NAMES, "紀要": notes})).cells
    assert len(found[(found.column == "紀要") & (found.entity == "PERSON")]) == len(NAMES)
    alone = lk.scan(pd.DataFrame({"品項": [f"第{n}項" for n in range(10)], "紀要": notes})).cells
    assert not len(alone[alone.column == "紀要"])


def test_a_name_beside_another_identifier_of_the_cell_is_found():
    cells = [f"{name} 09{RNG.randrange(10**8):08d}" for name in NAMES]
    found = lk.scan(pd.DataFrame({"聯絡": cells})).cells
    assert found.groupby("entity").size().to_dict() == {"PERSON": 10, "TW_MOBILE": 10}


def test_a_wrong_digit_in_a_column_of_right_ones_hides_nobody():
    right = [national() for _ in range(40)]
    wrong = right[0][:-1] + str((int(right[0][-1]) + 1) % 10)
    found = lk.scan(pd.DataFrame({"欄1": [*right, wrong]})).cells
    assert found.row.tolist() == list(range(41))
    assert found.score.iloc[-1] < found.score.iloc[0]


def test_several_kinds_in_one_cell_are_all_found():
    text = f"陳情人王小明（{national()}），手機0912-345-678，信箱a@x.tw，住臺北市大安區和平東路一段1號"
    found = lk.scan(pd.DataFrame({"內容": [text, "無"]}))
    assert set(found.cells.entity) == {"PERSON", "TW_NATIONAL_ID", "TW_MOBILE", "EMAIL_ADDRESS", "TW_ADDRESS"}


def test_numbers_that_excel_damaged_are_still_found():
    mobiles = [f"9{n:08d}" for n in range(12_345_678, 12_345_708)]
    for values in (
        [int(text) for text in mobiles],
        [float(text) for text in mobiles],
        [f"{int(text):.2E}" for text in mobiles],
    ):
        assert entities("手機", values) == "TW_MOBILE"
    short = [int(f"{n:08d}") for n in range(1_000_000, 1_000_500) if is_ubn(f"{n:08d}")]
    assert entities("統一編號", short) == "TW_UBN"


def test_service_numbers_are_no_persons():
    lines = ["1999", "0800-000-123", "0809-091-257", "113", "4128-185", "1922", "0204-123-456"]
    found = lk.scan(pd.DataFrame({"電話": lines}))
    assert not set(found.cells.row) & {0, 1, 2, 3, 5}


def test_counts_and_shapes_hold_no_value():
    people = [national() for _ in range(20)]
    result = lk.scan(pd.DataFrame({"證號": people, "姓名": NAMES * 2}))
    said = f"{result!r}{result.summary}{result.frame.to_csv()}{result.shapes}{result.to_document()}"
    assert not any(value in said for value in (*people, *NAMES))


@pytest.mark.parametrize(
    "write",
    [
        lambda name: f"{name[0]} {name[1]} {name[2]}",
        lambda name: f"{name[0]}　{name[1:]}",
        lambda name: f"1.{name}",
        lambda name: f"{name}-科員",
        lambda name: f"代{name}",
        lambda name: f"○{name[1:]}",
        lambda name: f"{name}、陳大文",
        lambda name: f"{name}\n林小美",
    ],
)
def test_names_are_found_however_a_cell_dresses_them(write):
    assert roles(欄9=[write(name) for name in NAMES]) == {"欄9": "direct"}


def test_values_too_few_to_judge_by_are_a_doubt_and_beside_numbers_of_persons_a_find():
    few = NAMES[:5]
    alone = lk.scan(pd.DataFrame({"項": few})).columns[0]
    assert (alone.role, alone.entity) == ("quasi", "PERSON")
    assert "請確認" in alone.reason
    assert roles(項=few, 證=[national() for _ in few])["項"] == "direct"


def test_a_name_that_promises_more_than_the_cells_hold_is_a_doubt():
    assert roles(手機=["0912/345/678"] * 3, 信箱=["wang(at)mail.tw"] * 3) == {"手機": "quasi", "信箱": "quasi"}
    assert roles(學員=["巴奈", "馬躍", "娃利斯", "尤瑪", "比浩", "拉黑子", "吉娃斯", "伊婕"]) == {"學員": "free_text"}
    workers = ["NGUYEN THI HOA", "SITI NUR AISYAH", "MARIA SANTOS", "TRAN VAN DUNG", "LE THI LINH", "DEWI LESTARI"]
    assert roles(欄1=[*workers, "PHAM THI MAI", "ROSA CRUZ"]) == {"欄1": "free_text"}


def test_numbers_that_count_up_and_names_of_other_things_are_no_identifiers():
    columns = {
        "案號": [f"098{n:07d}" for n in range(1, 60)],
        "訂單": [f"PO202406{n:08d}" for n in range(1, 60)],
        "標準": [f"CNS-{n * 37 + 1000}" for n in range(1, 60)],
        "版本": [f"10.0.{n}.{n + 9}" for n in range(1, 60)],
        "電桿": [f"中正路{n}號桿" for n in range(1, 60)],
    }
    result = lk.scan(pd.DataFrame(columns))
    assert not {one.role for one in result.columns} & {"direct"}
    assert not len(result.cells)


def test_signs_that_nobody_sees_hide_nothing():
    people = ["A1\u200b23456789", "A1\u00ad23456789", "\ufeffA123456789"]
    found = lk.scan(pd.DataFrame({"欄": people, "信": ["wang\u200b@mail.gov.tw"] * 3}))
    assert [one.role for one in found.columns] == ["direct", "direct"]
    assert found.cells[found.cells.column == "欄"].end.tolist() == [11, 11, 11]


def test_personal_data_in_the_header_is_told_without_showing_it():
    result = lk.scan(pd.DataFrame([[3, 4]], columns=["A123456789", "件"]))
    assert [one.role for one in result.columns] == ["direct", "safe"]
    assert [finding.code for finding in result.findings] == ["header_identifies"]
    assert "A123456789" not in result.findings[0].sentence


@pytest.mark.parametrize(
    "text",
    [
        "民眾方便時再聯絡",
        "案家連絡不上",
        "個案馬上送醫",
        "住戶曾反映漏水",
        "立即查明",
        "陳情人 金鑰代碼 要看",
        "本階段1-3月",
        "時段8-12號",
        "前段10-20公分",
    ],
)
def test_everyday_prose_names_nobody(text):
    assert not len(lk.scan(pd.DataFrame({"內容": [text]})).cells)


def test_cells_as_large_as_excel_takes_are_read_in_linear_time():
    small, large = (
        lk.scan(pd.DataFrame({"內容": ["1" * n + "巷號", "申請人王小明，" * (n // 7)]})) for n in (700, 32_000)
    )
    assert len(large.cells) > 40 * len(small.cells)
