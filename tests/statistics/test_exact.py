from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from labkit.statistics.exact import exact_sum, on_one_denominator

NUMBERS = st.lists(st.fractions(-1000, 1000, max_denominator=997), max_size=30)


@given(NUMBERS, NUMBERS)
def test_numbers_on_one_denominator_are_the_same_numbers_and_add_up_exactly(one, other):
    whole, columns = on_one_denominator(one, other)
    assert [[Fraction(top, whole) for top in column] for column in columns] == [one, other]
    assert exact_sum(one) == sum(one, Fraction(0))
