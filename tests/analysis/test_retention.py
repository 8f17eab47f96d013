"""The analysis of persistence: held against a loop over persons, the fixture of 320 in 2,500, and its refusals."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import labkit as lk
from labkit.core.errors import SpecInvalid, UnknownColumn, UnknownTable

START = date(2024, 1, 1)
SPEC = {"person": "帳號", "date": "日期"}


def analyse(frame, tables=None, **spec):
    return lk.analyze(frame, "retention", {**SPEC, **spec}, tables=tables)


def records(**weeks):
    """A record on the first day of each of a person's weeks."""
    lines = [(name, START + timedelta(days=7 * week)) for name, several in weeks.items() for week in several]
    return pd.DataFrame(lines, columns=["帳號", "日期"])


def view(result, start):
    return next(frame for name, frame in result.views().items() if start in name)


@pytest.fixture(scope="module")
def city():
    """2,500 registered, 2,100 with a record, 320 of them in 8 of their first 12 weeks; half joined eight weeks ago."""
    lines, joined = [], []
    for number in range(2500):
        late = number >= 1250
        begin = START + timedelta(days=7 * (12 if late else 0))
        joined.append((f"U{number:04}", begin))
        regular = number % 1250 < (20 if late else 300)
        if number % 1250 < 1050:
            weeks = range(8) if regular else range(number % 3 + 1)
            lines += [(f"U{number:04}", begin + timedelta(days=7 * week)) for week in weeks]
    return pd.DataFrame(lines, columns=["帳號", "日期"]), pd.DataFrame(joined, columns=["帳號", "加入日"])


def test_320_of_2500_are_12_8_percent_with_interval_and_definition(city):
    frame, accounts = city
    result = analyse(frame, {"帳號表": accounts}, registered={"table": "帳號表", "joined": "加入日"})
    lines = view(result, "三種分母").to_numpy().tolist()
    assert lines[0] == ["全部登記者", 2500, 320, 12.8, 11.55, 14.17]
    assert [line[:4] for line in lines[1:]] == [
        ["有紀錄者", 2100, 320, 15.2],
        ["有紀錄且加入滿 12 週者", 1050, 300, 28.6],
    ]
    assert len({line[3] for line in lines}) == 3
    assert "登記者 2,500 人中 320 人規律：12.8 %（95% 區間 11.55–14.17 %）" in result.summary
    assert "規律＝加入後前 12 週中至少 8 週有紀錄" in result.summary


def test_without_a_register_its_denominator_is_unknown_and_gets_no_interval(city):
    result = analyse(city[0])
    assert view(result, "三種分母").to_numpy().tolist()[0] == [
        "全部登記者", "不知道（沒有登記表）", None, None, "缺分母，無法計算區間", "缺分母，無法計算區間",
    ]  # fmt: skip
    assert "有紀錄者 2,100 人中" in result.summary
    assert any("登記後從未使用的人不在分母" in note for note in result.warnings)


def test_who_was_seen_last_inside_the_gap_is_watched_and_not_stopped():
    frame = records(gone=[0, 1], back=[0, 5], new=[5], here=[0, 1, 2, 3, 4, 5])
    result = analyse(frame, weeks=3, gap=2, cut_off=START + timedelta(days=7 * 6 - 1))
    risks = result.tidy.query("measure in ['觀察中人數', '停止人數']").pivot_table(
        index="第幾週", columns="measure", values="value", aggfunc="sum"
    )
    assert risks["觀察中人數"].tolist() == [3, 3, 2]
    assert risks["停止人數"].tolist() == [0, 1, 0]
    ways = view(result, "三種算法")
    assert ways["比例 %"].tolist() == [None, 50.0, 66.7, 66.7]
    assert view(result, "逐週")["看得到該週的人"].tolist() == [4, 3, 3, 3]


def test_a_cut_off_read_off_the_data_leaves_later_questions_alone():
    frame = records(a=[0, 1, 2], b=[0, 1])
    assert analyse(frame).facts["cut_off"] == "113年1月15日"
    asked = lk.analyze(frame, "retention", SPEC, as_of=date(2024, 1, 9))
    assert (asked.facts["cut_off"], asked.left_out) == ("113年1月8日", {"after_cut_off": 1})
    late = analyse(frame, cut_off="2024-03-31")
    assert any("晚 76 天" in note for note in late.warnings)


def test_records_below_the_minimum_are_no_activity_and_are_counted():
    frame = records(a=[0, 1], bot=[0, 1]).assign(步數=[5000, 3000, 0, None])
    result = analyse(frame, amount="步數", minimum=3000)
    assert result.left_out == {"bad_number": 1, "below_minimum": 1}
    assert view(result, "三種分母").iloc[1]["分母（人）"] == 1
    assert "步數達 3,000 才算" in result.summary


def test_registers_that_do_not_fit_the_records_are_told_and_lose_nobody():
    frame = records(a=[0], b=[2], stranger=[1, 4])
    accounts = pd.DataFrame(
        {
            "編號": ["a", "a", "b", "never", "later", "undated"],
            "加入": [START, None, START + timedelta(21), START, date(2025, 1, 1), None],
        }
    )
    told = {"table": "帳號表", "person": "編號", "joined": "加入"}
    result = analyse(frame, {"帳號表": accounts}, registered=told)
    assert result.left_out == {"before_joined": 1}
    assert view(result, "三種分母")["分母（人）"].tolist()[:2] == [4, 2]
    notes = "".join(result.warnings)
    for said in (
        "1 列重複的代號",
        "1 人有紀錄而不在登記表",
        "1 人在截止日之後",
        "1 人沒有加入日，以第一筆",
        "1 人登記而沒有加入日",
    ):
        assert said in notes


