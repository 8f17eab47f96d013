"""The plan of a timing: how many, whom, when; the same before and after, and nobody chooses."""

import re
from collections import Counter
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labkit.core.errors import MetricInput, SpecInvalid
from labkit.core.yaml import parse
from labkit.poc.timing.plan import plan_timing
from labkit.poc.timing.spec import TimingSpec
from labkit.statistics.power import detectable
from labkit.taiwan.office_calendar import is_working_day
from tests.poc.timing.made_timing import YAML, spec


def test_the_sentence_says_how_many_show_the_effect_hoped_for():
    plan = plan_timing(spec())
    assert (plan.needed, plan.cases) == (24, 27)
    assert plan.summary.startswith("要看得出 5 分鐘的差別（每件的標準差約 6 分鐘），前、後各量 24 件；計畫各 27 件")
    assert f"看得出 {detectable(27, 6):.1f} 分鐘以上" in plan.summary


def test_the_table_is_the_measured_one_and_marks_the_own_row():
    plan = plan_timing(spec(cases=30))
    shown = {row.n: round(row.minutes, 2) for row in plan.rows}
    assert {n: shown[n] for n in (20, 30, 50, 100, 200)} == {20: 5.45, 30: 4.41, 50: 3.40, 100: 2.39, 200: 1.69}
    marked = [row[0].text for row in plan.to_document().blocks[4].rows if "← 這次計畫" in row[-1].text]
    assert marked == ["30"]
    assert all(row.worse == pytest.approx(row.minutes * 1.5) for row in plan.rows)


def test_pilot_times_give_the_spread_with_its_interval():
    times = [12, 20, 16, 25, 14, 9, 18, 22]
    plan = plan_timing(spec(sd=None, pilot=times))
    assert plan.spec.spread.sd == pytest.approx(np.std(times, ddof=1))
    assert plan.rows[0].worse > 2 * plan.rows[0].minutes
    assert "由試量 8 件算得 5.3 分鐘，真正的值可能在 3.5 至 10.8 分鐘之間" in plan.spec.spread.said


@settings(max_examples=25, deadline=None)
@given(
    cases=st.integers(2, 120),
    per_visit=st.integers(1, 6),
    arrivals=st.integers(1, 20),
    seed=st.integers(0, 9),
    compare=st.sampled_from(["unpaired", "matched", "paired"]),
)
def test_both_periods_have_the_same_weekdays_slots_counters_and_counts(cases, per_visit, arrivals, seed, compare):
    told = {"cases": cases, "per_visit": per_visit, "arrivals": arrivals, "seed": seed, "compare": compare}
    try:
        plan = plan_timing(spec(**told))
    except MetricInput as error:
        assert "排得下" in str(error)
        return
    alike = {
        period: Counter(
            (one.day.weekday(), one.slot, one.counter, len(one.numbers)) for one in plan.visits if one.period == period
        )
        for period in "前後"
    }
    assert alike["前"] == alike["後"]
    places = [(one.day, one.slot, one.counter) for one in plan.visits]
    assert len(set(places)) == len(places)
    for period, days in (("前", plan.spec.before), ("後", plan.spec.after)):
        here = [one for one in plan.visits if one.period == period]
        assert sorted(n for one in here for n in one.numbers) == list(range(1, cases + 1))
        assert all(days.start <= one.day <= days.end and is_working_day(one.day) for one in here)
        assert all(1 <= one.first <= one.every for one in here)
        assert all(one.first + (len(one.numbers) - 1) * one.every <= arrivals for one in here)


def test_however_few_the_cases_they_spread_over_weekdays_slots_and_counters():
    visits = [one for one in plan_timing(spec(cases=30, per_visit=2)).visits if one.period == "前"]
    for what in (lambda one: one.day.weekday(), lambda one: one.slot, lambda one: one.counter):
        counts = Counter(map(what, visits))
        assert max(counts.values()) - min(counts.values()) <= 1


def test_the_same_specification_gives_the_same_plan_and_another_seed_another():
    assert plan_timing(spec()).visits == plan_timing(spec()).visits
    assert plan_timing(spec()).visits != plan_timing(spec(seed=1)).visits


