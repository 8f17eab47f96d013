"""The estimate of a product: the claim of case 1 with its spread, and what is said where there is none."""

import math
import time

import numpy as np
import pandas as pd
import pytest

import labkit as lk
from labkit.core.errors import MetricInput
from labkit.core.yaml import parse
from labkit.poc.metric import Metric

HEAD = "kind: product\nid: m\nname: 省時\nwhose: 民眾\ninputs:\n"
MINUTES = "- {name: 每件節省, value: 5, unit: 分鐘/件%s}\n"
CASES = "- {name: 每日件數, value: 238, unit: 件/工作天%s}\n"
DAYS = "- {name: 全年工作天, value: 250, unit: 工作天/年%s}\n"
KNOWN = (", n: 30, sd: 4", ", n: 60, sd: 45", ", low: 245, high: 250")


def product(*rest, head=HEAD):
    return Metric.of_yaml(parse(head + "".join(rest)))


def stated(minutes=KNOWN[0], cases=KNOWN[1], days=KNOWN[2]):
    return product(MINUTES % minutes, CASES % cases, DAYS % days).evaluate()


def exactly(mean, sd, n):
    """n numbers whose mean and standard deviation are these, skewed as service times are; whole hundredths."""
    raw = np.random.default_rng(3).gamma(2.0, size=n)
    return mean + sd * (raw - raw.mean()) / raw.std(ddof=1)


def test_the_claim_and_its_estimate_are_two_numbers():
    result = stated()
    assert result.measure.value == 297_500
    estimate = result.found.estimate
    assert estimate.value == pytest.approx(294_400, rel=0.002)
    assert (estimate.low, estimate.high) == (pytest.approx(209_505, rel=0.02), pytest.approx(380_856, rel=0.02))
    assert estimate.low < 209_505  # the reference drew from the normal curve; 30 cases ask for Student's wider one
    assert estimate.high > 380_856
    assert (result.measure.low, result.measure.high) == (estimate.low, estimate.high)
    assert estimate.dominant == "每件節省"
    assert estimate.shares["每件節省"] == pytest.approx(0.97, abs=0.01)
    assert sum(estimate.shares.values()) == pytest.approx(1)
    assert all(word in estimate.method for word in ("200,000 次", "30 筆", "245 至 250", "每件節省"))
    assert result.found.unmeasured == ()
    assert [one.code for one in result.checks if one.code == "sample_size"] == []


def test_the_announcement_is_reproduced_step_by_step():
    result = stated("", "", "")
    assert {line.what: line.number for line in result.lines}["每件節省 × 每日件數"] == "1,190"
    assert result.found.amount.value == 297_500
    assert result.equivalents["小時"].startswith("4,958.3 ")


def test_raw_tables_give_the_same_as_the_numbers_that_describe_them():
    timed = pd.DataFrame({"節省": np.round(exactly(5, 4, 30), 6)})
    days = pd.DataFrame({"件數": np.round(exactly(238, 45, 60), 6)})
    timed.loc[29, "節省"] += 150 - timed["節省"].sum()
    days.loc[59, "件數"] += 238 * 60 - days["件數"].sum()
    timed, days = timed.round(6), days.round(6)
    metric = product(
        "- {name: 每件節省, measured: {table: 計時, take: mean, column: 節省}, unit: 分鐘/件}\n",
        "- {name: 每日件數, measured: {table: 收件, take: mean, column: 件數}, unit: 件/工作天}\n",
        DAYS % KNOWN[2],
    )
    result = metric.evaluate({"計時": timed, "收件": days})
    assert result.found.amount.value == 297_500
    told = stated().found.estimate
    for found, wanted in ((result.found.estimate.low, told.low), (result.found.estimate.high, told.high)):
        assert found == pytest.approx(
            wanted, rel=2e-3
        )  # the mean's own limits are drawn, not n and sd: another way to the same


