from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import labkit as lk
from labkit.taiwan.identifiers import LETTERS, check_digit, is_national_id
from labkit.taiwan.roc_dates import NotADate, read_date, roc_stamp, roc_text
from labkit.taiwan.roc_periods import read_period
from labkit.taiwan.surnames import has_surname
from labkit.taiwan.variants import is_private, unify

DAYS = st.dates(date(1912, 1, 1), date(2199, 12, 31))


@given(DAYS)
def test_every_written_form_of_a_day_is_read_back(day):
    year = day.year - 1911
    forms = [
        f"{year}/{day.month}/{day.day}",
        f"{year}-{day.month:02}-{day.day:02}",
        f"{year}.{day.month}.{day.day}",
        f"{year}年{day.month}月{day.day}日",
        f"民國{year}年{day.month:02}月{day.day:02}日",
        f"{day.year}/{day.month}/{day.day}",
        day.isoformat(),
        f"{day.year}{day.month:02}{day.day:02}",
        roc_text(day),
    ]
    if year >= 100:
        forms.append(f"{year}{day.month:02}{day.day:02}")
    for form in forms:
        found = read_date(form)
        assert not isinstance(found, NotADate), form
        assert found.day == day


@pytest.mark.parametrize(
    "text", ["113/2/30", "113/13/1", "1130230", "20240230", "0/1/1", "民國2024年1月1日", "西元113年1月1日", "500/1/1"]
)
def test_days_that_do_not_exist_are_told_apart(text):
    assert read_date(text) == NotADate("impossible")


@pytest.mark.parametrize(
    "text", ["980105", "10月01日", "113年", "113年第1季", "略", "", "A123456789", "1234567890", "113/1", "1/2/3/4"]
)
def test_what_can_be_read_two_ways_or_not_at_all_is_never_guessed(text):
    assert read_date(text) == NotADate("form")


def test_seven_and_eight_digits_are_never_confused():
    assert read_date("1130105").day == date(2024, 1, 5)
    assert read_date("20240105").day == date(2024, 1, 5)
    assert read_date("１１３／１／５").day == date(2024, 1, 5)
    assert read_date("0860619").day == date(1997, 6, 19)


def test_official_papers_carry_roc_dates():
    assert (roc_text(date(2025, 12, 5)), roc_stamp(date(2025, 12, 5))) == ("114年12月5日", "民國114年12月05日")


@pytest.mark.parametrize("number", ["A123456789", "F131104093", "A100000001"])
def test_published_national_ids_are_valid(number):
    assert is_national_id(number) == (number[-1] == check_digit(number[0], number[1:9]))


@given(st.sampled_from(LETTERS), st.sampled_from("12"), st.integers(0, 9_999_999))
def test_exactly_one_check_digit_of_ten_is_right(letter, sex, digits):
    stem = f"{letter}{sex}{digits:07}"
    assert [d for d in "0123456789" if is_national_id(stem + d)] == [check_digit(letter, stem[1:])]


@pytest.mark.parametrize(
    ("number", "valid"),
    [("A123456789", True), ("A123456788", False), ("A323456789", False), ("a123456789", False), ("A12345678", False)],
)
def test_vectors_that_others_published(number, valid):
    assert is_national_id(number) is valid


def test_radicals_and_widths_are_unified():
    assert unify("⻑照２．０") == "長照2.0"
    assert unify("⻑①", width=False) == "長①"
    assert is_private("\ue000")
    assert not is_private("里")


@pytest.mark.parametrize(
    ("name", "known"), [("王小明", True), ("歐陽菲", True), ("張簡大明", True), ("臺北市", False), ("", False)]
)
def test_surnames(name, known):
    assert has_surname(name) is known


def test_days_around_the_new_year_keep_their_year():
    day = date(2023, 12, 31)
    assert read_date("112/12/31").day + timedelta(days=1) == read_date("113/1/1").day == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "first", "last", "grain"),
    [
        ("113年第1季", "2024-01-01", "2024-03-31", "quarter"),
        ("112學年度", "2023-08-01", "2024-07-31", "year"),
        ("113年", "2024-01-01", "2024-12-31", "year"),
        ("民國113年度", "2024-01-01", "2024-12-31", "year"),
        ("113年上半年", "2024-01-01", "2024-06-30", "half"),
        ("113年2月", "2024-02-01", "2024-02-29", "month"),
        ("105Y12M", "2016-12-01", "2016-12-31", "month"),
        ("2024年", "2024-01-01", "2024-12-31", "year"),
        ("102年01月01日 02時20分", "2013-01-01", "2013-01-01", "moment"),
        ("103/12/31(104/01/28解除)", "2014-12-31", "2014-12-31", "several"),
    ],
)
def test_periods_are_read_with_their_first_and_last_day(text, first, last, grain):
    read = read_period(text)
    assert (read.first.isoformat(), read.last.isoformat(), read.grain) == (first, last, grain)


@pytest.mark.parametrize("text", ["10501", "113", "113年13月", "西元113年", "大安里", "", "113年第5季", "3年級"])
def test_what_may_be_another_number_is_no_period(text):
    assert isinstance(read_period(text), NotADate)


def test_digits_alone_are_a_period_only_where_the_name_says_so():
    frame = pd.DataFrame(
        {"統計年月": ["10501", "10502"], "門號": ["10501", "10502"], "年度": [113, 114], "人數": [113, 114]}
    )
    assert lk.profile(frame).frame["kind"].tolist() == ["roc_date", "number", "roc_date", "number"]
