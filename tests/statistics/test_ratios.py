"""The interval of a ratio of sums: against the truth, against the other method, and where there is none."""

import numpy as np
import pytest

from labkit.statistics import ratios
from labkit.statistics.intervals import wilson
from labkit.statistics.ratios import ratio_interval


def test_the_interval_holds_the_true_ratio_as_often_as_it_says():
    dice = np.random.default_rng(5)
    held = 0
    for seed in range(200):
        below = dice.poisson(8, 80) + 1.0
        above = dice.poisson(0.5 * below)
        low, high, _ = ratio_interval(above, below, seed=seed)
        held += low <= 0.5 <= high
    assert 0.9 <= held / 200 <= 0.985


def test_a_share_of_equal_records_has_about_the_interval_of_wilson():
    low, high, _ = ratio_interval([1] * 80 + [0] * 120, [1] * 200)
    assert (low, high) == pytest.approx(wilson(80, 200), abs=0.006)


def test_drawing_again_and_the_linear_interval_agree_for_many_records(monkeypatch):
    dice = np.random.default_rng(1)
    above, below = dice.normal(10, 3, 4000), dice.normal(5, 1, 4000)
    drawn = ratio_interval(above, below)
    monkeypatch.setattr(ratios, "MOST_KINDS", 10)
    linear = ratio_interval(above, below)
    assert (drawn.resampled, linear.resampled) == (True, False)
    assert linear[:2] == pytest.approx(drawn[:2], abs=0.002)


def test_no_interval_where_the_denominator_may_vanish_or_there_is_one_record():
    assert ratio_interval([1], [1]) is None
    assert ratio_interval([1, 1, 1], [0, 0, 1]) is None


def test_a_denominator_of_both_signs_has_no_linear_interval(monkeypatch):
    monkeypatch.setattr(ratios, "MOST_KINDS", 1)
    assert ratio_interval([1, 1, 1, 1], [-5, 5, -4, 5]) is None


def test_the_same_records_give_the_same_interval():
    assert ratio_interval([1, 2, 3], [4, 5, 6]) == ratio_interval([1, 2, 3], [4, 5, 6])
