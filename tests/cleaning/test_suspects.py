import pandas as pd
import pytest

from labkit.cleaning.suspects import find_suspects
from tests.bench import quality

GROUPS = [("萬華區", "63000070"), ("中正區", "63000050"), ("大同區", "63000060")]


def found(frame):
    result = find_suspects(frame)
    return {(row.row, row.column, row.reason) for row in result.cells.itertuples()}


def test_letters_among_digits_are_odd():
    told = found(pd.DataFrame({"統編": [f"{n:08}" for n in range(60)] + ["0459525l"]}))
    assert (60, "統編", "odd_shape") in told
    assert {row for row, _, _ in told} == {60}


def test_a_rare_spelling_beside_a_common_one_is_doubted_and_short_chinese_names_are_not():
    offices = ["臺北市中山地政事務所"] * 30 + ["臺北市中山地致事務所", "臺北市大安地政事務所"]
    assert (30, "所", "near_spelling") in found(pd.DataFrame({"所": offices}))
    assert found(pd.DataFrame({"里": ["新安里"] * 30 + ["新忠里"]})) == set()
    assert found(pd.DataFrame({"科": ["資訊管理第一科"] * 30 + ["資訊管理第二科"]})) == set()


def test_a_code_that_disagrees_with_its_name_is_doubted_where_most_rules_are_broken():
    rows = [pair for pair in GROUPS for _ in range(20)]
    rows[5] = ("萬華區", "63000050")
    told = found(pd.DataFrame(rows, columns=["區", "代碼"]))
    assert (5, "代碼", "broken_dependency") in told
    assert {row for row, _, _ in told} == {5}


def test_units_that_only_some_numbers_carry_and_marks_are_doubted():
    frame = pd.DataFrame({"額": ["1200"] * 25 + ["1200元", "N/A"]})
    assert {(25, "額", "mixed_unit"), (26, "額", "missing_mark")} <= found(frame)
    assert found(pd.DataFrame({"額": [f"{n}元" for n in range(40)]})) == set()


def test_a_value_that_slipped_into_its_neighbour_is_doubted_in_both_columns():
    frame = pd.DataFrame(
        {"市": ["臺北"] * 20 + ["高雄"] * 20 + ["臺北 北區"], "區": ["北區"] * 20 + ["南區"] * 20 + [None]}
    )
    assert {(40, "市", "strayed_value"), (40, "區", "strayed_value")} <= found(frame)


def test_the_result_holds_places_and_never_a_value():
    result = find_suspects(pd.DataFrame({"統編": [f"{n:08}" for n in range(60)] + ["王小明"]}))
    assert "王小明" not in str(result.to_document()) + result.frame.to_csv() + result.cells.to_csv()


@pytest.mark.parametrize(("name", "least"), [("hospital", 0.9), ("beers", 0.95)])
def test_error_cells_are_found_without_labels_and_better_than_by_clustering_alone(shared, name, least):
    dirty, truth = quality.error_cells(shared / "bench" / "cleaning" / name)
    precision, _, score = quality.f1(quality.by_suspects(dirty), truth)
    assert precision >= 0.9
    assert score >= least
    assert score > quality.f1(quality.by_clustering(dirty), truth)[2]
