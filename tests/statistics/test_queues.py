"""Erlang-C held against direct sums in exact fractions, and, as a proof, against pyworkforce in its own environment."""

import json
import os
import subprocess
import sys
import venv
from decimal import Decimal, getcontext
from fractions import Fraction
from math import factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.statistics.queues import Queue, counters_needed, erlang_b, erlang_c, load_of

GRID = [
    (per_hour, minutes, spare)
    for per_hour in (0.5, 3, 7, 12, 20, 40, 60, 90, 130, 200)
    for minutes in (0.5, 2, 4, 5, 8, 10, 12, 15, 20, 25)
    for spare in (1, 2, 3, 5, 9)
]


def direct(counters: int, load: Fraction) -> Fraction:
    """The textbook sum, exact: a^c/c! · c/(c-a) over itself and the sum of a^k/k!."""
    top = load**counters / factorial(counters) * counters / (counters - load)
    return top / (sum(load**k / factorial(k) for k in range(counters)) + top)


def test_the_grid_has_500_points_and_equals_the_direct_sums_to_1e_9():
    getcontext().prec = 50
    assert len(GRID) == 500
    worst = 0.0
    for per_hour, minutes, spare in GRID:
        load = Fraction(per_hour) * Fraction(minutes) / 60
        counters = int(load) + spare
        waits = direct(counters, load)
        exponent = (counters - load) * 10 / Fraction(minutes)
        within = (
            1
            - Decimal(waits.numerator)
            / Decimal(waits.denominator)
            * (-Decimal(exponent.numerator) / Decimal(exponent.denominator)).exp()
        )
        ours = Queue(counters, per_hour, minutes)
        worst = max(
            worst,
            abs(ours.waits - float(waits)),
            abs(ours.mean_wait - float(waits * Fraction(minutes) / (counters - load))),
            abs(ours.within(10) - float(within)),
        )
    assert worst <= 1e-9


def test_shorter_service_needs_8_counters_where_12_were_needed():
    assert counters_needed(40, 15, minutes=10, share=0.8) == 12
    assert counters_needed(40, 10, minutes=10, share=0.8) == 8
    assert round(Queue(12, 40, 15).utilisation, 3) == 0.833
    assert round(Queue(12, 40, 15).waits, 3) == 0.449


@pytest.mark.parametrize("counters", [0, 1, 8, 10])
def test_a_queue_whose_load_reaches_its_counters_has_no_figure(counters):
    queue = Queue(counters, 40, 15)
    assert not queue.stable
    assert (queue.utilisation, queue.waits, queue.mean_wait, queue.within(10)) == (None, None, None, None)


def test_where_nobody_comes_nobody_waits():
    assert counters_needed(0, 15, minutes=10, share=0.8) == 0
    assert (Queue(0, 0, 15).utilisation, Queue(0, 0, 15).mean_wait, Queue(3, 0, 15).within(0)) == (0.0, 0.0, 1.0)


def test_a_thousand_counters_neither_overflow_nor_lose_the_answer():
    assert 0 < erlang_c(1000, 990.0) < 1
    assert erlang_b(5000, 4000.0) < 1e-30
    assert 900 < counters_needed(3600, 15, minutes=10, share=0.8) < 910


@pytest.mark.parametrize(
    ("per_hour", "service", "minutes", "share"),
    [(-1, 15, 10, 0.8), (40, -15, 10, 0.8), (40, 15, -1, 0.8), (40, 15, 10, 0), (40, 15, 10, 1), (1e9, 15, 10, 0.8)],
)
def test_what_makes_no_sense_is_refused(per_hour, service, minutes, share):
    with pytest.raises(ValueError, match="between 0 and 1"):
        counters_needed(per_hour, service, minutes=minutes, share=share)


@given(
    st.floats(0.1, 300),
    st.floats(0.5, 60),
    st.floats(0, 60),
    st.floats(0.01, 0.99),
)
def test_one_counter_less_than_needed_would_not_do(per_hour, service, minutes, share):
    needed = counters_needed(per_hour, service, minutes=minutes, share=share)
    assert Queue(needed, per_hour, service).within(minutes) >= share
    fewer = Queue(needed - 1, per_hour, service).within(minutes)
    assert fewer is None or fewer < share


@given(st.integers(1, 60), st.floats(0.01, 0.99))
def test_more_counters_never_make_people_wait_longer(counters, share):
    load = counters * share
    waits = [erlang_c(counters + more, load) for more in range(4)]
    assert waits == sorted(waits, reverse=True)
    assert 0 <= waits[-1] <= waits[0] <= 1
    assert load_of(load, 60) == pytest.approx(load)


ORACLE = """
import json, sys
from pyworkforce.queuing import ErlangC
found = []
for per_hour, minutes, counters in json.load(sys.stdin):
    one = ErlangC(transactions=per_hour, aht=minutes, asa=10, interval=60, shrinkage=0.0)
    found.append([one.waiting_probability(counters), one.service_level(counters), one.achieved_occupancy(counters)])
json.dump(found, sys.stdout)
"""


@pytest.mark.index
@pytest.mark.skipif(not os.environ.get("LABKIT_PROOF"), reason="installs pyworkforce; set LABKIT_PROOF=1 (make proof)")
def test_pyworkforce_says_the_same_on_the_grid(tmp_path):
    venv.create(tmp_path / "oracle", with_pip=True)
    python = tmp_path / "oracle" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", "pyworkforce==0.5.1"], check=True)
    points = [(per_hour, minutes, int(load_of(per_hour, minutes)) + spare) for per_hour, minutes, spare in GRID]
    done = subprocess.run([python, "-c", ORACLE], input=json.dumps(points), capture_output=True, text=True, check=True)
    theirs = json.loads(done.stdout)
    ours = [[q.waits, q.within(10), q.utilisation] for q in (Queue(c, a, m) for a, m, c in points)]
    worst = max(abs(a - b) for x, y in zip(ours, theirs, strict=True) for a, b in zip(x, y, strict=True))
    print(f"Erlang-C on {len(points)} points: |ours - pyworkforce 0.5.1| <= {worst:.1e}")
    assert worst <= 1e-9
