"""戶號: exactly eight signs, the county's letter first and a check digit last whose rule is not published."""

from __future__ import annotations

import re

from labkit.privacy.recognizer import Pattern, Recognizer

NAMES = re.compile(r"戶號|戶籍.*號|household", re.IGNORECASE)

TW_HOUSEHOLD_NO = Recognizer(
    entity="TW_HOUSEHOLD_NO",
    label="戶號",
    patterns=(
        Pattern(r"(?<![0-9A-Za-z])[A-Za-z][ -]?[0-9A-Za-z]{6}[0-9](?![0-9A-Za-z])", 0.3),
        Pattern(r"(?<![0-9A-Za-z])[A-Z][0-9A-Z]{1,4}[*○〇]{2,6}[0-9]{0,3}(?![0-9A-Za-z*])", 0.2),
    ),
    names=NAMES,
    words=("戶號",),
    source="國民身分證及戶口名簿…管理辦法 §3 (D0030030, amended 113-10-18): [A-Z][0-9A-Z]{6} and a check digit",
    confidence="high",
    hits=("戶號F1234567", "戶號：A12B4567", ("戶號", "F1234567"), ("戶號", "f1234567")),
    misses=("F1234567", "貨號F1234567", ("戶數", "12345678"), ("戶號", "F12345678")),
)
