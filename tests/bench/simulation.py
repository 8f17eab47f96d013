"""CPU of an interval by simulation, and how often intervals of a comparison hold the truth; scipy's BCa beside ours.

LABKIT_PROOF=1 tries 2,000 samples of each kind, else 200.
"""

import math
import os
import time

import numpy as np
from scipy import stats

from labkit.statistics.comparisons import MeanChange
from labkit.statistics.pairs import in_pairs
from labkit.statistics.samples import apart
from labkit.statistics.simulate import DRAWS, Between, MeanOf, simulate

SAMPLES = 2_000 if os.environ.get("LABKIT_PROOF") else 200
RESAMPLES = 999
SIZES = (20, 30, 60)
BEFORE, FALL, SIGMA = 10.0, 0.5, 0.8
GOAL = "goal 92% at nominal 95%"


def product():
    """Return the CPU seconds of the estimate of minutes × cases × days, and its limits."""
    begun = time.process_time()
    found = simulate(math.prod, {"分": MeanOf(5, 30, 4), "件": MeanOf(238, 60, 45), "天": Between(250, 245, 250)})
    return time.process_time() - begun, found


def sample(dice, shape, n):
    """Return a pair of correlated samples whose means are BEFORE and BEFORE × FALL."""
    case, own = dice.normal(size=n), dice.normal(size=(2, n))
    mixed = 0.7 * case + np.sqrt(1 - 0.49) * own
    if shape == "normal":
        return BEFORE + 2 * mixed[0], BEFORE * FALL + 2 * mixed[1]
    made = BEFORE * np.exp(SIGMA * mixed - SIGMA**2 / 2)
    return made[0], made[1] * FALL


def bca(before, after):
    """Return scipy's BCa limits of the mean difference of samples apart."""
    found = stats.bootstrap(
        (after, before),
        lambda one, two, axis: one.mean(axis=axis) - two.mean(axis=axis),
        method="BCa",
        n_resamples=RESAMPLES,
        vectorized=True,
        rng=np.random.default_rng(0),
    )
    return found.confidence_interval.low, found.confidence_interval.high


def coverage(shape, n):
    """Return how often each kind of interval holds the truth, and the CPU seconds of all."""
    dice, begun = np.random.default_rng(n), time.process_time()
    difference, hits = BEFORE * (FALL - 1), dict.fromkeys(("unpaired", "paired", "relative", "BCa", "Welch"), 0)
    for seed in range(SAMPLES):
        before, after = sample(dice, shape, n)
        alone = sample(dice, shape, n)[1]
        ours: MeanChange = apart(before, alone, seed=seed, times=RESAMPLES)
        pairs = in_pairs(before, after, seed=seed, times=RESAMPLES)
        welch = stats.ttest_ind(alone, before, equal_var=False).confidence_interval()
        limits = {
            "unpaired": (ours.low, ours.high, difference),
            "paired": (pairs.low, pairs.high, difference),
            "relative": (*(ours.ratio or (0.0, np.inf)), FALL),
            "BCa": (*bca(before, alone), difference),
            "Welch": (welch.low, welch.high, difference),
        }
        for name, (low, high, truth) in limits.items():
            hits[name] += low <= truth <= high
    return time.process_time() - begun, {name: hit / SAMPLES for name, hit in hits.items()}


def rows():
    """Yield a line for the simulation and one for each shape and size of samples."""
    took, found = product()
    share = found.shares[found.dominant]
    told = f"goal 1; {found.value:,.0f} [{found.low:,.0f}; {found.high:,.0f}], {found.dominant} makes {share:.0%}"
    yield f"interval of a product, {DRAWS:,} draws", took, told
    for shape in ("normal", "lognormal"):
        for n in SIZES:
            took, held = coverage(shape, n)
            told = ", ".join(f"{name} {hit:.1%}" for name, hit in held.items())
            yield f"coverage, {shape} samples of {n}", took, f"{told} ({GOAL}, {SAMPLES:,} samples)"
