"""Kaplan-Meier held against statsmodels, and against a count by hand where nobody came too late."""

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.statistics.survival import kaplan_meier, life_table, of_counts

WATCHED = st.lists(st.tuples(st.integers(1, 30), st.booleans()), min_size=1, max_size=80)


@given(WATCHED)
def test_the_curve_and_its_variance_are_those_of_statsmodels(watched):
    from statsmodels.duration.survfunc import SurvfuncRight

    times, stopped = zip(*watched, strict=True)
    ours = kaplan_meier(times, stopped)
    if not any(stopped):
        assert ours == []
        return
    with np.errstate(all="ignore"):  # theirs divides by zero where nobody goes on
        theirs = SurvfuncRight(np.array(times), np.array(stopped, int))
    assert [point.time for point in ours] == theirs.surv_times.tolist()
    assert [point.at_risk for point in ours] == theirs.n_risk.tolist()
    assert [point.share for point in ours] == pytest.approx(theirs.surv_prob.tolist(), abs=1e-12)
    z = NormalDist().inv_cdf(0.975)
    for point, error in zip(ours, theirs.surv_prob_se, strict=True):
        if 0 < point.share < 1:
            width = z * error / (point.share * -math.log(point.share))
            expected = (point.share ** math.exp(width), point.share ** math.exp(-width))
            assert (point.low, point.high) == pytest.approx(expected, abs=1e-9)
            assert 0 <= point.low <= point.share <= point.high <= 1
        else:
            assert (point.low, point.high) == (None, None)


@given(st.lists(st.integers(1, 12), min_size=1, max_size=60))
def test_where_everyone_is_watched_to_the_end_it_is_the_plain_share(times):
    for point in kaplan_meier(times, [True] * len(times)):
        assert point.share == pytest.approx(sum(time > point.time for time in times) / len(times))


def test_who_is_last_watched_when_another_stops_was_still_there():
    assert life_table([2, 2, 5], [True, False, False]) == [(2.0, 3, 1)]
    assert life_table([], []) == []


@pytest.mark.parametrize(("times", "stopped"), [([1, 2], [True]), ([1, math.nan], [True, False])])
def test_durations_without_an_ending_are_refused(times, stopped):
    with pytest.raises(ValueError, match="missing"):
        kaplan_meier(times, stopped)


def test_more_stops_than_people_are_refused():
    with pytest.raises(ValueError, match="watched"):
        of_counts([(1, 3, 4)])
