"""Working days as an input, and stated ones against the official calendar of their year."""

import pandas as pd
import pytest

from labkit.core.errors import MetricInput, SpecInvalid, UnitMismatch
from labkit.core.yaml import parse
from labkit.poc.checks.working_days import STATED
from labkit.poc.metric import Metric


def evaluated(days, more="", tables=None):
    return Metric.of_yaml(parse(STATED % days + more)).evaluate(tables)


def remark(days, more="", tables=None):
    return [one.sentence for one in evaluated(days, more, tables).checks if one.code == "working_days"]


@pytest.mark.parametrize(
    ("year", "value", "said"),
    [
        ("113", 250, "113年政府行政機關辦公日曆表是 251 天。以 251 天計算為 298,690 分鐘/年（622.3 人日）"),
        ("114", 250, "114年政府行政機關辦公日曆表（修正版）是 247 天；紀念日及節日實施條例"),
        ("114", 250, "以 247 天計算為 293,930 分鐘/年（612.4 人日）"),
        ("2026", 250, "115年政府行政機關辦公日曆表是 245 天。以 245 天計算為 291,550 分鐘/年（607.4 人日）"),
        ("116", 250, "116年工作天（推算，尚未與官方辦公日曆表核對）是 244 天"),
    ],
)
def test_days_that_are_not_the_years_are_told_with_the_result_of_the_official_ones(year, value, said):
    (sentence,) = remark(f"value: {value}, year: {year}")
    assert "「全年工作天」寫 250 個工作天" in sentence
    assert said in sentence


def test_days_without_a_year_are_asked_which_year():
    (sentence,) = remark("value: 250")
    assert "112年 249、113年 251、114年 247、115年 245、114年首版 250" in sentence
    assert "是哪一年？" in sentence


@pytest.mark.parametrize(
    ("days", "more"),
    [
        ("value: 247, year: 114", ""),
        ("value: 250, year: 114", "calendar: {issue: 首版}\n"),
        ("value: 251", "time: {year: 113}\n"),
        ("value: 245", "time: {from: 2026-01-01, to: 2026-12-31}\n"),
        ("working_days: 114", ""),
    ],
)
def test_official_days_are_not_remarked(days, more):
    assert remark(days, more) == []


def test_counted_days_are_exact_and_name_their_calendar():
    result = evaluated("working_days: 114")
    assert result.measure.value == 293_930
    assert "全年工作天" not in result.found.unmeasured
    line = next(line for line in result.lines if line.what == "全年工作天")
    assert (line.number, line.source) == ("247", "114年政府行政機關辦公日曆表（修正版）")
    assert evaluated("working_days: {year: 2025}", "calendar: {issue: 首版}\n").measure.value == 297_500
    assert "推算" in evaluated("working_days: 2027").lines[2].source


def test_the_teams_own_closures_are_taken_off_and_hashed():
    closed = {"停班": pd.DataFrame({"縣市": ["臺北市", "臺北市"], "日期": ["113/10/31", "2024-07-24"]})}
    more = "calendar: {closures: 停班}\n"
    result = evaluated("working_days: 113", more, closed)
    assert result.measure.value == 1190 * 249
    assert result.lines[2].source == "113年政府行政機關辦公日曆表，本單位停班與上班減 2 天"
    assert result.found.used
    other = {"停班": pd.DataFrame({"縣市": ["臺北市"], "日期": ["113/10/31"]})}
    assert evaluated("working_days: 113", more, other).sha256 != result.sha256
    assert remark("value: 249, year: 113", more, closed) == []
    assert "扣除本單位停班後 249 天" in remark("value: 250, year: 113", more, closed)[0]


def test_a_span_counts_both_its_days():
    text = (
        "kind: product\nid: a\nname: 甲\ninputs:\n"
        "- {name: 天, working_days: {from: 2024-10-28, to: 2024-11-01}}\n- {name: 件, value: 2, unit: 件/工作天}\n"
    )
    result = Metric.of_yaml(parse(text)).evaluate()
    assert (result.measure.value, result.measure.unit) == (10.0, "件")
    assert result.lines[0].source == "113年10月28日至113年11月1日，113年政府行政機關辦公日曆表"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"日期": ["113/10/31", "113/7/24", "不明", None]}, "欄位「日期」有 2 列未填或不是日期（第 3、4 列）"),
        ({"日期": ["113/10/31", "113/7/24", "99/1/4"]}, "有 1 列未填或不是日期（第 3 列）"),
        ({"縣市": ["臺北市"]}, "沒有日期的欄位"),
    ],
)
def test_closures_that_cannot_be_read_are_refused_never_dropped(cells, said):
    with pytest.raises(MetricInput) as refused:
        evaluated("working_days: 113", "calendar: {closures: 停班}\n", {"停班": pd.DataFrame(cells)})
    assert said in str(refused.value)
    assert "不明" not in str(refused.value)


def test_closures_are_read_from_real_dates_and_digits_too():
    for cells in (pd.to_datetime(["2024-10-31", "2024-07-24"]), [20241031, 20240724], ["1131031", "1130724"]):
        closed = {"停班": pd.DataFrame({"序": ["一", "二"], "日期": cells})}
        assert evaluated("working_days: 113", "calendar: {closures: 停班}\n", closed).lines[2].number == "249"


def test_what_is_wrong_with_a_calendar_is_said():
    with pytest.raises(MetricInput, match="找不到資料表「停班」"):
        evaluated("working_days: 113", "calendar: {closures: 停班}\n")
    both = {name: pd.DataFrame({"日": ["113/10/31"]}) for name in ("停班", "上班")}
    with pytest.raises(MetricInput, match="113年10月31日同時寫為停班與上班"):
        evaluated("working_days: 113", "calendar: {closures: 停班, opened: 上班}\n", both)
    with pytest.raises(MetricInput, match="沒有西元 1950 年的辦公日曆"):
        evaluated("working_days: 1950")


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("working_days: 114, value: 3", "恰好寫一個"),
        ("working_days: 114, n: 3", "的 n 由 working_days 帶來"),
        ("working_days: {from: 2024-01-01}", "請寫年度，或寫 from 與 to"),
        ("working_days: {from: 2024-02-01, to: 2024-01-01}", "from 晚於 to"),
    ],
)
def test_an_input_of_working_days_states_one_span_and_nothing_else(days, said):
    with pytest.raises(SpecInvalid, match=said):
        evaluated(days)


def test_working_days_have_their_own_unit():
    text = STATED.replace("unit: 工作天/年", "unit: 日曆天/年") % "working_days: 114"
    with pytest.raises(UnitMismatch, match="日曆天/年 與 工作天"):
        Metric.of_yaml(parse(text)).evaluate()
