"""Registers of agencies: tables with honest headers.

A column is named by its entity or its harmless kind, with its header, or a choice of headers, after ``=``.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from .columns import Column, Labelled, harmless, notes, personal, row_count, table
from .foreign import name_in_passport
from .forms import FORMS, mark, marked_value
from .identifiers import mistyped

REGISTERS: dict[str, tuple[str, ...]] = {
    "land_registry": (
        *("case_dash", "day7", "cause", "PERSON", "ids_with_slips", "TW_ADDRESS", "TW_LAND_PARCEL"),
        *("any_phone=聯絡電話|電話|連絡電話/手機", "amount", "office"),
    ),
    "household": (
        *("TW_HOUSEHOLD_NO", "PERSON=戶長", "PERSON=姓名", "BIRTH_DATE", "TW_ADDRESS=戶籍地址"),
        *("TW_NATIONAL_ID=統號|國民身分證統一編號|身分證統一編號", "village", "neighbourhood", "education", "day8"),
    ),
    "hospital": (
        *("TW_MEDICAL_RECORD", "TW_NHI_CARD", "PERSON=病患姓名", "BIRTH_DATE", "TW_MOBILE", "department"),
        *("any_date=就診日期", "amount_with_commas=部分負擔金額", "serial"),
    ),
    "tax_business": (
        *("TW_UBN", "company", "PERSON=負責人|代表人", "TW_ADDRESS=營業地址", "TW_LANDLINE", "amount=應繳稅額"),
        *("day8=設立日期", "invoice", "EMAIL_ADDRESS"),
    ),
    "vehicles": (
        *("TW_PLATE", "PERSON=車主", "TW_NATIONAL_ID", "car_make", "engine", "car_colour", "fine"),
        *("amount_with_commas=罰鍰金額", "day7=違規日期", "TW_ADDRESS=車籍地址|違規地點地址"),
    ),
    "immigration": (
        *("TW_RESIDENT_ID", "TW_PASSPORT", "names_in_passports=英文姓名|外文姓名|Name (as in passport)"),
        *("nationality", "BIRTH_DATE", "PERSON=配偶姓名", "EMAIL_ADDRESS", "TW_MOBILE", "any_date=居留效期"),
    ),
    "subsidy_bank": (
        *("case", "PERSON=戶名", "TW_BANK_ACCOUNT", "bank", "amount=補助金額", "CREDIT_CARD", "any_date=撥款日期"),
        *("LINE_ID", "post"),
    ),
    "online_log": (
        *("EMAIL_ADDRESS", "IP_ADDRESS", "TW_CITIZEN_CERT", "TW_INVOICE_CARRIER", "version", "web_page"),
        *("timestamp", "LINE_ID", "hash", "file_path"),
    ),
    "english_headers": (
        *("PERSON=name", "TW_NATIONAL_ID=national_id", "TW_MOBILE=mobile", "EMAIL_ADDRESS=email"),
        *("TW_ADDRESS=address", "BIRTH_DATE=birthday", "TW_UBN=tax_id", "TW_PLATE=plate_no"),
        *("TW_BANK_ACCOUNT=bank_account", "amount=amount", "latitude=lat", "longitude=lon"),
    ),
}


def _any_phone(draw: Random, rows: int, header: str) -> Column:
    return notes(draw, rows, header, lambda draw: marked_value(draw, draw.choice(["TW_MOBILE", "TW_LANDLINE"])))


def _names_in_passports(draw: Random, rows: int, header: str) -> Column:
    return notes(draw, rows, header, lambda draw: mark("PERSON", name_in_passport(draw)))


def _ids_with_slips(draw: Random, rows: int, header: str) -> Column:
    column = personal(draw, rows, "TW_NATIONAL_ID", header)
    slips = [draw.random() < 0.02 for _ in range(rows)]
    cells = [
        f"{mistyped(cell.removesuffix('⟧'))}⟧" if slip and isinstance(cell, str) and cell.endswith("⟧") else cell
        for cell, slip in zip(column.cells, slips, strict=True)
    ]
    return replace(column, cells=cells)


_OTHER: dict[str, Callable[[Random, int, str], Column]] = {
    "any_phone": _any_phone,
    "names_in_passports": _names_in_passports,
    "ids_with_slips": _ids_with_slips,
}


def column(draw: Random, rows: int, request: str) -> Column:
    """The column that a request such as ``TW_ADDRESS=車籍地址|違規地點地址`` names."""
    kind, _, headers = request.partition("=")
    header = draw.choice(headers.split("|"))
    if kind in _OTHER:
        return _OTHER[kind](draw, rows, header)
    return personal(draw, rows, kind, header) if kind in FORMS else harmless(draw, rows, kind, header)


def registers(draw: Random) -> list[Labelled]:
    """All the registers."""
    built = []
    for name, requests in REGISTERS.items():
        rows = row_count(draw)
        built.append(table(name, *(column(draw, rows, request) for request in requests)))
    return built
