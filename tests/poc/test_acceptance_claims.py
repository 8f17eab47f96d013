"""The acceptance list of the announced claims: exact numbers, and the words that the evidence allows."""

from dataclasses import replace
from datetime import date

import pytest

from labkit.core.yaml import parse
from labkit.poc.check import Trial
from labkit.poc.conclude import conclude
from labkit.poc.found import Estimate, Given
from labkit.poc.found import Tested as ChanceTest
from labkit.poc.metric import Metric
from labkit.sessions.publish import save
from labkit.statistics.intervals import wilson

DAY = date(2025, 3, 14)


def concluded(trial, **found):
    metric, given = Metric.of_yaml(parse(trial.metric)), Given(as_of=DAY)
    return conclude(metric, replace(metric.compute(given), **found), given)


def said(result, code):
    return "".join(one.sentence for one in result.checks if one.code == code)


def test_a2_the_206_is_told_to_be_truncated_24_hour_days():
    result = concluded(Trial.time("claim: {said: 全年約可節省 206 天, value: 206, unit: 天}"))
    for words in ("206.597 個 24 小時日", "無條件捨去", "四捨五入應為 207", "這是 24 小時日，不是上班日", "619.8 人日"):
        assert words in said(result, "rounding")
    assert "哪一種天" in said(result, "bare_day")
    assert "206.6 個 24 小時日" in result.statement


def test_a3_person_days_are_the_headline_and_no_day_is_bare():
    statement = concluded(Trial.time("")).statement
    assert statement.index("619.8 人日（每人日 8 小時）") < statement.index("297,500 分/年")
    assert statement.index("619.8 人日") < statement.index("206.6 個 24 小時日")
    assert "2.48 人力" in statement
    assert "天" not in statement.replace("工作天", "")


@pytest.mark.parametrize(
    ("days", "person_days", "posts"), [(251, "622.3", "2.48"), (247, "612.4", "2.48"), (245, "607.4", "2.48")]
)
def test_a3_follows_the_days_of_the_year(days, person_days, posts):
    statement = concluded(Trial.time("").renamed("value: 250", f"value: {days}")).statement
    assert f"{person_days} 人日" in statement
    assert f"{posts} 人力（全年 {days} 個工作天）" in statement


def test_a5_the_volume_inside_is_a_ninth_of_the_city_and_is_not_extrapolated():
    asked = said(concluded(Trial.time("scope: {value: 520000, unit: 件, of: 新北市113年登記案件}")), "scope")
    for words in ("59,500 件", "520,000 件", "11.4 %", "2,080 件", "哪些櫃檯、哪類案件", "不可推論到全部"):
        assert words in asked


def test_a6_time_is_somebodys_is_no_money_and_is_used_for_something():
    staff = concluded(Trial.time("claim: 承辦同仁與民眾合計節省公帑 300 萬元", whose="同仁"))
    assert "不可算兩次" in said(staff, "two_counts")
    assert "把時間說成錢" in said(staff, "cashable")
    assert "reused_for" in said(staff, "reused_for")
    assert "同仁的時間" in staff.statement
    assert "這是時間，不是可收回的經費。" in staff.statement
    used = concluded(Trial.time("reused_for: 支援尖峰櫃檯", whose="同仁"))
    assert "省下的時間用於支援尖峰櫃檯。" in used.statement
    assert not said(used, "reused_for")


def test_a6_minutes_of_citizens_and_of_staff_are_never_added():
    one, other = (concluded(Trial.time("", whose=whose)) for whose in ("民眾", "同仁"))
    both = concluded(Trial.time(""), asked=(one, other))
    assert "不同人的時間不能相加" in said(both, "two_counts")
    assert not said(concluded(Trial.time(""), asked=(one, one)), "two_counts")


def test_a7_a_claim_without_n_has_no_interval_and_stays_a_claim():
    result = concluded(Trial.time("design: 1\nstatus: 機關宣稱\n"))
    assert result.measure.design == 1
    assert (result.measure.low, result.measure.high) == (None, None)
    for words in ("機關宣稱", "區間無法計算", "證據第 1 級", "未查核"):
        assert words in result.statement
    assert dict(result.standing)["估計與區間"].startswith("無法計算")


def test_a7_with_30_timed_cases_the_estimate_stands_beside_the_reproduced_number():
    estimate = Estimate(value=294363, low=209505, high=380856, method="蒙地卡羅法", dominant="每件節省")
    result = concluded(Trial.time("design: 1\n"), estimate=estimate, n=30, unmeasured=())
    for words in ("297,500 分/年", "約 29 萬分鐘（21 萬至 38 萬）", "約 610 人日（440 至 790）", "來自「每件節省」"):
        assert words in result.statement
    assert result.measure.value == 297_500
    assert dict(result.standing)["估計與區間"] == "294,363 分鐘/年，95 % 區間 209,505 至 380,856 分鐘/年（蒙地卡羅法）"


def test_b2_a_share_without_its_denominator_is_shown_unverified():
    result = concluded(
        Trial.number(12.8, "%", "claim: 只有 12.8 % 的參加者持續運動"), unmeasured=(), no_estimate="", said="12.8 %"
    )
    assert "12.8 %" in result.statement
    assert "缺分母" in result.statement
    assert "未查核" in result.statement
    assert dict(result.standing)["查核"] == "未查核"
    assert dict(result.standing)["估計與區間"] == "無法計算：缺分母 n"


