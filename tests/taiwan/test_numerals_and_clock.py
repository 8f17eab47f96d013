from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labkit.cleaning.step import Missing
from labkit.cleaning.steps.parse_date import ParseDate
from labkit.taiwan.clock import read_clock, read_moment
from labkit.taiwan.numerals import NotANumber, chinese_digits, chinese_number, read_number
from labkit.taiwan.phones import read_phone
from labkit.taiwan.roc_dates import NotADate


@given(st.integers(0, 999))
def test_numbers_in_chinese_are_read_back(number):
    assert chinese_number(chinese_digits(number)) == number


@given(st.decimals(-(10**12), 10**12, places=2))
def test_thousands_brackets_and_triangles_are_read_back(number):
    plain = f"{abs(number):,.2f}"
    assert read_number(plain) == abs(number)
    for form in (f"({plain})", f"△{plain}", f"▲ {plain}", f"－{plain}", f"-{plain}", f"NT${plain}元"):
        assert abs(read_number(form)) == abs(number)
    assert read_number(f"({plain})") == -abs(number)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("１，２００", 1200), ("3.5萬", 35000), ("12千元", 12000), ("1億2,000萬", 120_000_000), ("5萬3千", 53000), ("45%", "0.45"),
        ("5‰", "0.005"), ("一百零五", 105), ("壹仟貳佰元整", 1200), ("廿三", 23), ("新臺幣2,000元", 2000), ("+5", 5), (".5", "0.5"), ("二萬三千四百", 23400),
    ],
)  # fmt: skip
def test_numbers_as_agencies_write_them(text, value):
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1,23", "1,234,56", "0,123", "1.234.567", "(-5)", "3萬5", "2千5", "1億2"])
def test_numbers_that_can_be_read_two_ways_are_ambiguous(text):
    assert read_number(text) == NotANumber("ambiguous")


@pytest.mark.parametrize(
    "text",
    ["", "-", "約30", "3-5", "30以上", "二百五", "一萬二", "萬", "百", "A12", "12人", "1萬萬", "3千5萬", "(一)", "○"],
)
def test_what_is_no_number_stays_none(text):
    assert read_number(text) == NotANumber("form")


def test_units_that_are_named_are_taken_off():
    assert read_number("12人", ("人", "人次")) == read_number("12 人次", ("人", "人次")) == 12


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("(02)2311-3731轉123", "02-23113731#123"), ("０２－２３１１３７３１", "02-23113731"), ("+886-2-2311-3731", "02-23113731"),
        ("886912345678", "0912-345-678"), ("+886-0912345678", "0912-345-678"), ("04-7222151", "04-7222151"), ("04-22289111", "04-22289111"),
        ("037-320061", "037-320061"), ("049-2222106", "049-2222106"), ("0836-22345", "0836-22345"), ("082-325640", "082-325640"),
        ("0800024111", "0800-024-111"), ("912345678", "0912-345-678"), ("02-23113731 分機 12", "02-23113731#12"), ("0912.345.678", "0912-345-678"),
    ],
)  # fmt: skip
def test_telephone_numbers_are_written_alike(text, told):
    assert read_phone(text) == told
    assert read_phone(told) == told


@pytest.mark.parametrize(
    "text", ["2311-3731", "無", "0912345678、0922333444", "02-2311373", "12345", "", "1999", "02-1311-3731"]
)
def test_what_is_not_one_whole_number_is_left_alone(text):
    assert read_phone(text) is None


@given(st.times())
def test_times_are_read_back(clock):
    whole = clock.replace(microsecond=0)
    for form in (f"{whole:%H:%M:%S}", f"{whole:%H%M%S}", f"{whole.hour}時{whole.minute}分{whole.second}秒"):
        assert read_clock(form) == whole
    afternoon = f"{'下午' if whole.hour >= 12 else '上午'}{whole.hour % 12 or 12}:{whole.minute:02}:{whole.second:02}"
    assert read_clock(afternoon) == whole


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("25:00", "impossible"),
        ("12:60", "impossible"),
        ("956", "ambiguous"),
        ("略", "form"),
        ("上午13:00", "impossible"),
    ],
)
def test_times_that_are_none_say_why(text, why):
    assert read_clock(text) == NotADate(why)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("102年01月01日 03時15分", "2013-01-01T03:15:00"), ("2024-01-05T10:00", "2024-01-05T10:00:00"),
        ("113/1/5 14:30", "2024-01-05T14:30:00"), ("113年1月5日下午2時30分", "2024-01-05T14:30:00"), ("2024/1/5 上午 12:05:00", "2024-01-05T00:05:00"),
    ],
)  # fmt: skip
def test_moments_are_read(text, told):
    assert read_moment(text).isoformat() == told


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("113/1/5", "no_time"),
        ("略", "form"),
        ("113/2/30 10:00", "impossible"),
        ("113/1/5 25:00", "impossible"),
        ("99/1/5 14:30", "ambiguous"),
    ],
)
def test_moments_that_are_none_say_why(text, why):
    assert read_moment(text) == NotADate(why)


def ambiguous_days():
    for year in range(1, 100):
        for month, day in ((1, 5), (5, 12), (10, 9), (12, 31)):
            yield from (f"{year}{sign}{month}{sign}{day}" for sign in "/.-")
            yield f"{year:02}{month:02}{day:02}"
    yield from (f"{year}/{month}/{day}" for year in range(151, 290) for month, day in ((1, 5), (12, 31)))


def test_of_days_that_can_be_read_two_ways_none_becomes_a_date():
    days = list(ambiguous_days())
    assert len(days) > 1_800
    step = ParseDate(columns=("日",))
    assert [text for text in days if not isinstance(step.value(text), Missing)] == []
    assert all(step.value(text) == Missing("ambiguous") for text in days)
