"""銀行帳號: ten to fourteen digits, often behind the bank's code; per-bank lengths are not published."""

from __future__ import annotations

import re

from labkit.privacy.recognizer import LEFT, RIGHT, Pattern, Recognizer, always
from labkit.privacy.recognizers._marks import THINGS, UNFLOATED

NAMES = re.compile(
    r"帳號|帳戶|存摺|匯款|撥款|劃撥|局號|iban|bank.?(?:account|no)|account.?(?:no|number)", re.IGNORECASE
)
LEAST, MOST = 10, 16


def check(text: str) -> bool:
    """Tell whether the digits are as many as an account with its bank code has."""
    return LEAST <= len(re.sub(r"\D", "", text)) <= MOST + 1


TW_BANK_ACCOUNT = Recognizer(
    entity="TW_BANK_ACCOUNT",
    label="銀行帳號",
    patterns=(
        Pattern(rf"{LEFT}[0-9]{{10,16}}{RIGHT}", 0.3),
        Pattern(rf"(?<![0-9A-Za-z])\(?[0-9]{{3}}\)?[ -]?[0-9]{{10,14}}{RIGHT}", 0.32),
        Pattern(rf"{LEFT}[0-9]{{3,7}}(?:[ -][0-9]{{1,8}}){{1,4}}{RIGHT}", 0.28),
        Pattern(
            r"(?<![0-9A-Za-z])(?:[0-9]{3,6}[*○〇]{3,8}[0-9]{2,6}|[*○〇]{3,11}[0-9]{3,6})(?![0-9A-Za-z*])",
            0.2,
            check=always,
        ),
        Pattern(
            rf"^(?:[0-9]{{6,14}}{UNFLOATED}|[0-9](?:\.[0-9]+)?[Ee]\+(?:09|1[0-5]))$",
            0.45,
            names=NAMES,
            check=always,
        ),
    ),
    names=NAMES,
    check=check,
    against=THINGS,
    words=("帳號", "帳戶", "匯款", "匯入", "存摺", "轉帳"),
    source="票據交換所 ACH field of 14 digits, padded with zeros; banks' accounts of 10 to 14 digits, code of 3 before them",
    confidence="medium",
    hits=(
        "帳號012345678901",
        "匯款帳號：700-0001234-0567890",
        ("銀行帳號", "00012345678901"),
        ("帳號", "(012)345678901234"),
        ("帳號", "1.23E+11"),
    ),
    misses=("012345678901", "案號012345678901", ("金額", "1234567890"), ("帳號", "wang_ming")),
)
