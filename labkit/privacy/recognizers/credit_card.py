"""信用卡號: the networks' number ranges and the Luhn check; other ranges need context."""

from __future__ import annotations

import re

from labkit.privacy.recognizer import LEFT, RIGHT, Pattern, Recognizer, always
from labkit.privacy.recognizers._marks import MASK, UNFLOATED

NAMES = re.compile(r"信用卡|卡號|credit.?card|card.?(?:no|number)", re.IGNORECASE)
RANGES = re.compile(
    "4[0-9]{15}(?:[0-9]{3})?|5[1-5][0-9]{14}|2(?:22[1-9]|2[3-9][0-9]|[3-6][0-9]{2}|7[01][0-9]|720)[0-9]{12}"
    "|35(?:2[89]|[3-8][0-9])[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[689][0-9])[0-9]{11}|6(?:011|4[4-9][0-9]|5[0-9]{2})[0-9]{12}|62[0-9]{14,17}"
)
NINE = 9


def luhn(text: str) -> bool:
    """Tell whether the Luhn check of ISO/IEC 7812-1 holds.

    >>> luhn("4111 1111 1111 1111"), luhn("4111111111111112")
    (True, False)
    """
    digits = [int(sign) for sign in re.sub(r"\D", "", text)]
    doubled = [digit * 2 - NINE * (digit * 2 > NINE) for digit in digits[-2::-2]]
    return bool(any(digits)) and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def of_a_network(text: str) -> bool:
    """Tell whether a number lies in a network's range and passes the Luhn check."""
    return bool(RANGES.fullmatch(re.sub(r"\D", "", text))) and luhn(text)


CREDIT_CARD = Recognizer(
    entity="CREDIT_CARD",
    label="信用卡號",
    patterns=(
        Pattern(rf"{LEFT}(?<![A-Za-z]-)[2-6][0-9]{{13,18}}{RIGHT}", 0.75, check=of_a_network),
        Pattern(
            rf"{LEFT}(?<![A-Za-z]-)[2-6][0-9]{{3}}(?:([ .-])[0-9]{{4}}\1[0-9]{{4}}\1[0-9]{{4}}(?:\1[0-9]{{3}})?|[ -][0-9]{{6}}[ -][0-9]{{4,5}}){RIGHT}",
            0.8,
            check=of_a_network,
            hint="[2-6][0-9]{3}[ .-][0-9]{4,6}[ .-]",
        ),
        Pattern(rf"{LEFT}[1-9](?:[ -]?[0-9]){{12,18}}{RIGHT}", 0.33),
        Pattern(
            rf"(?<![0-9A-Za-z])[2-6][0-9]{{3}}[ -]?[0-9]{{0,2}}{MASK}{{2,4}}[ -]?{MASK}{{4}}[ -]?[0-9]{{3,4}}(?![0-9A-Za-z*])",
            0.7,
            check=always,
        ),
        Pattern(
            rf"^(?:[0-9]{{13,19}}{UNFLOATED}|[2-6](?:\.[0-9]+)?[Ee]\+1[3-8])$",
            0.25,
            names=NAMES,
            check=lambda text: "E" in text.upper() or luhn(re.sub(r"\.0+$", "", text)),
        ),
    ),
    names=NAMES,
    check=luhn,
    words=("信用卡", "卡號", "VISA", "Visa", "刷卡"),
    against=("料號", "品號", "貨號", "產品", "條碼", "批號", "訂單", "案號", "文號", "發票"),
    chance=0.1,
    source="ISO/IEC 7812-1: Luhn check; number ranges as the networks publish them",
    confidence="high",
    hits=(
        "4111111111111111",
        "卡號4111 1111 1111 1111",
        "5555-5555-5555-4444",
        "378282246310005",
        "3782 822463 10005",
        "4111-****-****-1111",
        ("信用卡號", "4.11E+15"),
    ),
    misses=("4111111111111112", "條碼4711234567893", "9111111111111111", "41111111111111111111"),
)
