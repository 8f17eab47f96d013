"""Persistence: stated counts, records and a line a person; three denominators; the truth of simulated cohorts."""

from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import labkit as lk
from labkit.analysis.persistence.told import Persistence
from labkit.core.errors import MetricInput, SpecInvalid, UnknownColumn
from labkit.core.yaml import parse

START = date(2024, 1, 1)
RECORDS = "table: 紀錄\nperson: 帳號\ndate: 日期\n"


def survival(text):
    return lk.Metric.of_yaml(parse("kind: survival\nid: s\nname: 持續率\n" + text))


def visits(**weeks):
    """A record on the first day of each of a person's weeks."""
    lines = [(name, START + timedelta(days=7 * week)) for name, several in weeks.items() for week in several]
    return pd.DataFrame(lines, columns=["帳號", "日期"]).astype({"日期": "datetime64[ns]"})


def percents(result):
    return {line.what.removeprefix("持續率："): line.number for line in result.lines if line.what.startswith("持續率")}


@pytest.fixture(scope="module")
def city():
    """2,500 registered, 2,100 with a record, 320 with one in week 12 or later; the second half joined 12 weeks later."""
    lines, joined = [], []
    for number in range(2500):
        late = number >= 1250
        begin = START + timedelta(days=7 * (12 if late else 0))
        joined.append((f"U{number:04}", begin))
        if number % 1250 < 1050:
            stays = number % 1250 < (20 if late else 300)
            weeks = range(13) if stays else range(number % 7 + 1)
            lines += [(f"U{number:04}", begin + timedelta(days=7 * week)) for week in weeks]
    frame = pd.DataFrame(lines, columns=["帳號", "日期"]).astype({"日期": "datetime64[ns]"})
    return {
        "紀錄": frame,
        "登記": pd.DataFrame(joined, columns=["帳號", "加入日"]).astype({"加入日": "datetime64[ns]"}),
    }


def test_320_of_2500_are_exactly_12_8_percent_with_interval_definition_and_denominator():
    text = "counted:\n- {of: 全部登記者, persisting: 320, n: 2500}\ndefinition: 加入後第 12 週起仍有上傳紀錄\n"
    result = survival(text).evaluate()
    assert result.found.amount.value == Fraction(64, 5)
    assert (result.measure.value, result.measure.n, result.measure.unit) == (12.8, 2500, "%")
    assert (round(result.measure.low, 2), round(result.measure.high, 2)) == (11.55, 14.17)
    for said in ("12.8%", "全部登記者 2,500 人中 320 人", "持續的定義：加入後第 12 週起仍有上傳紀錄"):
        assert said in result.statement
    assert "11.55 至 14.17" in result.lines[0].source


def test_three_stated_denominators_give_three_numbers_and_all_are_shown():
    text = (
        "counted:\n- {of: 全部登記者, persisting: 320, n: 2500}\n- {of: 有紀錄者, persisting: 320, n: 2100}\n"
        "- {of: 加入滿 16 週者, persisting: 300, n: 1050}\n"
    )
    result = survival(text).evaluate()
    assert list(percents(result).values()) == ["12.8", "15.2", "28.6"]
    assert "分母為有紀錄者 15.2%、分母為加入滿 16 週者 28.6%" in result.statement
    assert "怎樣算持續：未說明" in result.statement


