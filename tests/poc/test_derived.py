"""Metrics computed from other metrics: exactly, with units, of one person's time, with an interval that is carried through."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.core.errors import MetricCycle, MetricInput, SpecInvalid, UnitMismatch
from labkit.core.yaml import parse
from labkit.poc.amount import Amount
from labkit.poc.found import Estimate, Found
from labkit.poc.graph import evaluate_all
from labkit.poc.kinds.derived import Derived
from labkit.poc.kinds.product import Product
from labkit.poc.metric import Metric
from labkit.poc.take import EXACT


def stated(name, value, unit, whose=None):
    """A metric whose number is ``value`` in ``unit``."""
    inputs = [{"name": "數", "value": value, "unit": unit}, {"name": "一", "value": 1, "unit": "倍"}]
    return Product(id=name, name=f"指標 {name}", whose=whose, inputs=inputs)


class Known(Metric):
    """A metric with a given interval, for the tests."""

    value: Fraction
    low: float | None = None
    high: float | None = None
    why: str = ""
    behind: str = ""

    @property
    def asks(self):
        return (self.behind,) if self.behind else ()

    def compute(self, given):
        estimate = None
        if self.low is not None:
            estimate = Estimate(value=float(self.value), low=self.low, high=self.high, method="已知")
        return Found(
            amount=Amount.of(self.value, self.unit),
            said="",
            lines=(),
            n=9,
            estimate=estimate,
            no_estimate=self.why,
            exact=self.why == EXACT,
            asked=tuple(given.metrics[name] for name in self.asks),
        )


def known(name, value, unit="件", **facts):
    return Known(id=name, name=f"已知 {name}", value=value, unit=unit, **facts)


def derived(expr, unit, name="d", whose=None):
    return Derived(id=name, name=f"推算 {name}", expr=expr, unit=unit, whose=whose)


def worked(expr, unit, *others, whose=None):
    return evaluate_all([derived(expr, unit, whose=whose), *others])["d"]


def test_names_are_ids_or_quoted_names_and_the_unit_is_brought_to_what_is_stated():
    result = worked("a / 「指標 b」", "%", stated("a", 320, "人"), stated("b", 2500, "人"))
    assert result.found.amount == Amount.of("12.8", "%")
    assert result.measure.unit == "%"
    assert "12.8 %" in result.statement
    assert [line.what for line in result.lines] == ["指標 a", "指標 b", "指標 a ÷ 指標 b"]
    assert {one.metric.id for one in result.found.asked} == {"a", "b"}


def test_people_needed_are_the_years_minutes_over_its_working_days():
    others = stated("saved", 297_500, "分鐘/年", "民眾"), stated("days", 250, "工作天/年")
    result = worked("saved / days", "人力", *others, whose="民眾")
    assert result.found.amount.value == Fraction(1190, 480)
    result = evaluate_all([derived("saved / days", "人力", whose="民眾").model_copy(update={"decimals": 2}), *others])
    assert "2.48 人力" in result["d"].statement


@given(st.integers(1, 999), st.integers(1, 999), st.integers(1, 999))
def test_the_arithmetic_is_exact(one, two, three):
    others = stated("a", one, "件"), stated("b", two, "件"), stated("c", three, "件")
    result = worked("-(a + b * 0.1) / c - 1", "倍", *others)
    assert result.found.amount.value == -(one + Fraction(two, 10)) / three - 1


def test_a_difference_of_percents_is_points_and_never_percent():
    others = stated("after", 85, "%"), stated("before", 80, "%")
    assert worked("after - before", "百分點", *others).found.amount == Amount.of(5, "百分點")
    with pytest.raises(UnitMismatch, match="單位 百分點 與 % 無法互換"):
        worked("after - before", "%", *others)
    assert worked("(after - before) / before", "%", *others).found.amount == Amount.of("6.25", "%")


def test_units_that_differ_are_named_both():
    with pytest.raises(UnitMismatch, match="推算 d：單位 件 與 人次 無法相加"):
        worked("a + b", "件", stated("a", 1, "件"), stated("b", 1, "人次"))


def test_times_of_different_people_are_never_added():
    others = stated("a", 5, "分鐘/件", "民眾"), stated("b", 5, "分鐘/件", "櫃員")
    for expr in ("a + b", "a * 2 - b / 1"):
        with pytest.raises(MetricInput, match="不同人的時間不能相加減：這裡是民眾與櫃員"):
            worked(expr, "分鐘/件", *others, whose="民眾")
    with pytest.raises(MetricInput, match="whose 寫櫃員，但算式用到的是民眾的時間"):
        worked("a * 2", "分鐘/件", *others, whose="櫃員")
    assert worked("a / b", "倍", *others).found.amount.value == 1


def test_dividing_by_zero_is_refused():
    with pytest.raises(MetricInput, match="除數為 0"):
        worked("a / (b - b)", "倍", stated("a", 1, "件"), stated("b", 1, "件"))


@pytest.mark.parametrize("expr", ["a == 1", "a is missing", "a and a", "a + '甲'", "a - 2025-01-01", "a in (1)"])
def test_what_is_no_arithmetic_is_refused(expr):
    with pytest.raises(MetricInput, match="只能用數字、指標名稱"):
        worked(expr, "件", stated("a", 1, "件"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("expr: a + b", "需要 unit"),
        ("expr: 1 + 2\nunit: 件", "沒有任何指標名稱"),
        ("expr: a +\nunit: 件", "這裡應有欄位"),
    ],
)
def test_a_derived_metric_that_states_too_little_is_refused(text, said):
    with pytest.raises(SpecInvalid, match=said):
        Metric.of_yaml(parse(f"kind: derived\nid: d\nname: 推算\n{text}\n"))


def test_a_circle_is_named():
    with pytest.raises(MetricCycle, match="推算 a → 推算 b → 推算 a"):
        evaluate_all([derived("b + 1", "件", "a"), derived("a + 1", "件", "b")])


def test_one_metric_alone_gives_its_own_interval_back_and_skew_is_kept():
    estimate = worked("a", "件", known("a", 100, low=90, high=130)).found.estimate
    assert estimate.low == pytest.approx(90, rel=0.01)
    assert estimate.high == pytest.approx(130, rel=0.01)


def test_independent_metrics_spread_less_than_their_ranges_added():
    result = worked("a + b", "件", known("a", 100, low=90, high=110), known("b", 50, low=30, high=70))
    assert result.measure.low == pytest.approx(150 - 500**0.5, rel=0.01)
    assert result.measure.high == pytest.approx(150 + 500**0.5, rel=0.01)
    assert result.found.estimate.shares["已知 b"] == pytest.approx(0.8, abs=0.02)
    assert result.found.estimate.dominant == "已知 b"


def test_a_minus_turns_the_interval_round():
    result = worked("-a", "件", known("a", 10, low=8, high=12))
    assert result.found.amount.value == -10
    assert (result.measure.low, result.measure.high) == pytest.approx((-12, -8), rel=0.01)


def test_metrics_of_one_name_stand_with_their_ids_in_the_interval():
    others = [known(name, 10, low=8, high=12).model_copy(update={"name": "同名"}) for name in ("a", "b")]
    assert set(worked("a + b", "件", *others).found.estimate.shares) == {"同名（a）", "同名（b）"}


def test_a_metric_that_appears_twice_is_drawn_once_at_any_depth():
    a = known("a", 100, low=80, high=120)
    assert worked("a - a", "件", a).measure.high == 0
    assert worked("a / (a + 0 * a)", "倍", a).measure.low == pytest.approx(1)
    inner = derived("a * 2", "件", "twice")
    result = worked("twice - a - a", "件", inner, a)
    assert (result.measure.low, result.measure.high) == pytest.approx((0, 0), abs=1e-9)


def test_the_same_inputs_give_the_same_interval():
    others = known("a", 100, low=80, high=120), known("b", 50, low=30, high=70)
    one, other = worked("a * b", "件×件", *others), worked("a * b", "件×件", *reversed(others))
    assert one.found.estimate == other.found.estimate


def test_a_metric_without_an_interval_and_one_counted_from_all_records():
    with_interval, without = known("a", 10, low=8, high=12), stated("b", 5, "件")
    result = worked("a / b", "倍", with_interval, without)
    assert (result.found.estimate, result.found.no_estimate) == (None, "「指標 b」沒有區間")
    result = worked("a / b", "倍", with_interval, known("b", 5, why=EXACT))
    assert (result.measure.low, result.measure.high) == pytest.approx((1.6, 2.4), rel=0.01)
    assert worked("b * 2", "件", known("b", 5, why=EXACT)).found.no_estimate == EXACT


def test_a_divisor_that_may_be_zero_has_no_interval():
    others = known("a", 10, low=8, high=12), known("b", 1, low=-1, high=3)
    assert worked("a / b", "倍", *others).found.no_estimate == "除數的區間包含 0"


def test_metrics_of_one_origin_are_not_called_independent():
    base = known("a", 10, low=8, high=12)
    x, y = (known(name, 20, low=16, high=24, behind="a") for name in ("x", "y"))
    assert (
        worked("x + y", "件", x, y, base).found.no_estimate
        == "「已知 x」與「已知 y」由同一個指標算出，誤差相關，無法視為獨立"
    )
    assert worked("x + a", "件", x, base).found.estimate is None
    assert worked("x + x", "件", x, base).measure.high == pytest.approx(48, rel=0.01)


def test_a_name_of_two_metrics_is_asked_for_by_id():
    two = stated("a", 1, "件"), stated("b", 1, "件").model_copy(update={"name": "指標 a"})
    with pytest.raises(MetricInput, match="2 個指標都叫「指標 a」.*a、b"):
        worked("「指標 a」 * 2", "件", *two)
    with pytest.raises(MetricInput, match="沒有指標「指標 x」"):
        worked("「指標 x」 * 2", "件", *two)


def test_a_metric_of_metrics_is_written_to_yaml_and_read_back(tmp_path):
    metric = derived("a / 「指標 b」", "%", whose="民眾")
    assert Metric.load(metric.save(tmp_path / "a.yml")) == metric
