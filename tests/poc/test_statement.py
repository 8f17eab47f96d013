"""What the paragraph may say, for every unit and every rung of the ladder."""

import itertools
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.core.errors import UnitMismatch
from labkit.core.yaml import parse
from labkit.poc.amount import Amount
from labkit.poc.check import Trial
from labkit.poc.conclude import conclude, equivalents_of
from labkit.poc.found import Estimate, Given
from labkit.poc.found import Tested as ChanceTest
from labkit.poc.metric import Metric
from labkit.poc.statement import statement_of
from labkit.poc.units import Unit, number_text
from labkit.poc.wording.benefit import expected_benefit
from labkit.poc.wording.needs import needs_of
from labkit.poc.wording.precision import in_words, place_of, rounded
from labkit.poc.wording.target import reached

UNITS = ("分鐘/年", "分鐘/件", "小時", "秒", "%", "百分點", "件", "件/年", "人", "倍")
CAUSAL = re.compile("造成的差距|因為|使得|導致")


def stated(more=""):
    return Metric.of_yaml(parse(Trial.number(1, "%", more).metric))


def found_of(value, unit, metric=None, **how):
    metric = metric or stated()
    amount = Amount(Fraction(str(value)), Unit.parse(unit))
    how = {"unmeasured": (), "inputs": {}, **how}
    return replace(metric.compute(Given()), amount=amount, said=str(amount), **how)


def paragraph(metric, found):
    return statement_of(metric, found, equivalents_of(found.amount), date(2025, 3, 14))


@pytest.mark.parametrize(("unit", "rung"), list(itertools.product(UNITS, range(7))))
@pytest.mark.parametrize("tested", [None, ChanceTest(name="排列檢定", p=0.2), ChanceTest(name="排列檢定", p=0.0002)])
def test_every_unit_reads_on_every_rung(unit, rung, tested):
    metric = stated(f"design: {rung}\ntarget: {{value: 5, unit: {unit!r}}}\ndirection: 越高越好\n")
    interval = Estimate(value=3000.4, low=2100.2, high=4000.9, method="拔靴法")
    for estimate in (None, interval):
        text = paragraph(metric, found_of(3000, unit, reached=rung, tested=tested, estimate=estimate, n=30))
        assert f"證據第 {rung} 級" in text
        assert "天" not in text.replace("工作天", "")
        assert ("顯著" in text) == bool(tested and tested.significant)
        assert bool(CAUSAL.search(text)) == (rung >= 5 and (tested is None or tested.significant))
        assert ("區間無法計算" in text) == (estimate is None)
        assert "n＝30" in text
        assert not re.search(r"None|nan|  |。。|，。|；。|（）|, |\(", text), text


def test_typed_numbers_without_a_stated_design_are_a_mere_claim():
    assert "證據第 0 級（僅有主張）" in paragraph(stated(), found_of(5, "分鐘/件"))


def test_the_stated_design_lowers_and_never_raises():
    assert "證據第 2 級" in paragraph(stated("design: 5\n"), found_of(5, "分鐘/件", reached=2))
    assert "證據第 2 級" in paragraph(stated("design: 2\n"), found_of(5, "分鐘/件", reached=5))
    assert "證據第 3 級" in paragraph(stated(), found_of(5, "分鐘/件", reached=3))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("status: 機關宣稱", "依機關宣稱的數字（未查核）"),
        ("status: 實測", "依標為實測、但未附紀錄表的數字"),
        ("status: 已查核", "依標為已查核、但沒有查核紀錄的數字"),
        ("status: 已查核\nverified: {by: 主計室科長, on: 2025-03-01}", "依已查核的數字（114年3月1日查核）"),
    ],
)
def test_the_status_is_said_as_far_as_it_is_borne_out(status, words):
    assert words in paragraph(stated(f"{status}\n"), found_of(5, "分鐘/件"))


def test_a_short_time_is_not_told_in_person_days():
    assert "人日" not in paragraph(stated(), found_of("0.8", "秒"))
    assert "人日" in paragraph(stated(), found_of(480, "分鐘"))


@pytest.mark.parametrize(
    ("low", "value", "high", "text"),
    [
        (209505, 294363, 380856, ("21 萬", "29 萬", "38 萬")),
        (11.55, 12.8, 14.17, ("11.6", "12.8", "14.2")),
        (1.1e9, 1.62e9, 2.2e9, ("11 億", "16 億", "22 億")),
        (95000, 101234, 106000, ("9.5 萬", "10.1 萬", "10.6 萬")),
        (-0.4, 2.2, 4.9, ("-0.4", "2.2", "4.9")),
        (436.5, 613.3, 793.4, ("440", "610", "790")),
        (99.0, 99.0, 99.0, ("99.0", "99.0", "99.0")),
        (0, 1.5e8, 6.2e8, ("0", "1.5 億", "6.2 億")),
        (-1234, 294363, 590000, ("0", "29 萬", "59 萬")),
    ],
)
def test_an_interval_is_rounded_to_the_precision_that_it_earns(low, value, high, text):
    found = rounded(Estimate(value=value, low=low, high=high, method=""))
    assert (found.low, found.value, found.high) == text


