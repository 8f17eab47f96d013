"""However a value is written - wide, small, masked, parted by signs - the verdict stays the same."""

import unicodedata
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn as oracle
from stdnum.tw import ubn as oracle_ubn

import labkit as lk
from labkit.privacy.detection.spans import find_all
from labkit.privacy.detection.texts import find_in
from labkit.privacy.recognizer import RECOGNIZERS
from labkit.privacy.recognizers.credit_card import luhn
from labkit.taiwan.identifiers import LETTERS, check_digit, is_national_id, is_old_resident_id, is_resident_id, is_ubn

DIGITS = st.text("0123456789", min_size=7, max_size=7)
NATIONAL = st.builds(
    lambda a, b, c: a + b + c + check_digit(a, b + c), st.sampled_from(LETTERS), st.sampled_from("12"), DIGITS
)
RESIDENT = st.builds(
    lambda a, b, c: a + b + c + check_digit(a, b + c), st.sampled_from(LETTERS), st.sampled_from("89"), DIGITS
)
MOBILE = st.from_regex(r"09[0-9]{8}", fullmatch=True)
AROUND = st.sampled_from(["", "請洽", "（", "、", "，", "：", "為", "「"])
SIGNS = st.sampled_from(["", "-", " ", "–", "－", "　"])


def wide(text):
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def found(text, column=""):
    return [(span.entity, text[span.start : span.end]) for span in find_all(text, column=column)]


@given(st.one_of(NATIONAL, RESIDENT), AROUND, AROUND, SIGNS, st.tuples(st.booleans(), st.booleans()))
def test_numbers_of_persons(number, before, behind, sign, width_and_case):
    is_wide, small = width_and_case
    entity = "TW_NATIONAL_ID" if number[1] in "12" else "TW_RESIDENT_ID"
    told = f"{number[0]}{sign}{number[1:]}"
    told = told.lower() if small else told
    told = wide(told) if is_wide else told
    assert (entity, told) in found(f"{before}{told}{behind}")


@given(MOBILE, AROUND, AROUND, SIGNS, st.booleans())
def test_mobiles(number, before, behind, sign, is_wide):
    told = sign.join((number[:4], number[4:7], number[7:]))
    told = wide(told) if is_wide else told
    assert ("TW_MOBILE", told) in found(f"{before}{told}{behind}")


@given(NATIONAL, st.sampled_from("*○●Xx＊"), st.integers(2, 6), st.integers(2, 4))
def test_a_masked_number_is_told_as_its_kind_whatever_the_sign(number, sign, start, length):
    told = number[:start] + sign * length + number[start + length :]
    assert {entity for entity, _ in found(told, "身分證字號")} == {"TW_NATIONAL_ID"}


@given(st.sampled_from("王陳林歐"), st.sampled_from("○〇OX*●□＊"), st.sampled_from(["", "明", "美"]))
def test_a_masked_name_is_told_as_a_name_whatever_the_sign(surname, sign, end):
    told = f"{surname}{sign}{end or sign}"
    assert found(told, "姓名") == [("PERSON", told)]


@given(st.text(max_size=40), st.text(max_size=12))
def test_no_text_breaks_the_search_and_places_stand_inside_it(text, column):
    spans = find_all(text, column=column)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@given(st.one_of(NATIONAL, MOBILE))
def test_the_same_value_is_found_in_a_cell_alone_and_in_a_column(number):
    cells = lk.scan(pd.DataFrame({"欄": [number] * 3 + ["無"]})).cells
    assert cells.row.tolist() == [0, 1, 2]
    assert {(one.start, one.end) for one in cells.itertuples()} == {(0, len(number))}


@given(st.text(st.characters(categories=("L", "N", "P", "Z", "M")), max_size=30))
def test_places_are_those_of_the_text_as_given(text):
    number = "A123456789"
    for start, end in ((one.start, one.end) for one in find_all(f"{text}，{number}") if one.entity == "TW_NATIONAL_ID"):
        assert (
            unicodedata.normalize("NFKC", f"{text}，{number}"[start:end])
            .upper()
            .replace(" ", "")
            .replace("-", "")[1:]
            .isdigit()
        )


@given(st.from_regex(r"[0-9]{12,19}", fullmatch=True).filter(lambda text: any(sign != "0" for sign in text)))
def test_the_luhn_check_is_that_of_stdnum(number):
    assert luhn(number) == oracle.is_valid(number)


@given(st.from_regex(r"[0-9]{8}", fullmatch=True))
def test_the_check_of_company_numbers_takes_all_that_the_rule_before_112_took(number):
    assert is_ubn(number) or not oracle_ubn.is_valid(number)


@pytest.mark.parametrize(
    ("rule", "right", "wrong"),
    [
        (is_national_id, ["A123456789"], ["A123456788", "A023456789", "a123456789", "A12345678"]),
        (is_resident_id, ["A800000014"], ["A200501503", "A800501509"]),
        (is_old_resident_id, ["AA00000009", "CC00151114"], ["AA00000008", "AE00000009"]),
        (
            is_ubn,
            ["12345675", "04595257", "00501503", "00277104", "10000004", "10000026", "10000073", "10000171"],
            ["04595258", "1234567", "12345674"],
        ),
    ],
)
def test_check_digits_agree_with_published_examples(rule, right, wrong):
    assert [text for text in right if not rule(text)] == []
    assert [text for text in wrong if rule(text)] == []


@given(NATIONAL, st.integers(0, 9))
def test_one_wrong_digit_is_never_taken_for_a_national_id_without_its_column(number, digit):
    wrong = number[:5] + str(digit) + number[6:]
    told = {entity for entity, _ in found(wrong)}
    assert ("TW_NATIONAL_ID" in told) == is_national_id(wrong)


@pytest.mark.parametrize("column", ["", "聯絡電話", "姓名"])
def test_many_texts_at_once_hold_what_each_holds_alone(column):
    examples = [one for plug in RECOGNIZERS.values() for one in (*plug.hits, *plug.misses)]
    texts = [one[1] if isinstance(one, tuple) else one for one in examples]
    alone = {at: spans for at, text in enumerate(texts) if (spans := find_all(text, column=column))}
    assert find_in(texts, column=column) == alone
