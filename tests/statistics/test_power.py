"""How many to measure: the measured reference, statsmodels as oracle, and a simulation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.power import NormalIndPower, TTestIndPower, TTestPower
from statsmodels.stats.proportion import proportion_effectsize

from labkit.statistics.power import detectable, needed, needed_shares, power_of, spread_interval


@pytest.mark.parametrize(("n", "minutes"), [(20, 5.45), (30, 4.41), (50, 3.40), (100, 2.39), (200, 1.69)])
def test_with_a_spread_of_6_minutes_the_table_is_the_measured_one(n, minutes):
    assert round(detectable(n, 6), 2) == minutes


@pytest.mark.parametrize(
    ("n", "level", "power"),
    [(n, 0.05, 0.8) for n in (2, 3, 7, 25, 400)] + [(n, 0.01, 0.9) for n in (7, 25, 400)],
)
def test_the_smallest_difference_is_statsmodels(n, level, power):
    apart = TTestIndPower().solve_power(nobs1=n, alpha=level, power=power, effect_size=None)
    pairs = TTestPower().solve_power(nobs=n, alpha=level, power=power, effect_size=None)
    assert detectable(n, 3, level=level, power=power) == pytest.approx(3 * float(apart), rel=1e-4)
    within = detectable(n, 3, paired=True, correlation=0.5, level=level, power=power)
    assert within == pytest.approx(3 * float(pairs), rel=1e-4)


@given(effect=st.floats(0.2, 20), sd=st.floats(0.5, 20), correlation=st.floats(-0.5, 0.9), paired=st.booleans())
@settings(max_examples=60, deadline=None)
def test_what_is_needed_is_enough_and_one_fewer_is_not(effect, sd, correlation, paired):
    how = {"paired": paired, "correlation": correlation}
    n = needed(effect, sd, **how)
    assert detectable(n, sd, **how) <= effect * (1 + 1e-9)
    assert n == 2 or detectable(n - 1, sd, **how) > effect * (1 - 1e-9)
    assert needed(-effect, sd, **how) == n


@pytest.mark.parametrize(("effect", "sd"), [(5, 6), (1, 6), (0.1, 4), (12, 3)])
def test_the_count_is_statsmodels_rounded_up(effect, sd):
    oracle = TTestIndPower().power
    n = needed(effect, sd)
    assert oracle(effect / sd, n, 0.05) >= 0.8 - 1e-6
    assert n == 2 or oracle(effect / sd, n - 1, 0.05) < 0.8 + 1e-6


def test_two_shares_are_told_apart_by_the_arcsine_difference():
    for first, second in ((0.6, 0.8), (0.05, 0.01), (0, 0.5)):
        oracle = NormalIndPower().solve_power(proportion_effectsize(second, first), alpha=0.05, power=0.8)
        assert needed_shares(first, second) == int(np.ceil(float(oracle) - 1e-4))


def test_the_power_is_what_a_simulation_finds():
    from scipy.stats import ttest_ind

    dice = np.random.default_rng(3)
    before, after = dice.normal(20, 6, (4000, 24)), dice.normal(15, 6, (4000, 24))
    found = float((ttest_ind(before, after, axis=1).pvalue < 0.05).mean())
    assert found == pytest.approx(power_of(5 / 6, 24), abs=0.025)


def test_for_very_few_pairs_where_statsmodels_gives_up_a_simulation_agrees():
    from scipy.stats import ttest_1samp

    standard = detectable(3, 1, paired=True, correlation=0.5, level=0.01, power=0.9)
    drawn = np.random.default_rng(1).normal(standard, 1, (100_000, 3))
    assert float((ttest_1samp(drawn, 0, axis=1).pvalue < 0.01).mean()) == pytest.approx(0.9, abs=0.005)


def test_a_spread_from_few_pilots_is_wide():
    dice = np.random.default_rng(0)
    sds = dice.normal(0, 6, (4000, 10)).std(axis=1, ddof=1)
    limits = [spread_interval(float(sd), 10) for sd in sds]
    assert np.mean([low <= 6 <= high for low, high in limits]) == pytest.approx(0.95, abs=0.015)
    with pytest.raises(ValueError, match="2 次"):
        spread_interval(6, 1)


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (lambda: detectable(1, 6), "至少要 2 件"),
        (lambda: detectable(20, 0), "標準差"),
        (lambda: detectable(20, float("nan")), "標準差"),
        (lambda: detectable(20, 6, paired=True, correlation=1), "相關係數"),
        (lambda: detectable(20, 6, power=0.01), "檢定力"),
        (lambda: needed(0, 6), "差別為 0"),
        (lambda: needed(1e-9, 6), "一千萬件"),
        (lambda: needed_shares(0.5, 0.5), "不相等"),
        (lambda: needed_shares(0.5, 1.5), "0 到 1"),
        (lambda: needed_shares(0.5, 0.6, power=1.5), "檢定力"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_chinese(call, why):
    with pytest.raises(ValueError, match=why):
        call()
