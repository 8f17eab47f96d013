"""手機條碼載具: a slash and seven signs."""

from __future__ import annotations

import re

from labkit.privacy.recognizer import Pattern, Recognizer, always


def check(text: str) -> bool:
    """Tell whether a letter stands among the signs: digits alone are part of a date or a path."""
    return bool(re.search("[A-Za-z]", text))


NAMES = re.compile(r"載具|手機條碼|carrier|3J0002", re.IGNORECASE)

TW_INVOICE_CARRIER = Recognizer(
    entity="TW_INVOICE_CARRIER",
    label="發票載具",
    patterns=(
        Pattern(r"(?<![0-9A-Za-z./+-])/[0-9A-Z.+-]{7}(?![0-9A-Za-z./+-])", 0.6, check=check),
        Pattern(r"(?<![0-9A-Za-z./+-])/[0-9A-Za-z.+-]{7}(?![0-9A-Za-z./+-])", 0.3),
        Pattern(r"(?<![0-9A-Za-z./+-])/(?=[^*○]{0,6}[*○]{2})[0-9A-Z.+*○-]{7}(?![0-9A-Za-z./+*-])", 0.55, check=always),
    ),
    names=NAMES,
    check=always,
    words=("載具", "手機條碼", "條碼"),
    source="財政部 電子發票 carrier type 3J0002: / and seven of 0-9 A-Z . + -",
    confidence="medium",
    hits=("/ABC1234", "載具/A.C+1-4", ("手機條碼", "/1234567")),
    misses=("/ABC123", "A/ABC1234", "/abc1234", "/1234567", "https://ABC1234"),
)
