from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import labkit as lk
from labkit.analysis.codebooks.codebook import Codebook
from labkit.analysis.codebooks.phrases import finder, plain
from labkit.analysis.codebooks.sample import draw_sample
from labkit.core.errors import FileMissing, NotNumeric, SpecInvalid, UnknownColumn, UnknownTable
from labkit.statistics.intervals import wilson

WAIT = {"name": "等待", "include": ["等…久", "叫號"]}
RUDE = {"name": "態度", "include": ["口氣", "態度"], "exclude": ["謝謝"]}
BOOK = {"categories": [WAIT, RUDE]}
FIRST = {**BOOK, "assign": "first"}
WORDS = st.lists(st.sampled_from(["等太久", "叫號", "口氣", "態度", "謝謝", "路燈", "，", " ", "。"]), max_size=5)
TEXTS = st.lists(st.one_of(st.none(), WORDS.map("".join)), max_size=30)


def coded(texts, book=BOOK, tables=None, **spec):
    columns = {"內容": pd.Series(texts, dtype=object), **spec.pop("columns", {})}
    return lk.analyze(pd.DataFrame(columns), "coding", {"text": "內容", "codebook": book, **spec}, tables=tables)


def counts(result):
    return dict(zip(result.frame["分類"], result.frame["件數"], strict=True))


@given(TEXTS)
def test_counts_equal_a_reading_of_each_text_by_hand(texts):
    found = counts(coded(texts))
    read = [plain(text or "") for text in texts]
    wait = [
        any("等" in part and "久" in part.split("等", 1)[1] for part in text.split("。")) or "叫號" in text
        for text in read
    ]
    rude = [("口氣" in text or "態度" in text) and "謝謝" not in text for text in read]
    assert found["等待"] == sum(wait)
    assert found["態度"] == sum(rude)
    assert found["未填"] == sum(not text for text in read)
    assert found["未歸類"] == sum(bool(t) and not (w or r) for t, w, r in zip(read, wait, rude, strict=True))
    assert found["總計"] == len(texts)


@given(TEXTS)
def test_with_the_first_category_alone_every_text_is_counted_once(texts):
    found = counts(coded(texts, FIRST))
    assert sum(number for name, number in found.items() if name != "總計") == len(texts)


@pytest.mark.parametrize(
    ("term", "text", "holds"),
    [
        ("臺北", "我在台北", True),
        ("ATM", "ａｔｍ壞了", True),
        ("等太久", "等\n太　久", True),
        ("裡面", "在裏面", True),
        ("等…久", "等了一個多小時，太久", True),
        ("等…久", "等一下。很久沒來", False),
        ("久…等", "等很久", False),
        ("50%", "打5折", False),
        ("a.c", "abc", False),
    ],
)
def test_a_term_is_found_however_it_is_written(term, text, holds):
    assert finder(term)(plain(text)) is holds


def test_a_text_may_stand_in_several_categories_or_in_the_first_alone():
    texts = ["等太久，口氣又差", "口氣差"]
    assert {name: n for name, n in counts(coded(texts)).items() if n} == {"等待": 1, "態度": 2, "總計": 2}
    assert {name: n for name, n in counts(coded(texts, FIRST)).items() if n} == {"等待": 1, "態度": 1, "總計": 2}


def test_an_excluding_term_takes_the_text_out_of_the_category():
    assert counts(coded(["態度很好，謝謝"]))["未歸類"] == 1


def test_shares_are_of_the_texts_and_carry_wilson_intervals():
    row = coded(["等太久"] * 8 + ["路燈"] * 2 + [None] * 5).frame.iloc[0]
    low, high = wilson(8, 10)
    assert (row["件數"], row["占比（%）"]) == (8, 80.0)
    assert row["95% 區間（%）"] == f"{100 * low:.1f}–{100 * high:.1f}"


def test_what_has_no_category_is_shown_even_where_it_is_none():
    result = coded(["等太久"])
    assert counts(result)["未歸類"] == 0
    assert "未歸類 0 件" in result.summary
    assert "未歸類" in result.chart_data().labels


def test_much_without_a_category_is_a_warning():
    assert any("未歸類占 75.0 %" in sentence for sentence in coded(["路燈"] * 3 + ["等太久"]).warnings)


def test_a_few_of_many_are_never_shown_as_none():
    result = coded(["路燈"] * 2 + ["等太久"] * 9998)
    assert result.frame.set_index("分類").loc["未歸類", "占比（%）"] == 0.02
    assert "未歸類 2 件（<0.1 %" in result.summary