def test_every_start_comes_up_so_that_nobody_can_know_it():
    starts = {one.first for seed in range(8) for one in plan_timing(spec(seed=seed, arrivals=12)).visits}
    assert starts == {1, 2, 3, 4}


def test_the_plan_says_which_cases_of_a_slot_are_timed():
    one = plan_timing(spec(arrivals=6)).visits[0]
    assert one.how == ("第 1、3、5 件" if one.first == 1 else "第 2、4、6 件")
    many = plan_timing(spec(arrivals=20, per_visit=10, cases=40)).visits[0]
    assert many.how == f"第 {many.first} 件起，每隔 1 件量 1 件"


def test_of_pairs_the_case_after_bears_the_number_of_the_case_before():
    plan = plan_timing(spec(compare="paired", correlation=0.5))
    assert plan.needed == 14
    by = {period: {} for period in "前後"}
    for one in plan.visits:
        by[one.period].update(dict.fromkeys(one.numbers, (one.day.weekday(), one.slot, one.counter)))
    assert by["前"] == by["後"]


def test_days_off_and_closures_are_left_out():
    shut = date(2025, 2, 11)
    days = {one.day for one in plan_timing(spec(cases=100, closures=[shut.isoformat()])).visits}
    assert shut not in days
    assert date(2025, 2, 28) not in days  # 和平紀念日
    assert date(2025, 2, 18) in days


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"cases": 10}, "timing_too_few"), ({"changed": "2025-04-01"}, "timing_not_settled")],
)
def test_what_will_not_show_the_effect_is_said_before_anybody_starts(changes, code):
    found = plan_timing(spec(**changes)).findings
    assert [one.code for one in found] == [code]
    assert re.search(r"[一-鿿]", found[0].sentence)
    assert "{" not in found[0].sentence


def test_a_small_effect_needs_more_than_hands_can_time():
    wide = {"before": {"from": "2024-01-02", "to": "2024-12-31"}, "after": {"from": "2026-01-05", "to": "2026-12-31"}}
    assert [one.code for one in plan_timing(spec(effect=1, changed=None, **wide)).findings] == ["timing_many"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"before": {"from": "2025-02-08", "to": "2025-02-09"}}, "沒有共同的星期幾"),
        ({"cases": 2000, "per_visit": 1}, "請延長期間"),
        ({"effect": 0.0001}, "一千萬件"),
    ],
)
def test_a_plan_without_room_is_refused_with_the_mend(changes, why):
    with pytest.raises(MetricInput, match=why):
        plan_timing(spec(**changes))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("sd: 6", "", "恰好寫一個"),
        ("sd: 6", "sd: 6\npilot: [1, 2, 3]", "恰好寫一個"),
        ("sd: 6", "pilot: [4, 4, 4]", "不能都一樣"),
        ("sd: 6", "pilot: [4, 5]", "至少要 3 件"),
        ("to: 2025-02-27", "to: 2025-05-27", "不能重疊"),
        ("to: 2025-02-27", "to: 2025-01-27", "請對調"),
        ("from: 2025-02-10", "from: 2021-02-10", "不能超過一年"),
        ("changed: 2025-03-17", "changed: 2025-02-17", "changed"),
        ("arrivals: 6", "arrivals: 6\ncorrelation: 0.5", "paired"),
        ("1號櫃檯, 2號櫃檯", "1號櫃檯, 1號櫃檯", "不能重複"),
        ("whose: 櫃員", "whose: 大家", "whose"),
        ("whose: 櫃員", "whos: 櫃員", "whose"),
    ],
)
def test_a_specification_that_cannot_be_is_refused_with_its_line(old, new, why):
    assert old in YAML
    with pytest.raises(SpecInvalid, match=why) as refused:
        TimingSpec.of_yaml(parse(YAML.replace(old, new), place="計時.yml"))
    assert "計時.yml 第" in str(refused.value)


def test_a_specification_is_read_back_equal(tmp_path):
    one = spec()
    assert TimingSpec.load(one.save(tmp_path / "計時.yml")) == one


def test_the_plan_warns_of_being_watched_and_of_learning():
    text = "\n".join(getattr(block, "text", "") for block in plan_timing(spec()).to_document().blocks)
    assert "霍桑效應" in text
    assert "學習效應" in text
    assert "顯著" not in text
