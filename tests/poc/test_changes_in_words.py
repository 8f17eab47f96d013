"""A change in words: its direction, the bounds on both sides of nothing, what is no total, and what the claim says."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from labkit.core.errors import MetricInput
from labkit.core.yaml import parse
from labkit.poc.metric import Metric
from labkit.poc.units import number_text

HEAD = "id: a\nname: 辦理時間\nunit: %s\ntable: 表\ncolumn: 分\n"
CHANGED = "kind: before_after\nchange: 2024-03-01\ntime: {field: 日}\nwhose: 同仁\n"


def records(before, after, sd, n=40):
    dice = np.random.default_rng(5)
    days = [date(2024, 3, 1) + timedelta(day) for day in range(-n, n)]
    values = np.concatenate([before + sd * dice.standard_normal(n), after + sd * dice.standard_normal(n)])
    return {"表": pd.DataFrame({"日": days, "分": values.round(2)})}


def changed(more, before=20, after=17, sd=2.0, unit="分鐘/件"):
    return Metric.of_yaml(parse(HEAD % unit + CHANGED + more)).evaluate(records(before, after, sd))


@pytest.mark.parametrize("direction", ["", "direction: 越低越好\n", "direction: 越高越好\n"])
@pytest.mark.parametrize(("after", "word"), [(17, "減少"), (23, "增加")])
def test_the_interval_of_a_change_holds_the_size_that_is_said(direction, after, word):
    result = changed(direction, after=after)
    assert f"同仁的時間{word} {number_text(abs(result.found.amount.value))} 分鐘/件" in result.statement
    interval = result.statement.partition("95 % 區間是 ")[2].partition(" 分鐘/件")[0]
    low, high = (float(one) for one in interval.split(" 至 "))
    assert 0 < low < abs(result.found.amount.value) < high
    told = dict(result.standing)
    assert told["依輸入重算"].startswith(word)
    assert "-" not in told["估計與區間"].partition("（")[0]


def test_bounds_that_point_both_ways_say_so():
    text = changed("direction: 越低越好\n", after=19.9, sd=6.0).statement
    assert "區間是減少" in text or "區間是增加" in text
    assert "還不能說有差別" in text
    assert "-" not in text.replace("Mann-Whitney", "")


def test_time_that_was_not_saved_is_used_for_nothing():
    assert "用於" not in changed("reused_for: 支援櫃檯\ndirection: 越低越好\n", after=23).statement
    assert "省下的時間用於支援櫃檯" in changed("reused_for: 支援櫃檯\ndirection: 越低越好\n").statement


def test_a_claim_of_less_where_the_data_say_more_is_told_and_never_called_the_same():
    result = changed("direction: 越低越好\nclaim: 每件縮短 3 分鐘\n", before=17, after=20, sd=1e-9)
    assert "資料是增加 3 分鐘/件" in "".join(one.sentence for one in result.checks if one.code == "direction")
    assert dict(result.standing)["依輸入重算"] == "增加 3 分鐘/件（公開說法的「3 分鐘」說的方向與此相反）"


@pytest.mark.parametrize("take", ["p90", "p95", "median", "mean", "maximum"])
@pytest.mark.parametrize("unit", ["分鐘", "小時", "秒"])
def test_the_duration_of_a_case_is_no_amount_of_work(take, unit):
    metric = Metric.of_yaml(parse(HEAD % unit + f"kind: simple\nwhose: 等待\ntake: {take}\n"))
    result = metric.evaluate(records(90_000, 90_000, 100.0))
    assert "人日" not in f"{result.statement}{result.frame.to_string()}"
    assert not result.equivalents


def test_a_sum_of_work_is_told_in_person_days():
    result = Metric.of_yaml(parse(HEAD % "分鐘" + "kind: simple\nwhose: 同仁\ntake: sum\n")).evaluate(
        records(20, 20, 0)
    )
    assert "3.3 人日" in result.statement


def test_the_change_of_a_duration_is_no_amount_of_work():
    result = changed("", before=2000, after=900, unit="分鐘")
    assert "人日" not in f"{result.statement}{result.frame.to_string()}"


def test_the_time_of_a_case_is_still_somebodys():
    with pytest.raises(MetricInput, match="誰的時間"):
        Metric.of_yaml(parse(HEAD % "秒" + "kind: simple\ntake: p95\n")).evaluate(records(1, 1, 0.1))


def test_a_cause_is_not_spoken_of_where_no_difference_is_shown():
    table = records(20, 20, 3.0)["表"].assign(組=["甲", "乙"] * 40)
    text = Metric.of_yaml(parse(HEAD % "分鐘/件" + CHANGED + "compare: controlled\ntreated: 組 == '甲'\n")).evaluate(
        {"表": table}
    )
    assert "造成的差距" not in text.statement
    assert "還不能說有差別" in text.statement


def test_other_changes_are_looked_for_in_the_days_of_the_records():
    def told(day):
        result = changed(f"co_changes: [{{on: {day}, what: 增加一名櫃員}}]\n")
        return [one for one in result.checks if one.code == "co_changes"]

    assert told("2024-03-05")
    assert not told("2025-03-05")


def test_what_is_small_is_no_zero():
    text = "kind: ratio\nid: a\nname: 陳情率\nper: 10000\n"
    inputs = "numerator: {name: 陳情, value: 3, unit: 件}\ndenominator: {name: 收件, value: 1000000, unit: 件}\n"
    assert "0.03 件/萬件" in Metric.of_yaml(parse(text + inputs)).evaluate().statement
