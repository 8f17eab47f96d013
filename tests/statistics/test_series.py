"""Series of periods: held against statsmodels, against exact sums, and against made-up series whose truth is known."""

import os

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.statistics.contrasts import contrast_of_means
from labkit.statistics.series.interrupted import drift, interrupted, stepped
from labkit.statistics.series.periods import periods_of
from labkit.statistics.series.resemblance import fit
from tests.bench import evidence

PROOF = bool(os.environ.get("LABKIT_PROOF"))
SIMULATIONS = 2_000 if PROOF else 200
MOST, LEAST = (0.08, 0.92) if PROOF else (0.10, 0.90)


def example(seed=3, before=20, after=16, effect=-4.0):
    world = evidence.World("", (before, after), correlation=0.4)
    return evidence.made(seed, 1, world, effect)[:, 0], np.arange(before + after)


@pytest.mark.parametrize("world", evidence.WORLDS, ids=lambda world: world.name)
def test_the_default_cries_wolf_in_at_most_8_of_100_falling_series_without_effect(world):
    rates = evidence.rates(world, SIMULATIONS)
    assert rates["default"] <= MOST
    assert rates["t-test"] > 0.9
    assert rates["OLS"] > 0.15


@pytest.mark.parametrize("effect", [0.0, 2.0])
@pytest.mark.parametrize("world", evidence.WORLDS, ids=lambda world: world.name)
def test_the_interval_holds_the_truth(world, effect):
    held, width = evidence.coverage(world, SIMULATIONS, effect)
    assert held >= LEAST
    assert width < 1.5


def test_the_average_difference_is_that_of_a_spreadsheet():
    series, place = example()
    after = place >= 20
    line = np.polynomial.Polynomial.fit(place[:20], series[:20], 1)
    found = interrupted(series, after, place).average
    assert found.value[0] == pytest.approx(series[20:].mean() - line(place[20:]).mean(), abs=1e-9)
    assert found.low[0] < found.value[0] < found.high[0]


def test_level_and_slope_are_those_of_statsmodels():
    import statsmodels.api as sm

    series, place = example()
    after, time = place >= 20, place - 19.5
    model = sm.OLS(series, np.column_stack([np.ones(36), time, after, after * time])).fit()
    found = interrupted(series, after, place)
    assert (found.level.value[0], found.slope.value[0]) == pytest.approx(model.params[2:], abs=1e-9)


def test_the_interval_is_near_that_of_statsmodels_glsar_where_the_series_is_long():
    import statsmodels.api as sm

    series = evidence.made(5, 1, evidence.World("", (300, 300)), 2.0)[:, 0]
    place = np.arange(600)
    after, time = place >= 300, place - 299.5
    model = sm.GLSAR(series, np.column_stack([np.ones(600), time, after, after * time]), rho=1)
    theirs = model.iterative_fit(20).conf_int()[2]
    ours = interrupted(series, after, place).level
    ratio = (ours.high[0] - ours.low[0]) / (theirs[1] - theirs[0])
    assert 0.95 < ratio < 1.35
    assert abs(ours.value[0] - theirs.mean()) < 0.25 * (theirs[1] - theirs[0])


def test_what_is_left_of_a_model_with_one_kind_of_deviation_is_generalised_least_squares():
    series, place = example()
    place = np.delete(np.arange(40), [7, 8, 25, 31])
    fitted = fit(series, np.column_stack([np.ones(36), place]), place)
    kinds, lag = fitted.deviations, np.abs(np.subtract.outer(place, place))
    for kind in (0, 15, 60, len(kinds.rho) - 1):
        shape = (1 - kinds.noise[kind]) * kinds.rho[kind] ** lag.astype(float) + kinds.noise[kind] * np.eye(36)
        inverse = np.linalg.inv(shape)
        inner = fitted.design.T @ inverse @ fitted.design
        left = series - fitted.design @ np.linalg.solve(inner, fitted.design.T @ inverse @ series)
        assert fitted.spread[kind, 0] == pytest.approx(left @ inverse @ left, rel=1e-6)


@given(st.floats(-1e3, 1e3), st.floats(0.01, 100), st.floats(-50, 50))
def test_a_trend_a_shift_and_a_unit_change_nothing_but_the_unit(shift, unit, slope):
    series, place = example()
    after = place >= 20
    one = interrupted(series, after, place).average
    other = interrupted(unit * (series + shift + slope * place), after, place).average
    assert (other.low[0], other.high[0]) == pytest.approx((unit * one.low[0], unit * one.high[0]), abs=1e-5 * unit)
    assert other.p[0] == pytest.approx(one.p[0], abs=1e-6)


def test_many_series_at_once_give_what_each_gives_alone():
    series, place = evidence.made(1, 5, evidence.World("", (12, 12))), np.arange(24)
    after = place >= 12
    together = interrupted(series, after, place).average
    alone = [interrupted(series[:, at], after, place).average.p[0] for at in range(5)]
    assert together.p.tolist() == pytest.approx(alone, rel=1e-9)


def test_p_and_interval_say_the_same():
    series = evidence.made(2, 200, evidence.World("", (12, 12), fall=0.0), 1.5)
    found = stepped(series, np.arange(24) >= 12, np.arange(24))
    assert ((found.p < 0.05) == ((found.low > 0) | (found.high < 0))).all()
    assert 0 < (found.p < 0.05).sum() < 200


