import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from labkit.statistics.agreement import cohen_kappa

CODES = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), min_size=4, max_size=60)


@given(CODES)
def test_kappa_and_its_interval_equal_statsmodels(pairs):
    first, second = zip(*pairs, strict=True)
    names = sorted({*first, *second})
    table = np.array([[sum(pair == (a, b) for pair in pairs) for b in names] for a in names])
    ours = cohen_kappa(first, second)
    if ours.kappa is None:
        assert len(names) == 1
        return
    with np.errstate(invalid="ignore"):  # a spread of 0 may come out as -1e-18 there
        theirs = cohens_kappa(table)
    assert ours.kappa == pytest.approx(theirs.kappa, abs=1e-12)
    if not theirs.var_kappa > 1e-12:
        assert ours.low < ours.kappa or ours.high > ours.kappa
        return
    assert ours.low == pytest.approx(max(-1, theirs.kappa_low), abs=1e-9)
    assert ours.high == pytest.approx(min(1, theirs.kappa_upp), abs=1e-9)


def test_kappa_of_a_table_worked_by_hand():
    # 20 both yes, 15 both no, 5 + 10 apart: observed 0.7, by chance 0.5 × 0.6 + 0.5 × 0.4 = 0.5
    first = ["y"] * 25 + ["n"] * 25
    second = ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    found = cohen_kappa(first, second)
    assert (found.n, found.agreed) == (50, 35)
    assert found.kappa == pytest.approx(0.4)
    assert found.word == "中度一致"


def test_two_who_always_give_one_code_have_no_kappa():
    found = cohen_kappa(["a"] * 9, ["a"] * 9)
    assert (found.kappa, found.low, found.agreed, found.word) == (None, None, 9, "無法計算")


def test_nothing_coded_has_no_kappa():
    assert cohen_kappa([], []).kappa is None


def test_codings_of_unequal_length_are_refused():
    with pytest.raises(ValueError, match="not 1 and 2"):
        cohen_kappa(["a"], ["a", "b"])


def test_the_interval_holds_the_true_kappa_nine_times_in_ten():
    dice, held, truth = random.Random(5), 0, 0.6
    for _ in range(200):
        first = [dice.choice("ab") for _ in range(150)]
        second = [one if dice.random() < truth else dice.choice("ab") for one in first]
        found = cohen_kappa(first, second)
        held += found.low <= truth <= found.high
    assert held >= 180


def test_three_of_three_equal_codes_do_not_claim_certainty():
    found = cohen_kappa(list("aab"), list("aab"))
    assert (found.kappa, found.high) == (1.0, pytest.approx(1.0))
    assert found.low < 0.2
