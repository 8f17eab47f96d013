"""Numbers that the state gives to people and companies."""

from random import Random

from .checks import close_id, ubn_holds
from .written import (
    CAPITALS,
    Forms,
    Maker,
    cut,
    digits,
    first_full_width,
    full_width,
    hide,
    pattern,
    variants,
)

COUNTY_LETTERS = "AAAABBBBCDDDEEEEFFFFFFGHHHHIJJKKLMNNNOPPQQRSTTUVWXYZ"  # by population, roughly


def national_id(draw: Random) -> str:
    """A national id with the right check digit."""
    return close_id(draw.choice(COUNTY_LETTERS) + draw.choice("12") + digits(draw, 7))


def resident_id(draw: Random) -> str:
    """A resident's number, in the form of 2021 or, less often, in the older one with two letters."""
    letter = draw.choice(COUNTY_LETTERS)
    if draw.random() < 0.6:
        return close_id(letter + draw.choice("89") + draw.choice("0001234567789") + digits(draw, 6))
    return close_id(letter + draw.choice("ABCD") + digits(draw, 7))


def ubn(draw: Random) -> str:
    """A company number with the right check digit, four in five of them under the rule before 2023."""
    divisor = draw.choice([10, 10, 10, 10, 5])
    while True:
        number = draw.choice("0122345578899") + digits(draw, 7)
        if ubn_holds(number, divisor) and not number.startswith("000"):
            return number


def medical_record(draw: Random) -> str:
    """A hospital's number of a patient; some have leading zeros."""
    return draw.choice(["", "", "0", "00"]) + digits(draw, 1, "123456789") + digits(draw, draw.choice([5, 6, 6, 7]))


def household(draw: Random) -> str:
    """A household number; one in five has a second letter."""
    number = draw.choice(COUNTY_LETTERS) + digits(draw, 7)
    if draw.random() < 0.8:
        return number
    place = draw.randint(1, 3)
    return number[:place] + draw.choice(CAPITALS) + number[place + 1 :]


def _personal_number(maker: Maker) -> Forms:
    return Forms(
        usual=(maker,),
        odd=variants(
            maker,
            str.lower,
            full_width,
            first_full_width,
            cut("{} {} {}", 4, 3, 3),
            cut("{} {}", 1, 9),
            cut("{}-{}", 1, 9),
            "(⟦{}⟧)",
            "（⟦{}⟧）",
            " ⟦{}⟧  ",
            "'⟦{}⟧",
        ),
        masked=variants(
            maker,
            hide(3, 7),
            hide(6, 10),
            hide(2, 8),
            hide(5, 10),
            hide(4, 8, "X"),
            hide(4, 7, "○"),
            hide(3, 8, "＊"),
        ),
    )


_passport = pattern("3########")
_health_card = pattern("0000########")
_certificate = pattern("??##############")
_short_card = pattern(*(f"{first}#######" for first in "123456789"))

NATIONAL_ID = _personal_number(national_id)
RESIDENT_ID = _personal_number(resident_id)
PASSPORT = Forms(
    usual=(_passport, pattern("#########")),
    odd=variants(_passport, full_width, cut("{} {} {}", 3, 3, 3), "(⟦{}⟧)"),
    masked=variants(_passport, hide(3, 6), hide(5, 9)),
    bare=(pattern("B#######", "C#######", "N#######", "P#######"), pattern("E########"), pattern("P#######A")),
    excel=(*variants(_passport, "{}.0"), pattern("########")),
)
UBN = Forms(
    usual=(ubn,),
    odd=variants(ubn, full_width, cut("{} {}", 4, 4), cut("{}-{}", 4, 4), "(⟦{}⟧)", " ⟦{}⟧ "),
    masked=variants(ubn, hide(3, 6), hide(4, 8)),
    excel=variants(ubn, lambda number: number.lstrip("0"), "{}.0"),
)
HEALTH_CARD = Forms(
    usual=(_health_card, pattern("0000 #### ####"), pattern("0000-####-####")),
    odd=variants(_health_card, full_width, "(⟦{}⟧)"),
    masked=(*variants(_health_card, hide(6, 10)), pattern("0000-****-####")),
    bare=(pattern("############"),),
    excel=variants(_short_card, "{}", "{}.0"),
)
MEDICAL_RECORD = Forms(
    usual=(medical_record,),
    odd=(
        *variants(medical_record, full_width),
        pattern("A#######", "B#######", "M#######", "C#######", "H#######"),
        pattern("M-######", "OPD-######", "ER-######"),
        pattern("####-###"),
    ),
    masked=(pattern("###**##"), pattern("####****")),
    excel=variants(medical_record, lambda number: number.lstrip("0") + ".0"),
)
HOUSEHOLD = Forms(
    usual=(household,),
    odd=variants(household, str.lower, full_width, "(⟦{}⟧)"),
    masked=variants(household, hide(3, 6), hide(4, 8)),
)
CERTIFICATE = Forms(
    usual=(_certificate,),
    odd=variants(_certificate, str.lower, full_width, cut("{} {} {} {}", 4, 4, 4, 4), cut("{}-{}", 2, 14)),
    masked=variants(_certificate, hide(6, 12)),
)


def mistyped(number: str) -> str:
    """The number with its last digit off by one; a number that ends otherwise stays."""
    last = number[-1]
    return number[:-1] + str((int(last) + 1) % 10) if last.isascii() and last.isdigit() else number
