"""Comparisons by period: interrupted series and differences in differences, from records to sentences."""

import os
import re

import numpy as np
import pytest

from labkit.core.messages import sentences
from labkit.poc.comparison import COMPARISONS, Sampled
from labkit.poc.evidence import LADDER
from tests.bench.evidence import World, made

SERIES, CONTROLLED = COMPARISONS["series"], COMPARISONS["controlled"]
MONDAY = 19723  # 2024-01-01
SIMULATIONS = 2_000 if os.environ.get("LABKIT_PROOF") else 100


def working_days(count, first=MONDAY):
    return np.array([first + 7 * (at // 5) + at % 5 for at in range(count)])


def records(weeks=40, change=20, effect=-3.0, per_day=4, seed=1, **more):
    rng, day = np.random.default_rng(seed), np.repeat(working_days(5 * weeks), per_day)
    after = day >= MONDAY + 7 * change
    value = 30 - 0.02 * (day - MONDAY) + effect * after + rng.normal(0, 2, len(day))
    return Sampled(value=value, after=after, day=day, **{"grain": "週", **more})


def two_offices(effect=-3.0, seed=2, drift=0.0, **more):
    one = records(effect=0.0, seed=seed)
    treated = np.random.default_rng(seed).random(len(one.value)) < 0.5
    moved = (effect * one.after + drift * (one.day - MONDAY)) * treated
    return Sampled(**{**vars(one), "value": one.value + moved, "treated": treated, **more})


def test_a_true_fall_is_found_between_its_limits_and_the_trend_is_no_part_of_it():
    found = SERIES.compare(records())
    assert found.low < -3 < found.high < 0
    assert found.effect == pytest.approx(found.after - found.before)
    assert found.tested.significant
    assert found.n == (20, 20)


def test_a_falling_trend_alone_is_no_effect():
    sampled = records(effect=0.0)
    assert sampled.value[sampled.after].mean() < sampled.value[~sampled.after].mean() - 2
    found = SERIES.compare(sampled)
    assert found.low < 0 < found.high
    assert not found.tested.significant


def test_the_level_after_is_the_mean_of_the_periods_and_the_level_before_is_the_trend_drawn_on():
    sampled = records()
    weeks = (sampled.day - MONDAY) // 7
    means = np.array([sampled.value[weeks == week].mean() for week in range(40)])
    line = np.polynomial.Polynomial.fit(np.arange(20), means[:20], 1)
    found = SERIES.compare(sampled)
    assert found.after == pytest.approx(means[20:].mean())
    assert found.before == pytest.approx(line(np.arange(20, 40)).mean())


@pytest.mark.parametrize("grain", ["日", "週"])
def test_60_working_days_before_and_after_with_a_falling_trend_cry_wolf_seldom(grain):
    world, days = World("", (60, 60)), working_days(120)
    wrong = 0
    for series in made(7, SIMULATIONS, world).T:
        sampled = Sampled(value=series, after=world.after, day=days, grain=grain)
        wrong += SERIES.compare(sampled).tested.significant
    assert wrong <= 0.1 * SIMULATIONS


def test_the_order_of_the_records_changes_nothing():
    one = records()
    order = np.random.default_rng(0).permutation(len(one.value))
    other = Sampled(value=one.value[order], after=one.after[order], day=one.day[order])
    assert SERIES.compare(other).low == pytest.approx(SERIES.compare(one).low, abs=1e-9)


@pytest.mark.parametrize(
    ("grain", "sampled", "said"),
    [
        ("週", records(weeks=27, change=7), "至少 8 週完整的資料，現在是前 7 週、後 20 週"),
        ("月", records(weeks=40), "至少 8 個月完整的資料"),
        ("日", records(weeks=5, change=2), "至少 15 日完整的資料，現在是前 10 日、後 15 日"),
    ],
)
def test_too_few_periods_are_refused_with_how_many_are_needed(grain, sampled, said):
    with pytest.raises(ValueError, match=said) as refusal:
        SERIES.compare(Sampled(**{**vars(sampled), "grain": grain}))
    assert re.search(r"請再蒐集.*。$", str(refusal.value))


def test_records_out_of_order_without_a_day_or_of_one_side_are_refused():
    one = records()
    wrong = {
        "前後交錯": {"after": ~one.after},
        "需要每筆紀錄的日期": {"day": None},
        "只有改變前或只有改變後": {"after": np.ones(len(one.value), dtype=bool)},
        "沒有「時」": {"grain": "時"},
    }
    for said, change in wrong.items():
        with pytest.raises(ValueError, match=said):
            SERIES.compare(Sampled(**{**vars(one), **change}))


def test_the_week_of_the_change_is_counted_and_told():
    one = records()
    found = SERIES.compare(Sampled(**{**vars(one), "after": one.day >= MONDAY + 7 * 20 + 2}))
    assert found.left_out == (("change_period", 20),)
    assert found.n == (20, 19)
    assert any("前後混在一起" in remark for remark in found.remarks)
    assert sentences("zh_TW")["left_out.change_period"] == "在改變發生的那一期"


def test_missing_weeks_are_told_and_not_filled():
    one = records()
    kept = ~np.isin((one.day - MONDAY) // 7, [5, 6, 30])
    found = SERIES.compare(Sampled(value=one.value[kept], after=one.after[kept], day=one.day[kept]))
    assert any(remark.startswith("頭尾之間有 3 週沒有任何紀錄") for remark in found.remarks)
    assert found.n == (18, 19)


def test_a_trend_that_runs_below_zero_is_told():
    one = records(effect=0.0)
    steep = np.where(one.after, 1.0, 1.0 + 0.1 * (MONDAY + 140 - one.day))
    found = SERIES.compare(Sampled(**{**vars(one), "value": steep + abs(one.value - one.value.mean()) / 100}))
    assert found.before < 0
    assert any("變成負數" in remark for remark in found.remarks)


def test_an_earlier_curve_is_told_and_a_line_is_not():
    one = records(effect=0.0)
    curve = 40 * np.exp(-(one.day - MONDAY) / 40)
    said = [
        SERIES.compare(Sampled(**{**vars(one), "value": value})).remarks for value in (one.value, one.value + curve)
    ]
    assert [any("不是直線" in remark for remark in remarks) for remarks in said] == [False, True]


def test_months_say_that_the_seasons_of_a_year_are_not_taken_out():
    said = [SERIES.compare(records(weeks=90, change=44, grain=grain)).remarks for grain in ("週", "月")]
    assert [any("淡旺季" in remark for remark in remarks) for remarks in said] == [False, True]


def test_weekdays_that_are_the_change_itself_are_refused():
    weekday = (working_days(200) - MONDAY) % 7
    days = working_days(200)[(weekday == 4) == (np.arange(200) >= 100)]
    after = days >= MONDAY + 140
    with pytest.raises(ValueError, match="請改以週為期"):
        SERIES.compare(Sampled(value=np.sin(days), after=after, day=days, grain="日"))


def test_a_series_without_any_deviation_is_not_tested_and_told():
    one = records()
    found = SERIES.compare(Sampled(**{**vars(one), "value": 30.0 - 5.0 * one.after}))
    assert (found.tested, found.low, found.high) == (None, pytest.approx(-5), pytest.approx(-5))
    assert any("毫無波動" in remark for remark in found.remarks)


def test_the_double_difference_is_that_of_the_period_means():
    sampled = two_offices()
    weeks = (sampled.day - MONDAY) // 7
    gap = [
        sampled.value[(weeks == week) & sampled.treated].mean()
        - sampled.value[(weeks == week) & ~sampled.treated].mean()
        for week in range(40)
    ]
    found = CONTROLLED.compare(sampled)
    assert found.effect == pytest.approx(np.mean(gap[20:]) - np.mean(gap[:20]))
    assert found.low < -3 < found.high < 0
    assert found.tested.significant
    assert found.n == (20, 20)


def test_what_both_offices_went_through_is_no_effect():
    sampled = two_offices(effect=0.0)
    shared = Sampled(**{**vars(sampled), "value": sampled.value - 8 * sampled.after})
    found = CONTROLLED.compare(shared)
    assert found.low < 0 < found.high
    assert any(re.search(r"沒有改變的一組變動了 -1\d", remark) for remark in found.remarks)


def test_offices_that_went_apart_before_the_change_are_told():
    together, apart = (
        CONTROLLED.compare(two_offices()).remarks[0],
        CONTROLLED.compare(two_offices(drift=0.03)).remarks[0],
    )
    assert "看不出走勢不同" in together
    assert "走勢就不同" in apart
    assert any("無法證明" in remark for remark in CONTROLLED.compare(two_offices()).remarks)


def test_without_days_the_double_difference_has_the_interval_of_welch():
    one = two_offices()
    found = CONTROLLED.compare(Sampled(value=one.value, after=one.after, treated=one.treated))
    groups = [one.value[a & b] for a, b in ((one.treated, one.after), (one.treated, ~one.after))]
    same = [one.value[a & b] for a, b in ((~one.treated, one.after), (~one.treated, ~one.after))]
    assert found.effect == pytest.approx(groups[0].mean() - groups[1].mean() - same[0].mean() + same[1].mean())
    assert found.n == (len(groups[1]), len(groups[0]))
    assert "Welch" in found.method
    assert "沒有日期" in found.remarks[0]


def test_few_periods_fall_back_to_records_and_say_so():
    found = CONTROLLED.compare(two_offices(grain="月"))
    assert re.search(r"至少 8 個月.*因此改以每筆紀錄計算", found.remarks[0])
    assert found.low < -3 < found.high


def test_a_group_that_is_missing_is_refused():
    one = two_offices()
    with pytest.raises(ValueError, match="至少 2 筆"):
        CONTROLLED.compare(Sampled(**{**vars(one), "treated": np.ones(len(one.value), dtype=bool)}))
    with pytest.raises(ValueError, match="指定這一欄"):
        CONTROLLED.compare(records())


@pytest.mark.parametrize(
    "found",
    [
        SERIES.compare(records()),
        SERIES.compare(records(grain="日")),
        CONTROLLED.compare(two_offices()),
        CONTROLLED.compare(two_offices(day=None)),
    ],
    ids=["weeks", "days", "two offices", "two offices without days"],
)
def test_method_and_remarks_are_sentences_of_the_team(found):
    assert re.search(r"95% 區間", found.method)
    assert all(re.search(r"[一-鿿].*。$", remark) for remark in found.remarks)
    assert not any("顯著" in text or "nan" in text or "-0。" in text for text in (found.method, *found.remarks))


@pytest.mark.parametrize(("way", "rung"), [(SERIES, 4), (CONTROLLED, 5)])
def test_a_comparison_reaches_its_rung(way, rung):
    assert (way.rung, LADDER[rung].number) == (rung, rung)
    assert re.search(r"[一-鿿]", way.label)
    assert way.label_en.isascii()