@given(st.floats(-1e9, 1e9), st.floats(1e-3, 1e9))
def test_rounding_moves_a_bound_by_at_most_a_twentieth_of_the_interval(low, width):
    place = place_of(width)
    shown = in_words(Fraction(low), place)
    scale = {"萬": 10**4, "億": 10**8}.get(shown[-1], 1)
    value = float(shown.rstrip(" 萬億").replace(",", "")) * scale
    assert abs(value - low) <= width / 19.9


def target(metric, value, unit, low=None, high=None):
    estimate = None if low is None else Estimate(value=value, low=low, high=high, method="")
    found = reached(metric, found_of(value, unit, estimate=estimate))
    return (found.word, None if found.part is None else number_text(found.part))


LOWER = "direction: 越低越好\ntarget: {value: 10, unit: 分鐘/件}\nbaseline: {value: 20, unit: 分鐘/件}\n"
HIGHER = "direction: 越高越好\ntarget: {value: 80, unit: '%'}\n"


@pytest.mark.parametrize(
    ("more", "unit", "numbers", "judged"),
    [
        (HIGHER, "%", (90, 85, 95), ("達標", "112.5")),
        (HIGHER, "%", (70, 65, 75), ("未達標", "87.5")),
        (HIGHER, "%", (82, 75, 89), ("尚不能判斷", "102.5")),
        (HIGHER, "%", (80, 80, 90), ("達標", "100")),
        (HIGHER, "%", (82,), ("達標", "102.5")),
        (LOWER, "分鐘/件", (12, 8, 16), ("尚不能判斷", "80")),
        (LOWER, "分鐘/件", (8, 7, 9), ("達標", "120")),
        (LOWER, "秒/件", (480, 420, 540), ("達標", "120")),
        (LOWER, "分鐘/件", (15, 14, 16), ("未達標", "50")),
        ("target: {value: 80, unit: '%'}\n", "%", (90, 85, 95), ("尚不能判斷", None)),
        (LOWER, "分鐘/件", (25, 24, 26), ("未達標", "-50")),
        (LOWER.replace("value: 20, unit: 分鐘/件", "value: 9, unit: 分鐘/年"), "分鐘/件", (8,), ("達標", None)),
        ("direction: 越低越好\ntarget: {value: 80}\n", "%", (70,), ("達標", None)),
    ],
)
def test_a_target_is_reached_where_the_whole_interval_reaches_it(more, unit, numbers, judged):
    assert target(stated(more), numbers[0], unit, *numbers[1:]) == judged


def test_a_target_in_a_unit_that_cannot_be_compared_is_refused():
    with pytest.raises(UnitMismatch, match="百分點"):
        reached(stated("direction: 越高越好\ntarget: {value: 5, unit: 百分點}\n"), found_of(5, "%"))
    assert reached(stated("target: 每月一次\n"), found_of(5, "%")) is None


def test_a_target_is_a_line_of_the_statement_and_of_the_standing():
    metric = stated(
        "direction: 越高越好\ntarget: {said: 八成以上, value: 80, unit: '%', by: 2025-12-31, set_by: 局務會議}\n"
    )
    result = conclude(metric, found_of(82, "%", n=50), Given())
    assert "目標值「八成以上：80 %（114年12月31日前，局務會議訂定）」：達標（只比單一數字" in result.statement
    assert dict(result.standing)["目標達成"].startswith("達標")


def test_the_expected_benefit_is_ready_for_the_application_form():
    metric = stated(
        "direction: 越低越好\nformula: 等待分鐘的中位數\nmethod: 叫號系統紀錄\nsources: [叫號系統]\n"
        "baseline: {value: 21, unit: 分鐘/件, period: 113年, n: 5200}\n"
        "target: {value: 15, unit: 分鐘/件, by: 2025-12-31}\n"
    )
    assert expected_benefit(metric) == (
        "指標：由原始值「21 分鐘/件（113年，n＝5,200）」降低到目標值「15 分鐘/件（114年12月31日前）」。"
        "以「等待分鐘的中位數」計算，評估方式為「叫號系統紀錄」，資料來源為叫號系統。"
    )


def test_what_is_missing_in_the_expected_benefit_is_said_to_be_missing():
    text = expected_benefit(stated(), conclude(stated(), found_of(12, "%"), Given()))
    assert "原始值尚未量測" in text
    assert "目標值尚未訂定" in text
    assert "目前的數字：" in text


