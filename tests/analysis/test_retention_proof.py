"""Persistence of simulated apps whose truth is known: people join over 40 weeks, stop at weekly hazards, skip weeks, and
are seen up to a cut-off. A seeded sample always runs; LABKIT_PROOF=1 (make proof) runs the whole and prints its figures.
"""

import os

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit.analysis.persistence.told import Persistence

PROOF = bool(os.environ.get("LABKIT_PROOF"))
WEEKS, SPAN = 12, 40
START = np.datetime64("2024-01-01")
SPEC = {"person": "帳號", "date": "日期", "joined": "加入日", "cut_off": "2024-10-06"}  # the last day of week 40


def staggered(seed: int, persons: int) -> tuple[pd.DataFrame, float]:
    """Return the records that the cut-off lets through, and the true share with a record in week 12 or later."""
    dice = np.random.default_rng(seed)
    hazards = np.clip(dice.uniform(0.14, 0.24) * 0.93 ** np.arange(SPAN) + 0.02, 0, 1)
    truth = float(np.prod(1 - hazards[:WEEKS]))
    stops = dice.random((persons, SPAN)) < hazards
    last = np.where(stops.any(axis=1), stops.argmax(axis=1), SPAN)
    joined = dice.integers(0, SPAN * 7, persons)
    weeks = np.arange(SPAN + 1)
    active = (weeks <= last[:, None]) & (dice.random((persons, SPAN + 1)) < 0.85)
    active[:, 0] = True
    active[np.arange(persons), last] = True
    person, week = np.nonzero(active)
    day = joined[person] + week * 7 + dice.integers(0, 7, len(person))
    seen = day < SPAN * 7
    frame = {"帳號": person[seen], "日期": START + day[seen], "加入日": START + joined[person[seen]]}
    return pd.DataFrame(
        {name: cells.astype("datetime64[ns]") if name != "帳號" else cells for name, cells in frame.items()}
    ), truth


def measured(seed: int, persons: int) -> dict[str, float]:
    """Return naive, eligible and Kaplan-Meier shares in points beside the truth."""
    frame, truth = staggered(seed, persons)
    result = lk.analyze(frame, "retention", SPEC)
    ways = next(view for name, view in result.views().items() if "三種算法" in name)
    naive, eligible, km = (float(share) for share in ways["比例 %"].iloc[1:])
    going_on = Persistence(result).going_on(WEEKS)
    assert km == round(going_on[0], 1)
    km, low, high = going_on
    return {"truth": 100 * truth, "naive": naive, "eligible": eligible, "km": km, "low": low, "high": high}


@pytest.mark.parametrize("cohorts", [100 if PROOF else 2])
def test_kaplan_meier_is_within_a_point_of_the_truth_where_a_plain_share_is_not(cohorts):
    found = pd.DataFrame([measured(seed, 40_000) for seed in range(cohorts)])
    errors = {name: (found[name] - found["truth"]).abs().max() for name in ("km", "eligible", "naive")}
    print(f"{cohorts} cohorts of 40,000: largest error in points {dict(sorted(errors.items()))}")
    print(
        f"mean error in points: {(found[['km', 'eligible', 'naive']].sub(found['truth'], axis=0)).mean().round(2).to_dict()}"
    )
    assert errors["km"] <= 1
    assert (found["truth"] - found["naive"]).min() > 2


@pytest.mark.parametrize("cohorts", [400 if PROOF else 12])
def test_small_cohorts_have_no_bias_and_their_intervals_hold_the_truth(cohorts):
    found = pd.DataFrame([measured(1_000 + seed, 2_500) for seed in range(cohorts)])
    bias = (found["km"] - found["truth"]).mean()
    naive = (found["naive"] - found["truth"]).mean()
    coverage = ((found["low"] <= found["truth"]) & (found["truth"] <= found["high"])).mean()
    print(
        f"{cohorts} cohorts of 2,500: mean signed error {bias:+.3f} points (naive {naive:+.2f}), coverage {coverage:.1%}"
    )
    if PROOF:
        assert abs(bias) <= 0.1
        assert coverage >= 0.92
    assert abs(bias) < 1 < abs(naive)
    assert coverage > 0.7
