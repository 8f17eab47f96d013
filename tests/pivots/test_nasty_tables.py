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
