"""Units: a closed set, exact conversions, and what may not be joined."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.core.errors import AmbiguousDay, UnitMismatch
from labkit.poc.units import COUNTED, MINUTES, SCALED, Unit, factor_between, joined

NAMES = [name for name in (*MINUTES, *COUNTED) if name != "倍"]
UNITS = st.builds(
    lambda above, below: Unit(tuple(above), tuple(below)).reduced(),
    st.lists(st.sampled_from(NAMES), max_size=2),
    st.lists(st.sampled_from(NAMES), max_size=2),
)


@pytest.mark.parametrize("name", [*MINUTES, *COUNTED, *SCALED])
def test_each_unit_is_read_and_written_back(name):
    assert str(Unit.parse(name)) == name
    assert str(Unit.parse(f"{name}/年") * Unit.parse("年")) == name


@given(UNITS)
def test_every_product_of_units_is_read_back_as_itself(unit):
    again = Unit.parse(str(unit))
    assert sorted(again.above) == sorted(unit.above)
    assert sorted(again.below) == sorted(unit.below)


@given(UNITS, UNITS)
def test_dividing_undoes_multiplying(one, other):
    left, right = (one * other) / other, one.reduced()
    assert factor_between(left, right) == 1


@pytest.mark.parametrize(
    ("unit", "wanted", "factor"),
    [
        ("小時", "分鐘", 60),
        ("分鐘/年", "人日/年", Fraction(1, 480)),
        ("小時/分鐘", "倍", 60),
        ("倍", "%", 100),
        ("件/件", "件/萬件", 10_000),
        ("件/人", "件/千人", 1_000),
        ("人力", "分鐘/工作天", 480),
        ("人日/工作天", "人力", 1),
        ("24小時日", "人日", 3),
    ],
)
def test_conversions_are_exact(unit, wanted, factor):
    assert factor_between(Unit.parse(unit), Unit.parse(wanted)) == factor


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [("%", "百分點"), ("倍", "百分點"), ("件", "人次"), ("工作天", "日曆天"), ("分鐘", "工作天"), ("人日", "工作天")],
)
def test_what_is_something_else_is_not_converted(unit, wanted):
    with pytest.raises(UnitMismatch) as refused:
        factor_between(Unit.parse(unit), Unit.parse(wanted))
    assert unit in str(refused.value)
    assert wanted in str(refused.value)


@pytest.mark.parametrize("text", ["天", "日", "分鐘/日", "件/天", "天/年"])
def test_a_bare_day_is_asked_which_day(text):
    with pytest.raises(AmbiguousDay, match="人日.*24小時日.*工作天.*日曆天"):
        Unit.parse(text)


@pytest.mark.parametrize("text", ["", "公里", "件/", "/件", "萬分鐘", "件／元"])
def test_a_unit_outside_the_set_is_refused(text):
    with pytest.raises(UnitMismatch, match="沒有單位.*請用「個」"):
        Unit.parse(text)


@pytest.mark.parametrize(
    ("left", "sign", "right", "unit", "factor"),
    [
        ("%", "-", "%", "百分點", 1),
        ("%", "+", "%", "%", 1),
        ("%", "+", "百分點", "%", 1),
        ("百分點", "+", "%", "%", 1),
        ("%", "-", "百分點", "%", 1),
        ("百分點", "-", "百分點", "百分點", 1),
        ("%", "*", "件", "件", Fraction(1, 100)),
        ("件", "/", "%", "件", 100),
        ("%", "*", "%", "倍", Fraction(1, 10_000)),
        ("%", "/", "%", "倍", 1),
        ("%", "*", "倍", "%", 1),
        ("倍", "/", "%", "倍", 100),
        ("分鐘/件", "*", "件/工作天", "分鐘/工作天", 1),
        ("分鐘", "/", "分鐘", "倍", 1),
    ],
)
def test_percent_acts_as_a_share_and_points_are_the_difference_of_percents(left, sign, right, unit, factor):
    assert joined(sign, Unit.parse(left), Unit.parse(right)) == (Unit.parse(unit), factor)


@pytest.mark.parametrize(
    ("left", "sign", "right", "what"),
    [
        ("百分點", "-", "%", "相減"),
        ("分鐘", "+", "件", "相加"),
        ("分鐘", "+", "小時", "相加"),
        ("%", "+", "倍", "相加"),
    ],
)
def test_sums_of_different_units_are_refused_with_both(left, sign, right, what):
    with pytest.raises(UnitMismatch, match=f"單位 {left} 與 {right} 無法{what}"):
        joined(sign, Unit.parse(left), Unit.parse(right))
