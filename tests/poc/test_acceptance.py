"""The acceptance list of the announced claims, item by item, from the metric's YAML with the real kinds to its result."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from labkit.core.errors import MetricInput, SpecInvalid
from labkit.core.yaml import parse
from labkit.poc.graph import evaluate_all
from labkit.poc.metric import Metric

DAY = date(2025, 3, 14)
LABELS = ["指標名稱", "衡量標準", "評估方式", "原始值", "目標值", "資料來源"]
FIVE = ["公開說法", "依輸入重算", "估計與區間", "查核", "限制"]
LAND = """kind: product
id: minutes_saved
name: 免填登記費節省的時間
whose: 民眾
claim: {said: 全年約可節省 206 天, value: 206, unit: 天}
inputs:
- {name: 每件, value: 5, unit: 分鐘/件%s}
- {name: 每日件數, value: 238, unit: 件/工作天%s}
- {name: 全年工作天, %s}
"""
STATED = LAND % ("", "", "value: 250, unit: 工作天/年")
TIMED = LAND % (", n: 30, sd: 4", ", n: 60, sd: 45", "value: 250, unit: 工作天/年, low: 245, high: 250")


def read(text):
    return Metric.of_yaml(parse(text))


def result_of(text, tables=None):
    return read(text).evaluate(tables, DAY)


def told(result, code):
    return "".join(one.sentence for one in result.checks if one.code == code)


def number(result):
    return (float(result.found.amount.value), str(result.found.amount.unit))


def test_a1_1190_minutes_a_day_297500_a_year_4958_hours():
    result = result_of(STATED)
    steps = {line.what: (line.number, line.unit) for line in result.lines}
    assert steps["每件 × 每日件數"] == ("1,190", "分/日（工作天）")
    assert number(result) == (297_500, "分鐘/年")
    assert result.equivalents["小時"] == "4,958.3 小時"


def test_a2_206_are_truncated_stretches_of_24_hours():
    result = result_of(STATED)
    assert result.equivalents["24小時日"] == "206.6 個 24 小時日"
    for words in ("206.597 個 24 小時日", "無條件捨去", "四捨五入應為 207", "不是上班日"):
        assert words in told(result, "rounding")
    assert "哪一種天" in told(result, "bare_day")


def test_a3_the_headline_is_620_person_days_or_2_48_posts():
    result = result_of(STATED)
    assert result.equivalents["人日"].startswith("619.8 人日")
    assert result.equivalents["人力"].startswith("2.48 ")
    assert result.statement.index("619.8 人日（每人日 8 小時）") < result.statement.index("297,500")
    assert "2.48 人力" in result.statement
    assert "天" not in result.statement.replace("工作天", "")


@pytest.mark.parametrize(
    ("year", "issue", "minutes"),
    [(113, "修正版", 298_690), (114, "首版", 297_500), (114, "修正版", 293_930), (115, "修正版", 291_550)],
)
def test_a4_each_year_has_its_own_working_days(year, issue, minutes):
    text = LAND % ("", "", f"working_days: {year}") + f"calendar: {{issue: {issue}}}\n"
    assert number(result_of(text)) == (minutes, "分鐘/年")


def test_a4_250_days_are_asked_for_their_year_and_held_against_it():
    assert "是哪一年" in told(result_of(STATED), "working_days")
    named = told(result_of(STATED.replace("unit: 工作天/年", "unit: 工作天/年, year: 114")), "working_days")
    assert "247 天" in named
    assert "293,930" in named
    assert "607.4 人日" in result_of(LAND % ("", "", "working_days: 115")).statement


def test_a5_59500_cases_are_a_ninth_of_the_city():
    asked = told(result_of(STATED + "scope: {value: 52, unit: 萬件, of: 全市113年登記案件}\n"), "scope")
    for words in ("59,500 件", "520,000 件", "11.4 %", "2,080 件", "哪些櫃檯、哪類案件", "不可推論到全部"):
        assert words in asked


def test_a6_minutes_are_somebodys_and_never_added_to_anothers():
    with pytest.raises(MetricInput, match="誰的時間"):
        result_of(STATED.replace("whose: 民眾\n", ""))
    staff = STATED.replace("whose: 民眾", "whose: 同仁").replace("minutes_saved", "staff_minutes")
    assert "reused_for" in told(result_of(staff), "reused_for")
    assert "這是時間，不是可收回的經費。" in result_of(staff).statement
    both = "kind: derived\nid: both\nname: 合計\nunit: 分鐘/年\nexpr: minutes_saved + staff_minutes\nwhose: 民眾\n"
    with pytest.raises(MetricInput, match="相加|不同人"):
        evaluate_all([read(STATED), read(staff), read(both)], as_of=DAY)


def test_a7_without_n_it_stays_a_claim_without_an_interval():
    result = result_of(STATED + "design: 1\n")
    assert (result.measure.design, result.measure.low, result.measure.high) == (1, None, None)
    assert "機關宣稱" in result.statement
    assert dict(result.standing)["估計與區間"].startswith("無法計算")


def test_a7_30_timed_cases_give_210_to_381_thousand_beside_297500():
    result = result_of(TIMED)
    assert number(result) == (297_500, "分鐘/年")
    assert (result.measure.low, result.measure.high) == (
        pytest.approx(209_505, rel=0.02),
        pytest.approx(380_856, rel=0.02),
    )
    for words in ("297,500 分/年", "約 29 萬分鐘（21 萬至 38 萬）", "寬度主要來自「每件」"):
        assert words in result.statement


def test_a8_the_p90_of_the_tickets_has_its_n_and_its_interval():
    tickets = pd.DataFrame({"等待": np.arange(1, 101)})
    result = result_of(
        "kind: simple\nid: w\nname: 等待P90\nwhose: 等待\nunit: 分鐘/件\ntable: 叫號\ntake: p90\ncolumn: 等待\n",
        {"叫號": tickets},
    )
    assert number(result) == (pytest.approx(90.1), "分鐘/件")
    assert result.measure.n == 100
    assert result.measure.low < 90.1 < result.measure.high


def test_a9_complaints_are_a_rate_of_10000_cases():
    text = (
        "kind: ratio\nid: r\nname: 陳情率\nper: 10000\n"
        "numerator: {name: 陳情, value: 119, unit: 件}\ndenominator: {name: 收件, value: 59500, unit: 件}\n"
    )
    assert number(result_of(text)) == (20, "件/萬件")


COUNTED = "kind: survival\nid: p\nname: 持續率\ncounted:\n- {of: 全部登記者, persisting: 320, n: 2500}\n%s"
OTHERS = "- {of: 有紀錄者, persisting: 320, n: 2100}\n- {of: 加入滿 16 週者, persisting: 300, n: 1050}\n"


def test_b1_320_of_2500_are_12_8_percent_of_the_first_of_three_denominators():
    result = result_of(COUNTED % OTHERS + "definition: 加入後第 12 週起仍有紀錄\n")
    assert number(result) == (12.8, "%")
    assert (round(result.measure.low, 2), round(result.measure.high, 2)) == (11.55, 14.17)
    for words in ("12.8%", "2,500 人中 320 人", "15.2%", "28.6%", "加入後第 12 週起仍有紀錄"):
        assert words in result.statement


def test_b2_12_8_percent_of_nobody_knows_whom_is_shown_unverified():
    result = result_of("kind: survival\nid: p\nname: 持續率\nshare: 12.8\n")
    assert "12.8%" in result.statement
    standing = dict(result.standing)
    assert (standing["估計與區間"], standing["查核"]) == ("無法計算：缺分母", "未查核")


def versions(before, after):
    """Return 400 persons of each version, of whom so many persist."""
    kept = [1] * before + [0] * (400 - before) + [1] * after + [0] * (400 - after)
    return {"人": pd.DataFrame({"版": ["1.0"] * 400 + ["2.0"] * 400, "持續": kept})}


def test_b3_the_word_is_refused_until_a_test_bears_it():
    claim = "claim: 2.0 版（114年2月底上線）後，持續率顯著提升\n"
    asked = told(result_of(COUNTED % "" + claim), "significance")
    for words in ("「顯著提升」", "檢定", "同一個定義", "加入後第幾週", "季節"):
        assert words in asked
    text = (
        "kind: before_after\nid: v\nname: 持續率的差\ntable: 人\ncolumn: 持續\nafter: 版 == '2.0'\n"
        f"effect: points\ndirection: 越高越好\n{claim}"
    )
    borne = result_of(text, versions(40, 80))
    assert number(borne) == (10, "百分點")
    assert not told(borne, "significance")
    assert "差異達統計顯著" in borne.statement
    chance = result_of(text, versions(40, 44))
    assert "p＝" in told(chance, "significance")
    assert "顯著" not in chance.statement


CLEANING = """kind: before_after
id: c
name: 資料清理時間
effect: relative
direction: 越低越好
claim: 資料清理時間減少 99 %% 以上
setup: {value: 960, unit: 分鐘}
unit: 分鐘/次
before: {value: 480%s}
after: {value: 4.8%s}
"""


def test_c1_480_to_4_8_minutes_is_99_percent_and_the_set_up_is_paid_back_after_three_runs():
    result = result_of(CLEANING % ("", ""))
    assert number(result) == (99, "%")
    assert "下降比率 99 %（由 480 分鐘/次 到 4.8 分鐘/次）" in result.statement
    assert "不含一次性準備 960 分鐘，做滿 3 次後回本" in result.statement
    for words in ("沒有計時次數", "各至少計時 3 次", "建置", "回本"):
        assert words in told(result, "at_least")


def test_c1_two_runs_are_too_few_and_the_low_end_must_reach_99():
    assert "只有 2 次" in told(result_of(CLEANING % (", n: 2, sd: 12", ", n: 2, sd: 0.3")), "at_least")
    assert "區間的下限" in told(result_of(CLEANING % (", n: 5, sd: 12", ", n: 5, sd: 0.3")), "at_least")


@pytest.mark.parametrize(("n", "low"), [(5, "56.6"), (20, "83.9"), (30, "88.6")])
def test_c2_100_percent_of_a_few_has_a_low_end_and_more_cannot_be(n, low):
    text = f"kind: survey\nid: s\nname: 滿意度\nclaim: 使用者滿意度達 100 % 以上\ncounted: {{positive: {n}, n: {n}}}\n"
    result = result_of(text)
    assert "沒有更高的值" in told(result, "possible_range")
    assert f"至少 {low} %" in told(result, "hundred_percent")
    assert f"{low} % 至 100.0 %" in result.statement


def test_c2_without_n_it_is_unverified():
    result = result_of("kind: survey\nid: s\nname: 滿意度\nclaim: 滿意度 100 %\nshare: 100\n")
    assert "沒有分母" in told(result, "hundred_percent")
    assert dict(result.standing)["查核"] == "未查核"
    with pytest.raises(SpecInvalid, match="不可能超過 100"):
        read("kind: survey\nid: s\nname: 滿意度\ncounted: {positive: 6, n: 5}\n")


@pytest.mark.parametrize(("seconds", "borne"), [(0.4, True), (1.3, False)])
def test_c3_one_second_is_the_p95_of_opens_and_real_time_a_date(seconds, borne):
    opens = pd.DataFrame({"秒": seconds + np.arange(100) / 1000})
    text = (
        "kind: simple\nid: o\nname: 開啟時間\nwhose: 同仁\nunit: 秒\ntable: 開啟\ntake: p95\ncolumn: 秒\n"
        "claim: {said: 主管可於 1 秒內即時掌握各里狀態, data_date: 2025-03-01}\n"
    )
    result = result_of(text, {"開啟": opens})
    assert ("1 秒內" not in told(result, "at_least")) == borne
    assert "資料截至114年3月1日" in told(result, "realtime")
    assert "20 次以上" not in told(result, "realtime")
    assert "20 次以上" in told(result_of(text, {"開啟": opens.head(5)}), "realtime")
    assert "人日" not in result.statement


def wape(wrong_before, wrong_after):
    """Return needs of 100 in ten villages, predicted wrong by so much before and after."""
    return {"前": pd.DataFrame({"需": [100] * 10, "配": [100 + wrong_before] * 10}),
            "後": pd.DataFrame({"需": [100] * 10, "配": [100 + wrong_after] * 10})}  # fmt: skip


PRECISION = """kind: before_after
id: w
name: 配置誤差（WAPE）
unit: '%%'
direction: 越低越好
effect: %s
claim: 資源分配精準度提高 70 %% 以上
before: {measured: {table: 前, take: wape, column: 需, forecast: 配}}
after: {measured: {table: 後, take: wape, column: 需, forecast: 配}}
"""


def test_c6_70_percent_and_70_points_are_two_sentences():
    relative, points = (result_of(PRECISION % way, wape(80, 24)) for way in ("relative", "points"))
    assert number(relative) == (70, "%")
    assert "下降比率 70 %（由 80 % 到 24 %）" in relative.statement
    assert number(points) == (56, "百分點")
    assert "減少 56 百分點（由 80 % 到 24 %）" in points.statement
    assert "單位是百分點" in told(points, "percent_or_points")
    assert not told(relative, "direction")


def test_c6_without_a_baseline_it_cannot_be_verified():
    text = "kind: simple\nid: w\nname: 精準度\ntable: 後\ntake: wape\ncolumn: 需\nforecast: 配\nclaim: 精準度提高 70 % 以上\n"
    assert "無法驗證" in told(result_of(text, wape(80, 24)), "baseline")


@pytest.mark.parametrize("text", [STATED, TIMED, COUNTED % OTHERS, CLEANING % ("", "")])
def test_d1_five_things_stand_beside_each_claim_and_six_labels_in_its_sheet(text):
    result = result_of(text)
    assert [name for name, _ in result.standing][:5] == FIVE
    assert result.labelled_frame["項目"].tolist()[:6] == LABELS
    assert all(label in str(result.to_document()) for label in (*LABELS, *FIVE))


def test_d2_one_changed_cell_changes_the_hash_and_every_number_that_depends_on_it():
    timed = pd.DataFrame({"日": [DAY - timedelta(day) for day in range(30)], "分": [4.0, 5.0, 6.0] * 10})
    one = LAND.replace(
        "每件, value: 5, unit: 分鐘/件%s", "每件, measured: {table: 計時, take: mean, column: 分}, unit: 分鐘/件"
    )
    share = "kind: derived\nid: hours\nname: 時數\nunit: 小時/年\nwhose: 民眾\nexpr: minutes_saved * 1\n"
    metrics = [read(one % ("", "value: 250, unit: 工作天/年")), read(share)]
    was = evaluate_all(metrics, {"計時": timed}, DAY)
    again = evaluate_all(metrics, {"計時": timed.copy()}, DAY)
    timed.loc[7, "分"] = 35.0
    now = evaluate_all(metrics, {"計時": timed}, DAY)
    for name, value in (("minutes_saved", 357_000), ("hours", 5_950)):
        assert was[name].sha256 == again[name].sha256 != now[name].sha256
        assert now[name].measure.value == pytest.approx(value)
