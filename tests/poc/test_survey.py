"""Satisfaction: shares with their n, never above 100 %."""

import pandas as pd
import pytest

import labkit as lk
from labkit.core.errors import MetricInput, SpecInvalid
from labkit.core.yaml import parse


def survey(text, head="kind: survey\nid: s\nname: 滿意度\n"):
    return lk.Metric.of_yaml(parse(head + text))


FORM = pd.DataFrame(
    {"滿意嗎": ["滿意"] * 12 + ["非常 滿意"] * 5 + ["普通"] * 2 + ["不滿意"] + [None, " "], "分": [5, 4] * 11}
)
WORDS = "table: 問卷\ncolumn: 滿意嗎\npositive: [滿意, 非常滿意]\n"


@pytest.mark.parametrize(("n", "low"), [(5, 56.6), (20, 83.9), (30, 88.6)])
def test_everybody_content_is_100_percent_with_the_interval_that_n_allows(n, low):
    result = survey(f"counted: {{positive: {n}, n: {n}}}\n").evaluate()
    assert (result.measure.value, result.measure.n) == (100.0, n)
    assert (round(result.measure.low, 1), result.measure.high) == (low, 100.0)
    from_table = survey(WORDS).evaluate({"問卷": pd.DataFrame({"滿意嗎": ["滿意"] * n})})
    assert (from_table.measure.low, from_table.measure.high) == (result.measure.low, 100.0)


def test_answers_from_a_table_give_share_distribution_unanswered_and_response_rate():
    result = survey(WORDS + "invited: 40\n").evaluate({"問卷": FORM})
    assert (result.measure.value, result.measure.n, dict(result.left_out)) == (85.0, 20, {"unanswered": 2})
    lines = {line.what: line.number for line in result.lines}
    assert [lines[f"答「{one}」"] for one in ("滿意", "非常滿意", "普通", "不滿意")] == ["12", "5", "2", "1"]
    assert (lines["回收率"], lines["未納入：未作答"]) == ("55", "2")
    assert lines["滿意度：95% 區間"] == "63.96 至 94.76"
    assert "20 份有效回答中 17 份為「滿意」或「非常滿意」" in result.statement


def test_a_scale_orders_the_answers_and_counts_what_lies_outside():
    text = WORDS + "scale: [不滿意, 滿意, 非常滿意]\n"
    result = survey(text).evaluate({"問卷": FORM})
    assert [line.what for line in result.lines if "答「" in line.what] == [
        "答「不滿意」",
        "答「滿意」",
        "答「非常滿意」",
    ]
    assert (result.measure.n, dict(result.left_out)) == (18, {"unanswered": 2, "outside_scale": 2})
    with pytest.raises(MetricInput, match="positive 的「滿意」不在 scale 裡"):
        survey(WORDS + "scale: [不好, 非常滿意]\n").evaluate({"問卷": FORM})


def test_numbers_count_from_a_threshold_on_and_a_long_scale_is_told_in_two_parts():
    text = "table: 問卷\ncolumn: 分\nat_least: 5\n"
    result = survey(text).evaluate({"問卷": FORM})
    assert (result.measure.value, result.measure.n) == (50.0, 22)
    long = survey("table: 問卷\ncolumn: 分\nat_least: 80\n").evaluate({"問卷": pd.DataFrame({"分": range(1, 101)})})
    assert [(line.what, line.number) for line in long.lines if "答「" in line.what] == [
        ("答「不到 80」", "79"), ("答「80 以上」", "21"),
    ]  # fmt: skip


def test_a_share_without_n_has_no_interval_and_cannot_be_verified():
    result = survey("share: 95\n").evaluate()
    assert (result.measure.value, result.measure.n, result.measure.low) == (95.0, None, None)
    assert result.found.no_estimate == "缺 n"
    standing = dict(result.standing)
    assert (standing["估計與區間"], standing["查核"]) == ("無法計算：缺 n", "未查核")
    assert result.measure.design == 0
    assert "sample_size" in [finding.code for finding in result.checks]
    for verified in ("status: 已查核\n", "verified: {by: 主任 甲, on: 2025-01-02}\n"):
        with pytest.raises(MetricInput, match="缺 n，無從查核"):
            survey("share: 95\n" + verified).evaluate()


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("counted: {positive: 31, n: 30}\n", SpecInvalid, "比例不可能超過 100%"),
        ("share: 120\n", MetricInput, "0% 到 100% 之間"),
        ("share: 90\ncounted: {positive: 3, n: 30}\n", SpecInvalid, "恰好寫一個"),
        ("counted: {positive: 3, n: 0}\n", SpecInvalid, "counted"),
        ("table: 問卷\ncolumn: 滿意嗎\n", SpecInvalid, "positive"),
        ("counted: {positive: 3, n: 30}\nunit: 件\n", SpecInvalid, "以 % 表示"),
        ("counted: {positive: 3, n: 30}\ninvited: 20\n", MetricInput, "多於邀請的 20 份"),
        (WORDS.replace("問卷", "無"), MetricInput, "找不到資料表「無」"),
        (WORDS + "missing: 拒絕\n", MetricInput, "2 筆未填"),
        ("table: 問卷\ncolumn: 滿意嗎\nat_least: 4\n", MetricInput, "不是數字"),
        (WORDS + "where: 分 > 9\n", MetricInput, "沒有任何紀錄"),
    ],
)
def test_what_cannot_be_is_refused_with_the_mend(text, kind, said):
    with pytest.raises(kind, match=said):
        survey(text).evaluate({"問卷": FORM})


def test_an_answer_named_twice_counts_once():
    frame = pd.DataFrame({"滿意嗎": ["滿意", "普通"]})
    result = survey("table: 問卷\ncolumn: 滿意嗎\npositive: [滿意, 滿　意]\n").evaluate({"問卷": frame})
    assert (result.measure.value, result.measure.n) == (50.0, 2)


def test_a_score_without_end_is_refused():
    frame = pd.DataFrame({"分": [1.0, float("inf")]})
    with pytest.raises(MetricInput, match="無限大"):
        survey("table: 問卷\ncolumn: 分\nat_least: 3\n").evaluate({"問卷": frame})


def test_free_text_is_no_question_with_choices_and_is_never_shown():
    frame = pd.DataFrame({"滿意嗎": [f"第{at}位說謝謝" for at in range(20)]})
    with pytest.raises(MetricInput, match="20 種不同的答案，不像選項題") as refused:
        survey(WORDS).evaluate({"問卷": frame})
    assert "謝謝" not in str(refused.value)


def test_an_answer_of_few_hides_the_distribution_where_few_are_not_shown():
    result = survey(WORDS + "least: 3\n").evaluate({"問卷": FORM})
    assert result.measure.value == 85.0
    assert {line.number for line in result.lines if "答「" in line.what} == {"D"}


def test_nobody_content_is_0_percent_and_the_same_twice():
    one, two = (survey("counted: {positive: 0, n: 12}\n").evaluate() for _ in range(2))
    assert (one.measure.value, one.measure.low, round(one.measure.high, 1)) == (0.0, 0.0, 24.2)
    assert (one.sha256, one.lines) == (two.sha256, two.lines)
