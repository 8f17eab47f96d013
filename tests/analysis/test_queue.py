"""The analysis of queues: held against a count by hand, against Erlang-C, and against what offices really write."""

import random
from collections import Counter
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import labkit as lk
from labkit.core.errors import SpecInvalid, UnknownColumn, UnknownTable
from labkit.core.yaml import load
from tests.conftest import ROOT

SPEC = {"date": "日", "ticket": "取", "called": "叫", "done": "完", "hours": "09:00-12:00"}


def analyse(frame, tables=None, **spec):
    return lk.analyze(frame, "queue", {**SPEC, **spec}, tables=tables)


def day_of(*tickets, day="2024-01-08", **more):
    columns = {"日": [day] * len(tickets), "取": [t[0] for t in tickets]}
    columns |= {"叫": [t[1] for t in tickets], "完": [t[2] for t in tickets]}
    return pd.DataFrame(columns | more, dtype=object)


def view(result, start):
    return next(frame for name, frame in result.views().items() if name.startswith(start))


def busy_office(service, days=20, per_hour=40, seed=3):
    """Tickets of a steady office: 9 to 12, Mondays to Fridays."""
    dice, lines = random.Random(seed), []
    for number in range(days):
        day = date(2024, 1, 8) + timedelta(days=number + number // 5 * 2)
        for hour in (9, 10, 11):
            for _ in range(per_hour):
                start = datetime.combine(day, datetime.min.time()) + timedelta(hours=hour, minutes=dice.uniform(0, 59))
                called = start + timedelta(minutes=dice.uniform(0, 12))
                lines.append((start, called, called + timedelta(minutes=service)))
    return pd.DataFrame(lines, columns=["取", "叫", "完"])


@pytest.mark.parametrize(("service", "needed"), [(15, 12), (10, 8)])
def test_40_an_hour_need_12_counters_at_15_minutes_and_8_at_10(service, needed):
    result = analyse(busy_office(service), date="", counters=8)
    load = view(result, "各時段負荷")
    assert load["每小時件數"].tolist() == [40.0] * 3
    assert load["所需櫃檯"].tolist() == [needed] * 3
    assert f"需 {needed} 個櫃檯" in result.summary


def test_a_queue_that_cannot_keep_up_is_called_unstable_and_gets_no_number():
    result = analyse(busy_office(15), date="", counters=8)
    load = view(result, "各時段負荷")
    assert load.iloc[:, -2:].to_numpy().tolist() == [["不穩定", "不穩定"]] * 3
    assert "現有 8 個：不穩定" in result.summary
    steady = view(analyse(busy_office(15), date="", counters=12), "各時段負荷")
    assert steady["須等候 %（推算）"].tolist() == [44.9] * 3


def test_arrivals_are_divided_by_the_open_days_of_that_weekday():
    monday, again, tuesday = (
        day_of(("09:10", None, None), day=day) for day in ("2024-01-08", "2024-01-15", "2024-01-09")
    )
    result = analyse(pd.concat([monday, again, again, tuesday]), slot=180)
    assert view(result, "每開放小時").to_numpy().tolist() == [["09:00–12:00", 0.5, 0.3, 0.4]]
    assert view(result, "開放日").to_numpy().tolist() == [["週一", 2, 3, 1.5], ["週二", 1, 1, 1.0]]


def test_a_table_of_closures_counts_open_days_on_which_nobody_came():
    frame = pd.concat([day_of(("09:10", None, None), day=day) for day in ("2024-01-08", "2024-01-22", "2024-01-10")])
    closed = {"休館日": pd.DataFrame({"日期": ["113/1/10"]})}
    result = analyse(frame, closed, closures="休館日", days=["週一", "週三"])
    assert result.left_out == {"closed_day": 1}
    assert view(result, "開放日").to_numpy().tolist() == [["週一", 3, 2, 0.7], ["週三", 1, 0, 0.0]]


def test_exceptions_are_listed_by_reason_and_still_count_as_arrivals():
    frame = day_of(
        ("09:00", "09:10", "09:20"),
        ("09:01", None, None),
        ("09:02", "08:50", "09:30"),
        ("09:03", "13:30", "13:40"),
        ("09:04", "早上", "09:40"),
        ("09:05", "09:06", "14:00"),
    )
    result = analyse(frame)
    told = {tuple(line[:2]): line[2] for line in view(result, "例外").to_numpy().tolist()}
    assert told == {
        ("等候", "未叫號或未辦理"): 1, ("等候", "負值"): 1, ("等候", "過長"): 1, ("等候", "時間無法辨認"): 1,
        ("服務", "未叫號或未辦理"): 1, ("服務", "過長"): 1, ("服務", "時間無法辨認"): 1,
    }  # fmt: skip
    waits = view(result, "等候與服務").set_index("項目")
    assert (waits.loc["等候", "n"], waits.loc["服務", "n"]) == (2, 3)
    assert view(result, "每開放小時")["週一"].tolist() == [6.0, 0.0, 0.0]
    assert "等候時間有 4 件不列入統計" in "".join(result.warnings)


def test_a_night_office_runs_over_midnight_and_the_night_belongs_to_its_first_day():
    frame = day_of(("23:50", "00:10", "00:30"), ("22:05", "22:10", "22:20"), day="2024-01-08")
    after = day_of(("01:30", "01:40", "01:50"), day="2024-01-09")
    result = analyse(pd.concat([frame, after]), hours="22:00-02:00")
    assert view(result, "每開放小時").to_numpy().tolist() == [
        ["22:00–23:00", 1.0, 1.0], ["23:00–24:00", 1.0, 1.0], ["00:00–01:00", 0.0, 0.0], ["01:00–02:00", 1.0, 1.0],
    ]  # fmt: skip
    assert view(result, "等候與服務")["P95"].tolist()[0] == pytest.approx(19)
    assert any("等候時間有 1 件看來跨過午夜" in note for note in result.warnings)


def test_a_break_is_no_open_time_and_its_tickets_are_counted_apart():
    frame = day_of(("11:50", None, None), ("12:10", None, None), ("13:40", None, None))
    result = analyse(frame, hours="11:00-14:00", breaks="12:00-13:30")
    assert result.left_out == {"outside_hours": 1}
    assert view(result, "每開放小時")["週一"].tolist() == [1.0, 2.0]
    assert dict(result.facts["slots"]) == {"11:00–12:00": 60, "13:00–14:00": 30}


def test_utilisation_spreads_a_service_over_the_slots_in_which_it_ran():
    frame = day_of(("09:30", "09:50", "10:20"), ("10:00", "10:30", "11:30"), ("11:40", "11:45", "12:15"))
    busy = view(analyse(frame, counters=2), "各時段負荷")["忙碌率 %（實際）"].tolist()
    assert busy == [round(100 * minutes / 120, 1) for minutes in (10, 50, 45)]
    tidy = analyse(frame, counters=2).tidy.query("measure == '忙碌分鐘'").set_index("時段")["value"]
    assert tidy["開放時間外"] == 15
    assert any("超過 100 %" in note for note in analyse(frame.iloc[[1, 1]], counters=1, slot=30).warnings)


def test_minutes_moments_and_texts_tell_the_same():
    texts = day_of(("09:00", "09:12", "09:20"), ("10:00", "10:05", "10:30"))
    moments = pd.DataFrame({name: pd.to_datetime("2024-01-08 " + texts[name]) for name in ("取", "叫", "完")})
    minutes = texts.assign(等=[12, 5], 辦=["8", "25"])
    told = [
        analyse(texts),
        analyse(moments, date=""),
        analyse(minutes, called="", done="", waiting="等", service="辦"),
        analyse(texts.assign(取=["上午9時0分", "上午10:00"], 日=["113/1/8", "1130108"])),
    ]
    assert len({one.tidy.to_csv() for one in told}) == 1


def test_hours_alone_place_arrivals_and_leave_the_slots_of_services_open():
    frame = pd.DataFrame({"日": ["2024-01-08"] * 2, "取": ["09", "10"], "等": [5, 6], "辦": [10, 30]})
    result = analyse(frame, called="", done="", waiting="等", service="辦", counters=1)
    assert view(result, "各時段負荷")["忙碌率 %（實際）"].tolist() == [None] * 3
    assert any("時刻只到小時" in note and "忙碌率 22.2 %" in note for note in result.warnings)
    with pytest.raises(SpecInvalid, match="只到小時.*整點"):
        analyse(frame, called="", done="", waiting="等", hours="08:30-12:00")


def test_hours_that_nobody_told_are_read_off_the_data_and_said_to_be():
    result = analyse(day_of(("08:40", None, None), ("10:20", None, None)), hours="")
    assert list(result.facts["slots"]) == ["08:00–09:00", "09:00–10:00", "10:00–11:00"]
    assert any("推定" in note for note in result.warnings)


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ({"hours": "8-17"}, "應寫成 08:00-17:00"),
        ({"waiting": "叫"}, "各只寫一個"),
        ({"called": ""}, "done 需要 called"),
        ({"closures": "休"}, "以 days 寫明"),
        ({"target": {"share": 80}}, "應小於|1"),
        ({"days": ["星期一"]}, "之一"),
        ({"slots": 30}, "是不是「slot」"),
    ],
)
def test_a_specification_that_makes_no_sense_is_refused(spec, said):
    with pytest.raises(SpecInvalid, match=said):
        analyse(day_of(("09:00", "09:10", "09:20")), **spec)


