"""Check digits of Taiwan's identifiers.

Source: 國民身分證統一編號 rule as published with the household registration rules (letter -> 10..35, weights
1 9 8 7 6 5 4 3 2 1 1, sum divisible by 10); new resident numbers (2021-01-02) follow it unchanged.
"""

from __future__ import annotations

import re

LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
WEIGHTS = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
NATIONAL_ID = re.compile(r"[A-Z][12][0-9]{8}")


def is_national_id(text: str) -> bool:
    """Tell whether ``text`` (upper case, half width) is a well-formed 身分證統一編號 whose check digit holds.

    >>> is_national_id("A123456789"), is_national_id("A123456788")
    (True, False)
    """
    if not NATIONAL_ID.fullmatch(text):
        return False
    digits = f"{LETTERS.index(text[0]) + 10}{text[1:]}"
    return sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True)) % 10 == 0


def check_digit(letter: str, seven_and_sex: str) -> str:
    """Return the tenth sign for a letter and the eight digits after it (for made-up people in sample data).

    >>> check_digit("A", "12345678")
    '9'
    """
    digits = f"{LETTERS.index(letter) + 10}{seven_and_sex}"
    return str(-sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=False)) % 10)
