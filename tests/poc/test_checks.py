"""Numbers read from what was said in public, and how they come from the reproduced ones."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.core.yaml import parse
from labkit.poc.amount import Amount
from labkit.poc.check import CHECKS, Trial
from labkit.poc.claimed.reproduced import comparable, how_near
from labkit.poc.claimed.said_numbers import main_number, said_numbers
from labkit.poc.found import Estimate, Given
from labkit.poc.metric import Metric
from labkit.poc.stated import Claim
from labkit.poc.units import Unit


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("約 206 天", [("206", "天", "", "")]),
        ("每日 238 件，共 1,190 分", [("238", "件", "", ""), ("1190", "分鐘", "", "")]),
        ("滿意度達 １００％ 以上", [("100", "%", "least", "")]),
        ("滿意度超過百分之百", [("100", "%", "least", "")]),
        ("精準度提高百分之七十", [("70", "%", "", "up")]),
        ("等待減少三成五", [("35", "%", "", "down")]),
        ("提升至 95 %", [("95", "%", "", "")]),
        ("清理時間 -99 %", [("-99", "%", "", "down")]),
        ("5 % 的成長", [("5", "%", "", "up")]),
        ("於 1 秒內開啟", [("1", "秒", "most", "")]),
        ("近 52 萬件", [("520000", "件", "", "")]),
        ("206.6 個 24 小時日", [("1033/5", "24小時日", "", "")]),
        ("247 個上班日", [("247", "工作天", "", "")]),
        ("113年登記、114年3月5日起、12月31日前", []),
        ("三成員工都知道，成員 3 人", [("3", "人", "", "")]),
        ("逾期案件 5 件", [("5", "件", "", "")]),
        ("65 歲以上長者", [("65", "歲", "least", "")]),
        ("滿意度由 80 % 提升到 90 %", [("80", "%", "", ""), ("90", "%", "", "")]),
        ("每案由三天縮短為一天", [("3", "天", "", ""), ("1", "天", "", "")]),
        ("一天以 24 小時計，十分滿意，第三天", [("24", "小時", "", "")]),
        ("減少一半以上", [("50", "%", "least", "down")]),
        ("節省 2.5 個人力", [("5/2", "人力", "", "down")]),
        ("增加 7.2 個百分點", [("36/5", "百分點", "", "up")]),
        ("滿意度達 9 成 8", [("98", "%", "", "")]),
        ("逾 1 成會員", [("10", "%", "least", "")]),
        ("百分之九十五點二", [("476/5", "%", "", "")]),
        ("涵蓋率達百分百", [("100", "%", "", "")]),
        ("減少三分之一", [("33", "%", "", "down")]),
        ("提升一倍", [("1", "倍", "", "up")]),
        ("降幅達 62.5%", [("125/2", "%", "", "down")]),
        ("二十九萬七千五百分鐘", [("297500", "分鐘", "", "")]),
        ("兩萬三千人次，百人響應", [("23000", "人次", "", "")]),
        ("等候 10-15 分鐘", [("10", "", "", ""), ("15", "分鐘", "", "")]),
        ("成長率-3%", [("-3", "%", "", "down")]),
        ("逾期 12，34 件", [("12", "", "", ""), ("34", "件", "", "")]),
        ("滿意度 98.5 分，等待 5 分", [("197/2", "評分", "", ""), ("5", "分鐘", "", "")]),
        ("第 3 天起，以 A4 表單、COVID-19 快篩 5 件", [("5", "件", "", "")]),
        ("113/7/1 起，113年1-6月，112-01-01 到 112-12-31，每月 5 日前", []),
        ("成長 2 成長條圖", [("2", "", "", "up")]),
    ],
)
def test_numbers_are_read_as_people_write_them(text, read):
    assert [(str(one.value), one.unit, one.bound, one.change) for one in said_numbers(text)] == read


@pytest.mark.parametrize(
    ("claim", "value", "unit"),
    [
        ({"said": "全年約可節省 206 天"}, 206, "天"),
        ({"said": "5 分 × 238 件，一年約 206 天", "value": 206, "unit": "天"}, 206, "天"),
        ({"said": "一年省下近七個月", "value": 206, "unit": "天"}, 206, "天"),
        ({"said": "減少 99 %", "value": 99, "unit": "％"}, 99, "%"),
    ],
)
def test_the_main_number_is_the_stated_one_or_the_only_one(claim, value, unit):
    found = main_number(Claim.model_validate(claim))
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("每件案件平均節省 5 分鐘", "件"),
        ("每日 238 件", "工作天"),
        ("每年約 4,958 小時", "年"),
        ("每里 3 人", "?"),
        ("共 5 件", ""),
    ],
)
def test_what_a_number_is_for_each_of_is_read(text, per):
    assert [one.per for one in said_numbers(text)] == [per]


def test_of_several_numbers_none_is_guessed():
    assert main_number(Claim(said="5 分 × 238 件")) is None


@pytest.mark.parametrize(
    ("claimed", "exact", "step", "how"),
    [
        (206, Fraction(297500, 1440), 1, "truncated"),
        (207, Fraction(297500, 1440), 1, "rounded"),
        (620, Fraction(297500, 480), 1, "rounded"),
        (300_000, 297_500, 1, "rounded"),
        (290_000, 297_500, 1, "truncated"),
        (298_500, 297_500, 1, ""),
        (100, 20, 1, ""),
        (100, 180, 1, ""),
        (Fraction("12.9"), Fraction("12.81"), Fraction(1, 10), "raised"),
        (5, 5, 1, "equal"),
    ],
)
def test_a_claimed_number_is_rounded_truncated_raised_or_not_to_be_had(claimed, exact, step, how):
    assert how_near(Fraction(claimed), Fraction(exact), Fraction(step))[0] == how


@given(st.fractions(min_value=1, max_value=10**7), st.integers(0, 3))
def test_rounding_and_truncating_are_always_recognised(exact, digits):
    step = Fraction(1, 10**digits)
    for claimed in ((exact / step + Fraction(1, 2)).__floor__() * step, (exact / step).__floor__() * step):
        assert how_near(claimed, exact, step)[0]


@pytest.mark.parametrize(
    ("unit", "amount", "words"),
    [
        ("天", "分鐘/年", ["個 24 小時日", "人日（每人日 8 小時）"]),
        ("小時/年", "分鐘/年", ["小時"]),
        ("%", "%", ["%"]),
        ("%", "件/件", ["%"]),
        ("%", "百分點", []),
        ("件", "分鐘/年", []),
        ("天", "分鐘/件", []),
    ],
)
def test_units_are_compared_where_they_can_be(unit, amount, words):
    said = main_number(Claim(said="若干", value=Fraction(5), unit=unit))
    assert [word for word, _ in comparable(said, Amount(Fraction(5), Unit.parse(amount)))] == words


def test_no_sentence_of_a_check_repeats_the_words_around_the_number():
    trial = Trial.time("claim: {said: 王小明 0912345678 說全年可節省 206 天, value: 206, unit: 天}")
    metric = Metric.of_yaml(parse(trial.metric))
    found = metric.compute(Given())
    told = "".join(one for check in CHECKS.values() for one in check.look(metric, found, Given()))
    assert "206 天" in told
    assert "王小明" not in told
    assert "0912345678" not in told


WORDS = [
    "約",
    "近",
    "逾",
    "達",
    "提高",
    "減少",
    "節省",
    "每件",
    "每日",
    "滿意度",
    "等待時間",
    "顯著提升",
    "即時",
    "不",
    "，",
    "。",
    "民眾",
    "同仁",
    "公帑",
]
AMOUNTS = [
    "206 天",
    "100%",
    "99 % 以上",
    "七成五",
    "三天",
    "1 秒內",
    "5 分",
    "52 萬件",
    "7.2 個百分點",
    "-3 %",
    "兩倍",
    "0 件",
    "114年3月",
    "24 小時日",
]


@given(
    st.lists(st.sampled_from(WORDS + AMOUNTS), min_size=1, max_size=8).map("".join),
    st.sampled_from(["分鐘/年", "分鐘/件", "%", "百分點", "件", "倍", "件/件", "工作天", "人/月"]),
    st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=1000),
    st.sampled_from([None, 1, 30]),
)
def test_every_check_copes_with_every_claim_on_every_unit(said, unit, value, n):
    metric = Metric.of_yaml(parse(Trial.number(1, "%", "scope: {value: 900, unit: 件, of: 全部}").metric))
    metric = metric.model_copy(update={"claim": Claim(said=said, n=n)})
    estimate = (
        None if n is None else Estimate(value=float(value), low=float(value) - 1, high=float(value) + 1, method="")
    )
    amount = Amount(value, Unit.parse(unit))
    found = replace(metric.compute(Given()), amount=amount, n=n, estimate=estimate, inputs={"甲": amount})
    for check in CHECKS.values():
        for sentence in check.look(metric, found, Given(as_of=date(2025, 3, 14))):
            assert sentence.endswith("。")
            assert "None" not in sentence