def test_the_needs_name_the_next_rung_and_what_is_not_measured():
    metric = Metric.of_yaml(parse(Trial.time("design: 1\n").metric))
    needs = "".join(needs_of(metric, metric.compute(Given())))
    for words in ("第 2 級", "計時表", "「每件、件數、全年工作天」的 n", "標準差", "原始值", "scope", "verified"):
        assert words in needs


def test_the_needs_shrink_as_the_evidence_grows():
    metric = stated("design: 6\nbaseline: {value: 20, unit: '%'}\nverified: {by: 主計室, on: 2025-03-01}\n")
    estimate = Estimate(value=5, low=4, high=6, method="")
    found = found_of(5, "%", reached=6, estimate=estimate, n=200, tested=ChanceTest(name="檢定", p=0.01))
    assert needs_of(metric, found) == ("要把區間縮小一半：量測的筆數約要四倍（現在最少的是 200 筆）。",)


def benefit(more, unit="%"):
    metric = stated(more)
    return expected_benefit(metric, conclude(metric, found_of(70, unit), Given())).partition("。")[0]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("baseline: 憑經驗", "指標：原始值為「憑經驗」，目標值尚未訂定"),
        ("target: {value: 80}", "指標：原始值尚未量測（請先量測再填），達到目標值「80 %」；達成日期尚未訂定"),
        (
            "baseline: {value: 60}\ntarget: {value: 80, by: 2025-12-31}",
            "指標：由原始值「60 %」提高到目標值「80 %（114年12月31日前）」",
        ),
        (
            "direction: 越低越好\nbaseline: {value: 60}\ntarget: {value: 80, by: 2025-12-31}",
            "指標：由原始值「60 %」提高到（與 direction 所寫的相反，請核對）目標值「80 %（114年12月31日前）」",
        ),
        (
            "baseline: {value: 60}\ntarget: {value: 60, by: 2025-12-31}",
            "指標：由原始值「60 %」維持在目標值「60 %（114年12月31日前）」",
        ),
    ],
)
def test_the_expected_benefit_reads_for_each_state_of_the_two_values(more, said):
    assert benefit(more) == said


def test_before_its_day_a_target_is_not_missed():
    metric = stated("direction: 越高越好\ntarget: {value: 80, by: 2025-12-31}\n")
    for day, words in ((date(2025, 3, 1), "期限未到，目前未達（"), (date(2026, 1, 1), "未達標（")):
        result = conclude(metric, found_of(70, "%"), Given(as_of=day))
        assert f"：{words}" in result.statement
        assert dict(result.standing)["目標達成"].startswith(words)


def test_only_a_time_that_is_saved_is_said_to_be_no_money():
    saved = stated("claim: 每件縮短 5 分鐘\n")
    assert "不是可收回的經費" in paragraph(saved, found_of(5, "分鐘/件"))
    assert "不是可收回的經費" in paragraph(stated(), found_of(5000, "分鐘/年"))
    for unit in ("分鐘/件", "秒", "%"):
        assert "經費" not in paragraph(stated(), found_of(5, unit))
    assert "經費" not in paragraph(stated("cashable: true\n"), found_of(5000, "分鐘/年"))


@pytest.mark.parametrize(
    ("low", "high", "reached", "told"), [(-1, 6, 2, True), (0, 6, 3, True), (1, 6, 3, False), (0, 6, 1, False)]
)
def test_a_comparison_whose_interval_has_zero_in_it_shows_no_difference(low, high, reached, told):
    estimate = Estimate(value=3, low=low, high=high, method="成對拔靴法")
    text = paragraph(stated(), found_of(3, "分鐘/件", reached=reached, estimate=estimate, n=12))
    assert ("還不能說有差別" in text) == told


@pytest.mark.parametrize(("after", "judged"), [(6, "達標"), (9, "達標"), (14, "未達標")])
def test_the_target_of_an_improvement_is_how_much_better_it_became(after, judged):
    """Fewer minutes are better, and the number is by how many fewer: 5 fewer are wanted, whatever the level."""
    text = (
        "kind: before_after\nid: a\nname: 省時\nwhose: 櫃員\nunit: 分鐘/件\ndirection: 越低越好\n"
        "baseline: {value: 15, unit: 分鐘/件}\ntarget: {value: 5, unit: 分鐘/件}\n"
        f"before: {{value: 15, n: 500, sd: 1}}\nafter: {{value: {after}, n: 500, sd: 1}}\n"
    )
    metric = Metric.of_yaml(parse(text))
    result = metric.evaluate()
    assert f"：{judged}（" in result.statement
    assert f"達成率 {number_text(Fraction(15 - after) / 5 * 100)} %" in result.statement
    assert "改善，改善幅度的目標值「5 分鐘/件」" in expected_benefit(metric)
