import pandas as pd
import pytest

import labkit as lk
from labkit.core.errors import NotNumeric, SpecInvalid

CASES = pd.DataFrame(
    {
        "里": ["a", "a", "a", "b", "b", "c", "d", None, None, None, None],
        "人": ["p", "q", "p", "p", "r", "p", "q", "z", "z", "z", "z"],
        "檢查": [10, 10, None, 5, 5, 1, 100, 1, 1, 1, 1],
        "違規": [1, None, 3, 5, 0, 0, 10, 0, 0, 0, 0],
        "等待": [3, 12, None, 10, 10, 50, 1, None, None, None, None],
    }
)


def test_the_rest_is_put_together_and_the_total_stays():
    result = lk.pivot(CASES, rows=["里"], values={"人": "distinct"}, top=2)
    assert result.frame.to_dict("list") == {"里": ["a", "b", "其他（2 項）", "未填"], "人 distinct": [2, 2, 2, 1]}
    assert result.total == 4
    assert len(result.records(row=("其他（2 項）",))) == 2


def test_the_missing_key_is_never_among_the_largest():
    result = lk.pivot(CASES, rows=["里"], top=1)
    assert result.frame["里"].tolist() == ["a", "其他（3 項）", "未填"]
    assert result.frame["count"].tolist() == [3, 4, 4]


def test_top_of_all_changes_nothing():
    assert lk.pivot(CASES, rows=["里"], top=9, sort="key").frame.equals(lk.pivot(CASES, rows=["里"]).frame)


def test_rows_are_sorted_within_their_group():
    frame = pd.DataFrame({"區": list("AAABB"), "里": list("xyzxy"), "件": [1, 9, 5, 2, 3]})
    result = lk.pivot(
        frame, rows=["區", "里"], values={"件": "sum"}, sort={"里": "value_descending", "區": "key_descending"}
    )
    assert result.frame["里"].tolist() == ["y", "x", "y", "z", "x"]
    assert result.printed["區"].tolist() == ["B", "B", "B", "A", "A", "A", "A", "總計"]


def test_a_ratio_is_a_ratio_of_sums_over_the_records_that_state_both():
    result = lk.pivot(CASES, rows=["里"], values={"違規率": {"ratio": ["違規", "檢查"]}})
    told = result.frame.set_index("里")["違規率"]
    assert told["a"] == 1 / 10
    assert told["b"] == 5 / 10
    assert result.total == 16 / 125
    assert "先加總再相除" in str(result.to_document())
    per_record = lk.pivot(CASES, rows=["里"], values={"每件違規": {"ratio": ["違規", "count"]}})
    assert per_record.frame.set_index("里")["每件違規"]["a"] == 4 / 2


def test_a_rate_is_the_share_of_those_of_whom_it_is_known():
    result = lk.pivot(CASES, rows=["里"], values={"十分內": {"rate": "等待 <= 10"}, "件數": "records"})
    told = result.frame.set_index("里")
    assert told["十分內"].fillna(-1).tolist() == [0.5, 1.0, 0.0, 1.0, -1]
    assert told["件數"].tolist() == [3, 2, 1, 1, 4]
    assert result.totals["十分內"] == 4 / 6
    assert "66.7%" in str(result.to_document())


def test_shares_add_up_to_one_and_missing_rates_do_not():
    result = lk.pivot(CASES, rows=["里"], values={"檢查": ["share", "missing_rate"]})
    assert result.frame["檢查 share"].sum() == pytest.approx(1)
    assert result.totals["檢查 missing_rate"] == 1 / 11


def test_dates_have_a_first_and_a_last_but_no_sum():
    frame = pd.DataFrame({"里": ["a", "a", "b"], "日": pd.to_datetime(["2024-01-05", "2024-03-01", None])})
    result = lk.pivot(frame, rows=["里"], values={"日": ["min", "max"]})
    assert str(result.frame.iloc[0, 1])[:10] == "2024-01-05"
    assert result.printed.iloc[1, 1] == "…"
    with pytest.raises(NotNumeric):
        lk.pivot(frame, rows=["里"], values={"日": "sum"})


def test_top_needs_a_key():
    with pytest.raises(SpecInvalid, match="top 需要列欄位"):
        lk.pivot(CASES, top=3)
    with pytest.raises(SpecInvalid, match="不在 rows 或 columns"):
        lk.pivot(CASES, rows=["里"], top={"區": 3})


def test_the_records_of_a_cell_have_one_hash():
    first, again = (lk.pivot(CASES, rows=["里"]).records(row=("a",)) for _ in range(2))
    assert first.attrs["sha256"] == again.attrs["sha256"]
    assert first.attrs["sha256"] != lk.pivot(CASES, rows=["里"]).records(row=("b",)).attrs["sha256"]


def test_hidden_cells_are_hidden_in_every_table():
    result = lk.pivot(CASES, rows=["里"], show_as=["normal", "percent_of_total"])
    hidden = result.hiding([((("里", "c"),), "count")])
    assert hidden.frame["count normal"].isna().sum() == 1
    assert hidden.printed.iloc[2, 1:].tolist() == ["D", "D"]
    tidy = hidden.tidy
    assert tidy.loc[tidy.hidden, ["value", "n"]].isna().all().all()
    assert "不陳示" in str(hidden.to_document())
    assert "D" not in str(result.printed)


def test_column_subtotals_stand_after_their_group():
    result = lk.pivot(CASES.dropna(), columns=["里", "人"])
    assert result.printed.columns.tolist() == [
        "",
        "a / p",
        "a / 小計",
        "b / p",
        "b / r",
        "b / 小計",
        "c / p",
        "c / 小計",
        "d / q",
        "d / 小計",
        "總計",
    ]


def test_a_condition_that_is_never_known_has_no_rate():
    frame = pd.DataFrame({"里": ["a"], "等待": pd.Series([None], dtype="float64")})
    assert lk.pivot(frame, rows=["里"], values={"快": {"rate": "等待 <= 10"}}).total is None


def test_what_people_see_in_excel_may_be_written():
    told = lk.pivot(CASES, rows=["里"], values={"檢查": ["合計", "平均"]}, show_as="列總和百分比")
    named = lk.pivot(CASES, rows=["里"], values={"檢查": ["sum", "mean"]}, show_as="percent_of_row")
    assert told.spec == named.spec
    assert lk.pivot(CASES, rows=["里"], values="件數").spec.values == "count"
