"""Bank accounts, credit cards and the carriers that invoices are saved on."""

from random import Random

from .checks import close_card
from .written import (
    CAPITALS,
    DIGITS,
    Forms,
    cut,
    digits,
    first_full_width,
    full_width,
    hide,
    pattern,
    shapes,
    then,
    variants,
    words,
)

BANKS = words("004 005 006 007 008 009 011 012 013 017 050 103 118 700 803 805 806 807 808 812 816 822")
VISA = ("4311", "4579", "4033", "4284", "4938")
MASTERCARD = ("51", "52", "53", "54", "55", "2221", "2310", "2720")


def account(draw: Random) -> str:
    """An account number of ten to fourteen digits."""
    return draw.choice("001234567") + digits(draw, draw.choice([10, 11, 12, 12, 12, 13, 14, 14]) - 1)


def _account_fields(draw: Random) -> dict[str, object]:
    return {"bank": draw.choice(BANKS), "account": account(draw), "head": digits(draw, 3), "tail": digits(draw, 4)}


def _card_of(draw: Random, head: str, size: int = 16) -> str:
    return close_card(head + digits(draw, size - len(head) - 1))


def long_card(draw: Random) -> str:
    """A card number of sixteen digits that passes the Luhn check."""
    heads = (draw.choice(VISA), draw.choice(MASTERCARD), str(draw.randint(3528, 3589)))
    return _card_of(draw, draw.choices(heads, [42, 30, 28])[0])


def amex(draw: Random) -> str:
    """A card number of fifteen digits."""
    return _card_of(draw, draw.choice(["34", "37"]), 15)


def card(draw: Random) -> str:
    """A card number of any kind."""
    kind = draw.random()
    if kind < 0.88:
        return long_card(draw)
    return amex(draw) if kind < 0.95 else _card_of(draw, "62")


def carrier(draw: Random) -> str:
    """A slash and seven signs, the bar code of a mobile phone's invoices."""
    signs = (draw.choice(DIGITS + CAPITALS if draw.random() < 0.93 else ".+-") for _ in range(7))
    return "/" + "".join(signs)


_dashed = cut("{}-{}-{}-{}", 4, 4, 4, 4)
_spaced = cut("{} {} {} {}", 4, 4, 4, 4)

BANK_ACCOUNT = Forms(
    usual=(account, *shapes(_account_fields, "{bank}-{account}"), pattern("700-#######-#######")),
    odd=(
        *shapes(_account_fields, "({bank}){account}", "{bank} {account}"),
        *variants(account, full_width),
        pattern("###-##-######-#"),
        pattern("#######-#######"),
        pattern("#### #### ####"),
        pattern("郵局⟦##############⟧"),
    ),
    masked=(
        *variants(account, hide(4, 8)),
        pattern("*****#####"),
        *shapes(_account_fields, "{bank}-{head}*****{tail}"),
    ),
    excel=(
        *variants(account, lambda number: number.lstrip("0") + ".0"),
        lambda draw: f"{draw.randint(1, 9)}.{digits(draw, 5)}E+{draw.choice([11, 12, 13])}",
    ),
)
CREDIT_CARD = Forms(
    usual=(card, *variants(long_card, _dashed, _spaced)),
    odd=(
        *variants(card, full_width, "(⟦{}⟧)"),
        *variants(long_card, then(_dashed, full_width)),
        *variants(amex, cut("{} {} {}", 4, 6, 5)),
    ),
    masked=variants(
        long_card,
        cut("{0}-****-****-{3}", 4, 4, 4, 4),
        cut("{0}******{2}", 6, 6, 4),
        cut("{0}-{1}XX-XXXX-{3}", 4, 2, 6, 4),
        cut("{0} **** **** {3}", 4, 4, 4, 4),
    ),
    excel=(pattern("4.#####E+15", "5.#####E+15"),),
)
CARRIER = Forms(
    usual=(carrier,),
    odd=variants(carrier, first_full_width, str.lower, "(⟦{}⟧)", " ⟦{}⟧"),
    masked=variants(carrier, cut("{0}***{2}", 3, 3, 2), cut("{}****", 4)),
)
