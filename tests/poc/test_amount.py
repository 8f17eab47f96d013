"""Amounts: exact arithmetic with units; the numbers of the acceptance list."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from labkit.core.errors import MetricInput, UnitMismatch
from labkit.poc.amount import Amount
from labkit.poc.units import Unit, convert, number_text

VALUES = st.fractions(min_value=-1000, max_value=1000, max_denominator=100)
NAMES = ["分鐘", "件", "工作天", "年", "人", "%", "百分點"]
AMOUNTS = st.builds(
    lambda value, above, below: Amount(value, Unit(tuple(above), tuple(below)).reduced()),
    VALUES,
    st.lists(st.sampled_from(NAMES), max_size=1),
    st.lists(st.sampled_from(NAMES), max_size=1),
)


def ground(amount):
    """The amount as a bare number of its ground units, a share for a percent: what two orders of working must agree on."""
    plain = amount * Amount.of(1, "件") / Amount.of(1, "件")
    return plain.value, sorted(plain.unit.above), sorted(plain.unit.below)


@given(AMOUNTS, AMOUNTS)
def test_multiplying_is_the_same_both_ways(one, other):
    assert ground(one * other) == ground(other * one)


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_multiplying_is_the_same_in_any_order(one, two, three):
    assert ground((one * two) * three) == ground(one * (two * three))


@given(AMOUNTS, AMOUNTS)
def test_dividing_undoes_multiplying_exactly(one, other):
    assume(other.value)
    assert ground(one * other / other) == ground(one)


@given(AMOUNTS, VALUES)
def test_taking_away_undoes_adding_exactly(one, value):
    other = Amount(value, one.unit)
    assert (one + other).value - other.value == one.value
    assert (one + other).unit == one.unit
    assert (one - one).value == 0
    assert one + (-one) == one - one or one.unit.above == ("%",)


@given(VALUES, VALUES)
def test_a_change_in_points_leads_from_one_percent_to_the_other(one, other):
    before, after = Amount.of(one, "%"), Amount.of(other, "%")
    assert before + (after - before) == after
    assert after - (after - before) == before


@given(AMOUNTS)
def test_a_conversion_there_and_back_changes_nothing(one):
    minutes = Amount(one.value, Unit(("分鐘",), ("工作天",)))
    assert minutes.to(Unit.parse("人力")).to(minutes.unit) == minutes


def test_the_claim_of_the_land_office_is_reproduced_exactly():
    daily = Amount.of(5, "分鐘/件") * Amount.of(238, "件/工作天")
    yearly = daily * Amount.of(250, "工作天/年")
    assert (daily.value, str(daily.unit)) == (1190, "分鐘/工作天")
    assert (yearly.value, str(yearly.unit)) == (297_500, "分鐘/年")
    assert yearly.to(Unit.parse("小時/年")).value == Fraction(297_500, 60)
    assert number_text(convert(yearly.value, yearly.unit, "小時")) == "4,958.3"


def test_a_day_of_24_hours_is_no_person_day():
    yearly = Amount.of(297_500, "分鐘/年")
    assert number_text(convert(yearly.value, yearly.unit, "24小時日"), 3) == "206.597"
    assert number_text(convert(yearly.value, yearly.unit, "24小時日")) == "206.6"
    assert number_text(convert(yearly.value, yearly.unit, "人日")) == "619.8"


def test_people_needed_are_person_days_a_working_day():
    people = Amount.of(1190, "分鐘/工作天").to(Unit.parse("人力"))
    assert people.value == Fraction(1190, 480)
    assert number_text(people.value, 2) == "2.48"
    over = Amount.of(297_500, "分鐘/年") / Amount.of(250, "工作天/年")
    assert over.to(Unit.parse("人力")) == people


def test_a_percent_of_minutes_is_minutes_and_a_quotient_becomes_a_percent():
    assert Amount.of(5, "分鐘") * Amount.of(20, "%") == Amount.of(1, "分鐘")
    assert (Amount.of(320, "人") / Amount.of(2500, "人")).to(Unit.parse("%")) == Amount.of("12.8", "%")
    assert (Amount.of(50, "%") * Amount.of(20, "%")).to(Unit.parse("%")) == Amount.of(10, "%")


def test_dividing_by_zero_and_adding_different_units_are_refused():
    with pytest.raises(MetricInput, match="除數為 0"):
        Amount.of(1, "件") / Amount.of(0, "件")
    with pytest.raises(UnitMismatch, match="件 與 人次 無法相加"):
        Amount.of(1, "件") + Amount.of(1, "人次")