def test_the_same_320_of_2500_from_records_with_all_denominators(city):
    text = RECORDS + "registered: {table: 登記, joined: 加入日}\nweeks: 12\ngap: 4\n%s"
    result = survival(text % "denominator: 登記者").evaluate(city)
    assert (result.found.amount.value, result.measure.n) == (Fraction(64, 5), 2500)
    assert (round(result.measure.low, 2), round(result.measure.high, 2)) == (11.55, 14.17)
    found = percents(result)
    assert list(found)[:3] == ["分母為全部登記者", "分母為有紀錄者", "分母為加入滿 16 週的有紀錄者"]
    assert list(found.values())[:3] == ["12.8", "15.2", "28.6"]
    assert (
        "持續＝加入後第 12 週起仍有紀錄，連續 4 週沒有紀錄算停止；資料到 113年6月17日（資料的最後一天）"
        in result.statement
    )
    eligible = survival(text % "denominator: 觀察夠久者").evaluate(city)
    assert (round(eligible.measure.value, 2), eligible.measure.n) == (28.57, 1050)
    chosen = survival(text % "").evaluate(city)
    assert "Kaplan-Meier" in chosen.found.estimate.method
    assert "Kaplan-Meier，加入較晚的人算到觀察得到為止，有紀錄者 2,100 人" in chosen.statement


def test_12_8_percent_of_nobody_knows_whom_is_shown_without_interval_and_unverified():
    result = survival("share: 12.8\nweeks: 12\n").evaluate()
    assert (result.found.amount.value, result.measure.n, result.measure.low) == (Fraction(64, 5), None, None)
    standing = dict(result.standing)
    assert (standing["估計與區間"], standing["查核"]) == ("無法計算：缺分母", "未查核")
    assert result.measure.design == 0
    assert "12.8%（缺分母" in result.statement
    assert "持續＝加入後第 12 週起仍有紀錄" in result.statement
    with pytest.raises(MetricInput, match="缺分母，無從查核"):
        survival("share: 12.8\nstatus: 已查核\n").evaluate()


def staggered(seed, persons=60_000, span=26):
    """Return the records of people who join over 26 weeks, stop at falling weekly hazards and skip weeks, and the truth."""
    dice = np.random.default_rng(seed)
    hazards = np.clip(0.22 * 0.93 ** np.arange(span) + 0.02, 0, 1)
    stops = dice.random((persons, span)) < hazards
    last = np.where(stops.any(axis=1), stops.argmax(axis=1), span)
    joined = dice.integers(0, span * 7, persons)
    active = (np.arange(span + 1) <= last[:, None]) & (dice.random((persons, span + 1)) < 0.85)
    active[:, 0] = active[np.arange(persons), last] = True
    person, week = np.nonzero(active)
    day = joined[person] + week * 7 + dice.integers(0, 7, len(person))
    seen = day < span * 7
    days = [np.datetime64(START) + one[seen] for one in (day, joined[person])]
    frame = pd.DataFrame({"帳號": person[seen], "日期": days[0], "加入日": days[1]})
    return frame.astype({"日期": "datetime64[ns]", "加入日": "datetime64[ns]"}), 100 * float(np.prod(1 - hazards[:12]))


def test_kaplan_meier_and_the_eligible_meet_the_truth_of_a_staggered_cohort_and_the_naive_share_is_half_of_it():
    frame, truth = staggered(7)
    result = survival(RECORDS + "joined: 加入日\nweeks: 12\ndecimals: 2\n").evaluate({"紀錄": frame})
    naive, eligible, km = (float(one) for one in percents(result).values())
    print(f"truth {truth:.2f} %, naive {naive:.2f} %, eligible {eligible:.2f} %, Kaplan-Meier {km:.2f} %")
    assert result.measure.value == pytest.approx(km, abs=0.01)
    assert abs(km - truth) <= 0.5
    assert abs(eligible - truth) <= 0.5
    assert 1.7 <= truth / naive <= 2.6
    assert result.measure.low <= truth <= result.measure.high