def test_the_simulation_agrees_with_linear_propagation_where_that_holds():
    result = product(MINUTES % ", n: 4000, sd: 4", CASES % ", n: 6000, sd: 45", DAYS % ", low: 250, high: 250")
    estimate = result.evaluate().found.estimate
    relative = math.hypot(4 / math.sqrt(4000) / 5, 45 / math.sqrt(6000) / 238)
    assert estimate.value == pytest.approx(297_500, rel=1e-3)
    assert estimate.high - estimate.low == pytest.approx(2 * 1.96 * relative * 297_500, rel=0.01)
    assert estimate.shares["全年工作天"] == 0


@pytest.mark.parametrize(
    ("parts", "lacking"),
    [
        (("", *KNOWN[1:]), ("每件節省",)),
        ((KNOWN[0], ", n: 60", ", low: 245"), ("每日件數", "全年工作天")),
        ((", n: 1, sd: 4", *KNOWN[1:]), ("每件節省",)),
    ],
)
def test_without_a_spread_there_is_no_estimate_and_the_gap_is_named(parts, lacking):
    found = stated(*parts).found
    assert found.estimate is None
    assert found.unmeasured == lacking
    assert all(name in found.no_estimate for name in lacking)
    assert "sd" in found.no_estimate


def test_definitions_alone_are_no_estimate():
    fixed = ", low: %d, high: %d"
    found = stated(fixed % (5, 5), fixed % (238, 238), fixed % (250, 250)).found
    assert (found.estimate, found.unmeasured) == (None, ())
    assert "定值" in found.no_estimate


def test_a_range_that_leaves_its_own_value_out_is_refused():
    with pytest.raises(MetricInput, match="全年工作天.*沒有包含"):
        stated(days=", low: 245, high: 249")


def test_the_same_inputs_give_the_same_limits_and_a_wide_spread_reaches_zero_and_says_so():
    one, other = stated(), stated()
    assert (one.measure.low, one.measure.high) == (other.measure.low, other.measure.high)
    assert stated(", n: 5, sd: 40").measure.low == 0


def test_limits_that_a_take_brings_along_come_out_again():
    from labkit.statistics.simulate import Exact, Interval, simulate

    found = simulate(math.prod, {"中位數": Interval(10, 8, 15), "件": Exact(2)})
    assert (found.low, found.value, found.high) == (
        pytest.approx(16, rel=0.02),
        pytest.approx(20, rel=0.02),
        pytest.approx(30, rel=0.02),
    )


def test_an_estimate_takes_less_than_a_second():
    begun = time.process_time()
    stated()
    assert time.process_time() - begun < 1


def test_the_document_shows_claim_and_interval_apart():
    text = str(
        lk.Metric.of_yaml(parse(HEAD + MINUTES % KNOWN[0] + CASES % KNOWN[1] + DAYS % KNOWN[2]))
        .evaluate()
        .to_document()
    )
    assert "依輸入重算" in text
    assert "每件節省：30 筆的平均" in text


def test_what_a_take_brings_along_is_used_before_its_spread_and_the_exact_has_none():
    from fractions import Fraction

    from labkit.poc.inputs import Input
    from labkit.poc.intervals.spreads import estimated
    from labkit.poc.take import Taken

    measured = {"measured": {"table": "計時", "take": "mean", "column": "分"}}
    inputs = [Input(name="中位數", unit="分鐘/件", **measured), Input(name="工作天", value=247, unit="工作天/年")]
    taken = [Taken(Fraction(10), 40, 99.0, 8.0, 15.0), Taken(Fraction(247), exact=True)]
    known = estimated(stated().metric, inputs, taken, math.prod)
    assert known.estimate.low == pytest.approx(8 * 247, rel=0.01)
    assert known.estimate.high == pytest.approx(15 * 247, rel=0.01)
    assert "中位數：區間 8 至 15" in known.estimate.method
    assert "工作天：定值" in known.estimate.method
    assert known.estimate.dominant == "中位數"