def test_no_text_and_no_hit_are_said_plainly():
    assert "沒有一列有內容" in coded([None, " "]).summary
    assert "都沒有歸入任何一類" in coded(["路燈"]).summary


def test_periods_without_a_text_stand_between_the_others_with_zero():
    result = coded(
        ["等太久", "口氣差", "等太久", "路燈", None],
        columns={"日期": ["113/11/5", "114.02.01", "1131130", "近日", None]},
        date="日期",
    )
    months = result.views()["各期件數"]
    assert months["期間"].tolist() == ["113年11月", "113年12月", "114年01月", "114年02月", "無法辨識", "未填"]
    assert months["等待"].tolist() == [2, 0, 0, 0, 0, 0]
    assert months["合計列數"].tolist() == [2, 0, 0, 1, 1, 1]
    assert any("有 1 列看不出是哪一期" in sentence for sentence in result.warnings)


def test_rates_are_per_ten_thousand_cases_of_the_periods_that_have_cases():
    volume = pd.DataFrame({"年度": ["111年", "112年", "113年"], "件數": [400_000, 500_000, 600_000]})
    texts = ["等太久"] * 40 + ["等太久"] * 45 + ["等太久"] * 48
    years = ["111/5/1"] * 40 + ["112/5/1"] * 45 + ["113/5/1"] * 48
    result = coded(
        texts,
        columns={"日期": years},
        date="日期",
        period="year",
        volume={"table": "量", "period": "年度", "cases": "件數"},
        tables={"量": volume},
    )
    rates = result.views()["各期每萬件案件的件數"]
    assert rates["等待"].tolist() == [1.0, 0.9, 0.8, 0.9]  # counts rise, the rate falls
    assert rates["案件量"].tolist() == [400_000, 500_000, 600_000, 1_500_000]


def test_a_period_without_cases_has_no_rate_and_is_named():
    result = coded(
        ["等太久", "等太久"],
        columns={"日期": ["113/1/1", "113/2/1"]},
        date="日期",
        volume={"table": "量", "period": "月"},
        tables={"量": pd.DataFrame({"月": ["113年1月"]})},
    )
    assert result.views()["各期每萬件案件的件數"]["期間"].tolist() == ["113年01月", "合計"]
    assert any("沒有案件量" in sentence and "113年02月" in sentence for sentence in result.warnings)


def test_groups_are_counted_beside_each_other_the_missing_one_as_unfilled():
    result = coded(["等太久", "口氣差", "等太久"], columns={"區": ["A", "B", None]}, by="區")
    assert result.views()["依區"]["區"].tolist() == ["A", "B", "未填"]
    assert result.views()["依區"]["等待"].tolist() == [1, 0, 1]


def test_the_overlap_table_counts_texts_in_both():
    table = coded(["等太久，口氣差", "等太久", "口氣差"]).views()["同時歸入兩類的件數"]
    assert table.set_index("分類").loc["等待", "態度"] == 1
    assert table.set_index("分類").loc["態度", "態度"] == 2


def test_terms_that_never_match_or_only_match_together_are_listed():
    book = {"categories": [{"name": "等待", "include": ["叫號", "螢幕", "排隊", "等"]}]}
    result = coded(["叫號螢幕壞了"] * 3, book)
    notes = dict(zip(result.views()["編碼簿的詞語"]["詞語"], result.views()["編碼簿的詞語"]["說明"], strict=True))
    assert notes["排隊"] == "從未出現"
    assert notes["叫號"] == "總是與「螢幕」一起出現"
    assert "只有一個字" in notes["等"]


def test_a_hidden_count_hides_its_share_interval_and_bar():
    result = coded(["等太久"] * 8 + ["口氣差"] * 2, FIRST)
    safe = result.hiding([((("分類", "態度"),), "count"), ((("分類", "等待"),), "count")])
    assert safe.frame.iloc[0].tolist()[1:] == ["D", "D", "D"]
    assert [row[0] == row[0] for row in safe.chart_data().values] == [False, False, True]
    assert "最多" not in safe.summary
    assert "等待" not in safe.summary


def test_the_texts_stand_nowhere_in_what_is_shown():
    told_name = "王大明在中正路九號等太久"
    result = coded([told_name, "路燈" + told_name], columns={"區": ["甲", "乙"]}, by="區")
    shown = f"{result.tidy.to_csv()}{result.facts}{result.to_document()}{result!r}"
    assert "王大明" not in shown
    assert "中正路" not in shown


