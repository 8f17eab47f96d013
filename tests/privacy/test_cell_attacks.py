"""What an attacker gets back: nothing, by an attack that shares no code with the protection, and by counting all tables that fit."""

import itertools
import os

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labkit.privacy.cell_policy import CellPolicy
from labkit.privacy.cell_suppression.choose import suppress
from labkit.privacy.cell_suppression.intervals import interval_attack
from labkit.privacy.small_cells import protect_cells, protected
from tests.privacy.tabulated.attack import all_tables, attacked
from tests.privacy.tabulated.made import counted, hidden_places, records, shown

TABLES = 500 if os.environ.get("LABKIT_PROOF") else 40
FAR = 1e6


def made(seed):
    """Return the results to protect together, and the least number of records: one to three keys, siblings, sums, missing keys."""
    rng = np.random.default_rng(seed)
    sizes = [(int(rng.integers(2, 7)),), (6, 4), (3, 5, 3), (4, 3, 4), (8, 2, 2)][seed % 5]
    frame = records(seed, int(rng.integers(15, 600)), sizes, missing=0.1 * (seed % 3), below_zero=seed % 4 == 3)
    measures = ("count", "規費 sum", "規費 mean")[: 1 + seed % 3]
    least = (3, 5, 10)[seed // 5 % 3]
    if len(sizes) == 1:
        return [counted(frame, ["里"], (), measures)], least
    if len(sizes) == 2:
        return [counted(frame, ["里"], ["類"], measures)], least
    if seed % 5 == 2:
        return [counted(frame, ["里", "類"], ["年"], measures)], least
    return [counted(frame, ["里"], ["類"], measures), counted(frame, ["年"], ["里"], measures, name="年表")], least


@pytest.mark.parametrize("seed", range(TABLES))
def test_an_independent_attack_gets_no_hidden_cell_back(seed):
    tables, least = made(seed)
    done = protect_cells(tables, least)
    truth = {key: cell for table in tables for key, cell in shown(table).items()}
    bounds = attacked(done)
    for place, (low, high) in bounds.items():
        n = truth[keys_of(truth, place), "count"][1]
        assert low - 1e-6 <= n <= high + 1e-6
        assert high - low >= 1 - 1e-6
        if n < least:
            assert high >= least - 1e-6
            assert high - low >= least - 1 - 1e-6
    if "規費 sum" in {cell.measure for cell in tables[0].cells}:
        values = [value for key, (value, _) in truth.items() if key[1] == "規費 sum" and value is not None]
        low = 0.0 if min(values) >= 0 else None
        for place, (least_sum, most_sum) in attacked(done, "規費 sum", of_records=False, low=low).items():
            value, n = truth[keys_of(truth, place), "規費 sum"]
            assert most_sum - least_sum > 1e-9 * max(1, abs(value or 0)) or not n or not value
            if n and n < least and value:
                assert most_sum - least_sum >= 0.1 * abs(value) * (1 - 1e-6)


def keys_of(truth, place):
    """Return the keys of a place in the order in which its table has them."""
    return next(keys for keys, measure in truth if measure == "count" and dict(keys) == dict(place))


@pytest.mark.parametrize("seed", range(10))
def test_among_all_tables_that_fit_no_hidden_cell_has_the_same_number_in_each(seed):
    frame = records(100 + seed, 30 + 3 * seed, (3, 3), missing=0.0)
    done = protect_cells(counted(frame, ["里"], ["類"]), 3)
    fitting = list(itertools.islice(all_tables(done), 3000))
    gone = [place for place in hidden_places(done) if len(place) == 2]
    assert fitting
    for place in gone:
        assert len({table[place] for table in fitting}) > 1


@pytest.mark.parametrize("seed", range(0, 40, 3))
def test_the_bounds_are_those_of_the_independent_attack(seed):
    tables, least = made(seed)
    done = protect_cells(tables, least)
    ours = interval_attack(done)
    theirs = attacked(done)
    counts = ours[ours["measure"] == "count（筆數）"]
    assert len(counts) == len(theirs)
    for line in counts.itertuples():
        low, high = theirs[line.keys]
        assert line.low == pytest.approx(low, abs=1e-5)
        assert min(line.high, FAR) == pytest.approx(min(high, FAR), abs=1e-5)
    assert not ours["exact"].any()


def test_without_complements_the_attack_gets_the_small_cell_back():
    table = counted(records(1, 200, (5, 4), missing=0.0), ["里"], ["類"])
    small = [(one.keys, "count") for one in table.cells if one.n < 3 and len(one.keys) == 2][:1]
    found = interval_attack([table.hiding(small)])
    assert found["exact"].tolist() == [True]
    assert found["low"].iloc[0] == found["high"].iloc[0] == shown(table)[small[0]][1]


def test_two_tables_that_are_safe_alone_are_not_safe_together_and_are_made_so():
    """The total of 甲 is hidden in one table, for its two cells are small; the other shows it."""
    lines = [("甲", "子")] * 2 + [("甲", "丑")] * 3 + [("乙", "子")] * 30 + [("乙", "丑")] * 40 + [("丙", "丑")] * 50
    frame = pd.DataFrame(lines, columns=["里", "類"]).assign(年="114")
    one, other = counted(frame, ["里"], ["類"]), counted(frame, ["年"], ["里"], name="年表")
    alone = [protect_cells(one, 5), protect_cells(other, 5)]
    assert not any(interval_attack([each])["exact"].any() for each in alone)
    assert interval_attack(alone)["exact"].any()
    assert not interval_attack(protect_cells([one, other], 5))["exact"].any()


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.sampled_from("甲乙丙丁"), st.sampled_from(["子", "丑", None])), min_size=1, max_size=80),
    st.sampled_from([2, 3, 5]),
)
def test_whatever_the_records_small_cells_go_the_rest_stays_and_no_line_has_one_unknown(lines, least):
    before = counted(pd.DataFrame(lines, columns=["里", "類"], dtype=object), ["里"], ["類"])
    after = protect_cells(before, least)
    gone = hidden_places(after)
    assert {one.keys for one in before.cells if one.n < least} <= gone
    assert shown(after) == {key: cell for key, cell in shown(before).items() if key[0] not in gone}
    for total in before.cells:
        for finer in ({"里"}, {"類"}, {"里", "類"}):
            if finer > {name for name, _ in total.keys}:
                parts = [
                    one.keys
                    for one in before.cells
                    if {name for name, _ in one.keys} == finer and set(total.keys) <= set(one.keys)
                ]
                assert sum(place in gone for place in (total.keys, *parts)) != 1
    assert not interval_attack([after])["exact"].any()
    assert hidden_places(protect_cells(after, least)) == gone