def test_the_metric_says_what_the_analysis_of_the_same_records_says():
    frame, _ = staggered(3, 2_000)
    analysed = lk.analyze(frame, "retention", {"person": "帳號", "date": "日期", "joined": "加入日"})
    ways = next(view for name, view in analysed.views().items() if "三種算法" in name)
    result = survival(RECORDS + "joined: 加入日\nweeks: 12\n").evaluate({"紀錄": frame})
    assert [float(one) for one in percents(result).values()] == [float(one) for one in ways["比例 %"].iloc[1:]]
    share, low, high = Persistence(analysed).going_on(12)
    assert (round(result.measure.value, 2), round(result.measure.low, 2), round(result.measure.high, 2)) == (
        share,
        low,
        high,
    )


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(st.sampled_from("ABCDEFGH"), st.sets(st.integers(0, 9), min_size=1), min_size=2),
    st.integers(1, 4), st.integers(1, 3),
)  # fmt: skip
def test_a_loop_over_persons_counts_the_same(people, weeks, gap):
    frame = visits(**people)
    cut_off = max(day.date() for day in frame["日期"])
    whole, part = 0, 0
    for several in people.values():
        first = START + timedelta(days=7 * min(several))
        if (cut_off - first).days + 1 - 7 * gap >= 7 * weeks:
            whole, part = whole + 1, part + (max(several) - min(several) >= weeks)
    metric = survival(RECORDS + f"weeks: {weeks}\ngap: {gap}\ndenominator: 觀察夠久者\n")
    if not whole:
        with pytest.raises(MetricInput, match="沒有人被觀察到"):
            metric.evaluate({"紀錄": frame})
        return
    result = metric.evaluate({"紀錄": frame})
    assert (result.found.amount.value, result.measure.n) == (Fraction(100 * part, whole), whole)


def test_a_line_a_person_gives_the_same_as_the_records(city):
    grouped = city["紀錄"].groupby("帳號")["日期"].max()
    persons = city["登記"].assign(最後=lambda frame: frame["帳號"].map(grouped))
    by_person = survival("table: 人\nperson: 帳號\njoined: 加入日\nlast: 最後\nweeks: 12\n").evaluate({"人": persons})
    by_record = survival(RECORDS + "registered: {table: 登記, joined: 加入日}\nweeks: 12\n").evaluate(city)
    assert percents(by_person) == percents(by_record)
    assert (by_person.measure, by_person.found.amount) == (by_record.measure, by_record.found.amount)


def test_days_count_like_weeks_and_without_stragglers_the_plain_share_is_the_headline():
    frame = visits(a=[0, 1, 2, 3, 4, 9], b=[0, 1], c=[0], d=[0, 2])
    result = survival(RECORDS + "days: 14\ngap: 7\n").evaluate({"紀錄": frame})
    assert (result.measure.value, result.measure.n) == (50.0, 4)
    assert len(set(percents(result).values())) == 1
    assert "第 14 個日曆天起" in result.statement


def test_rows_that_cannot_count_are_counted_and_the_register_says_what_it_left_open():
    frame = visits(a=[0, 9], b=[0, 5, 9], zz=[2])
    frame = pd.concat(
        [
            frame,
            pd.DataFrame({"帳號": [None, "a", "b"], "日期": [frame["日期"][0], pd.NaT, pd.Timestamp("2023-01-01")]}),
        ]
    )
    register = pd.DataFrame(
        {"帳號": ["a", "b", "b", "never", "late"], "加入日": pd.to_datetime(["2024-01-01"] * 4 + ["2025-01-01"])}
    )
    text = RECORDS + "registered: {table: 登記, joined: 加入日}\nweeks: 2\ngap: 1\nwhere: 帳號 != 'x'\n"
    result = survival(text).evaluate({"紀錄": frame, "登記": register})
    assert dict(result.left_out) == {"filtered": 1, "no_date": 1, "before_joined": 1}
    lines = {line.what: line.number for line in result.lines}
    assert lines["重複的代號（併為一人）"] == "1"
    assert lines["有紀錄而不在登記表的人"] == "1"
    assert lines["截止日之後才加入的人（不算）"] == "1"
    assert result.lines[0].source.startswith("全部登記者 3 人中 2 人")


