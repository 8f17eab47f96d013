"""身分證統一編號."""

from __future__ import annotations

import re
from collections.abc import Sequence

from labkit.privacy.recognizer import Pattern, Recognizer, always
from labkit.privacy.recognizers._marks import GAP, MASK, THINGS, without_gaps
from labkit.taiwan.identifiers import is_national_id
from labkit.taiwan.identifiers_at_once import are_valid


def check(text: str) -> bool:
    """Tell whether the check digit holds, whatever case and separators the value is written with."""
    return is_national_id(without_gaps(text))


def checks(texts: Sequence[str]) -> Sequence[bool]:
    """Tell it for many texts at once."""
    return are_valid([without_gaps(text) for text in texts], "national_id")


TW_NATIONAL_ID = Recognizer(
    entity="TW_NATIONAL_ID",
    label="身分證統一編號",
    patterns=(
        Pattern(rf"(?<![A-Za-z0-9])[A-Za-z]{GAP}[12](?:{GAP}[0-9]){{8}}(?![0-9A-Za-z])", 0.95),
        Pattern(
            rf"(?<![A-Za-z0-9])[A-Z](?:[12]|{MASK})(?=[0-9]*{MASK}{{2}})[0-9*○〇◯●□Xx#_]{{8}}(?![0-9A-Za-z*○〇◯●□#_])",
            0.7,
            check=always,
        ),
    ),
    names=re.compile(
        r"身[分份]證|統一證號|國民.*號|^統號$|^id[ _.]?(?:no|number|card)?\.?$|national.?id", re.IGNORECASE
    ),
    check=check,
    checks=checks,
    words=("身分證", "身份證", "統一編號", "證號"),
    against=THINGS,
    chance=0.1,
    source="戶籍法施行細則 and 國民身分證及戶口名簿格式內容製發相片影像檔建置管理辦法 §3-4 (law.moj.gov.tw D0030030); check digit as published",
    confidence="high",
    hits=(
        "A123456789",
        "身分證字號A123456789號",
        "a123456789",
        "A-123456789",
        "A1234 56789",
        "A12-345-6789",
        "A12****789",
        "A1********",
        "A123○○○789",
    ),
    misses=("A123456788", "AA123456789", "A1234567890", "A323456789", "A12345678", "料號A123456789", "A12****78"),
)
