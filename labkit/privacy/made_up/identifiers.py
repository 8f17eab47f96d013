"""Identifiers that nobody bears, in the written form of the column's real ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from random import Random

from labkit.privacy.made_up.real import Maker, RealColumn
from labkit.privacy.made_up.reserved import GIVEN, LATIN_NAMES, ROAD, SECTION
from labkit.taiwan.identifiers import LETTERS, check_digit, is_ubn
from labkit.taiwan.personal_names import MASK
from labkit.taiwan.surnames import COMMON

SURNAMES = "陳林黃張李王吳劉蔡楊"
WIDER = sorted(COMMON)
PATIENCE = 20
FORM = re.compile(r"[0-9A-Za-z ()/.#+\-]+")
MASK_SIGN = re.compile(MASK)
LONGEST = 30


def national_id(draw: Random, second: str = "12") -> str:
    """Return an ID number whose check digit is wrong."""
    letter = draw.choice(LETTERS)
    body = f"{draw.choice(second)}0000{draw.randint(0, 999):03}"
    sex = body if body[0].isdigit() else f"{LETTERS.index(body[0]) % 10}{body[1:]}"
    right = int(check_digit(letter, sex))
    return f"{letter}{body}{(right + draw.randint(1, 9)) % 10}"


def name(draw: Random, attempt: int = 0, like: str = "王小明") -> str:
    """Return a name that says that it is none, masked where ``like`` is.

    >>> name(Random(1), like="王○明")[1:], name(Random(1), like="王小明")[1:] in GIVEN
    ('○試', True)
    """
    if like.isascii():
        made = draw.choice(LATIN_NAMES)
        return made.upper() if like.isupper() else made
    surname = draw.choice(SURNAMES if attempt < PATIENCE else WIDER)
    if MASK_SIGN.search(like) and len(like) in {2, 3}:
        return surname + "".join(sign if MASK_SIGN.fullmatch(sign) else "試" for sign in like[1:])
    return surname + (draw.choice(GIVEN) if len(like) != 2 else "測")  # noqa: PLR2004


def zeros(draw: Random, digits: int) -> str:
    """Return a number of zeros with up to three digits behind them."""
    return f"{draw.randint(1, 10 ** min(3, digits) - 1):0{digits}}"


def ubn(draw: Random) -> str:
    """Return a 統一編號 whose check digit is wrong."""
    return next(made for _ in range(100) if not is_ubn(made := zeros(draw, 8)))


SIGNS: dict[str, Callable[[Random], str]] = {
    "TW_NATIONAL_ID": national_id,
    "TW_RESIDENT_ID": lambda draw: national_id(draw, "89"),
    "TW_MOBILE": lambda draw: f"09000000{draw.randint(0, 99):02}",
    "TW_LANDLINE": lambda draw: f"02000000{draw.randint(0, 99):02}",
    "TW_PLATE": lambda draw: f"{''.join(draw.choices('TSXZ', k=3))}0000",
}
TEXTS: dict[str, Callable[[Random], str]] = {
    "EMAIL_ADDRESS": lambda draw: f"user{draw.randint(1, 999):03}@example.com",
    "IP_ADDRESS": lambda draw: f"192.0.2.{draw.randint(1, 254)}",
    "LINE_ID": lambda draw: f"test_{draw.randint(1, 999):03}",
    "TW_ADDRESS": lambda draw: f"測試市範例區{ROAD}{draw.randint(1, 99)}號",
    "TW_LAND_PARCEL": lambda draw: f"{SECTION}{draw.randint(1, 999):04}-0000地號",
    "TW_INVOICE_CARRIER": lambda draw: f"/TEST{draw.randint(0, 999):03}",
    "TW_CITIZEN_CERT": lambda draw: f"TT{zeros(draw, 14)}",
    "TW_HOUSEHOLD_NO": lambda draw: f"T{zeros(draw, 7)}",
    "TW_UBN": ubn,
}
KNOWN = frozenset(
    {*SIGNS, *TEXTS, "PERSON", "TW_PASSPORT", "TW_NHI_CARD", "TW_MEDICAL_RECORD", "TW_BANK_ACCOUNT", "CREDIT_CARD"}
)


def maker(column: RealColumn) -> Maker:
    """Return a maker of identifiers of the column's entity; where that is not known, numbers of zeros in its shape."""
    samples = list(column.counts)[:500] or [""]

    def make(draw: Random, attempt: int) -> str:
        like = unicodedata.normalize("NFKC", draw.choice(samples)).strip()
        if column.entity == "PERSON" and column.stored == "text":
            return name(draw, attempt, like)
        if column.entity in TEXTS and column.stored == "text":
            return TEXTS[column.entity](draw)
        return _in_form(column.entity, like, draw, number=column.stored == "number")

    return make


def _in_form(entity: str, like: str, draw: Random, *, number: bool) -> str:
    """Return signs that nobody bears between the separators of ``like``."""
    if number:
        return _number(entity, len(re.sub(r"\D", "", like)), draw)
    signs = SIGNS[entity](draw) if entity in SIGNS else ""
    slots = [sign for sign in like if sign.isalnum()]
    if not FORM.fullmatch(like) or len(like) > LONGEST or (signs and len(slots) != len(signs)):
        return signs or zeros(draw, 8)
    if not signs:
        digits = iter(zeros(draw, max(1, sum(map(str.isdigit, slots)))))
        return "".join(next(digits) if sign.isdigit() else "T" if sign.isalpha() else sign for sign in like)
    poured = iter(signs)
    made = [(next(poured), sign) if sign.isalnum() else (sign, sign) for sign in like]
    return "".join(sign.lower() if old.islower() else sign for sign, old in made)


def _number(entity: str, digits: int, draw: Random) -> str:
    """Return a whole number of as many digits: a mobile without its zero, or a one followed by zeros."""
    if entity == "TW_MOBILE":
        return f"9000000{draw.randint(0, 99):02}"
    return str(10 ** max(digits - 1, 3) + draw.randint(0, 999))
