"""One number from one table."""

from datetime import date

import pandas as pd
import pytest

import labkit as lk
from labkit.core.errors import MetricInput, SpecInvalid
from labkit.core.yaml import parse


def simple(text):
    return lk.Metric.of_yaml(parse("kind: simple\nid: m\nname: 等候時間\ntable: 收件\n" + text))


def waits(n=100):
    days = pd.to_datetime([f"2024-{1 + at % 12:02}-15" for at in range(n)])
    return pd.DataFrame({"分": [float(at % 40) for at in range(n)], "日": days, "別": ["買賣", "繼承"] * (n // 2)})


def test_a_p90_says_its_n_its_period_its_condition_and_its_interval():
    text = "take: p90\ncolumn: 分\nunit: 分鐘/件\nwhere: 別 == '買賣'\ntime: {field: 日, from: 2024-02-01, to: 2024-12-31}\n"
    result = simple(text).evaluate({"收件": waits()}, as_of=date(2025, 3, 14))
    kept = waits().query("別 == '買賣' and 日 >= '2024-02-01'")["分"]
    assert (result.measure.value, result.measure.n, result.measure.unit) == (kept.quantile(0.9), 41, "分鐘/件")
    assert result.measure.low <= result.measure.value <= result.measure.high
    assert "順序統計量" in result.found.estimate.method
    assert dict(result.left_out) == {"filtered": 50, "outside_period": 9}
    lines = {line.what: (line.number, line.unit) for line in result.lines}
    assert lines["分的P90"] == ("34", "分鐘/件")
    assert lines["納入計算"] == ("41", "筆")
    assert lines["期間"][0] == "113年2月1日 至 113年12月31日（依日）"
    assert lines["條件"][0] == "「別」等於 「買賣」"
    assert lines["未納入：不符條件"] == ("50", "筆")
    for said in ("41 筆紀錄", "「別」等於 「買賣」", "34 分鐘/件"):
        assert said in result.statement


def test_the_p95_of_20_opens_of_a_page_has_a_value_and_honestly_no_interval():
    opens = pd.DataFrame({"毫秒": [200 + 10 * at for at in range(20)]})
    result = simple("take: p95\ncolumn: 毫秒\nunit: 毫秒/次\n").evaluate({"收件": opens})
    assert (result.measure.value, result.measure.n) == (380.5, 20)
    assert (result.measure.low, result.measure.high) == (None, None)
    assert result.found.no_estimate == "P95 的 95% 區間至少要 59 筆，現有 20 筆"
    assert "20 筆紀錄" in result.statement
    assert "至少要 59 筆" in str(result.to_document())


def test_the_number_with_outliers_stands_beside_the_one_without():
    frame = pd.DataFrame({"分": [10, 20, 30, 900, None]})
    rule = "take: mean\ncolumn: 分\nunit: 分鐘/件\noutliers: {high: 240, rule: %s}\n"
    result = simple(rule % "排除").evaluate({"收件": frame})
    assert (result.measure.value, dict(result.left_out)) == (20.0, {"empty_measure": 1, "outlier": 1})
    beside = next(line for line in result.lines if "離群值也算" in line.what)
    assert (beside.number, "4 筆" in beside.source) == ("240", True)
    guarded = simple(rule % "排除" + "least: 3\n").evaluate({"收件": frame})
    assert [line.number for line in guarded.lines if "離群值也算" in line.what] == ["D"]
    kept = simple(rule % "保留").evaluate({"收件": frame})
    assert kept.measure.value == 240.0
    assert not any("離群值" in line.what for line in kept.lines)
    with pytest.raises(MetricInput, match="1 筆在 outliers 的上下限之外"):
        simple(rule % "拒絕").evaluate({"收件": frame})


def test_a_count_is_exact_and_a_share_is_in_percent_with_wilson():
    frame = waits(40)
    count = simple("unit: 件\n").evaluate({"收件": frame})
    assert (count.measure.value, count.measure.n, count.measure.low) == (40.0, 40, None)
    done = simple("take: share\nholds: 分 < 36\n").evaluate({"收件": frame})
    assert (done.measure.value, done.measure.unit, done.measure.n) == (90.0, "%", 40)
    assert (round(done.measure.low, 1), round(done.measure.high, 1)) == (76.9, 96.0)
    assert "「分」小於 36" in done.statement


def test_one_changed_cell_changes_the_hash_and_the_same_table_gives_the_same_result():
    metric, frame = simple("take: median\ncolumn: 分\nunit: 分鐘/件\n"), waits()
    one, two = (metric.evaluate({"收件": frame}) for _ in range(2))
    assert (one.sha256, one.lines, one.statement) == (two.sha256, two.lines, two.statement)
    changed = frame.assign(分=[99.0, *frame["分"][1:]])
    assert metric.evaluate({"收件": changed}).sha256 != one.sha256


@pytest.mark.parametrize("table", [pd.DataFrame({"分": [1.0]}).iloc[:0], pd.DataFrame({"分": ["甲", "乙"]})])
def test_an_empty_table_and_a_column_of_words_are_refused_without_a_cell(table):
    with pytest.raises(MetricInput, match="沒有任何紀錄|沒有可用的數字") as refused:
        simple("take: mean\ncolumn: 分\nunit: 分鐘/件\n").evaluate({"收件": table})
    assert "甲" not in str(refused.value)


def test_an_unknown_key_names_the_nearest():
    with pytest.raises(SpecInvalid, match="是不是「column」"):
        simple("take: mean\ncolunm: 分\nunit: 分鐘\n")
