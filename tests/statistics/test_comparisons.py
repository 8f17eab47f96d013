"""Changes of means, shares and typical cases, against scipy, brute force and their own coverage."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from labkit.statistics.levels import Levels, difference, log_ratio, student, studentised
from labkit.statistics.pairs import in_pairs
from labkit.statistics.randomisation import lots_p
from labkit.statistics.samples import apart, in_clusters
from labkit.statistics.shares import share_change
from labkit.statistics.shifts import shift_apart, shift_in_pairs
from labkit.statistics.strata import in_strata


def skewed(n, seed, sigma=0.8, middle=1.0):
    return middle * np.random.default_rng(seed).lognormal(0, sigma, n)


def test_few_records_have_the_limits_of_welch_and_student():
    before, after = skewed(7, 1), skewed(9, 2, middle=0.5)
    found = apart(before, after)
    theirs = stats.ttest_ind(after, before, equal_var=False).confidence_interval()
    assert found.by == "student"
    assert (found.low, found.high) == (pytest.approx(theirs.low), pytest.approx(theirs.high))
    pairs = in_pairs(before, after[:7])
    theirs = stats.ttest_rel(after[:7], before).confidence_interval()
    assert (pairs.low, pairs.high) == (pytest.approx(theirs.low), pytest.approx(theirs.high))


def test_many_records_need_no_resampling_and_agree_with_it():
    before, after = skewed(2500, 3), skewed(2500, 4, middle=0.5)
    found, smaller = apart(before, after), apart(before[:2000], after[:2000])
    assert (found.by, smaller.by) == ("student", "bootstrap")
    theirs = stats.ttest_ind(after[:2000], before[:2000], equal_var=False).confidence_interval()
    assert smaller.high - smaller.low == pytest.approx(theirs.high - theirs.low, rel=0.08)


def test_with_normal_samples_the_limits_are_nearly_those_of_welch():
    dice = np.random.default_rng(5)
    before, after = dice.normal(10, 2, 60), dice.normal(8, 2, 60)
    found = apart(before, after)
    theirs = stats.ttest_ind(after, before, equal_var=False).confidence_interval()
    assert found.low == pytest.approx(theirs.low, abs=0.1)
    assert found.high == pytest.approx(theirs.high, abs=0.1)


def held(truth, make, change=lambda found: (found.low, found.high), times=250):
    return np.mean([low <= truth <= high for low, high in (change(make(seed)) for seed in range(times))])


@pytest.mark.parametrize("sigma", [0.5, 0.8])
def test_skewed_samples_of_twenty_hold_the_truth_where_bca_does_not(sigma):
    mean = np.exp(sigma**2 / 2)
    ours = held(-0.9 * mean, lambda s: apart(skewed(20, s, sigma), skewed(20, s + 999, sigma, 0.1), times=499))
    assert ours >= 0.92
    ratio = held(
        0.1, lambda s: apart(skewed(20, s, sigma), skewed(20, s + 999, sigma, 0.1), times=499), lambda f: f.ratio
    )
    assert ratio >= 0.92


def test_pairs_of_skewed_cases_hold_the_truth():
    mean = np.exp(0.8**2 / 2)

    def pairs(seed):
        dice = np.random.default_rng(seed)
        case = dice.normal(size=20)
        one, other = (np.exp(0.8 * (0.8 * case + 0.6 * dice.normal(size=20))) for _ in range(2))
        return in_pairs(one, 0.5 * other, times=499)

    assert held(-0.5 * mean, pairs) >= 0.92
    assert held(0.5, pairs, lambda found: found.ratio) >= 0.92


def stratified(seed, effect=-1.0, rows=60):
    dice = np.random.default_rng(seed)
    codes = [np.concatenate([np.arange(8), dice.integers(0, 8, rows - 8)]) for _ in range(2)]
    values = [10 + codes[side] + dice.gamma(2, 1, rows) + effect * side for side in range(2)]
    return (values[0], codes[0]), (values[1], codes[1])


def test_strata_are_weighed_as_a_regression_with_a_level_for_each_weighs_them():
    (before, one), (after, two) = stratified(1)
    design = np.column_stack([np.eye(8)[np.concatenate([one, two])], np.repeat([0.0, 1.0], [60, 60])])
    fitted = np.linalg.lstsq(design, np.concatenate([before, after]), rcond=None)[0]
    found = in_strata((before, one), (after, two))
    assert found.effect == pytest.approx(fitted[-1])
    assert found.n == (60, 60)


def test_strata_hold_the_truth_and_are_narrower_than_records_apart():
    found = [in_strata(*stratified(seed), times=499) for seed in range(150)]
    assert np.mean([one.low <= -1 <= one.high for one in found]) >= 0.92
    (before, _), (after, _) = stratified(3)
    assert found[3].high - found[3].low < 0.8 * (apart(before, after).high - apart(before, after).low)


def clustered(seed, days=20):
    """Two samples of days, the cases of a day alike."""
    dice = np.random.default_rng(seed)
    sides = []
    for middle in (10.0, 9.0):
        sizes = dice.integers(3, 12, days)
        sums = np.array([dice.normal(middle + dice.normal(0, 1), 1, size).sum() for size in sizes])
        sides.append((sums, sizes.astype(float)))
    return sides


def test_days_hold_the_truth_where_their_cases_taken_apart_would_not():
    found = [in_clusters(*clustered(seed), times=499) for seed in range(150)]
    assert np.mean([one.low <= -1 <= one.high for one in found]) >= 0.91
    assert found[0].standardised is None


def test_the_level_of_days_is_all_over_all():
    (sums, sizes), after = clustered(1)
    assert in_clusters((sums, sizes), after).before == pytest.approx(sums.sum() / sizes.sum())


def test_single_records_are_days_of_one():
    before, after = skewed(25, 6), skewed(30, 7)
    ones = (before, np.ones(25)), (after, np.ones(30))
    assert in_clusters(*ones) == apart(before, after)


@settings(max_examples=20)
@given(st.lists(st.integers(-20, 20), min_size=3, max_size=25))
def test_the_typical_shift_is_the_middle_of_all_pair_means(numbers):
    differences = np.array(numbers, float)
    found = shift_in_pairs(differences) if differences.any() else None
    every = sorted((numbers[i] + numbers[j]) / 2 for i in range(len(numbers)) for j in range(i, len(numbers)))
    if found:
        assert found.value == pytest.approx(np.median(every))
        assert 0 <= found.p <= 1
        assert found.low is None or found.low <= found.value <= found.high


def test_the_published_example_of_pairs_comes_out():
    """Hollander and Wolfe: depression scores of nine patients, estimate 0.46, 96 % limits 0.010 to 0.786."""
    first = np.array([1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30])
    second = np.array([0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29])
    found = shift_in_pairs(first - second)
    assert found.value == pytest.approx(0.46, abs=0.001)
    assert found.p == pytest.approx(0.0391, abs=0.0001)
    assert found.low <= 0.010
    assert 0.786 <= found.high < 1


def test_the_shift_of_samples_apart_is_the_middle_of_all_differences():
    before, after = skewed(12, 8), skewed(15, 9)
    found = shift_apart(before, after)
    assert found.value == pytest.approx(np.median([b - a for a in before for b in after]))
    assert found.p == pytest.approx(stats.mannwhitneyu(before, after).pvalue)
    assert held(0.0, lambda s: shift_apart(skewed(15, s), skewed(15, s + 500))) >= 0.93


def test_samples_too_large_for_all_differences_keep_their_test():
    found = shift_apart(skewed(3000, 1), skewed(3000, 2) * 0.8)
    assert found.value is None
    assert found.p < 0.01
    assert shift_in_pairs(skewed(3000, 3)).value is None


def test_the_lots_that_are_drawn_again_are_those_that_could_be():
    sums, after = np.array([9.0, 10, 14, 4, 5, 6, 7.5]), np.array([0, 0, 0, 1, 1, 1, 1], bool)
    theirs = stats.permutation_test(
        (sums[after], sums[~after]), lambda a, b: abs(a.mean() - b.mean()), alternative="greater", n_resamples=np.inf
    )
    assert lots_p(sums, np.ones(7), after) == pytest.approx(theirs.pvalue, abs=0.01)


def test_of_very_many_units_the_lots_are_known_without_drawing():
    values, after = skewed(2500, 11), np.arange(2500) % 2 == 0
    values[after] *= 0.95
    theirs = stats.ttest_ind(values[after], values[~after]).pvalue
    assert lots_p(values, np.ones(2500), after) == pytest.approx(theirs, rel=0.1)
    few = lots_p(values[:1900], np.ones(1900), after[:1900], times=1999)
    assert few == pytest.approx(
        stats.ttest_ind(values[:1900][after[:1900]], values[:1900][~after[:1900]]).pvalue, abs=0.05
    )


def test_lots_without_an_effect_are_fair():
    p = [lots_p(skewed(16, s), np.ones(16), np.arange(16) < 8, times=199, seed=s) for s in range(150)]
    assert stats.kstest(p, "uniform").pvalue > 0.01


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 40), st.integers(1, 40))
def test_the_ratio_of_shares_equals_scipy(part1, rest1, part2, rest2):
    found = share_change((part1, part1 + rest1), (part2, part2 + rest2))
    theirs = stats.contingency.relative_risk(part2, part2 + rest2, part1, part1 + rest1).confidence_interval()
    assert found.ratio == (pytest.approx(theirs.low), pytest.approx(theirs.high))
    assert found.low <= found.effect <= found.high


def test_shares_without_a_case_have_no_ratio():
    assert share_change((0, 10), (5, 10)).ratio is None
    assert share_change((10, 10), (10, 10)).ratio is None
    with pytest.raises(ValueError, match="補量"):
        share_change((0, 0), (1, 2))


def test_the_ratio_of_levels_follows_the_delta_method():
    seen = Levels(8.0, 4.0, 0.16, 0.04, (9, 9))
    value, error = log_ratio(seen)
    assert (value, error) == (pytest.approx(np.log(0.5)), pytest.approx(np.sqrt(0.16 / 64 + 0.04 / 16)))
    low, high = student(seen, log_ratio)
    assert low < value < high


def test_resamples_without_a_spread_give_no_limits():
    flat = Levels(np.zeros(100), np.ones(100), np.zeros(100), np.zeros(100), (9, 9))
    assert studentised(Levels(1.0, 2.0, 0.5, 0.5, (9, 9)), flat, difference) is None
    assert studentised(Levels(1.0, 2.0, 0.5, 0.5, (9, 9)), flat, log_ratio) is None


def test_rare_events_fall_back_on_student():
    before = np.array([0.0] * 19 + [7.0])
    found = apart(before, np.zeros(20))
    assert found.by == "student"
    assert found.ratio is None


@pytest.mark.parametrize(
    ("compare", "said"),
    [
        (lambda: apart(np.ones(2), np.ones(5)), "改變前只有 2 筆，至少需要 3 筆；請再量 1 筆"),
        (lambda: apart(np.arange(5.0), np.ones(0)), "改變後只有 0 筆，至少需要 3 筆；請再量 3 筆"),
        (lambda: apart(np.ones(5), np.full(5, 2.0)), "各自完全相同"),
        (lambda: in_pairs(np.arange(2.0), np.arange(2.0)), "成對的案件只有 2 對，至少需要 3 對"),
        (lambda: in_pairs(np.arange(5.0), np.arange(5.0) + 2), "每一對的差完全相同"),
        (
            lambda: in_strata((np.arange(4.0), np.arange(4)), (np.arange(8.0), np.arange(8) % 4)),
            "改變前扣掉組數後只剩 0 筆",
        ),
        (lambda: in_strata((np.ones(8), np.arange(8) % 2), (np.ones(8), np.arange(8) % 2)), "各組之內的數值完全相同"),
    ],
)
def test_degenerate_samples_are_refused_with_what_is_needed(compare, said):
    with pytest.raises(ValueError, match=said):
        compare()


def test_ties_are_no_obstacle():
    before, after = np.array([10.0] * 6 + [12.0] * 6), np.array([8.0] * 6 + [10.0] * 6)
    assert apart(before, after).effect == -2
    assert shift_apart(before, after).value == -2
    assert shift_in_pairs(np.array([-2.0] * 6 + [0.0] * 4)).p < 0.05