def test_a_week_counts_as_regular_with_the_days_that_are_asked():
    days = [START + timedelta(days=day) for day in (0, 2, 4, 7, 9, 14)]
    frame = pd.DataFrame({"帳號": "a", "日期": days})
    for days_a_week, regular in ((1, 1), (2, 1), (3, 0)):
        asked = {"at_least": 2, "of": 3, "days": days_a_week}
        assert view(analyse(frame, regular=asked), "三種分母").iloc[1]["規律（人）"] == regular
    assert "一週至少 3 天" in analyse(frame, regular=asked).summary


def test_cohorts_leave_open_what_could_not_be_seen_yet():
    frame = records(a=[0, 1, 2], b=[0], c=[2])
    cohorts = view(analyse(frame, weeks=2, cohort="week", cut_off=START + timedelta(days=20)), "依加入時間")
    assert cohorts.to_numpy().tolist() == [
        ["113年1月1日起", 2, 100.0, 50.0, 50.0],
        ["113年1月15日起", 1, 100.0, None, None],
    ]


def test_uploads_slower_than_the_gap_are_warned_of():
    frame = records(a=[0, 1], b=[0]).assign(上傳=START + timedelta(days=80))
    assert any("請加長 gap" in note for note in analyse(frame, uploaded="上傳").warnings)
    assert not any("gap" in note for note in analyse(frame, uploaded="上傳", gap=20).warnings)


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ({"amount": "步數"}, "要一起寫"),
        ({"regular": {"at_least": 13}}, "at_least 不能大於 of"),
        ({"joined": "日期", "registered": {"table": "x", "joined": "加入"}}, "只寫一個"),
        ({"cut_off": "113/1/1"}, "西元日期"),
        ({"gaps": 4}, "是不是「gap」"),
        ({"person": ""}, "太短"),
    ],
)
def test_a_specification_that_makes_no_sense_is_refused(spec, said):
    with pytest.raises(SpecInvalid, match=said):
        analyse(records(a=[0]), **spec)


def test_what_is_not_there_is_refused_with_the_nearest_name():
    with pytest.raises(UnknownColumn, match="是不是「帳號」"):
        analyse(records(a=[0]), person="帳號碼")
    with pytest.raises(UnknownTable, match="是不是「帳號表」"):
        analyse(records(a=[0]), {"帳號表": records(a=[0])}, registered="帳號單")
    with pytest.raises(UnknownColumn, match="加入"):
        analyse(records(a=[0]), {"帳號表": records(a=[0])}, registered={"table": "帳號表", "joined": "加入"})


def test_a_number_and_its_text_are_one_person():
    frame = records(a=[0, 1]).assign(帳號=[7, 7])
    accounts = pd.DataFrame({"帳號": ["7", "8"]})
    assert view(analyse(frame, {"表": accounts}, registered="表"), "三種分母")["分母（人）"].tolist() == [2, 1, 0]


@settings(max_examples=40)
@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.lists(st.integers(0, 80), min_size=1, max_size=12), min_size=1),
    st.integers(1, 6),
    st.integers(1, 4),
    st.integers(60, 90),
)
def test_the_counts_are_those_of_a_loop_over_persons(people, weeks, gap, end):
    lines = [(name, START + timedelta(days=day)) for name, days in people.items() for day in days]
    frame = pd.DataFrame(lines, columns=["帳號", "日期"])
    regular = {"at_least": 2, "of": 3, "days": 2}
    result = analyse(frame, weeks=weeks, gap=gap, regular=regular, cut_off=START + timedelta(days=end))
    seen = {name: sorted({day for day in days if day <= end}) for name, days in people.items()}
    seen = {name: [day - days[0] for day in days] for name, days in seen.items() if days}
    begin = {name: min(people[name]) for name in seen}
    held = {name: (end + 1 - gap * 7 - begin[name]) // 7 for name in seen}
    last = {name: max(days) // 7 for name, days in seen.items()}
    tidy = result.tidy
    told = {(one.measure, one.第幾週): one.value for one in tidy[tidy["level"] == "第幾週"].itertuples()}
    for week in range(weeks + 1):
        followed = [name for name in seen if max(held[name], 0) >= week]
        assert told["觀察夠久人數", week] == len(followed)
        assert told["當週以後仍有紀錄人數", week] == sum(last[name] >= week for name in followed)
        whole = [name for name in seen if end + 1 - begin[name] >= 7 * (week + 1)]
        assert told["可觀察人數", week] == len(whole)
        assert told["當週有紀錄人數", week] == sum(any(day // 7 == week for day in seen[name]) for name in whole)
    for week in range(1, weeks + 1):
        watching = [name for name in seen if min(last[name] + 1, max(held[name], 0)) >= week]
        assert told["觀察中人數", week] == len(watching)
        assert told["停止人數", week] == sum(last[n] + 1 == week and last[n] + 1 <= held[n] for n in watching)
    steady = sum(sum(sum(day // 7 == week for day in days) >= 2 for week in range(3)) >= 2 for days in seen.values())
    if seen:
        assert view(result, "三種分母").iloc[1].tolist()[1:3] == [len(seen), steady]
    assert tidy.query("measure == '紀錄數'")["value"].iloc[0] + sum(result.left_out.values()) == len(lines)
