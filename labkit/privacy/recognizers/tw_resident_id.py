"""統一證號 of foreign residents and others without household registration: new (2021-01-02) and old."""

from __future__ import annotations

import re
from collections.abc import Sequence

from labkit.privacy.recognizer import Pattern, Recognizer, always
from labkit.privacy.recognizers._marks import GAP, MASK, THINGS, without_gaps
from labkit.taiwan.identifiers import is_old_resident_id, is_resident_id
from labkit.taiwan.identifiers_at_once import are_valid


def check(text: str) -> bool:
    """Tell whether the check digit holds, whatever case and separators the value is written with."""
    plain = without_gaps(text)
    return is_resident_id(plain) or is_old_resident_id(plain)


def checks(texts: Sequence[str]) -> Sequence[bool]:
    """Tell it for many texts at once."""
    plain = [without_gaps(text) for text in texts]
    pairs = zip(are_valid(plain, "resident_id"), are_valid(plain, "old_resident_id"), strict=True)
    return [new or old for new, old in pairs]


TW_RESIDENT_ID = Recognizer(
    entity="TW_RESIDENT_ID",
    label="統一證號",
    patterns=(
        Pattern(rf"(?<![A-Za-z0-9])[A-Za-z]{GAP}[89A-Da-d](?:{GAP}[0-9]){{8}}(?![0-9A-Za-z])", 0.95),
        Pattern(
            rf"(?<![A-Za-z0-9])[A-Z][89A-D](?=[0-9]*{MASK}{{2}})[0-9*○〇◯●□Xx#_]{{8}}(?![0-9A-Za-z*○〇◯●□#_])",
            0.7,
            check=always,
        ),
    ),
    names=re.compile(r"統一證號|居留證|居留號|外僑|arc(?![a-z])|resident", re.IGNORECASE),
    check=check,
    checks=checks,
    words=("統一證號", "居留證", "居留"),
    against=THINGS,
    chance=0.1,
    source="內政部移民署: [A-Z][89] from 2021-01-02; the old [A-Z][A-D] stays valid to 2030-12-31; check digit as for the national ID",
    confidence="high",
    hits=("A800000014", "統一證號A800000014號", "a800000014", "AA00000009", "CC00151114", "aa-00000009", "A8****0014"),
    misses=("A800501509", "A8000000145", "AA800000014", "AA00000008", "AE00000009", "料號A800000014"),
)