def test_a_weekday_pattern_neither_moves_nor_widens_the_answer():
    series, place = example(before=30, after=30)
    after, weekday = place >= 30, place % 5
    plain = interrupted(series, after, place, weekday).average
    pattern = interrupted(series + np.array([9.0, 0, -4, 0, 5])[weekday], after, place, weekday).average
    assert (pattern.low[0], pattern.high[0]) == pytest.approx((plain.low[0], plain.high[0]), abs=1e-6)


def test_a_series_on_two_straight_lines_leaves_nothing_to_chance():
    place = np.arange(20)
    found = interrupted(50.0 - place - 6.0 * (place >= 10), place >= 10, place).average
    assert (found.value[0], found.low[0], found.high[0]) == pytest.approx((-6, -6, -6))
    assert np.isnan(found.p[0])


def test_more_coefficients_than_periods_are_refused():
    with pytest.raises(ValueError, match="more periods"):
        drift(np.array([1.0, 2.0]), np.arange(2))


def test_a_double_difference_has_the_interval_of_welch():
    from scipy.stats import ttest_ind

    rng = np.random.default_rng(1)
    one, two = rng.normal(5, 1, 12), rng.normal(4, 3, 30)
    theirs = ttest_ind(one, two, equal_var=False)
    ours = contrast_of_means([one, two], [1, -1])
    assert (ours.p, ours.low, ours.high) == pytest.approx((theirs.pvalue, *theirs.confidence_interval()), rel=1e-9)


def test_groups_of_one_number_are_refused_and_groups_without_spread_have_no_p():
    with pytest.raises(ValueError, match="two numbers"):
        contrast_of_means([np.array([1.0]), np.array([1.0, 2])], [1, -1])
    assert contrast_of_means([np.ones(3), np.zeros(3)], [1, -1]).p is None


MONDAY = 19723  # 2024-01-01


def test_weeks_begin_on_monday_across_the_new_year():
    days = np.arange(MONDAY - 14, MONDAY + 14)
    found = periods_of(days.astype(float), days, days >= MONDAY, grain="週")
    assert (found.sides, found.left_out) == ((2, 2), ())
    assert found.value.tolist() == [MONDAY - 11, MONDAY - 4, MONDAY + 3, MONDAY + 10]


def test_the_week_of_the_change_and_weeks_that_are_not_whole_are_counted_and_not_used():
    days = np.arange(MONDAY + 4, MONDAY + 7 * 8 + 2)
    found = periods_of(np.ones(len(days)), days, days >= MONDAY + 7 * 4 + 2, grain="週")
    assert dict(found.left_out) == {"change_period": 7, "part_period": 5}
    assert (found.sides, found.gaps) == ((3, 3), 0)


def test_a_closed_weekend_is_no_gap_and_a_closed_week_is():
    days = np.array(
        [day for day in range(MONDAY, MONDAY + 70) if (day - MONDAY) % 7 < 5 and not 28 <= day - MONDAY < 35]
    )
    found = periods_of(np.ones(len(days)), days, days >= MONDAY + 42, grain="日")
    assert (found.gaps, len(found.place), int(np.ptp(found.place))) == (5, 45, 49)
    assert sorted(set(found.seasons.tolist())) == [0, 1, 2, 3, 4]


def test_a_single_open_saturday_is_counted_and_not_used():
    days = np.array([*(day for day in range(MONDAY, MONDAY + 70) if (day - MONDAY) % 7 < 5), MONDAY + 5])
    found = periods_of(np.ones(len(days)), days, days >= MONDAY + 42, grain="日")
    assert (found.left_out, len(found.place)) == ((("rare_weekday", 1),), 50)


def test_months_are_months_of_the_calendar():
    days = np.arange(19722, 19722 + 366)
    found = periods_of(days.astype(float), days, days >= 19905, grain="月")
    assert found.place.tolist() == list(range(648, 660))
    assert found.left_out == (("part_period", 1),)


def test_a_period_needs_both_groups():
    days = np.repeat(np.arange(MONDAY, MONDAY + 56), 2)
    other = np.tile([False, True], 56)
    kept = ~(other & (days < MONDAY + 7))
    found = periods_of(other[kept] * 2.0, days[kept], days[kept] >= MONDAY + 28, grain="週", other=other[kept])
    assert (found.left_out, found.sides) == ((("one_group", 7),), (3, 4))
    assert (set(found.value.tolist()), set(found.rest.tolist())) == ({0.0}, {2.0})


@given(st.lists(st.tuples(st.integers(0, 400), st.booleans()), min_size=2, max_size=60), st.sampled_from("日週月季年"))
def test_each_record_is_in_a_period_or_counted_once(records, grain):
    days, other = np.array([one for one, _ in records]), np.array([two for _, two in records])
    found = periods_of(np.ones(len(days)), days, days >= 200, grain=grain, other=other)
    out = sum(count for _, count in found.left_out)
    assert 0 <= out <= len(days)
    assert (out == len(days)) == (len(found.place) == 0)
    assert np.isfinite(found.value).all()
    assert np.isfinite(found.rest).all()


def test_an_unknown_grain_is_refused():
    with pytest.raises(ValueError, match="日、週、月、季、年"):
        periods_of(np.ones(2), np.arange(2), np.array([False, True]), grain="時")
