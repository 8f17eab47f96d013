"""Draws of uncertain inputs: each kind of spread as it is stated, put together by anything, the same at each call."""

import math

import numpy as np
import pytest
from scipy import stats

from labkit.statistics.simulate import Between, Exact, Interval, MeanOf, simulate


def alone(spread, draws=400_000):
    return simulate(lambda parts: parts[0], {"x": spread}, draws=draws)


def test_a_mean_has_the_limits_of_student():
    found = alone(MeanOf(50, 12, 6))
    low, high = stats.t.interval(0.95, 11, 50, 6 / math.sqrt(12))
    assert (found.low, found.high) == (pytest.approx(low, rel=2e-3), pytest.approx(high, rel=2e-3))


def test_a_range_and_an_interval_are_as_stated():
    wide = alone(Between(247, 240, 260))
    assert (wide.low, wide.high) == (pytest.approx(240.5, abs=0.1), pytest.approx(259.5, abs=0.1))
    own = alone(Interval(10, 9, 14))
    assert (own.low, own.value, own.high) == (
        pytest.approx(9, rel=0.01),
        pytest.approx(10, rel=0.01),
        pytest.approx(14, rel=0.01),
    )


def test_nothing_lies_below_zero_and_zero_is_told():
    found = alone(MeanOf(1, 5, 10))
    assert found.low == 0
    assert found.value == pytest.approx(1, abs=0.05)  # drawing again instead of 0 would move the middle up


def test_shares_are_of_the_variance_and_the_widest_dominates():
    found = simulate(math.prod, {"分": MeanOf(5, 30, 4), "件": MeanOf(238, 60, 45), "天": Exact(250)}, draws=50_000)
    relative = {"分": (4 / math.sqrt(30) / 5) ** 2 * 29 / 27, "件": (45 / math.sqrt(60) / 238) ** 2 * 59 / 57, "天": 0}
    whole = sum(relative.values())
    for name, one in relative.items():
        assert found.shares[name] == pytest.approx(one / whole, abs=0.01)
    assert found.dominant == "分"


def test_numbers_without_spread_have_no_dominant_one():
    found = simulate(math.prod, {"a": Exact(2), "b": Exact(3)}, draws=100)
    assert (found.low, found.value, found.high, found.dominant) == (6, 6, 6, "")


def test_the_seed_fixes_the_draws():
    one, other, third = (
        simulate(lambda parts: parts[1] - parts[0], {"a": MeanOf(5, 9, 1), "b": MeanOf(9, 9, 1)}, draws=5000, seed=seed)
        for seed in (0, 0, 1)
    )
    assert one == other
    assert one != third
    assert np.isfinite([one.low, one.high]).all()
