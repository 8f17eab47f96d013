"""身分證統一編號."""

from __future__ import annotations

import re

from labkit.privacy.recognizer import Recognizer
from labkit.taiwan.identifiers import is_national_id


def check(text: str) -> bool:
    """Tell whether the check digit holds, whatever case and separators the value is written with."""
    return is_national_id(re.sub(r"[\s-]", "", text).upper())


TW_NATIONAL_ID = Recognizer(
    entity="TW_NATIONAL_ID",
    label="身分證統一編號",
    patterns=(r"(?<![A-Za-z0-9])[A-Za-z][ -]?[12](?:[ -]?[0-9]){8}(?![0-9A-Za-z])",),
    names=re.compile(r"身分證|身份證|統一證號|國民.*號"),
    check=check,
    words=("身分證", "身份證", "統一編號"),
    source="國民身分證統一編號 rule (household registration rules §3); check digit as published",
    confidence="high",
    hits=("A123456789", "身分證字號A123456789號", "a123456789", "A-123456789", "A1234 56789"),
    misses=("A123456788", "AA123456789", "A1234567890", "A323456789", "A12345678"),
    score=0.95,
)
