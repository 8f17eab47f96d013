"""Strata whose differences lie further apart than the records inside them."""

import numpy as np
import pytest

from labkit.statistics.strata import in_strata


def timed(seed, strata=12, each=4, shift=-5.0):
    dice = np.random.default_rng(seed)
    codes = np.repeat(np.arange(strata), each)
    before, after = (dice.normal(15 + level, 3, len(codes)) for level in (0, shift))
    return (before, codes), (after, codes)


def test_one_typing_error_alone_in_its_stratum_widens_the_interval_over_the_truth():
    (before, codes), (after, _) = timed(1)
    lone = np.append(codes, 12)
    change = in_strata((np.append(before, 300.0), lone), (np.append(after, 10.0), lone))
    assert change.wider > 2
    assert change.low < -5 < change.high


def test_a_change_that_works_at_some_hours_only_is_less_sure():
    (before, codes), (after, _) = timed(2, shift=0.0)
    some = np.where(codes < 3, after - 20, after)
    alike = in_strata((before, codes), (after - 5, codes))
    apart = in_strata((before, codes), (some, codes))
    assert apart.effect == pytest.approx(alike.effect, abs=1e-9)
    assert apart.high - apart.low > 2 * (alike.high - alike.low)


def test_strata_that_differ_by_chance_are_rarely_widened():
    widened = [in_strata(*timed(seed), times=50).wider > 1 for seed in range(200)]
    assert sum(widened) <= 24  # 5 % is 10 of 200
