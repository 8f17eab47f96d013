import csv

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.taiwan import identifiers
from labkit.taiwan.identifiers_at_once import LENGTHS, valid_codes

CODES = st.one_of(
    st.from_regex(r"[A-Z][0-9A-D][0-9]{8}", fullmatch=True),
    st.from_regex("[0-9]{8}", fullmatch=True),
    st.text(max_size=11),
    st.none(),
)


@pytest.mark.parametrize("kind", LENGTHS)
@given(codes=st.lists(CODES, max_size=40))
def test_many_at_once_are_told_as_one_by_one(kind, codes):
    one = getattr(identifiers, f"is_{kind}")
    told = valid_codes(pa.array(codes, pa.string()), kind).to_pylist()
    assert told == [None if code is None else one(code) for code in codes]


def test_slices_of_columns_are_read_from_their_own_start():
    codes = pa.array(["x", "A123456789", "A123456788", None, "A123456789"])
    assert valid_codes(codes.slice(1), "national_id").to_pylist() == [True, False, None, True]


def test_every_real_company_number_is_valid(shared):
    numbers = []
    for path in sorted((shared / "bench" / "ubn").glob("*.csv")):
        with path.open(encoding="utf-8-sig") as stream:
            numbers += [row["統一編號"] for row in csv.DictReader(stream)]
    assert len(numbers) == 9259
    assert all(valid_codes(pa.array(numbers), "ubn").to_pylist())
    assert all(identifiers.is_ubn(number) for number in numbers)


def test_what_the_older_rule_of_stdnum_takes_is_taken():
    from stdnum.tw import ubn

    for number in range(0, 10**8, 99_991):
        text = f"{number:08}"
        assert identifiers.is_ubn(text) or not ubn.is_valid(text)