def test_b3_the_word_needs_a_test_the_same_definition_aligned_cohorts_and_a_season():
    claim = Trial.number(12.8, "%", "claim: 2.0 版（114年2月底上線）後，持續運動的比例顯著提升")
    refused = concluded(claim)
    for words in ("「顯著提升」", "檢定", "同一個定義", "加入後第幾週", "季節"):
        assert words in said(refused, "significance")
    assert "顯著" not in refused.statement
    tested = concluded(claim, tested=ChanceTest(name="兩比率差的檢定", p=0.004), reached=2)
    assert not said(tested, "significance")
    assert "差異達統計顯著（兩比率差的檢定，p＝0.004" in tested.statement
    chance = concluded(claim, tested=ChanceTest(name="兩比率差的檢定", p=0.31), reached=2)
    assert "p＝0.31" in said(chance, "significance")
    assert "顯著" not in chance.statement


def test_c1_99_percent_or_more_needs_three_timed_runs_and_the_low_end():
    claim = Trial.number(99, "%", "claim: 資料清理時間減少 99 % 以上\nbaseline: {said: 人工, value: 480, unit: 分鐘}")
    few = said(concluded(claim, n=2, estimate=Estimate(value=99, low=98.2, high=99.5, method="拔靴法")), "at_least")
    for words in ("只有 2 次", "各至少計時 3 次", "建置", "回本", "下限是 98.2 %"):
        assert words in few
    enough = concluded(claim, n=3, estimate=Estimate(value=99.3, low=99.1, high=99.5, method="拔靴法"))
    assert not said(enough, "at_least")


@pytest.mark.parametrize(("n", "low"), [(5, "56.6 %"), (20, "83.9 %"), (30, "88.6 %")])
def test_c2_100_percent_or_more_cannot_be_and_100_percent_has_a_low_end(n, low):
    claim = Trial.number(100, "%", f"claim: {{said: 使用者滿意度達 100 % 以上, n: {n}}}")
    share = Estimate(value=100, low=wilson(n, n)[0] * 100, high=100, method="Wilson")
    result = concluded(claim, n=n, estimate=share)
    assert "沒有更高的值" in said(result, "possible_range")
    assert low in said(result, "hundred_percent")
    assert f"95 % 區間是 {low} 至 100.0 %（Wilson）" in result.statement
    assert f"區間 {low.removesuffix(' %')} 至 100.0 %" in dict(result.standing)["估計與區間"]


def test_c2_without_n_it_cannot_be_judged():
    result = concluded(Trial.number(100, "%", "claim: 使用者滿意度 100 %"))
    assert "沒有分母" in said(result, "hundred_percent")


def test_c3_one_second_needs_opens_and_real_time_becomes_the_data_date():
    claim = Trial.number(1, "秒", "claim: {said: 主管可於 1 秒內即時掌握各里狀態, data_date: 2025-03-01}")
    asked = said(concluded(claim), "realtime")
    for words in ("資料截至114年3月1日", "20 次以上", "P95", "另外量"):
        assert words in asked


def test_c6_a_relative_change_and_points_are_two_sentences():
    before = "baseline: {said: 配置誤差, value: 20, unit: '%'}\ndirection: 越高越好\n"
    relative = concluded(Trial.number(70, "%", f"claim: 精準度提高 70 %\n{before}"), said="70 %")
    points = concluded(Trial.number(70, "百分點", f"claim: 精準度提高 70 個百分點\n{before}"), said="70 個百分點")
    assert "相對於原始值的變動：由 20 % 到 34 %" in relative.statement
    assert "以百分點計的差：由 20 % 到 90 %" in points.statement
    assert "34 %" in said(relative, "percent_or_points")
    assert "90 %" in said(relative, "percent_or_points")
    mixed = concluded(Trial.number(70, "百分點", f"claim: 精準度提高 70 % 以上\n{before}"), said="70 個百分點")
    assert "單位是百分點" in said(mixed, "percent_or_points")


def test_c6_without_a_baseline_it_cannot_be_verified():
    result = concluded(Trial.number(70, "%", "claim: 資源分配精準度提高 70 % 以上"))
    assert "無法驗證" in said(result, "baseline")
    assert "無法驗證" in result.statement


def test_d1_five_things_stand_beside_each_claim():
    claim = "claim: 全年約可節省 206 天\nlimits: [只計一個櫃檯]\nverified: {by: 主計室科長, on: 2025-03-01}\n"
    standing = concluded(Trial.time(claim)).standing
    assert [name for name, _ in standing] == ["公開說法", "依輸入重算", "估計與區間", "查核", "限制"]
    told = dict(standing)
    assert told["公開說法"] == "全年約可節省 206 天"
    assert told["依輸入重算"] == "297,500 分鐘/年（206.597 個 24 小時日；公開說法的「206 天」由此無條件捨去）"
    assert told["查核"] == "主計室科長，114年3月1日"
    assert told["限制"] == "只計一個櫃檯"


def test_the_six_official_labels_are_in_the_document_the_sheet_and_the_csv(tmp_path):
    labels = ["指標名稱", "衡量標準", "評估方式", "原始值", "目標值", "資料來源"]
    numbers = "baseline: {value: 480, unit: 分鐘, period: 113年1–3月, n: 30, method: 碼表計時}\n"
    result = concluded(Trial.time(f"{numbers}target: {{value: 240, unit: 分鐘/年, by: 2025-12-31}}\n"))
    assert result.labelled_frame["項目"].tolist()[:6] == labels
    written = {path.suffix: path for path in save(result, tmp_path)}
    for text in (str(result.to_document()), written[".csv"].read_text(encoding="utf-8-sig")):
        assert all(label in text for label in labels)
        assert "480 分鐘（113年1–3月，n＝30，碼表計時）" in text
        assert "240 分鐘/年（114年12月31日前）" in text
