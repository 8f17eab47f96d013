"""Tables as a spreadsheet leaves them: leading zeros lost, numbers with ``.0``, long numbers as 1.2E+11."""

from random import Random

from . import dates
from .accounts import long_card
from .columns import Labelled, harmless, numbers, personal, row_count, table
from .identifiers import ubn
from .lookalikes import amount
from .phones import landline_fields, mobile
from .written import digits


def _mobile(draw: Random) -> int:
    return int(mobile(draw))


def _ubn(draw: Random) -> int:
    return int(ubn(draw))


def _landline(draw: Random) -> int:
    return int("{area}{number}".format_map(landline_fields(draw)))


def _health_card(draw: Random) -> int:
    return int(draw.choice("123456789") + digits(draw, draw.choice([6, 7, 7, 7, 7, 7, 7, 7, 7])))


def _birth_of_the_republic(draw: Random) -> int:
    year, month, day = dates.year_month_day(draw, 1940, 2012)
    return (year - 1911) * 10000 + month * 100 + day


def _birth(draw: Random) -> int:
    year, month, day = dates.year_month_day(draw, 1930, 2012)
    return year * 10000 + month * 100 + day


def excel_numbers(draw: Random) -> Labelled:
    """Numbers where there should be text."""
    rows = row_count(draw)
    return table(
        "excel_numbers",
        harmless(draw, rows, "serial"),
        numbers(draw, rows, "手機", _mobile, entity="TW_MOBILE"),
        numbers(draw, rows, "緊急聯絡人手機", _mobile, entity="TW_MOBILE", missing=0.1),
        numbers(draw, rows, "統一編號", _ubn, entity="TW_UBN"),
        numbers(draw, rows, "買方統編", _ubn, entity="TW_UBN", missing=0.3),
        numbers(draw, rows, "電話", _landline, entity="TW_LANDLINE"),
        numbers(draw, rows, "健保卡號", _health_card, entity="TW_NHI_CARD"),
        numbers(draw, rows, "生日", _birth_of_the_republic, entity="BIRTH_DATE", dates=True),
        numbers(draw, rows, "出生日期", _birth, entity="BIRTH_DATE", dates=True, missing=0.1),
        numbers(draw, rows, "入帳帳號", lambda draw: int("1" + digits(draw, 11)), entity="TW_BANK_ACCOUNT"),
        numbers(draw, rows, "信用卡號", lambda draw: int(long_card(draw)), entity="CREDIT_CARD"),
        numbers(draw, rows, "護照號碼", lambda draw: int("3" + digits(draw, 8)), entity="TW_PASSPORT"),
        numbers(draw, rows, "病歷號", lambda draw: draw.randint(10**5, 10**7), entity="TW_MEDICAL_RECORD"),
        numbers(draw, rows, "總價元", amount),
        numbers(draw, rows, "決算數", lambda draw: draw.randint(9 * 10**8, 10**9), missing=0.1),
        numbers(draw, rows, "收件日期", lambda draw: int(dates.eight_digits(draw)), dates=True),
        numbers(draw, rows, "經度", lambda draw: draw.uniform(120, 122), missing=0),
        numbers(draw, rows, "件數", lambda draw: draw.randint(1, 9999)),
    )


def excel_texts(draw: Random) -> Labelled:
    """Texts that have been numbers once, and values without the words that usually tell them."""
    rows = row_count(draw)
    damaged = ("TW_MOBILE", "TW_UBN", "TW_LANDLINE", "TW_NHI_CARD", "BIRTH_DATE", "TW_BANK_ACCOUNT", "TW_PASSPORT")
    return table(
        "excel_texts",
        *(personal(draw, rows, entity, mode="excel") for entity in damaged),
        personal(draw, rows, "TW_LAND_PARCEL", "地號", mode="bare"),
        personal(draw, rows, "PERSON"),
        personal(draw, rows, "TW_PLATE", mode="bare"),
        harmless(draw, rows, "serial9"),
    )