def test_records_outside_the_condition_are_counted_as_left_out():
    result = coded(["等太久", "口氣差"], columns={"區": ["甲", "乙"]}, where="區 == '甲'")
    assert (counts(result)["總計"], dict(result.left_out)) == (1, {"filtered": 1})


def test_a_codebook_is_read_from_its_file(tmp_path):
    path = tmp_path / "陳情.yml"
    Codebook.model_validate(BOOK).save(path)
    assert counts(coded(["等太久"], str(path)))["等待"] == 1
    with pytest.raises(FileMissing, match="沒有這個"):
        coded(["等太久"], "沒有這個")


@pytest.mark.parametrize(
    ("book", "says"),
    [
        ({"categories": [{"name": "未歸類", "include": ["a"]}]}, "由 labkit 使用"),
        ({"categories": [WAIT, WAIT]}, "類別「等待」重複"),
        ({"categories": [{"name": "甲", "include": [" … "]}]}, "不能只有空白"),
        ({"categories": [{"name": "甲", "includes": ["a"]}]}, "是不是「include」"),
        ({"categories": []}, "至少要有 1 項"),
    ],
)
def test_a_codebook_that_cannot_work_is_refused_in_words(book, says):
    with pytest.raises(SpecInvalid, match=says):
        coded(["等太久"], book)


def test_wrong_columns_and_tables_are_refused_before_any_work():
    with pytest.raises(UnknownColumn, match="內容"):
        lk.analyze(pd.DataFrame({"內容": ["a"]}), "coding", {"text": "內 容", "codebook": BOOK})
    with pytest.raises(UnknownTable, match="量"):
        coded(["a"], columns={"日期": ["113/1/1"]}, date="日期", volume={"table": "量", "period": "月"})
    with pytest.raises(NotNumeric):
        coded(
            ["a"],
            columns={"日期": ["113/1/1"]},
            date="日期",
            volume={"table": "量", "period": "月", "cases": "件"},
            tables={"量": pd.DataFrame({"月": ["113年1月"], "件": ["一千"]})},
        )
    with pytest.raises(SpecInvalid, match="請寫日期欄位"):
        coded(["a"], volume={"table": "量", "period": "月"})
    with pytest.raises(SpecInvalid, match="超過 50 種"):
        coded(["a"] * 60, columns={"號": list(range(60))}, by="號")


def test_an_example_that_the_rules_miss_is_told():
    book = {"categories": [{**WAIT, "examples": ["排隊排到外面"]}, RUDE]}
    assert any("例句沒有歸入該類：「等待」" in sentence for sentence in coded(["等太久"], book).warnings)


def test_the_land_office_codebook_finds_its_own_examples_and_the_petitions(raw_land_office):
    case = Path(__file__).parents[2] / "templates" / "cases" / "land_office"
    table = lk.Recipe.load(case / "recipes" / "陳情案件.yml").run(raw_land_office / "陳情案件.csv").table
    result = lk.analyze(
        table, "coding", {"text": "陳情內容", "codebook": str(case / "codebooks" / "陳情.yml"), "by": "類別"}
    )
    assert not [sentence for sentence in result.warnings if "例句" in sentence]
    by = result.views()["依類別"].set_index("類別")
    for topic in ("等待時間", "表單填寫", "停車動線", "規費計算"):
        assert by.loc[topic, topic] == by.loc[topic, "合計列數"]
    assert by.loc["服務態度", "服務態度"] + by.loc["服務態度", "肯定與感謝"] == by.loc["服務態度", "合計列數"]


def test_redacted_petitions_are_coded_as_before_and_may_stand_in_the_sheet(raw_land_office, key_file):
    case = Path(__file__).parents[2] / "templates" / "cases" / "land_office"
    table = lk.Recipe.load(case / "recipes" / "陳情案件.yml").run(raw_land_office / "陳情案件.csv").table
    policy = lk.Policy.load(case / "policies" / "陳情案件.yml")
    treated = policy.model_dump()
    treated["columns"]["陳情內容"] = {"action": "redact", "why": "只為分類"}
    safe = type(policy).model_validate(treated).apply(table, key_file=key_file).table
    spec = {
        "text": "陳情內容",
        "codebook": str(case / "codebooks" / "陳情.yml"),
        "date": "陳情日期",
        "period": "quarter",
    }
    before, after = (lk.analyze(one, "coding", spec) for one in (table, safe))
    assert before.tidy.equals(after.tidy)
    assert after.protection is not None
    sheet = draw_sample(safe, "陳情內容", size=20, with_text=True)
    assert not sheet["陳情內容"].str.contains(r"09\d{8}").any()
