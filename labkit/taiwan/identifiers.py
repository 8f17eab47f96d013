"""Check digits of Taiwan's identifiers.

Source: 國民身分證統一編號 rule as published with the household registration rules (letter -> 10..35, weights
1 9 8 7 6 5 4 3 2 1 1, sum divisible by 10); new resident numbers (2021-01-02) follow it unchanged, old ones with the
second letter's last digit. 統一編號: 財政部財政資訊中心 營利事業統一編號檢查碼邏輯 (weights 1 2 1 2 1 2 4 1, the sum of the products'
digits divisible by 5 since 112年, formerly by 10; where the seventh digit is 7, the sum or the sum + 1).
"""

from __future__ import annotations

import re

LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
WEIGHTS = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
RESIDENT_ID = re.compile(r"[A-Z][89][0-9]{8}")
OLD_RESIDENT_ID = re.compile(r"[A-Z][A-D][0-9]{8}")
NATIONAL_ID = re.compile(r"[A-Z][12][0-9]{8}")
UBN = re.compile(r"[0-9]{8}")
UBN_WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)
UBN_DIVISOR, UBN_SPECIAL = 5, "7"


def is_national_id(text: str) -> bool:
    """Tell whether ``text`` (upper case, half width) is a well-formed 身分證統一編號 whose check digit holds.

    >>> is_national_id("A123456789"), is_national_id("A123456788")
    (True, False)
    """
    return bool(NATIONAL_ID.fullmatch(text)) and _sums_to_ten(text)


def is_resident_id(text: str) -> bool:
    """Tell whether ``text`` is a well-formed 新式統一證號 ([A-Z][89] and eight digits) whose check digit holds.

    >>> is_resident_id("A800000014"), is_resident_id("A800501509")
    (True, False)
    """
    return bool(RESIDENT_ID.fullmatch(text)) and _sums_to_ten(text)


def is_old_resident_id(text: str) -> bool:
    """Tell whether ``text`` is a well-formed 舊式統一證號 ([A-Z][A-D] and eight digits) whose check digit holds.

    >>> is_old_resident_id("AA00000009"), is_old_resident_id("AA00000008")
    (True, False)
    """
    return bool(OLD_RESIDENT_ID.fullmatch(text)) and _sums_to_ten(f"{text[0]}{LETTERS.index(text[1]) % 10}{text[2:]}")


def is_ubn(text: str) -> bool:
    """Tell whether ``text`` is a 統一編號 of eight digits whose check holds by the rule of 112年.

    >>> is_ubn("04595257"), is_ubn("04595258")
    (True, False)
    """
    if not UBN.fullmatch(text):
        return False
    products = [int(digit) * weight for digit, weight in zip(text, UBN_WEIGHTS, strict=True)]
    total = sum(product // 10 + product % 10 for product in products)
    return total % UBN_DIVISOR == 0 or (text[6] == UBN_SPECIAL and (total + 1) % UBN_DIVISOR == 0)


def _sums_to_ten(text: str) -> bool:
    digits = f"{LETTERS.index(text[0]) + 10}{text[1:]}"
    return sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True)) % 10 == 0


def check_digit(letter: str, seven_and_sex: str) -> str:
    """Return the tenth sign for a letter and the eight digits after it (for made-up people in sample data).

    >>> check_digit("A", "12345678")
    '9'
    """
    digits = f"{LETTERS.index(letter) + 10}{seven_and_sex}"
    return str(-sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=False)) % 10)
