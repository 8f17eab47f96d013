"""ROC (民國) and AD dates as agencies write them; a form that can be read two ways is never guessed.

Source: 民國 year = AD year - 1911. Written forms: agency files; 7 digits YYYMMDD as on chip cards and e-invoices.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from labkit.taiwan.numerals import chinese_number

ROC_OFFSET = 1911
SEPARATED = re.compile(
    r"^(?P<era>(?:中華)?民國前?|西元)?\s*(?P<y>[0-9]{1,4})\s*(?P<s>[年/.\-])\s*(?P<m>[0-9]{1,2})\s*(?:月|(?P=s))\s*(?P<d>[0-9]{1,2})\s*日?$"
)
COMPACT = re.compile(r"^(?P<y>[0-9]{3,4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})$")
WEEKDAY = re.compile(r"\s*[(（]?(?:星期|週|周|禮拜)?[一二三四五六日][)）]$")
NUMERAL = re.compile(r"([〇零○一二三四五六七八九十百]+|元)(?=[年月日])")
FORMS = {"年": "yyy年M月d日", "/": "yyy/M/d", ".": "yyy.M.d", "-": "yyy-M-d"}
SHORT = re.compile(r"[0-9]{1,2}\s*[/.\-]|[0-9]{6}$")
LATEST_ROC = 150
AD_YEARS = range(1800, 2201)
ROC_YEARS = range(1, 290)


@dataclass(frozen=True)
class ReadDate:
    """A date that was read: the day, its written form, and whether the year was ROC."""

    day: date
    form: str
    roc: bool


@dataclass(frozen=True)
class NotADate:
    """Why a text is no date: ``form`` (not written like one) or ``impossible`` (no such day)."""

    why: str


def read_date(text: str) -> ReadDate | NotADate:
    """Read one ROC or AD date of day precision.

    Accepts 113/1/5, 113.01.05, 113-1-5, 113年1月5日, 民國113年1月5日, 1130105 (7 digits, ROC), 2024/1/5, 20240105
    (8 digits, AD), 民國前5年3月2日, 一百一十三年元月五日; a weekday after the day (113/1/5(五)) is passed over.
    Two-digit years are ROC (99年1月1日). Full-width digits count. Six digits are refused: 980105 may be 民國98 or 1998.

    >>> read_date("113年1月5日").day.isoformat(), read_date("1130105").roc, read_date("113/2/30").why
    ('2024-01-05', True, 'impossible')
    """
    plain = WEEKDAY.sub("", unicodedata.normalize("NFKC", text).strip())
    plain = NUMERAL.sub(lambda found: str(chinese_number(found[1].replace("元", "一"))), plain)
    match = SEPARATED.match(plain)
    if match:
        form = FORMS[match["s"]]
        return _day(match, form, stated=match["era"])
    match = COMPACT.match(plain)
    return _day(match, "yyyMMdd", stated=None) if match else NotADate("form")


def _day(match: re.Match[str], form: str, *, stated: str | None) -> ReadDate | NotADate:
    year, roc = int(match["y"]), len(match["y"]) < 4  # noqa: PLR2004  (four digits are an AD year)
    if (stated == "西元") == roc and stated is not None:
        return NotADate("impossible")
    if year not in (ROC_YEARS if roc else AD_YEARS):
        return NotADate("impossible")
    offset = (ROC_OFFSET + 1 - 2 * year if stated and stated.endswith("前") else ROC_OFFSET) if roc else 0
    try:
        day = date(year + offset, int(match["m"]), int(match["d"]))
    except ValueError:
        return NotADate("impossible")
    return ReadDate(day, form if roc else form.replace("yyy", "yyyy"), roc)


def is_short_year(text: str) -> bool:
    """Tell whether a written day can be read two ways: its year has one or two digits, or lies after 民國150.

    >>> is_short_year("99/1/5"), is_short_year("99年1月5日"), is_short_year("201/1/5"), is_short_year("113/1/5")
    (True, False, True, False)
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if SHORT.match(plain):
        return True
    found = read_date(plain)
    return not isinstance(found, NotADate) and found.roc and found.day.year - ROC_OFFSET > LATEST_ROC


def roc_text(day: date) -> str:
    """Return ``day`` as official papers carry it.

    >>> roc_text(date(2025, 12, 5))
    '114年12月5日'
    """
    return f"{day.year - ROC_OFFSET}年{day.month}月{day.day}日"


def roc_stamp(day: date) -> str:
    """Return ``day`` for a file name.

    >>> roc_stamp(date(2025, 12, 5))
    '民國114年12月05日'
    """
    return f"民國{day.year - ROC_OFFSET}年{day.month:02}月{day.day:02}日"
