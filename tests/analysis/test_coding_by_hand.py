import pandas as pd
import pytest

import labkit as lk
from labkit.analysis.codebooks.sample import draw_sample
from labkit.core.errors import NotProtected, UnknownTable

BOOK = {"assign": "first", "categories": [{"name": "等待", "include": ["等"]}, {"name": "停車", "include": ["停車"]}]}
TEXTS = ["等太久"] * 20 + ["停車難"] * 10 + ["路燈"] * 10
PEOPLE = pd.DataFrame(
    {
        "列號": range(1, 41),
        "甲": ["等待"] * 18 + ["停車"] * 12 + ["未歸類"] * 10,
        "乙": ["等待"] * 20 + ["停車"] * 10 + ["停車"] * 4 + ["無"] * 6,
    }
)


def checked(people=PEOPLE, book=BOOK, coders=("甲", "乙"), texts=TEXTS):
    spec = {"text": "內容", "codebook": book, "hand": {"table": "人工", "coders": list(coders)}}
    return lk.analyze(pd.DataFrame({"內容": texts}), "coding", spec, tables={"人工": people})


def row(result, pair, name="全部"):
    table = result.views()["人工與規則的一致程度"]
    return table[(table["對照"] == pair) & (table["分類"] == name)].iloc[0]


def cell(result, measure, **keys):
    return next(one.value for one in result.cells if one.measure == measure and dict(one.keys) == keys)


def test_kappa_of_two_coders_is_that_of_the_formula():
    # agreed 18 + 10 + 6 = 34 of 40; by chance (18 × 20 + 12 × 14 + 10 × 6) / 1600
    chance = (18 * 20 + 12 * 14 + 10 * 6) / 1600
    result = checked()
    assert cell(result, "kappa", 對照="甲×乙") == pytest.approx((34 / 40 - chance) / (1 - chance))
    assert row(result, "甲×乙")["相同（%）"] == 85.0


def test_the_rules_are_right_and_complete_as_counted_against_a_coder():
    found = row(checked(), "規則×甲", "等待")  # the rules give 20, the coder 18 of them
    assert found["規則歸入且人工同意"].startswith("18/20（")
    assert found["人工歸入且規則找到"].startswith("18/18（")


def test_with_several_categories_allowed_sets_are_compared_and_each_category_by_itself():
    people = pd.DataFrame({"列號": [1, 2], "甲": ["等待、停車", "停車"]})
    result = checked(people, {**BOOK, "assign": "all"}, ("甲",), ["等停車位", "等停車位"])
    assert row(result, "規則×甲")["相同（%）"] == 50.0
    assert row(result, "規則×甲", "停車")["相同（%）"] == 100.0


def test_cells_that_nobody_coded_unknown_categories_and_strayed_rows_are_told():
    people = pd.DataFrame({"列號": [1, 2, 3, 99, "x"], "甲": ["等待", None, "天氣", "等待", "等待"]})
    result = checked(people, coders=("甲",))
    assert row(result, "規則×甲")["比對件數"] == 1
    said = "".join(result.warnings)
    assert "有 1 格不是編碼簿的類別" in said
    assert "有 2 格的列號對不到內容" in said
    assert "只有一位同仁編碼" in said


def test_a_low_kappa_is_a_warning_with_its_number():
    people = PEOPLE.assign(乙=["等待", "停車"] * 20)
    assert any("甲×乙的 kappa 為" in sentence and "低於 0.6" in sentence for sentence in checked(people).warnings)


def test_hand_codes_of_a_table_that_is_not_given_are_refused():
    with pytest.raises(UnknownTable, match="人工"):
        lk.analyze(
            pd.DataFrame({"內容": ["等"]}),
            "coding",
            {"text": "內容", "codebook": BOOK, "hand": {"table": "人工", "coders": "甲"}},
        )


def test_a_sample_is_the_same_for_a_seed_and_carries_no_text():
    texts = pd.DataFrame({"內容": [f"機密{i}" if i % 10 else None for i in range(200)]})
    first, again, other = (draw_sample(texts, "內容", size=30, seed=seed) for seed in (1, 1, 2))
    assert first.equals(again)
    assert not first["列號"].equals(other["列號"])
    assert list(first.columns) == ["列號", "編碼甲", "編碼乙"]
    assert first["列號"].is_monotonic_increasing
    assert len(first) == 30
    assert not any((row - 1) % 10 == 0 for row in first["列號"])


def test_a_sample_of_unprotected_texts_keeps_them_back():
    with pytest.raises(NotProtected):
        draw_sample(pd.DataFrame({"內容": ["機密"]}), "內容", with_text=True)


def test_a_sample_sheet_goes_round_through_the_analysis():
    texts = pd.DataFrame({"內容": TEXTS})
    sheet = draw_sample(texts, "內容", size=12, coders=("甲",))
    sheet["甲"] = ["等待" if number <= 20 else "停車" if number <= 30 else "未歸類" for number in sheet["列號"]]
    assert row(checked(sheet, coders=("甲",)), "規則×甲")["相同（%）"] == 100.0
