import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import labkit as lk
from labkit.core.errors import SpecInvalid
from labkit.statistics.intervals import wilson

WORDS = ["非常不滿意", "不滿意", "普通", "滿意", "非常滿意"]


def asked(answers, column="滿意度（1–5）", **spec):
    return lk.analyze(
        pd.DataFrame({column: pd.Series(answers, dtype=object)}), "likert", {"questions": [column], **spec}
    )


@given(st.lists(st.one_of(st.none(), st.integers(1, 7)), max_size=40))
def test_every_answer_is_a_point_unfilled_or_outside_the_scale(answers):
    result = asked(answers)
    row = result.views()["各級的件數"].iloc[0]
    for point in range(1, 6):
        assert row[str(point)] == answers.count(point)
    assert row["未填"] == answers.count(None)
    outside = sum(one is not None and one > 5 for one in answers)
    assert row["不在量尺內"] == outside
    assert sum(row.iloc[1:]) == len(answers)
    assert not result.left_out


@pytest.mark.parametrize(("n", "says"), [(5, "56.6–100"), (20, "83.9–100"), (30, "88.6–100")])
def test_a_hundred_percent_of_few_is_an_interval(n, says):
    top = asked([5] * n).frame.iloc[0]
    assert (top["占比（%）"], top["95% 區間（%）"]) == (100.0, says)
    assert f"{n} 份作答中" in asked([5] * n).summary


def test_the_top_two_points_are_counted_of_those_who_answered():
    row = asked([1, 2, 3, 4, 4, 5, None, 9]).frame.iloc[0]
    low, high = wilson(3, 6)
    assert row.tolist()[1:] == [6, 3, 50.0, f"{100 * low:.1f}–{100 * high:.1f}"]


def test_the_mean_is_shown_only_where_it_is_asked_for_and_with_a_warning():
    assert "平均（參考）" not in asked([4, 5]).frame
    result = asked([4, 5], mean=True)
    assert result.frame["平均（參考）"].tolist() == [4.5]
    assert any("平均把各級當成等距" in sentence for sentence in result.warnings)


def test_a_claim_over_a_hundred_percent_is_impossible():
    assert any("不可能" in sentence for sentence in asked([5] * 9, claimed=120).warnings)


def test_a_claim_is_set_against_the_interval():
    outside = asked([5] * 20 + [1] * 20, claimed=95).warnings
    assert any("宣稱 95.0 %，量得 50.0 %" in sentence and "之外" in sentence for sentence in outside)
    assert any("不等於證實" in sentence for sentence in asked([5] * 5, claimed=95).warnings)


def test_words_are_recognised_and_put_in_order():
    result = asked(["滿意", "非常滿意", "不滿意", " 普 通"], column="整體評價")
    assert result.facts["points"] == WORDS
    assert any("由答案判斷" in sentence for sentence in result.warnings)
    assert result.frame.iloc[0, 2] == 2


def test_a_told_scale_needs_no_guess_and_takes_numbered_words():
    result = asked(["5分", "4 ", "3. 普通", 2.0, "不知道"], column="分數", scale=["1", "2", "3", "4", "5"])
    assert result.views()["各級的件數"].iloc[0].tolist()[1:] == [0, 1, 1, 1, 1, 0, 1]
    assert not any("判斷" in sentence for sentence in result.warnings)


def test_several_questions_count_each_record_once_in_the_total_of_all_and_of_each_group():
    frame = pd.DataFrame({"甲": [5, 9, None, 9], "乙": [4, 1, 8, 8], "班": ["早", "晚", "晚", None]})
    spec = {"questions": ["甲", "乙"], "scale": list("12345"), "by": "班", "where": "班 != '早' or 甲 == 5"}
    result = lk.analyze(frame, "likert", spec)
    assert dict(result.left_out) == {"filtered": 1}  # whether the record without a group fits cannot be known
    records = {one.keys: one.value for one in result.cells if one.measure == "records"}
    assert records == {(): 3, (("班", "早"),): 1, (("班", "晚"),): 2}
    counts = result.views()["各級的件數"].set_index("題目")
    assert counts["不在量尺內"].to_dict() == {"甲": 1, "乙": 1}
    assert counts.sum(axis=1).to_dict() == {"甲": 3, "乙": 3}


def test_a_hidden_number_of_answers_outside_the_scale_is_told_nowhere():
    result = asked([5, 5, 9])
    safe = result.hiding([((("題目", "滿意度（1–5）"), ("答案", "不在量尺內")), "count")])
    assert safe.views()["各級的件數"].iloc[0]["不在量尺內"] == "D"
    assert not any("不在量尺內" in sentence for sentence in safe.warnings)


def test_groups_have_their_own_share_and_interval():
    frame = pd.DataFrame({"評價": [5, 4, 1, 5], "班": ["早", "晚", "晚", None]})
    result = lk.analyze(frame, "likert", {"questions": "評價", "scale": list("12345"), "by": "班"})
    by = result.views()["依班"]
    assert by["班"].tolist() == ["早", "晚", "未填"]
    assert by["占比（%）"].tolist() == [100.0, 50.0, 100.0]


def test_a_hidden_point_hides_the_share_it_is_in():
    result = asked([5] * 10 + [4] * 2)
    keys = (("題目", "滿意度（1–5）"), ("答案", "4"))
    safe = result.hiding([(keys, "count")])
    assert safe.frame.iloc[0].tolist()[2:] == ["D", "D", "D"]
    assert safe.chart_data().values[3][0] != safe.chart_data().values[3][0]
    assert "D 份" in safe.summary


@pytest.mark.parametrize(
    ("spec", "answers", "says"),
    [
        ({"scale": ["1", "1"]}, [1], "兩個不同的答案"),
        ({"scale": ["1", "2"], "top": 2}, [1], "top 要小於"),
        ({}, ["甲", "乙", "丙"], "看不出量尺"),
        ({"question": "x"}, [1], "是不是「questions」"),
        ({"scale": ["差", "不在量尺內", "好"]}, ["差"], "量尺的答案不能叫"),
    ],
)
def test_a_scale_that_cannot_be_known_is_refused(spec, answers, says):
    with pytest.raises(SpecInvalid, match=says):
        asked(answers, column="題", **spec)


def test_two_questions_with_different_scales_are_refused():
    frame = pd.DataFrame({"甲": ["滿意", "普通"], "乙": ["同意", "非常同意"]})
    with pytest.raises(SpecInvalid, match="量尺不同"):
        lk.analyze(frame, "likert", {"questions": ["甲", "乙"]})


def test_the_questionnaire_of_the_land_office(raw_land_office):
    table = lk.read(raw_land_office / "櫃檯同仁問卷.ods")
    answers = table.frame["滿意度（1–5）"]
    result = lk.analyze(table, "likert", {"questions": ["滿意度（1–5）"]})
    assert result.frame.iloc[0].tolist()[1:3] == [36, int((answers >= 4).sum())]
