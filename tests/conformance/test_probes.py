"""Every probe: an honest numerator, a denominator, and nothing to count where there is nothing."""

from datetime import date

import pytest

import labkit as lk
from labkit.inventory.probes._probe import PROBES


@pytest.mark.parametrize("name", PROBES)
def test_a_probe_counts_no_more_than_there_is(name, raw_land_office):
    entries = lk.take_inventory(raw_land_office).entries
    for day in (None, date(2024, 12, 31), date(2030, 1, 1)):
        answer = PROBES[name].ask(entries, day)
        assert 0 <= answer.good <= answer.all
    assert PROBES[name].ask((), date(2024, 1, 1)).all == 0


@pytest.mark.parametrize("name", PROBES)
def test_a_probe_says_what_it_asks_and_means(name):
    probe = PROBES[name]
    assert all((probe.label, probe.question, probe.unit, probe.meaning))
