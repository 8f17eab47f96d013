"""Every way to compare before with after: labels, a rung, the right sign, refusals, and nothing changed in its input."""

import dataclasses
import re

import numpy as np
import pytest

from labkit.poc.comparison import COMPARISONS, Sampled
from labkit.poc.evidence import LADDER

DAYS, A_DAY, EFFECT, DRAWN = 120, 6, -5.0, 6


def sample(plug, effect=EFFECT, seed=1):
    """120 working days of 6 timed cases; after the middle (or on days drawn by lot) they take ``effect`` more minutes."""
    dice, needs = np.random.default_rng(seed), plug.needs
    drawn = dice.permutation(DAYS) if plug.rung == DRAWN else np.arange(DAYS)
    days = np.repeat(np.arange(DAYS) // 5 * 7 + np.arange(DAYS) % 5 + 20_003, A_DAY)
    place = np.tile(np.arange(A_DAY), DAYS)
    after = np.repeat(drawn >= DAYS // 2, A_DAY)
    treated = place % 2 == 0 if "treated" in needs else np.ones(len(days), bool)
    value = 20 + dice.gamma(4, 1.0, len(days)) + np.where(after & treated, effect, 0.0) + place * 0.3
    columns = {
        "day": days,
        "pair": np.array(
            [f"{day % (DAYS // 2)}-{at}" for day, at in zip(np.repeat(np.arange(DAYS), A_DAY), place, strict=True)]
        ),
        "stratum": np.array(
            [f"{day % 5}-{at}" for day, at in zip(np.repeat(np.arange(DAYS), A_DAY), place, strict=True)]
        ),
        "treated": treated,
    }
    return Sampled(value=value, after=after, **{name: columns[name] for name in needs})


def part(sampled, kept):
    """The records ``kept`` of a sample."""
    columns = {one.name: getattr(sampled, one.name) for one in dataclasses.fields(sampled)}
    return Sampled(**{name: one[kept] if isinstance(one, np.ndarray) else one for name, one in columns.items()})


@pytest.mark.parametrize("name", COMPARISONS)
def test_a_comparison_is_labelled_and_stands_on_the_ladder(name):
    plug = COMPARISONS[name]
    assert re.search(r"[一-鿿]", plug.label)
    assert plug.label_en.isascii()
    assert plug.rung in range(1, len(LADDER))
    assert set(plug.needs) <= {"day", "pair", "stratum", "treated"}


@pytest.mark.parametrize("name", COMPARISONS)
@pytest.mark.parametrize("effect", [-5.0, 5.0])
def test_a_comparison_finds_what_is_there_with_its_sign(name, effect):
    plug = COMPARISONS[name]
    found = plug.compare(sample(plug, effect))
    assert np.sign(found.effect) == np.sign(effect)
    assert found.effect == pytest.approx(effect, abs=2)
    assert found.after - found.before == pytest.approx(found.effect)
    assert found.low <= found.effect <= found.high
    assert not found.low <= 0 <= found.high
    assert found.tested is None or found.tested.significant
    assert min(found.n) >= 3
    assert re.search(r"[一-鿿]", found.method)
    assert all(re.search(r"[一-鿿].*[。？]$", one) for one in found.remarks)
    if found.ratio:
        assert found.ratio[0] <= found.after / found.before <= found.ratio[1]


@pytest.mark.parametrize("name", COMPARISONS)
def test_a_comparison_of_nothing_finds_nothing_for_sure(name):
    plug = COMPARISONS[name]
    kept = [plug.compare(sample(plug, 0.0, seed)) for seed in range(2, 8)]
    assert sum(one.low <= 0 <= one.high for one in kept) >= 4


@pytest.mark.parametrize("name", COMPARISONS)
@pytest.mark.parametrize("many", [0, 1, 2])
def test_too_little_is_refused_with_what_is_needed(name, many):
    plug = COMPARISONS[name]
    whole = sample(plug)
    kept = np.zeros(len(whole.value), bool)
    for side in (True, False):
        kept[np.flatnonzero(whole.after == side)[:many]] = True
    with pytest.raises(ValueError, match=r"[一-鿿].*[。？]$") as refused:
        plug.compare(part(whole, kept))
    assert re.search(r"\d|沒有|只有", str(refused.value))


@pytest.mark.parametrize("name", COMPARISONS)
def test_values_that_do_not_differ_are_refused_or_show_no_effect(name):
    plug = COMPARISONS[name]
    whole = sample(plug)
    try:
        found = plug.compare(dataclasses.replace(whole, value=np.full(len(whole.value), 7.0)))
    except ValueError as refused:
        assert re.search(r"[一-鿿].*[。？]$", str(refused))
    else:
        assert found.effect == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("name", COMPARISONS)
def test_the_same_twice_is_the_same_and_nothing_given_is_changed(name):
    plug = COMPARISONS[name]
    whole, again = sample(plug), sample(plug)
    for one in dataclasses.fields(whole):
        if isinstance(getattr(whole, one.name), np.ndarray):
            getattr(whole, one.name).flags.writeable = False
    assert plug.compare(whole) == plug.compare(again)


@pytest.mark.parametrize("name", COMPARISONS)
def test_the_order_of_the_records_does_not_move_the_effect(name):
    plug = COMPARISONS[name]
    whole = sample(plug)
    mixed = np.random.default_rng(5).permutation(len(whole.value))
    assert plug.compare(part(whole, mixed)).effect == pytest.approx(plug.compare(whole).effect)