def test_what_is_not_there_is_refused_with_the_nearest_name():
    frame = day_of(("09:00", "09:10", "09:20"))
    with pytest.raises(UnknownColumn, match="「叫號」"):
        analyse(frame, called="叫號")
    with pytest.raises(UnknownTable, match="休館"):
        analyse(frame, closures="休館", days=["週一"])
    with pytest.raises(UnknownColumn, match="日期"):
        analyse(frame, {"休": pd.DataFrame({"a": ["1"], "b": ["2"]})}, closures="休", days=["週一"])


def test_short_slots_are_warned_of():
    assert any("不到平均服務時間" in note for note in analyse(busy_office(15), date="", slot=30).warnings)


CLOCKS = st.sampled_from(["08:30", "09:00", "09:59", "10:00", "11:30", "12:00", "", None, "xx"])


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from(["2024-01-08", "2024-01-09", None, "?"]), CLOCKS, CLOCKS, CLOCKS), min_size=1)
)
def test_every_ticket_is_counted_once_and_the_counts_are_those_of_a_loop(rows):
    frame = pd.DataFrame(rows, columns=["日", "取", "叫", "完"], dtype=object)
    result = analyse(frame)
    tidy = result.tidy
    arrivals = tidy[tidy["measure"] == "件數"]
    total = arrivals[arrivals["level"] == "總計"]["value"].iloc[0]
    assert total + sum(result.left_out.values()) == len(rows)
    by_hand = Counter(
        ("週一" if day == "2024-01-08" else "週二", clock[:2])
        for day, clock, _, _ in rows
        if day in {"2024-01-08", "2024-01-09"} and clock not in {"", None, "xx", "08:30", "12:00"}
    )
    grid = arrivals[arrivals["level"] == "時段×星期"]
    assert {(one.星期, one.時段[:2]): one.value for one in grid.itertuples() if one.value} == dict(by_hand)
    waits = [
        np.subtract(*(int(text[:2]) * 60 + int(text[3:]) for text in (called, clock)))
        for day, clock, called, _ in rows
        if day in {"2024-01-08", "2024-01-09"}
        and clock not in {"", None, "xx", "08:30", "12:00"}
        and called not in {"", None, "xx"}
    ]
    fine = [wait for wait in waits if wait >= 0]
    found = tidy[(tidy["level"] == "項目") & (tidy["項目"] == "等候")].set_index("measure")["value"]
    assert found["有效件數"] == len(fine)
    assert found["有效件數"] + found["例外件數"] == total
    if fine:
        assert found["P90"] == pytest.approx(np.percentile(fine, 90))


