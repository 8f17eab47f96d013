"""Areas: every area of the list appears, names are matched and never guessed, every row is somewhere."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import labkit as lk
from labkit.analysis.area.spec import AreasSpec
from labkit.core.errors import NotNumeric, SpecInvalid, UnknownTable

CODES = pd.DataFrame(
    {
        "代碼": ["63000070001", "63000070002", "63000070003", "63000050009"],
        "里": ["福星里", "萬壽里", "西門里", "福星里"],
    }
)
WANHUA = CODES[:3]
SPEC = {"area": "里", "codes": {"table": "村里", "name": "里"}, "as_of": "2025-03-31"}


def areas(cells, spec=None, codes=WANHUA, **tables):
    frame = cells if isinstance(cells, pd.DataFrame) else pd.DataFrame({"里": cells}, dtype=object)
    return lk.analyze(frame, "areas", SPEC | (spec or {}), tables={"村里": codes, **tables})


def counts(result):
    frame = result.frame
    return dict(zip(frame["里"], frame["件數" if "件數" in frame else "人數"], strict=True))


def test_an_area_without_records_is_zero_and_never_absent():
    assert counts(areas(["福星里"])) == {"福星里": 1, "萬壽里": 0, "西門里": 0, "合計": 1}
    assert counts(areas([])) == {"福星里": 0, "萬壽里": 0, "西門里": 0, "合計": 0}


@pytest.mark.parametrize(
    "told", ["萬壽里", " 萬壽里　", "萬華區萬壽里", "台北市萬華區萬壽里", "63000070002", "63000070-002", 63000070002.0]
)
def test_a_name_or_a_code_finds_its_area(told):
    assert counts(areas([told]))["萬壽里"] == 1


def test_a_name_that_two_townships_bear_is_left_out_and_not_guessed():
    result = areas(["福星里", "萬華區福星里", "萬壽里"], codes=CODES)
    assert result.left_out == {"ambiguous_area": 1}
    assert result.frame["件數"].tolist() == [0, 1, 1, 0, 2]
    assert "第 1 列" in " ".join(result.warnings)


def test_within_reads_names_inside_the_township():
    result = areas(["福星里", "臺北市中正區福星里", "63000050009"], {"within": "萬華區"}, codes=CODES)
    assert counts(result) == {"福星里": 1, "萬壽里": 0, "西門里": 0, "合計": 1}
    assert result.left_out == {"outside_area": 2}


def test_township_and_county_columns_tell_areas_apart():
    frame = pd.DataFrame(
        {"里": ["福星里"] * 3, "區": ["中正區", "萬華區", "板橋區"], "市": ["台北市", "臺北市", "新北市"]}
    )
    result = areas(frame, {"area": {"name": "里", "town": "區", "county": "市"}}, codes=CODES)
    assert result.frame["件數"].tolist() == [1, 1, 0, 0, 2]
    assert result.left_out == {"outside_area": 1}


def test_each_row_without_an_area_has_one_reason():
    frame = pd.DataFrame(
        {"里": ["福星里", None, "  ", "福星", "萬壽里"], "人": ["a", "b", "c", "d", None], "年": [113] * 4 + [112]}
    )
    assert areas(frame, {"person": "人"}).left_out == {"no_area": 2, "unknown_area": 1, "no_key": 1}
    assert areas(frame, {"person": "人", "where": "年 == 113"}).left_out == {
        "filtered": 1,
        "no_area": 2,
        "unknown_area": 1,
    }


@given(
    st.lists(
        st.sampled_from(["福星里", "萬壽里", "新安里", None, "萬華區西門里", "中正區福星里", "63000070001", "福 星里"])
    )
)
def test_every_row_is_in_a_cell_or_under_one_reason(cells):
    result = areas(cells, codes=CODES)
    told = result.frame["件數"]
    assert told.iloc[:-1].sum() == told.iloc[-1] == len(cells) - sum(result.left_out.values())


def test_persons_are_counted_once_in_an_area_and_told_where_they_are_in_two():
    frame = pd.DataFrame({"里": ["福星里", "福星里", "萬壽里", "萬壽里"], "人": ["a", "a", "a", "b"]})
    result = areas(frame, {"person": "人"})
    assert counts(result) == {"福星里": 1, "萬壽里": 2, "西門里": 0, "合計": 3}
    assert any("1 人出現在兩個以上的里" in one for one in result.warnings)


def test_townships_and_counties_need_no_code_table():
    frame = pd.DataFrame({"區": ["萬華區", "東區", "台北市萬華區"]})
    result = lk.analyze(frame, "areas", {"area": "區", "level": "town"})
    assert (len(result.frame), result.left_out) == (369, {"ambiguous_area": 1})
    inside = lk.analyze(frame, "areas", {"area": "區", "level": "town", "within": "臺北市"})
    assert (len(inside.frame), inside.left_out) == (13, {"unknown_area": 1})
    assert inside.frame.set_index("鄉鎮市區")["件數"]["萬華區"] == 2


def test_areas_of_several_townships_are_added_up_by_township():
    result = areas(["萬華區福星里", "中正區福星里", "萬壽里"], codes=CODES)
    towns = result.views()["各鄉鎮市區合計"]
    assert dict(zip(towns["鄉鎮市區"], towns["件數"], strict=True)) == {"臺北市中正區": 1, "臺北市萬華區": 2, "合計": 3}
    assert set(result.tidy["level"]) == {"鄉鎮市區×里", "鄉鎮市區", "總計"}


def test_a_status_is_counted_apart_and_adds_up():
    frame = pd.DataFrame({"里": ["福星里", "福星里", "萬壽里"], "狀況": ["服務中", None, "結案"]})
    table = areas(frame, {"status": "狀況"}).frame
    assert table[["狀況 服務中", "狀況 結案", "狀況 未填"]].to_numpy().tolist() == [
        [1, 0, 1],
        [0, 1, 0],
        [0, 0, 0],
        [1, 1, 1],
    ]


def test_persons_of_several_statuses_are_a_measure_of_their_own():
    frame = pd.DataFrame({"里": ["福星里", "福星里"], "人": ["a", "a"], "狀況": ["甲", "乙"]})
    result = areas(frame, {"status": "狀況", "person": "人"})
    assert set(result.tidy["measure"]) == {"人數", "人數（依狀況）", "紀錄"}
    assert result.frame.iloc[0][["人數", "狀況 甲", "狀況 乙"]].tolist() == [1, 1, 1]


def test_a_change_by_day_needs_no_second_table():
    frame = pd.DataFrame({"里": ["福星里"] * 5, "日": ["113/1/5", "113/7/1", "113-08-02", "99年1月1日", "不詳"]})
    result = areas(frame, {"earlier": {"dated": "日", "cut": "2024-07-01", "since": "2024-01-01"}})
    assert result.frame.iloc[0][["件數", "前期件數", "增減"]].tolist() == [2, 1, 1]
    assert result.left_out == {"undated": 1, "before_period": 1}


def test_an_earlier_table_may_be_records_or_counts():
    by_records = areas(
        ["福星里"], {"earlier": {"table": "上期"}}, 上期=pd.DataFrame({"里": ["福星里", "福星里", "某里"]})
    )
    by_counts = areas(
        ["福星里"],
        {"earlier": {"table": "上期", "area": "里名", "value": "人"}},
        上期=pd.DataFrame({"里名": ["福星里", "某里"], "人": ["2", "1,000"]}),
    )
    for result in (by_records, by_counts):
        assert result.frame["增減"].tolist() == [-1, 0, 0, -1]
        assert "前期的表有 1 列對不到代碼表，未計入。" in result.warnings


def test_demand_stands_against_capacity():
    frame = pd.DataFrame({"里": ["福星里", "福星里", "萬壽里"], "時數": ["1,200", 300, None]})
    spec = {"demand": "時數", "capacity": {"table": "量能", "area": "里", "value": "時數", "label": "可服務時數"}}
    capacity = pd.DataFrame({"里": ["福星里", "萬壽里", "福星里"], "時數": [500, 10, 500]})
    result = areas(frame, spec, 量能=capacity)
    assert result.frame[["時數 合計", "可服務時數", "缺口", "需求／量能", "狀態"]].to_numpy().tolist()[:2] == [
        [1500, 1000, 500, 1.5, "需求超過量能、少於 5 件"],
        [0, 10, -10, 0.0, "少於 5 件"],
    ]
    assert result.frame["可服務時數"].isna().tolist() == [False, False, True, True]
    assert any("1 個里沒有量能數字" in one for one in result.warnings)
    whole = areas(frame, spec | {"capacity": spec["capacity"] | {"absent_is_zero": True}}, 量能=capacity)
    assert whole.frame["可服務時數"].tolist() == [1000, 10, 0, 1010]


def test_rules_are_words_of_the_team_and_unknown_names_are_refused():
    rules = [{"word": "要訪視", "when": "數量 >= 2 and 增減 is missing"}]
    with pytest.raises(SpecInvalid, match="earlier"):
        areas(["福星里"], {"flags": rules})
    assert (
        areas(["福星里"] * 2, {"flags": [{"word": "要訪視", "when": "數量 >= 2"}]}).frame["狀態"][0]
        == "要訪視、少於 5 件"
    )
    with pytest.raises(SpecInvalid, match="是不是「數量」"):
        areas(["福星里"], {"flags": [{"word": "多", "when": "數目 > 1"}]})


def test_the_sentence_names_areas_rate_and_day():
    people = pd.DataFrame({"里": ["福星里", "萬壽里", "西門里"], "人": [1000, 1000, 1000]})
    spec = {"population": {"table": "人口", "area": "里", "value": "人", "year": 112, "label": "65 歲以上人口"}}
    result = areas(["福星里"] * 40 + ["萬壽里"] * 10, spec, 人口=people)
    assert result.summary == (
        "3 個里共 50 件（1 個為 0）；每千人比率 16.7（95% 區間 12.4–22.0）；"
        "比率偏高 1 個：福星里；比率偏低 1 個：西門里；資料截至 114 年 3 月 31 日。"
    )
    assert any("人口是 112 年的" in one for one in result.warnings)
    assert result.chart_data().labels == ["福星里", "萬壽里", "西門里"]
    assert result.chart_data().finding == "1 個里比率偏高：福星里"


def test_a_hidden_cell_is_hidden_in_all_that_is_derived_from_it():
    people = pd.DataFrame({"里": ["福星里", "萬壽里", "西門里"], "人": [900, 1000, 800]})
    spec = {
        "population": {"table": "人口", "area": "里", "value": "人", "year": 113},
        "capacity": {"table": "人口", "area": "里", "value": "人"},
        "earlier": {"table": "上期"},
        "shrink": True,
    }
    result = areas(["福星里"] * 33 + ["萬壽里"] * 20, spec, 人口=people, 上期=pd.DataFrame({"里": ["福星里"] * 7}))
    hidden = result.hiding({((("里", "63000070001"),), "件數")})
    row = hidden.frame.set_index("里").loc["福星里"]
    derived = ["件數", "每千人比率", "95% 下限", "95% 上限", "收縮後比率", "增減", "缺口", "需求／量能"]
    assert set(row[derived]) == {"D"}
    assert (row["前期件數"], row["狀態"]) == (7, "")
    assert "33" not in hidden.frame.to_string()
    assert "福星里" in hidden.chart_data().labels
    assert hidden.to_document().blocks[-2].text.startswith("「D」")


def test_what_cannot_be_used_is_refused_with_its_place():
    with pytest.raises(SpecInvalid, match="codes"):
        lk.analyze(pd.DataFrame({"里": ["甲"]}), "areas", {"area": "里"})
    with pytest.raises(UnknownTable, match="是不是「村里」"):
        areas(["福星里"], {"codes": {"table": "村里表", "name": "里"}})
    with pytest.raises(SpecInvalid, match="第 1 筆.*11 碼"):
        areas(["福星里"], codes=pd.DataFrame({"代碼": ["63000070"], "里": ["福星里"]}))
    with pytest.raises(SpecInvalid, match="代碼重複"):
        areas(["福星里"], codes=pd.concat([WANHUA, WANHUA]))
    with pytest.raises(SpecInvalid, match="沒有任何區域"):
        areas(["福星里"], codes=WANHUA[:0])
    with pytest.raises(SpecInvalid, match="是不是「萬華區」"):
        areas(["福星里"], {"within": "萬華"})
    doubled = pd.DataFrame({"里": ["福星里", "福星里"], "人": [1, 2]})
    with pytest.raises(SpecInvalid, match="兩列以上"):
        areas(["福星里"], {"population": {"table": "人口", "area": "里", "value": "人"}}, 人口=doubled)
    with pytest.raises(NotNumeric):
        areas(
            ["福星里"],
            {"capacity": {"table": "量", "area": "里", "value": "數"}},
            量=pd.DataFrame({"里": ["福星里"], "數": ["多"]}),
        )


def test_codes_without_their_leading_zero_are_read_again():
    codes = pd.DataFrame({"代碼": [9007010001], "村": ["介壽村"]})
    frame = pd.DataFrame({"村": ["介壽村", "09007010-001", 9007010001]}, dtype=object)
    result = lk.analyze(frame, "areas", {"area": "村", "codes": {"table": "t", "name": "村"}}, tables={"t": codes})
    assert result.frame.iloc[0].tolist() == ["09007010001", "介壽村", 3, "少於 5 件"]


def test_the_day_of_the_caller_counts_where_the_specification_names_none():
    result = lk.analyze(
        pd.DataFrame({"縣市": []}, dtype=object), "areas", {"area": "縣市", "level": "county"}, as_of=date(2025, 1, 2)
    )
    assert "資料截至 114 年 1 月 2 日" in result.summary


@pytest.mark.parametrize(("how", "limits"), [("exact", [0.6, 8.8]), ("byar", [0.6, 8.8]), ("wilson", [1.0, 8.8])])
def test_the_interval_is_the_one_asked_for_and_is_named(how, limits):
    people = pd.DataFrame({"里": ["福星里", "萬壽里", "西門里"], "人": ["1,000", "1,000", "1,000"]})
    spec = {"population": {"table": "人口", "area": "里", "value": "人", "year": 2025}, "interval": how}
    result = areas(["福星里"] * 3, spec, 人口=people)
    assert result.frame.iloc[0][["95% 下限", "95% 上限"]].tolist() == limits
    assert any({"exact": "Garwood", "byar": "Byar", "wilson": "Wilson"}[how] in one for one in result.warnings)


def test_the_chart_of_rates_is_titled_by_what_it_draws():
    people = pd.DataFrame({"里": ["福星里", "萬壽里", "西門里"], "人": [1000, 1000, 1000]})
    figures = {"table": "人口", "area": "里", "value": "人"}
    told = areas(["福星里"] * 30, {"population": figures, "capacity": figures}, 人口=people)
    assert told.chart_data().finding == "1 個里比率偏高：福星里"
    assert told.chart_data().values[0] == [30.0]
    none = areas(["福星里"], {"population": figures, "capacity": figures}, 人口=people)
    assert none.chart_data().finding == "3 個里都沒有比率偏高"


def test_many_areas_are_drawn_by_township_and_none_is_lost_from_the_table():
    codes = pd.DataFrame({"代碼": [f"630000{town}0{at:03}" for town in "12" for at in range(1, 41)]})
    codes["里"] = [f"第{at}里" for at in range(80)]
    result = areas(codes["代碼"].tolist(), codes=codes)
    assert result.chart_data().labels == ["臺北市松山區", "臺北市信義區"]
    assert len(result.frame) == 81


def test_a_specification_is_kept_as_yaml_and_read_back_equal(tmp_path):
    spec = AreasSpec(
        area={"name": "里", "town": "區"},
        codes={"table": "村里", "name": "里"},
        population={"table": "人口", "area": "代碼", "value": "數", "where": "年 == '113'"},
        earlier={"dated": "日", "cut": "2024-07-01"},
        flags=[{"word": "要訪視", "when": "數量 >= 5 and 比率 > 10", "mark": "★"}],
        as_of="2024-12-31",
    )
    assert AreasSpec.load(spec.save(tmp_path / "a.yml")) == spec
    assert "里" in AreasSpec(area="里", level="town").area.columns
    assert AreasSpec.model_json_schema()["properties"]["area"]


@pytest.mark.parametrize(
    ("key", "value", "match"),
    [
        ("earlier", {}, "擇一"),
        ("earlier", {"table": "上期", "dated": "日", "cut": "2024-01-01"}, "擇一"),
        ("earlier", {"table": "上期", "value": "數"}, "請寫 area"),
        ("shrink", True, "population"),
        ("flags", [{"word": "甲", "when": "數量 > 1"}, {"word": "甲", "when": "數量 > 2"}], "重複"),
        ("smal", 3, "是不是「small」"),
    ],
)
def test_what_contradicts_itself_is_refused_before_any_work(key, value, match):
    with pytest.raises(SpecInvalid, match=match):
        areas(["福星里"], {key: value})