@pytest.mark.parametrize("seed", range(6))
def test_no_cheaper_choice_protects_a_small_table(seed):
    """Every other set of finest cells that costs less leaves a small cell open to the attack."""
    table = counted(records(40 + seed, 60 + 20 * seed, (3, 3), missing=0.0), ["里"], ["類"])
    policy = CellPolicy(least=3)
    chosen = suppress([table], policy)
    if chosen.how != "exact":
        pytest.skip("no small cell, or none but the heuristic will do")
    cost = (chosen.book.records + 1) * np.array([1 if len(place) == 2 else 3 for place in chosen.book.places])
    ours = cost[chosen.hidden].sum()
    free = np.flatnonzero(~chosen.primary)
    better = [
        some
        for count in range(5)
        for some in itertools.combinations(free, count)
        if cost[list(some)].sum() + cost[chosen.primary].sum() < ours - 1e-9
    ]
    for some in better:
        hidden = {chosen.book.places[at] for at in [*some, *np.flatnonzero(chosen.primary)]}
        tried = table.hiding([(one.keys, one.measure) for one in table.cells if tuple(sorted(one.keys)) in hidden])
        assert not fulfils(tried, table, 3)


def fulfils(tried, table, least):
    truth = shown(table)
    for place, (low, high) in attacked([tried]).items():
        n = truth[keys_of(truth, place), "count"][1]
        if n < least and (high < least - 1e-6 or high - low < least - 1 - 1e-6):
            return False
    return True


def test_less_is_lost_than_by_hiding_whole_rows(capsys):
    ours = theirs = 0.0
    for seed in range(6):
        table = counted(records(seed, 900, (12, 5), missing=0.02), ["里"], ["類"])
        (after,), (account,) = protected([table], CellPolicy(least=5))
        ours += account.loss / 6
        rows = {place[0] for place in hidden_places(table.hiding(small_places(table, 5))) if len(place) == 2}
        theirs += sum(one.n for one in table.cells if len(one.keys) == 2 and one.keys[0] in rows) / 900 / 6
        assert after.findings
    with capsys.disabled():
        print(f"\nrecords lost: {ours:.1%}, whole rows {theirs:.1%}")
    assert ours < theirs / 2


def small_places(table, least):
    return [(one.keys, one.measure) for one in table.cells if one.n < least]
