import pandas as pd
import pytest

import labkit as lk
from labkit.core.errors import SpecInvalid
from labkit.pivots.show_as import SHOW_AS

SALES = pd.DataFrame(
    {
        "區": ["甲", "甲", "甲", "乙", "乙", "丙"],
        "月": [1, 2, 2, 1, 3, 2],
        "費": [10, 20, 20, 30, 20, 100],
    }
)


def wide(how, **keys):
    result = lk.pivot(SALES, **{"rows": ["區"], "columns": ["月"], "values": {"費": "sum"}, **keys}, show_as=how)
    frame = result.frame.set_index("區") if "區" in result.frame else result.frame
    return {
        index: [None if pd.isna(cell) else round(cell, 4) for cell in line]
        for index, line in zip(frame.index, frame.to_numpy(), strict=True)
    }


#        1    2    3   計
# 丙     –  100    –  100
# 乙    30    –   20   50
# 甲    10   40    –   50
# 計    40  140   20  200
EXPECTED = {
    "normal": {"丙": [None, 100, None], "乙": [30, None, 20], "甲": [10, 40, None]},
    "percent_of_total": {"丙": [None, 0.5, None], "乙": [0.15, None, 0.1], "甲": [0.05, 0.2, None]},
    "percent_of_col": {"丙": [None, 0.7143, None], "乙": [0.75, None, 1], "甲": [0.25, 0.2857, None]},
    "percent_of_row": {"丙": [None, 1, None], "乙": [0.6, None, 0.4], "甲": [0.2, 0.8, None]},
    "percent": {"丙": [None, None, None], "乙": [None, None, None], "甲": [0.3333, None, None]},
    "percent_of_parent_row": {"丙": [None, 0.7143, None], "乙": [0.75, None, 1], "甲": [0.25, 0.2857, None]},
    "percent_of_parent_col": {"丙": [None, 1, None], "乙": [0.6, None, 0.4], "甲": [0.2, 0.8, None]},
    "percent_of_parent": {"丙": [None, 1, None], "乙": [1, None, 1], "甲": [1, 1, None]},
    "difference": {"丙": [None, None, None], "乙": [None, None, None], "甲": [-20, None, None]},
    "percent_diff": {"丙": [None, None, None], "乙": [None, None, None], "甲": [-0.6667, None, None]},
    "run_total": {"丙": [0, 100, 0], "乙": [30, 100, 20], "甲": [40, 140, 20]},
    "percent_of_running_total": {"丙": [0, 0.7143, 0], "乙": [0.75, 0.7143, 1], "甲": [1, 1, 1]},
    "rank_ascending": {"丙": [None, 2, None], "乙": [2, None, 1], "甲": [1, 1, None]},
    "rank_descending": {"丙": [None, 1, None], "乙": [1, None, 1], "甲": [2, 2, None]},
    "index": {"丙": [None, 1.4286, None], "乙": [3, None, 4], "甲": [1, 1.1429, None]},
}


@pytest.mark.parametrize("how", SHOW_AS)
def test_each_of_the_fifteen_ways_is_what_its_definition_says(how):
    assert wide(how) == EXPECTED[how]


def test_the_fifteen_names_are_excels():
    assert len(SHOW_AS) == 15
    assert set(EXPECTED) == set(SHOW_AS)


def test_a_cell_compares_along_any_key_with_any_item():
    assert wide({"how": "difference", "base": "月"})["乙"] == [None, None, None]
    assert wide({"how": "difference", "base": "月", "item": "1"})["甲"] == [0, 30, None]
    assert wide({"how": "percent", "base": "區", "item": "乙"})["甲"] == [0.3333, None, None]
    assert wide({"how": "run_total", "base": "月"})["甲"] == [10, 50, 50]
    assert wide({"how": "difference", "base": "月", "item": "next"})["甲"] == [-30, None, None]


def test_an_inner_key_starts_anew_in_every_group():
    result = lk.pivot(SALES, rows=["區", "月"], values={"費": "sum"}, show_as="run_total")
    assert result.frame.iloc[:, -1].tolist() == [100, 30, 50, 10, 50]
    shares = lk.pivot(
        SALES, rows=["區", "月"], values={"費": "sum"}, show_as={"how": "percent_of_parent", "base": "區"}
    )
    assert shares.frame.iloc[:, -1].tolist() == [1, 0.6, 0.4, 0.2, 0.8]


def test_ties_share_a_rank_and_none_is_skipped():
    frame = pd.DataFrame({"里": list("abcd"), "件": [5, 7, 7, 9]})
    result = lk.pivot(frame, rows=["里"], values={"件": "sum"}, show_as="rank_descending")
    assert result.frame.iloc[:, 1].tolist() == [3, 2, 2, 1]


def test_a_measure_may_be_shown_in_several_ways_side_by_side():
    result = lk.pivot(SALES, rows=["區"], values={"費": "sum"}, show_as=["normal", "percent_of_total"])
    assert result.frame.columns.tolist() == ["區", "費 sum normal", "費 sum percent_of_total"]
    text = str(result.to_document())
    assert "50.0%" in text
    assert "總計百分比：每格除以總計。" in text
    assert result.total == 200


def test_subtotals_show_what_excel_shows():
    printed = lk.pivot(SALES, rows=["區", "月"], values={"費": "sum"}, show_as="percent_of_parent_row").printed
    assert [round(value, 2) for value in printed.iloc[:, -1]] == [1, 0.5, 0.6, 0.4, 0.25, 0.2, 0.8, 0.25, 1]


def test_an_unknown_way_or_base_is_refused():
    with pytest.raises(SpecInvalid, match="show_as"):
        wide("percent_of_rows")
    with pytest.raises(SpecInvalid, match="不在 rows 或 columns"):
        wide({"how": "difference", "base": "里"})


def test_a_missing_or_zero_whole_shows_nothing_rather_than_a_wrong_number():
    frame = pd.DataFrame({"里": ["a", "b"], "費": [5, -5]})
    result = lk.pivot(frame, rows=["里"], values={"費": "sum"}, show_as="percent_of_total")
    assert result.frame.iloc[:, 1].isna().all()


def test_an_item_that_does_not_occur_is_refused_without_telling_those_that_do():
    with pytest.raises(SpecInvalid, match="item「9」不在欄位「月」的值裡") as refused:
        wide({"how": "difference", "base": "月", "item": "9"})
    assert "甲" not in str(refused.value)
