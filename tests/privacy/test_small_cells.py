"""Small cells are hidden, with what would give them back; people are told what it costs and what stays possible."""

import dataclasses

import pandas as pd
import pytest

import labkit.privacy.small_cells as verb
from labkit.core.cells import CountedCell
from labkit.core.errors import SpecInvalid
from labkit.privacy.cell_policy import CellPolicy, Dominance
from labkit.privacy.policy import Policy
from labkit.privacy.small_cells import protect_cells, protected
from tests.privacy.tabulated.made import Counted, counted, hidden_places, records, shown


def register(counts):
    """One record for each unit of ``counts`` by 里 and 類."""
    lines = [(village, kind) for (village, kind), times in counts.items() for _ in range(times)]
    return pd.DataFrame(lines, columns=["里", "類"])


COUNTS = {
    ("新安里", "臨櫃"): 2,
    ("新安里", "網路"): 20,
    ("新安里", "郵寄"): 9,
    ("和平里", "臨櫃"): 30,
    ("和平里", "網路"): 8,
    ("和平里", "郵寄"): 40,
    ("中正里", "臨櫃"): 50,
    ("中正里", "網路"): 60,
    ("中正里", "郵寄"): 70,
}
SMALL = (("里", "新安里"), ("類", "臨櫃"))


def codes(table):
    return [one.code for one in table.findings]


def test_one_small_cell_takes_the_cheapest_rectangle_with_it_and_every_total_stays():
    after = protect_cells(counted(register(COUNTS), ["里"], ["類"]), 3)
    assert (
        hidden_places(after)
        == {
            SMALL,
            (("里", "新安里"), ("類", "郵寄")),
            (("里", "和平里"), ("類", "臨櫃")),
            (("里", "和平里"), ("類", "郵寄")),
        }
        or sum(COUNTS[tuple(value for _, value in place)] for place in hidden_places(after)) <= 2 + 20 + 8 + 30
    )
    assert not [place for place in hidden_places(after) if len(place) < 2]
    assert codes(after) == ["cells_hidden"]


def test_hidden_cells_keep_neither_value_nor_count_and_the_rest_stays_as_it_was():
    before = counted(register(COUNTS), ["里"], ["類"])
    after = protect_cells(before, 3)
    assert all(one.value is None and one.n is None for one in after.cells if one.hidden)
    assert shown(after).items() <= shown(before).items()
    assert [(one.keys, one.measure) for one in after.cells] == [(one.keys, one.measure) for one in before.cells]


def test_all_measures_of_a_hidden_place_are_hidden_together():
    frame = records(3, 300, (5, 4))
    after = protect_cells(counted(frame, ["里"], ["類"], ("count", "規費 sum", "規費 mean", "規費 nunique")), 5)
    for place in hidden_places(after):
        assert all(one.hidden for one in after.cells if one.keys == place)


def test_a_count_of_filled_cells_that_is_small_hides_the_place_though_its_records_are_many():
    frame = pd.DataFrame({"里": ["甲"] * 20 + ["乙"] * 20 + ["丙"] * 20, "規費": [5.0] * 2 + [None] * 18 + [7.0] * 40})
    after = protect_cells(counted(frame, ["里"], (), ("count", "規費 sum")), 3)
    assert (("里", "甲"),) in hidden_places(after)


def test_nothing_to_hide_gives_the_same_result_and_no_findings():
    before = counted(register({(a, b): 20 for a in "甲乙" for b in "子丑"}), ["里"], ["類"])
    assert protect_cells(before, 10) is before


def test_protecting_twice_is_protecting_once():
    once = protect_cells(counted(records(5, 400, (6, 4)), ["里"], ["類"], ("count", "規費 sum")), 5)
    twice = protect_cells(once, 5)
    assert hidden_places(once)
    assert (twice.cells, twice.findings) == (once.cells, once.findings)


@pytest.mark.parametrize("seed", range(6))
def test_protecting_several_tables_with_subtotals_and_sums_twice_is_protecting_them_once(seed):
    frame = records(seed, 250, (3, 4, 3), missing=0.1, below_zero=seed % 2 == 1)
    tables = [
        counted(frame, ["里", "類"], ["年"], ("count", "規費 sum", "規費 mean")),
        counted(frame, ["年"], name="年表"),
    ]
    once = protect_cells(tables, 5)
    twice = protect_cells(once, 5)
    assert [one.cells for one in twice] == [one.cells for one in once]
    assert [one.findings for one in twice] == [one.findings for one in once]


def test_a_cell_that_was_hidden_before_stays_hidden_and_is_protected_from_what_is_shown():
    before = counted(register({(a, b): 20 for a in "甲乙丙" for b in "子丑寅"}), ["里"], ["類"])
    place = (("里", "甲"), ("類", "子"))
    after = protect_cells(before.hiding([(place, "count")]), 3)
    assert place in hidden_places(after)
    assert len(hidden_places(after)) == 4


