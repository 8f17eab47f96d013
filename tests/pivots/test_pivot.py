from collections import defaultdict

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import labkit as lk
from labkit.core.errors import NotNumeric, SpecInvalid, UnknownColumn

FEES = pd.DataFrame(
    {
        "區": ["A", "A", "B", None, "A", "B"],
        "里": ["x", "y", "x", "x", None, "總計"],
        "別": ["買", "賣", "買", "買", "買", "賣"],
        "費": [1.0, 2.0, 3.0, None, 5.0, None],
        "人": ["p", "p", "q", "q", "r", None],
    }
)


def brute(frame, keys, values):
    """Every total at every level, by a loop over the records."""
    groups = defaultdict(list)
    for row in frame.to_dict("records"):
        groups[tuple(None if pd.isna(row[key]) else row[key] for key in keys)].append(row)
    found = {}
    for key, rows in groups.items():
        for column, how in values:
            cells = [row[column] for row in rows if not pd.isna(row[column])]
            total = sum(cells) if how in {"sum", "mean"} and cells else None
            made = {
                "count": len(cells),
                "distinct": len(set(cells)),
                "sum": total,
                "mean": total and total / len(cells),
            }
            if total == 0:
                made["mean"] = 0.0
            found[(*key, f"{column} {how}")] = (made[how], len(cells))
    return found


CELLS = st.fixed_dictionaries(
    {
        "區": st.sampled_from(["甲", "乙", "總計", "未填", None]),
        "里": st.sampled_from([1, 2, 3, None]),
        "別": st.sampled_from(["買", "賣", None]),
        "費": st.one_of(st.none(), st.integers(-9, 9)),
        "人": st.sampled_from(["p", "q", "r", None]),
    }
)
KEYS = st.lists(st.sampled_from(["區", "里", "別"]), unique=True, max_size=3)
HOWS = st.lists(st.sampled_from(["sum", "count", "mean", "distinct"]), unique=True, min_size=1, max_size=4)


@given(st.lists(CELLS, min_size=1, max_size=30), KEYS, st.integers(0, 3), HOWS)
def test_every_total_of_every_level_equals_a_loop_over_the_records(rows, keys, cut, hows):
    frame = pd.DataFrame(rows).astype({"區": object, "里": "Int64", "別": object, "費": "Int64", "人": object})
    over, across = keys[:cut], keys[cut:]
    result = lk.pivot(frame, rows=over, columns=across, values={"費": hows, "人": ["distinct"]})
    values = [("費", how) for how in hows] + [("人", "distinct")]
    levels = [(over[:depth], side) for depth in range(len(over) + 1) for side in ([across, []] if across else [[]])]
    for depth, side in levels:
        fixed = [*depth, *side]
        wanted = brute(frame, fixed, values)
        tidy = result.tidy
        level = tidy[tidy.level == ("×".join(fixed) or "總計")]
        found = {}
        for row in level.to_dict("records"):
            key = tuple(None if row[name] is None or pd.isna(row[name]) else row[name] for name in fixed)
            found[(*key, row["measure"])] = (row["value"], row["n"])
        assert found == {
            key: (pytest.approx(value), n) if value is not None else (None, n) for key, (value, n) in wanted.items()
        }
    assert sum(result.left_out.values()) <= len(frame)


def test_a_row_with_a_missing_key_keeps_its_place_in_the_total():
    fees = pd.DataFrame({"里": ["新安里", None, "新安里"], "規費": [1, 2, 3]})
    result = lk.pivot(fees, rows=["里"], values={"規費": "sum"})
    assert (result.total, dict(result.left_out)) == (6, {})
    assert result.frame.to_dict("list") == {"里": ["新安里", "未填"], "規費 sum": [4, 2]}


def test_what_pandas_margins_get_wrong_is_right_here():
    frame = pd.DataFrame({"區": list("AABBA"), "分": [10, 20, 30, 40, 50], "滿意": [5, None, 4, None, 3]})
    wrong = pd.pivot_table(
        frame, index="區", values=["分", "滿意"], aggfunc={"分": "sum", "滿意": "mean"}, margins=True
    )
    right = lk.pivot(frame, rows=["區"], values={"分": "sum", "滿意": "mean"})
    assert wrong.loc["All", "分"] != 150
    assert right.totals.to_dict() == {"分 sum": 150, "滿意 mean": 4.0}


def test_the_wide_table_names_its_columns_by_the_keys():
    one = lk.pivot(FEES, rows=["區"], columns=["別"])
    assert one.frame.columns.tolist() == ["區", "買", "賣"]
    assert one.frame["買"].tolist() == [2, 1, 1]
    two = lk.pivot(FEES, rows=["區"], columns=["別"], values={"費": ["sum", "mean"]})
    assert two.frame.columns.tolist() == ["區", "買 費 sum", "買 費 mean", "賣 費 sum", "賣 費 mean"]
    assert np.isnan(two.frame["賣 費 sum"].tolist()[1])


