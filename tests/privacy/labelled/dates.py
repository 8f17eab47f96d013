"""Dates: births in their written forms, and dates that are nobody's birth."""

from random import Random

from .written import Forms, Maker, full_width, han, shapes, variants

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def year_month_day(draw: Random, first: int, last: int) -> tuple[int, int, int]:
    """A day between two years, the last one included."""
    return draw.randint(first, last), draw.randint(1, 12), draw.randint(1, 28)


def _fields(draw: Random, first: int, last: int) -> dict[str, object]:
    year, month, day = year_month_day(draw, first, last)
    roc = year - 1911
    return {
        "year": year,
        "roc": roc,
        "month": month,
        "day": day,
        "roc_han": han(roc),
        "month_han": han(month),
        "day_han": han(day),
        "month_name": MONTHS[month - 1],
        "before": draw.randint(1, 12),
    }


def birth_fields(draw: Random) -> dict[str, object]:
    """The pieces of a birth between 1930 and 2012."""
    return _fields(draw, 1930, 2012)


def recent_fields(draw: Random) -> dict[str, object]:
    """The pieces of a day of business between 2015 and 2025."""
    return _fields(draw, 2015, 2025)


_one = shapes(birth_fields, "{roc}/{month}/{day}")[0]
_long = shapes(birth_fields, "民國{roc}年{month}月{day}日")[0]

BIRTH_DATE = Forms(
    usual=shapes(
        birth_fields,
        "{roc}/{month}/{day}",
        "{roc:03}/{month:02}/{day:02}",
        "{roc:03}{month:02}{day:02}",
        "民國{roc}年{month}月{day}日",
        "{year}/{month:02}/{day:02}",
        "{year}{month:02}{day:02}",
        "{year}-{month:02}-{day:02}",
        "{roc}.{month:02}.{day:02}",
    ),
    odd=(
        *shapes(
            birth_fields,
            "{roc}年{month}月{day}日",
            "{roc}-{month}-{day}",
            "{roc}{month:02}{day:02}",
            "{roc_han}年{month_han}月{day_han}日",
            "民國{roc_han}年{month_han}月{day_han}日",
            "民國前{before}年{month}月{day}日",
            "民前{before}年{month}月{day}日",
            "民國元年{month}月{day}日",
            "{year}年{month}月{day}日",
            "西元{year}年{month}月{day}日",
            "{year}.{month}.{day}",
            "{year}/{month}/{day} 00:00:00",
            "{year}-{month:02}-{day:02} 00:00:00",
            "民國 {roc} 年 {month} 月 {day} 日",
            "{day:02}/{month:02}/{year}",
            "民{roc}.{month}.{day}",
            "⟦民國{roc}年{month}月{day}日⟧生",
            "{month_name} {day}, {year}",
        ),
        *variants(_one, full_width),
        *variants(_long, full_width),
    ),
    masked=shapes(birth_fields, "{roc}/**/**", "民國{roc}年○月○日", "{year}-**-**", "民國**年{month}月{day}日"),
    excel=(*shapes(birth_fields, "{year}{month:02}{day:02}.0"), lambda draw: str(draw.randint(12000, 40000))),
)

_RECENT = shapes(
    recent_fields,
    "{roc}/{month:02}/{day:02}",
    "{roc}{month:02}{day:02}",
    "{roc}.{month}.{day}",
    "民國{roc}年{month}月{day}日",
    "{roc}年{month}月{day}日",
    "{year}-{month:02}-{day:02}",
    "{year}{month:02}{day:02}",
    "{year}/{month}/{day}",
)


def recent_date(draw: Random) -> str:
    """A day of business in any written form."""
    return draw.choice(_RECENT)(draw)


def eight_digits(draw: Random) -> str:
    """A day as YYYYMMDD, which looks like a company number."""
    year, month, day = year_month_day(draw, 1990, 2025)
    return f"{year}{month:02}{day:02}"


def seven_digits(draw: Random) -> str:
    """A day of the republic as YYYMMDD."""
    year, month, day = year_month_day(draw, 2008, 2025)
    return f"{year - 1911:03}{month:02}{day:02}"


def timestamp(draw: Random) -> str:
    """A day and a time."""
    year, month, day = year_month_day(draw, 2019, 2025)
    hour, minute, second = draw.randint(0, 23), draw.randint(0, 59), draw.randint(0, 59)
    return f"{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"


def year_and_month(draw: Random) -> str:
    """A year of the republic and a month, as YYYMM."""
    return f"{draw.randint(100, 114)}{draw.randint(1, 12):02}"


DATE_MAKERS: dict[str, Maker] = {
    "day8": eight_digits,
    "day7": seven_digits,
    "any_date": recent_date,
    "timestamp": timestamp,
    "year_month": year_and_month,
}