@pytest.fixture(scope="module")
def land_office_tickets():
    case = ROOT / "templates" / "cases" / "land_office"
    return lk.Recipe.load(case / "recipes" / "叫號紀錄.yml").run(
        ROOT / "datasets" / "land_office" / "raw" / "叫號紀錄.csv"
    )


def test_the_land_offices_tickets_are_analysed_after_their_recipe(land_office_tickets):
    spec = {"date": "取號日期", "ticket": "取號時間", "called": "叫號時間", "done": "完成時間", "counter": "櫃檯"}
    result = lk.analyze(land_office_tickets.table, "queue", {**spec, "category": "案件類別", "hours": "08:00-17:00"})
    assert result.left_out == {}
    waits = view(result, "等候與服務").set_index(["項目", "案件類別"])
    assert waits.loc[("等候", "全部"), "n"] == 1148
    told = {tuple(line[:2]): line[2] for line in view(result, "例外").to_numpy().tolist()}
    assert told[("等候", "未叫號或未辦理")] == 52
    frame = land_office_tickets.frame
    assert waits.loc[("等候", "全部"), "中位數"] == frame["等待分鐘"].median()
    assert (
        result.facts["open_days"]
        == frame["取號日期"]
        .drop_duplicates()
        .dt.dayofweek.map(dict(enumerate(["週一", "週二", "週三", "週四", "週五"])))
        .value_counts()
        .to_dict()
    )


def test_the_land_offices_template_runs_on_the_protected_tickets(land_office_tickets):
    case = ROOT / "templates" / "cases" / "land_office"
    protected = lk.Policy.load(case / "policies" / "叫號紀錄.yml").apply(land_office_tickets.table).table
    told = load(case / "analyses" / "01_臨櫃等候.yml").value
    result = lk.analyze(protected, told["kind"], told["spec"], name=told["name"])
    assert result.protection == protected.protection
    assert (result.left_out, result.rows_in) == ({}, 1200)
    assert view(result, "等候與服務").iloc[0]["中位數"] == land_office_tickets.frame["等待分鐘"].median()
    assert any("忙碌率" in note for note in result.warnings)


def test_a_model_that_what_was_measured_contradicts_is_said_to_be_no_use():
    slow = busy_office(15).assign(叫=lambda frame: frame["取"] + timedelta(minutes=50))
    result = analyse(slow.assign(完=slow["叫"] + timedelta(minutes=15)), date="", counters=14)
    assert "與實際相差太多，所需櫃檯數不可採用" in result.summary
    assert any("相差 20 個百分點以上" in note for note in result.warnings)
