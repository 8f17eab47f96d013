"""Tables that agencies do send: days that are ranked, numbers beyond floats, names that meet."""

import math
import warnings

import pandas as pd
import pytest

import labkit as lk
from tests.pivots.test_on_engines import differences

INF = math.inf
CASES = pd.DataFrame(
    {
        "里": ["a", "b", "a", None, "c", "b"],
        "收件日": pd.to_datetime(["2024-01-01", "2024-02-01", None, "2023-12-31", "2024-06-01", "2024-05-01"]),
        "規費": [1, 2, 3, 4, 5, 6],
    }
)


@pytest.mark.parametrize("engine", [None, "duckdb"])
def test_groups_of_days_alone_are_counted_on_every_engine(engine):
    result = lk.pivot(CASES, rows=["收件日:民國年月"], engine=engine)
    assert result.frame["count"].tolist() == [1, 1, 1, 1, 1, 1]


@pytest.mark.parametrize("engine", [None, "duckdb"])
def test_the_latest_days_are_the_largest(engine):
    told = {"rows": ["里"], "values": {"收件日": "max"}, "engine": engine}
    assert lk.pivot(CASES, top=1, **told).frame["里"].tolist() == ["c", "其他（2 項）", "未填"]
    assert lk.pivot(CASES, sort="value_descending", **told).frame["里"].tolist() == ["c", "b", "a", "未填"]
    assert lk.pivot(CASES, show_as="rank_ascending", **told).frame.iloc[:, 1].tolist() == [2, 3, 4, 1]


def test_shares_of_days_are_shares_of_filled_cells():
    result = lk.pivot(CASES, rows=["里"], values={"收件日": "share"})
    assert result.frame.iloc[:, 1].tolist() == [0.2, 0.4, 0.2, 0.2]
    assert differences(CASES, {"rows": ["里"], "values": {"收件日": "share"}}, "duckdb") == []


def test_a_rate_may_bear_the_name_of_a_column_that_is_read():
    values = {"規費": {"rate": "規費 > 2"}, "比": {"ratio": ["規費", "count"]}}
    result = lk.pivot(CASES, rows=["里"], values=values)
    assert result.totals.tolist() == [4 / 6, 21 / 6]
    assert lk.pivot(CASES, rows=["里"], values={"里": {"rate": "規費 > 2"}}).total == 4 / 6
    assert differences(CASES, {"rows": ["里"], "values": values}, "duckdb") == []


def test_a_ratio_of_records_to_records_is_one_on_every_engine():
    assert differences(CASES, {"rows": ["里"], "values": {"比": {"ratio": ["count", "count"]}}}, "duckdb") == []


@pytest.mark.parametrize("how", ["sum", "mean", "median", "p90", "sd", "product", "share"])
def test_numbers_beyond_floats_warn_nobody(how):
    frame = pd.DataFrame({"里": list("aabb"), "值": [1e308, 1e308, INF, -INF]})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert lk.pivot(frame, rows=["里"], values={"值": how}).rows_in == 4


def test_infinite_numbers_stand_in_no_block():
    frame = pd.DataFrame({"分": [1.0, INF, -INF, None, 12.0]})
    result = lk.pivot(frame, rows=[{"column": "分", "by": "bins", "width": 10}])
    assert (dict(result.left_out), result.frame.iloc[:, 0].tolist()) == (
        {"outside_bins": 2},
        ["0–<10", "10–<20", "未填"],
    )
    assert differences(frame, {"rows": [{"column": "分", "by": "bins", "width": 10}]}, "duckdb") == []


def test_the_earliest_day_of_a_key_is_a_day():
    result = lk.pivot(CASES, rows=["里"], values={"收件日": "min"}, sort="value")
    assert result.frame.iloc[0].tolist() == ["a", pd.Timestamp("2024-01-01")]


def test_keys_are_read_as_people_write_them():
    frame = pd.DataFrame({"到場": [True, False, None], "年": [113.0, 114.0, None], "註": ["", "a", "b"]})
    for key, told in (
        ("到場", ["否", "是", "未填"]),
        ("年", ["113", "114", "未填"]),
        ("註", ["（空白文字）", "a", "b"]),
    ):
        result = lk.pivot(frame, rows=[key])
        grid = result.to_document().blocks[1]
        assert [row[0].text for row in grid.rows[1:-1]] == told
        assert result.chart_data().labels == told
        assert [row[0].text for row in result.chart_grid().rows[1:]] == told
        assert list(lk.pivot(frame, columns=[key]).frame.columns[1:]) == told


def test_a_key_may_bear_the_name_of_a_column_of_the_long_table():
    frame = pd.DataFrame({"n": ["a", "b", "a"], "value": [1, 2, 3]})
    assert lk.pivot(frame, rows=["n"], columns=["value"]).tidy.columns.tolist()[:2] == ["n#2", "value#2"]


def test_the_same_way_to_show_told_twice_is_shown_once():
    result = lk.pivot(CASES, rows=["里"], show_as=["normal", "run_total", "normal"])
    assert result.to_document().blocks[1].rows[0][1].text == "件數"
    assert result.printed.shape[1] == 3


REFUSED = [
    ({"values": {"規費": "summ"}}, "values：沒有彙總方式「summ」。是不是「sum」？"),
    ({"values": {"規費": []}}, "values 的「規費」沒有寫要怎麼算"),
    ({"values": {"規費": ["sum", "sum"]}}, "values 有兩個數值都叫「規費 sum」"),
    ({"values": {"規費 sum": {"ratio": ["規費", "count"]}, "規費": "sum"}}, "values 有兩個數值都叫「規費 sum」"),
    ({"values": {"快": {"rate": "規費 >"}}}, "values.快.rate：算式「規費 >」"),
    ({"values": "sum"}, "values 應為 count，或「欄位: 算法」"),
    ({"rows": 3}, "rows：應為清單"),
    ({"rows": [{"column": "規費", "by": "bins", "width": -1}]}, "rows.0.width：應大於或等於"),
    ({"rows": [1]}, "rows.0：應為文字"),
    ({"where": 3}, "where：應為算式"),
]


@pytest.mark.parametrize(("told", "words"), REFUSED, ids=str)
def test_a_wrong_setting_is_one_sentence_about_what_was_written(told, words):
    with pytest.raises(lk.LabkitError) as caught:
        lk.pivot(CASES, **{"rows": ["里"], **told})
    sentence = str(caught.value)
    assert words in sentence
    assert not any(sign in sentence for sign in ("\n", "literal[", "function-after", " or "))


@pytest.mark.parametrize("item", ["113", "113.0"])
def test_a_cell_is_compared_with_the_item_as_it_is_printed(item):
    frame = pd.DataFrame({"年": [113.0, 114.0, 114.0, None]})
    shown = {"how": "difference", "item": item}
    assert lk.pivot(frame, rows=["年"], show_as=shown).frame.iloc[:, 1].tolist() == [0, 1, 0]
