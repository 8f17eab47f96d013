"""Rates: intervals equal those of other programs, shrinkage keeps to its definition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from labkit.analysis.area.rates import interval, shrunk


@given(st.integers(0, 400), st.integers(500, 90_000))
def test_the_exact_limits_are_those_where_the_count_is_just_plausible(count, population):
    low, high = interval(count, population, "exact")
    assert stats.poisson.cdf(count, high * population) == pytest.approx(0.025, rel=1e-6)
    if count:
        assert stats.poisson.sf(count - 1, low * population) == pytest.approx(0.025, rel=1e-6)
    else:
        assert low == 0


@given(st.integers(10, 400))
def test_byar_is_near_to_exact(count):
    for byar, exact in zip(interval(count, 1, "byar"), interval(count, 1, "exact"), strict=True):
        assert byar == pytest.approx(exact, rel=0.01)


def test_wilson_is_the_share_of_people():
    told = stats.binomtest(8, 1000).proportion_ci(method="wilson")
    assert interval(8, 1000, "wilson") == pytest.approx((told.low, told.high))
    assert interval(8, 0, "exact") is None


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(60, 4000)), min_size=2))
def test_a_shrunken_rate_lies_between_the_area_and_the_whole(pairs):
    counts, people = zip(*pairs, strict=True)
    whole = sum(counts) / sum(people)
    for rate, count, n in zip(shrunk(counts, people), counts, people, strict=True):
        assert min(whole, count / n) - 1e-12 <= rate <= max(whole, count / n) + 1e-12


def test_nobody_at_all_is_no_rate():
    assert shrunk([], []) == []
    assert shrunk([0, 0], [10, 10]) == [0, 0]