def test_a_total_with_one_child_goes_with_it():
    frame = register({("甲", "子"): 2, ("乙", "子"): 30, ("乙", "丑"): 30, ("丙", "子"): 30, ("丙", "丑"): 40})
    after = protect_cells(counted(frame, ["里"], ["類"]), 3)
    assert {(("里", "甲"), ("類", "子")), (("里", "甲"),)} <= hidden_places(after)
    assert "totals_hidden" in codes(after)


def test_a_table_of_one_row_hides_its_total_where_nothing_else_can_go():
    after = protect_cells(counted(register({("甲", "子"): 2}), ["里"]), 3)
    assert hidden_places(after) == {(("里", "甲"),), ()}


def test_two_small_cells_that_add_up_to_a_small_number_need_a_third():
    frame = register({("甲", "a"): 1, ("乙", "a"): 1, ("丙", "a"): 30, ("丁", "a"): 40})
    after = protect_cells(counted(frame, ["里"]), 3)
    assert hidden_places(after) == {(("里", "甲"),), (("里", "乙"),), (("里", "丙"),)}


def test_the_record_lost_share_and_the_numbers_of_cells_are_told():
    table = counted(register(COUNTS), ["里"], ["類"])
    (after,), (account,) = protected([table], CellPolicy(least=3))
    assert (account.primary, account.hidden, account.shown, account.totals) == (1, len(hidden_places(after)), 16, 0)
    assert account.how == "exact"
    lost = sum(COUNTS[tuple(value for _, value in place)] for place in hidden_places(after))
    assert account.loss == pytest.approx(lost / sum(COUNTS.values()))
    sentence = after.findings[0].sentence
    assert sentence.startswith("案件表：4 格不陳示（以 D 表示）：1 格未滿 3 筆，另 3 格一併隱藏")
    assert sentence.endswith("已證明是隱藏最少的選法。")


def test_a_sibling_that_shares_totals_makes_the_same_cells_dear_or_given_back():
    frame = records(11, 500, (5, 4, 3))
    one, other = counted(frame, ["里"], ["類"]), counted(frame, ["里"], ["年"], name="年表")
    first = protect_cells(one, 5)
    second = protect_cells(other, 5, siblings=[first])
    assert not {
        place for place in hidden_places(second) if place in {cell.keys for cell in first.cells}
    } - hidden_places(first)


def test_a_sibling_that_shows_the_total_for_ever_is_said_to_give_the_cell_back():
    frame = register({("甲", "子"): 2, ("乙", "子"): 30, ("乙", "丑"): 30})
    told = counted(frame, ["里"], name="里表")
    after = protect_cells(counted(frame, ["里"], ["類"]), 3, siblings=[told])
    assert {"already_shown", "cells_given_back"} & set(codes(after))
    assert all(one.sentence.startswith("案件表：") for one in after.findings)


def test_a_cell_hidden_in_a_sibling_is_hidden_here_too():
    frame = register(COUNTS)
    first = protect_cells(counted(frame, ["里"], ["類"]), 3)
    again = protect_cells(counted(frame, ["類"], ["里"], name="轉置"), 2, siblings=[first])
    assert {frozenset(place) for place in hidden_places(first)} <= {frozenset(place) for place in hidden_places(again)}


def test_a_sibling_of_other_records_is_no_sibling():
    frame = register(COUNTS)
    table = counted(frame, ["里"], ["類"])
    other = counted(frame, ["里"], population="113年案件")
    assert hidden_places(protect_cells(table, 3, siblings=[other])) == hidden_places(protect_cells(table, 3))


def test_tables_that_do_not_say_which_records_they_count_are_not_linked():
    frame = register(COUNTS)
    table = counted(frame, ["里"], ["類"], population="")
    other = counted(frame.head(9), ["類"], population="", name="別的紀錄")
    one, two = protect_cells([table, other], 3)
    assert (
        hidden_places(one)
        == hidden_places(protect_cells(table, 3, siblings=[other]))
        == hidden_places(protect_cells(table, 3))
    )
    assert hidden_places(two) == hidden_places(protect_cells(other, 3))


def test_several_tables_come_back_in_their_order_each_with_its_findings():
    frame = records(2, 300, (4, 3, 3))
    tables = [counted(frame, ["里"], ["類"]), counted(frame, ["年"], name="別表", population="別")]
    done = protect_cells(tables, 5)
    assert [one.name for one in done] == ["案件表", "別表"]
    assert isinstance(done, list)


def test_a_line_with_all_records_in_one_category_is_flagged_and_not_changed():
    frame = register({("甲", "病"): 12, ("乙", "病"): 6, ("乙", "安"): 9, ("丙", "安"): 7})
    before = counted(frame, ["里"], ["類"])
    after = protect_cells(before, 3)
    assert (after.cells, codes(after)) == (before.cells, ["one_category"])
    assert "2 個「里」的紀錄全落在同一個「類」" in after.findings[0].sentence


