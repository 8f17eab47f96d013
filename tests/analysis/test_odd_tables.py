"""Analyses of tables that offices really hand in: early tickets, impossible years, odd figures; and what is said once cells are hidden."""

import pandas as pd
import pytest

import labkit as lk
from labkit.core.errors import SpecInvalid

VILLAGES = pd.DataFrame({"代碼": ["63000070001", "63000070002"], "里": ["福星里", "萬壽里"]})
AREAS = {"area": "里", "codes": {"table": "村里", "name": "里"}}
BOOK = {
    "categories": [
        {"name": "等待", "include": ["等太久", "叫號"]},
        {"name": "態度", "include": ["口氣", "不耐"]},
        {"name": "停車", "include": ["車位"]},
    ]
}


def queue(tickets, called, day="2024-01-08", **spec):
    frame = pd.DataFrame({"日": day, "取": tickets, "叫": called})
    return lk.analyze(frame, "queue", {"date": "日", "ticket": "取", "called": "叫", "hours": "08:00-17:00", **spec})


def test_a_ticket_before_the_doors_open_makes_no_open_day_of_the_day_before():
    result = queue(["07:55", "08:10", "09:00"], ["08:01", "08:20", "09:10"])
    assert result.facts["open_days"] == {"週一": 1}
    assert result.left_out == {"outside_hours": 1}


def test_one_wait_over_midnight_hides_nothing_but_itself():
    tickets, called = ["23:50"] + ["23:10"] * 30, ["00:05"] + ["23:20"] * 30
    after = lk.protect_cells(queue(tickets, called, hours="22:00-06:00"), 3)
    spans = after.views()["等候與服務時間（分鐘）"]
    assert spans["n"].tolist() == [31]
    assert any("等候時間有 D 件看來跨過午夜" in one for one in after.warnings)


def test_the_busiest_slot_is_said_to_be_that_of_those_shown_where_some_are_hidden():
    before = queue(["09:05"] * 9 + ["10:05"] * 2 + ["11:05"] * 7, ["09:15"] * 9 + ["10:15"] * 2 + ["11:15"] * 7)
    after = lk.protect_cells(before, 3)
    assert any(one.hidden for one in after.cells)
    assert not before.summary.startswith("有陳示的時段中，")
    assert after.summary.startswith("有陳示的時段中，")


def test_a_month_of_a_year_that_nobody_means_is_counted_like_any_other():
    texts = pd.DataFrame({"文": ["等太久"] * 3, "日": ["1/1/1", "113/1/5", "300/1/1"]})
    result = lk.analyze(texts, "coding", {"text": "文", "codebook": BOOK, "date": "日", "period": "month"})
    assert result.views()["各期件數"]["合計列數"].tolist() == [1, 1, 1]


def test_terms_that_stand_together_are_not_named_where_one_of_them_is_hidden():
    rows = ["等太久，叫號也慢"] * 4 + ["沒有車位"] * 9
    before = lk.analyze(pd.DataFrame({"文": rows}), "coding", {"text": "文", "codebook": BOOK})
    place = (("分類", "等待"), ("詞語", "等太久"))
    after = before.hiding([(place, "count")])
    told = [*before.warnings, *before.views()["編碼簿的詞語"]["說明"]]
    kept = [*after.warnings, *after.views()["編碼簿的詞語"]["說明"]]
    assert (any("一起出現" in one for one in told), any("一起出現" in one for one in kept)) == (True, False)


def test_no_category_is_called_the_most_frequent_where_a_larger_one_may_be_hidden():
    rows = ["等太久"] * 8 + ["沒有車位"] * 5
    before = lk.analyze(pd.DataFrame({"文": rows}), "coding", {"text": "文", "codebook": BOOK})
    most = before.hiding([((("分類", "等待"),), "count")])
    assert "有陳示的各類以「停車」最多" in most.summary
    assert "最多" not in most.chart_data().finding
    nothing = most.hiding([((("分類", "停車"),), "count")])
    assert "都沒有歸入" not in nothing.summary
    assert "不陳示" in nothing.summary


def test_a_population_that_rounds_to_nobody_has_no_share():
    people = pd.DataFrame({"代碼": VILLAGES["代碼"], "人": [0.3, 20.0]})
    spec = {**AREAS, "interval": "wilson", "population": {"table": "人口", "area": "代碼", "value": "人"}}
    result = lk.analyze(pd.DataFrame({"里": ["萬壽里"] * 4}), "areas", spec, tables={"村里": VILLAGES, "人口": people})
    assert result.frame["95% 下限"].isna().tolist() == [True, False, False]


@pytest.mark.parametrize("part", ["population", "capacity"])
def test_a_negative_figure_of_an_area_is_refused(part):
    figures = pd.DataFrame({"代碼": VILLAGES["代碼"], "數": [-5, 20]})
    spec = {**AREAS, part: {"table": "別表", "area": "代碼", "value": "數"}}
    with pytest.raises(SpecInvalid, match="欄位「數」有負數，請先查明並更正"):
        lk.analyze(pd.DataFrame({"里": ["萬壽里"]}), "areas", spec, tables={"村里": VILLAGES, "別表": figures})


def test_how_many_people_lie_in_several_areas_is_not_told_once_cells_are_hidden():
    people = pd.DataFrame({"里": ["福星里", "萬壽里", *["萬壽里"] * 9], "人": ["甲", "甲", *"乙丙丁戊己庚辛壬癸"]})
    before = lk.analyze(people, "areas", {**AREAS, "person": "人"}, tables={"村里": VILLAGES})
    after = lk.protect_cells(before, 3)
    assert any(one.startswith("1 人出現在兩個以上的里") for one in before.warnings)
    assert any(one.startswith("有人出現在兩個以上的里") for one in after.warnings)


@pytest.mark.parametrize(
    ("kind", "spec"),
    [
        ("likert", {"questions": ["甲", "甲"], "scale": list("123")}),
        ("drivers", {"target": "乙", "columns": ["甲", "甲"]}),
    ],
)
def test_a_column_that_is_named_twice_is_refused(kind, spec):
    with pytest.raises(SpecInvalid, match="不能有重複的欄位"):
        lk.analyze(pd.DataFrame({"甲": [1, 2], "乙": [1, 2]}), kind, spec)


def test_a_target_that_was_divided_by_zero_is_left_out_and_counted():
    frame = pd.DataFrame({"比": [3.0, float("inf"), 4.0, 5.0] * 20, "組": list("abac") * 20})
    result = lk.analyze(frame, "drivers", {"target": "比", "shuffles": 99})
    assert result.left_out == {"no_target": 20}
    assert result.tidy["value"].notna().any()