def test_a_stated_cut_off_leaves_later_records_out_and_the_day_of_computing_is_respected():
    frame = visits(a=[0, 1, 2, 8], b=[0, 1])
    stated = survival(RECORDS + "weeks: 1\ngap: 1\ncut_off: 2024-02-04\n").evaluate({"紀錄": frame})
    assert dict(stated.left_out) == {"after_cut_off": 1}
    assert "資料到 113年2月4日（設定的截止日）" in stated.statement
    early = survival(RECORDS + "weeks: 1\ngap: 1\n").evaluate({"紀錄": frame}, as_of=date(2024, 1, 31))
    assert "資料到 113年1月15日" in early.statement
    with pytest.raises(MetricInput, match="晚於計算日期"):
        survival(RECORDS + "weeks: 1\ncut_off: 2024-02-04\n").evaluate({"紀錄": frame}, as_of=date(2024, 1, 31))


def test_a_denominator_of_few_is_not_shown_where_few_are_not_shown():
    frame = visits(**{f"p{at}": [0, 20] if at % 2 else [0] for at in range(40)}, q=[18, 20], r=[19])
    old = frame[~frame["帳號"].isin(["q", "r"])]
    result = survival(RECORDS + "weeks: 12\nleast: 5\ndenominator: 有紀錄者\n").evaluate({"紀錄": frame})
    assert "D" not in percents(result).values()
    few = survival(RECORDS + "weeks: 12\nleast: 41\ndenominator: 有紀錄者\n").evaluate({"紀錄": frame})
    assert percents(few)["分母為加入滿 16 週的有紀錄者"] == "D"
    assert "40" not in " ".join(line.source for line in few.lines)
    assert "分母為加入滿 16 週的有紀錄者 D%" in few.statement
    gone = survival(RECORDS + "weeks: 12\nleast: 41\n").evaluate({"紀錄": old})
    assert gone.found.hidden
    assert "50" not in gone.statement


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("counted:\n- {of: 登記者, persisting: 5, n: 4}\n", SpecInvalid, "比例不可能超過 100%"),
        ("counted:\n- {of: 登記者, persisting: 0, n: 0}\n", SpecInvalid, "counted"),
        ("share: 128\n", MetricInput, "0% 到 100% 之間"),
        ("share: 12\n" + RECORDS + "weeks: 2\n", SpecInvalid, "恰好寫一個"),
        (RECORDS, SpecInvalid, "請寫 weeks"),
        (RECORDS + "weeks: 2\ndays: 3\n", SpecInvalid, "只寫一個"),
        (RECORDS + "weeks: 2\nlast: 日期\n", SpecInvalid, "恰好寫一個"),
        ("table: 紀錄\nperson: 帳號\nlast: 日期\nweeks: 2\n", SpecInvalid, "請寫 joined"),
        (RECORDS + "weeks: 2\ndenominator: 登記者\n", MetricInput, "沒有登記表"),
        (RECORDS + "weeks: 2\nregistered: {table: 無}\n", MetricInput, "找不到資料表「無」"),
        (RECORDS + "weeks: 300\n", MetricInput, "沒有人被觀察到第 300 週"),
        (RECORDS.replace("日期", "文字日") + "weeks: 2\n", MetricInput, "不是日期.*parse_date"),
        (RECORDS.replace("帳號", "帳戶") + "weeks: 2\n", UnknownColumn, "帳號"),
        (RECORDS + "weeks: 2\nwhere: 帳號 == 'x'\n", MetricInput, "沒有任何可用的日期"),
        (RECORDS + "weeks: 2\nunit: 人\n", SpecInvalid, "以 % 表示"),
        (RECORDS + "weeks: 2\ndenominator: 全部\n", SpecInvalid, "denominator"),
    ],
)
def test_what_cannot_be_is_refused_with_the_mend(text, kind, said):
    frame = visits(a=[0, 1, 2, 8], b=[0, 1]).assign(文字日="113/1/1")
    with pytest.raises(kind, match=said):
        survival(text).evaluate({"紀錄": frame})
