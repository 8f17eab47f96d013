"""Quantiles against numpy, their intervals against the binomial and by simulation."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from labkit.statistics.quantiles import fewest_for, places_around, quantile, quantile_interval

QS = [Fraction(1, 10), Fraction(1, 2), Fraction(9, 10), Fraction(19, 20)]


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=60), st.sampled_from(QS))
def test_a_quantile_is_that_of_numpy_and_excel(numbers, q):
    found = quantile([Fraction(one) for one in sorted(numbers)], q)
    assert float(found) == pytest.approx(float(np.quantile(numbers, float(q))), abs=1e-9)


@given(st.lists(st.integers(0, 20), min_size=1, max_size=200), st.sampled_from(QS))
def test_an_interval_holds_its_quantile_and_lies_among_the_numbers(numbers, q):
    ordered = [Fraction(one) for one in sorted(numbers)]
    found = quantile_interval(ordered, float(q))
    if found:
        assert found[0] <= quantile(ordered, q) <= found[1]
        assert set(found) <= set(ordered)
    assert (found is None) == (len(ordered) < fewest_for(float(q)))


@pytest.mark.parametrize("q", [0.05, 0.5, 0.9, 0.95])
def test_the_two_places_cover_the_quantile_with_95_percent_or_more_and_no_place_is_wasted(q):
    for n in range(fewest_for(q), 400, 7):
        low, high = places_around(n, q)
        covered = binom.cdf(high - 1, n, q) - binom.cdf(low - 1, n, q)
        assert covered >= 0.95 - 1e-12
        assert covered < 0.95 + binom.pmf(low, n, q) + binom.pmf(high - 1, n, q) + 1e-12


def test_59_records_are_needed_for_a_p95_29_for_a_p90_6_for_a_median():
    assert [fewest_for(q) for q in (0.95, 0.9, 0.5)] == [59, 29, 6]
    for q in (0.95, 0.9, 0.5):
        n = fewest_for(q)
        assert 1 - q**n - (1 - q) ** n >= 0.95 > 1 - q ** (n - 1) - (1 - q) ** (n - 1)


def test_intervals_of_skewed_waiting_times_hold_the_true_p90():
    dice = np.random.default_rng(7)
    truth, held = -np.log(0.1), 0
    for _ in range(400):
        sample = [Fraction(one) for one in sorted(dice.exponential(size=80).tolist())]
        low, high = quantile_interval(sample, 0.9)
        held += low <= truth <= high
    assert held / 400 > 0.93


@pytest.mark.parametrize(("numbers", "q"), [([], Fraction(1, 2)), ([Fraction(1)], Fraction(2))])
def test_a_quantile_of_nothing_or_beyond_all_is_refused(numbers, q):
    with pytest.raises(ValueError, match="at least one number"):
        quantile(numbers, q)
    with pytest.raises(ValueError, match="between 0 and 1"):
        fewest_for(1.0)