def test_no_record_no_data_and_unfilled_are_told_apart_in_print():
    printed = lk.pivot(FEES, rows=["區"], columns=["別"], values={"費": "sum", "人": "count"}).printed.set_index("區")
    assert printed.loc["B", "賣 費 sum"] == "…"
    assert printed.loc["未填", "賣 費 sum"] is None
    assert printed.loc["未填", "賣 人 count"] == 0
    assert printed.loc["總計", "總計 費 sum"] == 11.0


def test_subtotals_stand_after_their_groups_and_the_grand_total_last():
    printed = lk.pivot(FEES, rows=["區", "里"]).printed
    assert printed["區"].tolist() == ["A", "A", "A", "A", "B", "B", "B", "未填", "未填", "總計"]
    assert printed["里"].tolist() == ["x", "y", "未填", "小計", "x", "總計", "小計", "x", "小計", ""]
    assert printed["count"].tolist() == [1, 1, 1, 3, 1, 1, 2, 1, 1, 6]


def test_a_filter_leaves_out_what_does_not_surely_hold_and_says_so():
    result = lk.pivot(FEES, rows=["區"], where="費 > 1")
    assert dict(result.left_out) == {"filtered": 3}
    assert result.total == 3
    text = str(result.to_document())
    assert "「費」大於 1" in text
    assert "未納入：不符條件 3 列" in text


def test_rows_used_and_left_out_are_the_rows_that_came_in():
    result = lk.pivot(FEES, rows=["區"], values={"費": ["sum", "mean"]}, where="別 == '買'")
    assert dict(result.left_out) == {"filtered": 2, "empty_measure": 1}
    assert result.summary.startswith("6 列中納入 3 列、未納入 3 列")


def test_a_cell_gives_back_its_records():
    result = lk.pivot(FEES, rows=["區", "里"], columns=["別"])
    assert result.records(row=("A",))["來源列"].tolist() == [1, 2, 5]
    assert result.records(row=("A", None), column=("買",))["來源列"].tolist() == [5]
    assert result.records(row=(None,))["來源列"].tolist() == [4]
    assert len(result.records()) == 6


def test_bad_specs_are_refused_with_the_mend():
    with pytest.raises(UnknownColumn, match="是不是「里」"):
        lk.pivot(FEES, rows=["里別"])
    with pytest.raises(NotNumeric, match="「人」是文字、日期或是否，不是數字"):
        lk.pivot(FEES, values={"人": "sum"})
    with pytest.raises(SpecInvalid, match="沒有彙總方式「total」"):
        lk.pivot(FEES, values={"費": "total"})
    with pytest.raises(SpecInvalid, match="重複"):
        lk.pivot(FEES, rows=["區"], columns=["區"])
    with pytest.raises(ValueError, match="totals"):
        _ = lk.pivot(FEES, values={"費": ["sum", "mean"]}).total


def test_an_empty_table_has_an_empty_pivot():
    result = lk.pivot(FEES.iloc[:0], rows=["區"], columns=["別"], values={"費": "sum"})
    assert len(result.frame) == 0
    assert result.total in {0, None}
    assert result.to_document().title


def test_numbers_keep_their_precision_and_whole_numbers_stay_whole():
    big = pd.DataFrame({"k": ["a", "a"], "v": [2**53, 1]})
    assert lk.pivot(big, rows=["k"], values={"v": "sum"}).total == 2**53 + 1


def test_a_mean_of_nothing_is_missing_and_a_count_of_nothing_is_zero():
    assert lk.pivot(FEES, values={"費": "mean"}, where="費 > 100").total is None
    assert lk.pivot(FEES, where="費 > 100").total == 0


def test_sums_do_not_wrap_at_64_bits():
    assert lk.pivot(pd.DataFrame({"x": [2**62, 2**62]}), values={"x": "sum"}).total == 2**63


def test_values_name_at_least_one_column():
    with pytest.raises(SpecInvalid, match="至少要有一個"):
        lk.pivot(FEES, values={})


def test_cells_that_rest_on_one_or_two_records_are_warned_of():
    assert "認得出個人" in str(lk.pivot(FEES, rows=["區"]).to_document())
    assert "認得出個人" not in str(lk.pivot(pd.DataFrame({"k": ["a"] * 5}), rows=["k"]).to_document())


def test_people_read_measures_in_words():
    result = lk.pivot(FEES, rows=["區"], values={"費": ["sum", "mean"]})
    assert result.shown_frame.columns.tolist() == ["區", "費 合計", "費 平均＊"]
    assert result.frame.columns.tolist() == ["區", "費 sum", "費 mean"]
