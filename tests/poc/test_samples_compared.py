"""What each comparison of samples does with records that have no partner, repeat themselves, or were drawn in groups."""

import dataclasses

import numpy as np
import pytest

from labkit.poc.comparison import Sampled
from labkit.poc.comparisons.matched import MATCHED
from labkit.poc.comparisons.paired import PAIRED
from labkit.poc.comparisons.randomised import RANDOMISED
from labkit.poc.comparisons.unpaired import UNPAIRED


def sampled(before, after, **more):
    flags = np.repeat([False, True], [len(before), len(after)])
    return Sampled(value=np.array([*before, *after], float), after=flags, **{k: np.array(v) for k, v in more.items()})


def test_a_case_without_a_partner_is_counted_and_several_records_of_a_case_are_one():
    given = sampled([10, 12, 20, 30, 99], [8, 15, 26], pair=["a", "a", "b", "c", "d", "a", "b", "c"])
    found = PAIRED.compare(given)
    assert found.effect == pytest.approx((8 - 11 + 15 - 20 + 26 - 30) / 3)
    assert dict(found.left_out) == {"no_pair": 1}
    assert found.n == (3, 3)
    assert any("1 個案件在同一邊有多筆" in one for one in found.remarks)


def test_pairs_cancel_what_makes_cases_differ():
    dice = np.random.default_rng(1)
    case = dice.normal(30, 10, 25)
    given = sampled(case + dice.normal(0, 1, 25), case - 2 + dice.normal(0, 1, 25), pair=[*range(25)] * 2)
    pairs, apart = PAIRED.compare(given), UNPAIRED.compare(given)
    assert pairs.high - pairs.low < 0.3 * (apart.high - apart.low)
    assert pairs.tested.significant
    assert not apart.tested.significant


def test_a_stratum_of_one_side_is_counted_and_a_change_of_the_mix_is_no_effect():
    before = [10, 11, 12, 9] * 2 + [30, 31, 29]
    after = [10, 12, 9, 11] + [30, 29, 31, 28, 32] * 2 + [50]
    strata = ["平"] * 8 + ["尖"] * 3 + ["平"] * 4 + ["尖"] * 10 + ["夜"]
    found = MATCHED.compare(sampled(before, after, stratum=strata))
    assert found.effect == pytest.approx(0, abs=0.01)
    assert UNPAIRED.compare(sampled(before, after)).effect > 8
    assert dict(found.left_out) == {"no_counterpart": 1}
    assert "1 組只有一邊" in found.remarks[-1]
    with pytest.raises(ValueError, match="沒有任何一組"):
        MATCHED.compare(sampled([1, 2, 3], [4, 5, 6], stratum=list("aaabbb")))


def drawn(seed=2):
    """Ten counters, five drawn to be new, on the same ten days; a counter has a speed of its own."""
    dice = np.random.default_rng(seed)
    counter, day = np.repeat(np.arange(10), 10), np.tile(np.arange(10), 10)
    after = counter % 2 == 1
    value = 20 + dice.normal(0, 2, 10)[counter] + dice.normal(0, 1, 100) - 4 * after
    return Sampled(value=value, after=after, day=day, pair=counter)


def test_what_lots_drew_is_the_unit_of_evidence():
    counters = drawn()
    found = RANDOMISED.compare(counters)
    assert "以同一對象為抽籤單位：改變前 5 個，改變後 5 個" in found.remarks[-1]
    assert "同一對象" not in RANDOMISED.compare(dataclasses.replace(counters, pair=None)).method
    cases = RANDOMISED.compare(dataclasses.replace(counters, pair=None))
    assert "以案件為抽籤單位" in cases.remarks[-1]
    assert found.high - found.low > 1.5 * (cases.high - cases.low)
    assert found.effect == pytest.approx(cases.effect)
    few = counters.pair < 4
    with pytest.raises(ValueError, match="抽到的同一對象只有 2 個，至少需要 3 個"):
        RANDOMISED.compare(
            Sampled(
                value=counters.value[few], after=counters.after[few], day=counters.day[few], pair=counters.pair[few]
            )
        )


def test_values_of_zero_and_one_are_shares():
    found = UNPAIRED.compare(sampled([1] * 24 + [0] * 16, [1] * 34 + [0] * 6))
    assert found.effect == pytest.approx(0.25)
    assert "Newcombe" in found.method
    assert found.tested.name == "Fisher 精確檢定"
    assert -1 <= found.low < found.high <= 1


def test_few_records_say_on_what_their_interval_rests():
    found = UNPAIRED.compare(sampled([10, 11, 12, 9], [5, 6, 4]))
    assert "常態分配" in found.remarks[0]
    assert "t 分配" in found.method


@pytest.mark.parametrize(("plug", "said"), [(PAIRED, "配對"), (MATCHED, "分組"), (RANDOMISED, "日期")])
def test_a_comparison_without_its_column_says_which(plug, said):
    with pytest.raises(ValueError, match=f"需要{said}的欄位"):
        plug.compare(sampled([1, 2, 3], [4, 5, 6]))
