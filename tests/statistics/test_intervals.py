import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.statistics.intervals import wilson


def test_320_of_2500_lie_between_11_55_and_14_17_percent():
    low, high = wilson(320, 2500)
    assert (round(100 * 320 / 2500, 1), round(100 * low, 2), round(100 * high, 2)) == (12.8, 11.55, 14.17)


@given(st.integers(1, 3000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_the_interval_is_that_of_statsmodels(counts):
    from statsmodels.stats.proportion import proportion_confint

    assert wilson(*counts) == pytest.approx(proportion_confint(*counts, method="wilson"), abs=1e-12)


@pytest.mark.parametrize(("part", "whole"), [(0, 0), (-1, 5), (6, 5)])
def test_a_share_of_nothing_or_of_less_than_itself_is_refused(part, whole):
    with pytest.raises(ValueError, match="at least 1"):
        wilson(part, whole)