def test_a_line_whose_records_are_seen_again_in_every_cell_is_not_said_to_lie_in_one():
    weeks = [CountedCell((("加入", "甲"), ("週", week)), "可觀察", 50, 50, additive=False) for week in range(3)]
    joined = [CountedCell((("加入", "甲"),), "人數", 50, 50), CountedCell((("加入", "乙"),), "人數", 2, 2)]
    after = protect_cells(Counted(name="持續", cells=(*weeks, *joined, CountedCell((), "人數", 52, 52))), 3)
    assert "cells_hidden" in codes(after)
    assert "one_category" not in codes(after)


def test_a_maximum_that_its_totals_give_away_is_said():
    frame = register(COUNTS).assign(規費=5.0)
    frame.loc[(frame["里"] == "新安里") & (frame["類"] == "臨櫃"), "規費"] = 99.0
    after = protect_cells(counted(frame, ["里"], ["類"], ("count", "規費 max")), 3)
    found = {one.code: one for one in after.findings}
    assert found["hidden_not_additive"].facts == {"names": "規費 max"}
    assert (found["extreme_known"].count, found["extreme_known"].level) == (1, "warning")


def test_a_mean_with_its_count_is_a_sum_to_the_attacker():
    frame = records(8, 400, (5, 4))
    alone = protect_cells(counted(frame, ["里"], ["類"], ("規費 mean",)), 5)
    summed = protect_cells(counted(frame, ["里"], ["類"], ("規費 sum",)), 5)
    assert hidden_places(alone) == hidden_places(summed)


def test_a_dominated_cell_is_hidden_where_contributions_are_known_and_said_to_be_unchecked_where_not():
    frame = register({(a, b): 20 for a in "甲乙丙" for b in "子丑寅"}).assign(規費=10.0)
    table = counted(frame, ["里"], ["類"], ("規費 sum",))
    place = (("里", "甲"), ("類", "子"))
    policy = CellPolicy(least=3, dominance=Dominance(contributors=1, share=0.8))
    assert codes(protect_cells(table, policy)) == ["dominance_unknown"]
    after = protect_cells(table, policy, contributions={(place, "規費 sum"): [180.0, 10.0, 10.0]})
    assert place in hidden_places(after)
    assert len(hidden_places(after)) >= 4


def test_zeros_are_shown_unless_the_policy_hides_them():
    cells = [CountedCell((("里", name),), "count", n, n) for name, n in {"甲": 0, "乙": 12, "丙": 15, "丁": 9}.items()]
    table = Counted(cells=(*cells, CountedCell((), "count", 36, 36)), name="表")
    assert protect_cells(table, 3) is table
    assert (("里", "甲"),) in hidden_places(protect_cells(table, {"least": 3, "hide_zeros": True}))


def test_levels_that_do_not_add_up_are_not_linked():
    cells = [CountedCell((("週", week),), "count", n, n) for week, n in {"0": 100, "1": 60, "2": 2}.items()]
    table = Counted(cells=(*cells, CountedCell((), "count", 100, 100)), name="留存")
    assert hidden_places(protect_cells(table, 3)) == {(("週", "2"),)}


@pytest.mark.parametrize(
    ("policy", "least"),
    [
        (4, 4),
        ({"audience": "跨機關"}, 5),
        (CellPolicy(), 3),
        (Policy(audience="開放資料", columns={"里": {"action": "keep"}}), 10),
    ],
)
def test_a_policy_is_a_number_a_mapping_a_cell_policy_or_the_audience_of_a_column_policy(policy, least):
    assert CellPolicy.of(policy).smallest == least


@pytest.mark.parametrize("policy", [True, "3", None, 1, {"leest": 3}, {"least": 0}, {"audience": "大家"}])
def test_another_policy_is_refused_in_one_sentence(policy):
    with pytest.raises(SpecInvalid, match="小格政策"):
        protect_cells(counted(register(COUNTS), ["里"]), policy)


def test_a_cell_policy_is_written_and_read_back(tmp_path):
    policy = CellPolicy(name="對外", audience="開放資料", dominance=Dominance(p=0.1), hide_zeros=True)
    assert CellPolicy.load(policy.save(tmp_path / "cells.yml")) == policy


def test_no_finding_holds_a_value_of_a_key():
    after = protect_cells(counted(records(5, 400, (6, 4)), ["里"], ["類"], ("count", "規費 max")), 5)
    text = "".join(one.sentence for one in after.findings)
    values = {str(value) for cell in after.cells for _, value in cell.keys if value is not None}
    assert text
    assert not [value for value in values if value in text]


def test_a_result_without_findings_is_protected_all_the_same():
    @dataclasses.dataclass(frozen=True)
    class Bare:
        cells: tuple
        population: str = "x"

        def hiding(self, hidden):
            return Bare(
                tuple(dataclasses.replace(one, hidden=(one.keys, one.measure) in set(hidden)) for one in self.cells)
            )

    table = Bare(counted(register(COUNTS), ["里"], ["類"]).cells)
    assert sum(one.hidden for one in verb.protect_cells(table, 3).cells) == 4
