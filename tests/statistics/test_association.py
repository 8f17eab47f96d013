import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep

from labkit.statistics.association import between, class_scores, rank_scores, strength
from labkit.statistics.differences import mean_difference, share_difference
from labkit.statistics.permutations import approximate_p, basis_of, false_discovery, shuffled_p


def grouped(rows, groups, seed):
    return np.random.default_rng(seed).integers(0, groups, rows)


@pytest.mark.parametrize("classes", [2, 3, 5])
def test_squares_between_groups_of_classes_are_chi_square(classes):
    codes, target = grouped(300, 4, 1), grouped(300, classes, 2)
    table = np.histogram2d(codes, target, bins=(4, classes))[0]
    assert between(codes, 4, class_scores(target, classes).values) == pytest.approx(
        stats.chi2_contingency(table, correction=False).statistic
    )


def test_squares_between_groups_of_ranks_are_the_kruskal_wallis_statistic():
    codes, numbers = grouped(200, 3, 3), np.random.default_rng(4).exponential(size=200)
    h = stats.kruskal(*(numbers[codes == group] for group in range(3))).statistic
    assert between(codes, 3, rank_scores(numbers).values) * 199 / 200 == pytest.approx(h)


def test_squares_in_the_basis_are_the_squares_between_the_groups():
    codes, scores = grouped(150, 5, 5), rank_scores(np.random.default_rng(6).normal(size=150)).values
    assert ((basis_of(codes, 5).T @ scores) ** 2).sum() == pytest.approx(between(codes, 5, scores))


def test_within_strata_the_basis_holds_what_an_additive_model_adds():
    codes, strata = grouped(200, 3, 7), grouped(200, 4, 8)
    numbers = np.random.default_rng(9).normal(size=200) + codes * 0.3
    ones = np.eye(4)[strata]
    both = np.concatenate([ones, np.eye(3)[codes]], axis=1)

    def left(design):
        return ((numbers - design @ np.linalg.lstsq(design, numbers, rcond=None)[0]) ** 2).sum()

    assert ((basis_of(codes, 3, strata).T @ numbers) ** 2).sum() == pytest.approx(left(ones) - left(both))


def test_a_perfect_association_is_near_one_and_independence_near_zero():
    codes = grouped(2000, 3, 10)
    assert strength(codes, 3, class_scores(codes, 3)).value == pytest.approx(1, abs=0.01)
    nothing = [
        strength(grouped(300, 5, seed), 5, rank_scores(np.random.default_rng(seed + 99).normal(size=300))).value ** 2
        for seed in range(60)
    ]
    assert np.mean(nothing) < 0.01


@pytest.mark.parametrize("binary", [False, True])
def test_the_interval_holds_the_true_strength_nine_times_in_ten(binary):
    held = 0
    dice = np.random.default_rng(11)
    for _ in range(200):
        codes = dice.integers(0, 2, 250)
        if binary:
            target = class_scores((dice.random(250) < np.where(codes, 0.65, 0.35)).astype(np.int64), 2)
            truth = 0.3  # of two halves, 0.65 against 0.35
        else:
            target = rank_scores(dice.normal(size=250) + codes * 0.6)
            truth = np.sqrt(3) * (2 * stats.norm.cdf(0.6 / np.sqrt(2)) - 1) / 2  # of ranks: root 3 × (P(X<Y) − 1/2)
        found = strength(codes, 2, target)
        assert found.low <= found.value + 1e-9
        assert found.value <= found.high + 1e-9
        held += found.low <= truth <= found.high
    assert held >= 180


def test_shuffling_finds_what_is_there_and_is_fair_to_what_is_not():
    dice, found = np.random.default_rng(12), []
    for seed in range(100):
        codes, numbers = dice.integers(0, 4, 80), dice.normal(size=80)
        scores = rank_scores(numbers).values
        found += shuffled_p([basis_of(codes, 4)], scores, times=199, seed=seed)
    assert stats.kstest(found, "uniform").pvalue > 0.01
    codes = np.repeat([0, 1], 40)
    scores = rank_scores(codes + dice.normal(size=80) * 0.1).values
    assert shuffled_p([basis_of(codes, 2)], scores, times=199, seed=1) == [1 / 200]


@pytest.mark.parametrize("classes", [0, 2, 4])
def test_with_many_rows_the_approximation_agrees_with_the_tests_that_it_stands_for(classes):
    codes, numbers = grouped(3000, 4, 21), np.random.default_rng(22).normal(size=3000)
    target = grouped(3000, classes or 2, 23)
    scores = (class_scores(target, classes) if classes else rank_scores(numbers)).values
    table = np.histogram2d(codes, target, bins=(4, classes or 2))[0]
    theirs = (
        stats.chi2_contingency(table, correction=False).pvalue
        if classes
        else stats.kruskal(*(numbers[codes == group] for group in range(4))).pvalue
    )
    assert approximate_p([basis_of(codes, 4)], scores) == [pytest.approx(theirs, abs=1e-3)]


def test_within_strata_the_approximation_agrees_with_shuffling():
    strata, codes = grouped(800, 3, 24), grouped(800, 4, 25)
    left = class_scores(
        (np.random.default_rng(26).random(800) < 0.2 + strata * 0.2 + (codes == 1) * 0.06).astype(int), 2
    ).values
    left = left - np.stack([left[strata == one].mean(axis=0) for one in range(3)])[strata]
    bases = [basis_of(codes, 4, strata)]
    shuffled = shuffled_p(bases, left, times=999, seed=1, within=strata)[0]
    assert approximate_p(bases, left) == [pytest.approx(shuffled, abs=0.05)]


def test_shuffling_within_strata_does_not_find_what_the_strata_explain():
    dice, small = np.random.default_rng(13), 0
    for seed in range(60):
        strata = dice.integers(0, 3, 150)
        codes = (strata + (dice.random(150) < 0.3)) % 3  # goes with the strata
        scores = rank_scores(strata + dice.normal(size=150)).values
        basis = basis_of(codes, 3, strata)
        small += shuffled_p([basis], scores, times=99, seed=seed, within=strata)[0] < 0.05
    assert small <= 8


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_false_discovery_equals_statsmodels(values):
    assert false_discovery(values) == pytest.approx(list(multipletests(values, method="fdr_bh")[1]))


@given(st.lists(st.floats(-50, 50), min_size=2, max_size=20), st.lists(st.floats(-50, 50), min_size=2, max_size=20))
def test_the_difference_of_means_equals_scipy(first, second):
    one, two = np.array(first), np.array(second)
    found = mean_difference(one, two)
    if min(one.var(), two.var()) < 1e-6:
        return
    theirs = stats.ttest_ind(one, two, equal_var=False).confidence_interval()
    assert (found.low, found.high) == (pytest.approx(theirs.low, abs=1e-6), pytest.approx(theirs.high, abs=1e-6))


@given(st.integers(0, 40), st.integers(1, 40), st.integers(0, 40), st.integers(1, 40))
def test_the_difference_of_shares_equals_statsmodels(part1, more1, part2, more2):
    found = share_difference((part1, part1 + more1), (part2, part2 + more2))
    low, high = confint_proportions_2indep(part1, part1 + more1, part2, part2 + more2, method="newcomb", compare="diff")
    assert (found.low, found.high) == (pytest.approx(low, abs=1e-9), pytest.approx(high, abs=1e-9))


def test_groups_without_anybody_have_no_difference():
    assert mean_difference(np.array([]), np.array([1.0])) is None
    assert share_difference((0, 0), (1, 2)) is None
    assert mean_difference(np.array([1.0]), np.array([2.0, 3.0])).low is None
