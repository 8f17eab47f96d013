"""自然人憑證條碼: two letters and fourteen digits."""

from __future__ import annotations

import re

from labkit.privacy.recognizer import Pattern, Recognizer

TW_CITIZEN_CERT = Recognizer(
    entity="TW_CITIZEN_CERT",
    label="自然人憑證",
    patterns=(
        Pattern(r"(?<![0-9A-Za-z])[A-Za-z]{2}[0-9]{14}(?![0-9A-Za-z])", 0.6),
        Pattern(r"(?<![0-9A-Za-z])[A-Za-z]{2}[ -]?[0-9]{2}(?:[ -]?[0-9]{4}){3}(?![0-9A-Za-z])", 0.3),
        Pattern(r"(?<![0-9A-Za-z])[A-Z]{2}[0-9]{2,6}[*○〇]{4,10}[0-9]{0,6}(?![0-9A-Za-z*])", 0.3),
    ),
    names=re.compile(r"自然人憑證|憑證.*(?:號|條碼)|citizen.?cert", re.IGNORECASE),
    words=("憑證", "CQ0001"),
    against=("料號", "品號", "貨號", "產品", "批號", "型號", "訂單", "零件"),
    source="財政部 電子發票 carrier type CQ0001: two letters and fourteen digits; no check digit",
    confidence="medium",
    hits=("TP03000001234567", "憑證TP03000001234567", ("自然人憑證", "tp03000001234567")),
    misses=("TP0300000123456", "ATP03000001234567", "TP030000012345678"),
)
