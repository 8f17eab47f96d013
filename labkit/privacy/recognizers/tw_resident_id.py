"""新式統一證號 of foreign residents and others without household registration (since 2021-01-02)."""

from __future__ import annotations

import re

from labkit.privacy.recognizer import Recognizer
from labkit.taiwan.identifiers import is_resident_id


def check(text: str) -> bool:
    """Tell whether the check digit holds, whatever case and separators the value is written with."""
    return is_resident_id(re.sub(r"[\s-]", "", text).upper())


TW_RESIDENT_ID = Recognizer(
    entity="TW_RESIDENT_ID",
    label="統一證號",
    patterns=(r"(?<![A-Za-z0-9])[A-Za-z][ -]?[89](?:[ -]?[0-9]){8}(?![0-9A-Za-z])",),
    names=re.compile(r"統一證號|居留證"),
    check=check,
    words=("統一證號", "居留證"),
    source="移民署: new resident numbers of 2021-01-02, check digit as for 國民身分證統一編號",
    confidence="high",
    hits=("A800000014", "統一證號A800000014號", "a800000014"),
    misses=("A800501509", "A8000000145", "AA800000014"),
    score=0.95,
)
