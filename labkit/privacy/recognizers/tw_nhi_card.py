"""健保卡卡號: twelve digits; no check digit is published, so context is always needed."""

from __future__ import annotations

import re

from labkit.privacy.recognizer import LEFT, RIGHT, Pattern, Recognizer
from labkit.privacy.recognizers._marks import THINGS, UNFLOATED

NAMES = re.compile(r"健保卡|健保.*號|號.*健保|nhi[ _.]?card|nhi.?no", re.IGNORECASE)

TW_NHI_CARD = Recognizer(
    entity="TW_NHI_CARD",
    label="健保卡號",
    patterns=(
        Pattern(rf"{LEFT}[0-9]{{4}}[ -]?[0-9]{{4}}[ -]?[0-9]{{4}}{RIGHT}", 0.3),
        Pattern(r"(?<![0-9A-Za-z])[0-9]{4}[ -]?[0-9*]{4}[ -]?[0-9*]{4}(?![0-9A-Za-z*])", 0.2),
        Pattern(rf"^(?:[0-9]{{7,12}}{UNFLOATED}|[0-9](?:\.[0-9]+)?[Ee]\+(?:0[6-9]|1[01]))$", 0.2, names=NAMES),
    ),
    names=NAMES,
    against=THINGS,
    words=("健保卡", "健保IC卡"),
    source="健保署 CS3310 chip card record (card number of 12 digits, shown 4-4-4); a prefix 0000 is unconfirmed and not asked",
    confidence="low",
    hits=(
        "健保卡號000012345678",
        "健保卡 0000-1234-5678",
        ("健保卡號", "000012345678"),
        ("健保卡號", "12345678"),
        ("健保卡號", "1.2E+07"),
    ),
    misses=("000012345678", "案號113000012345", ("金額", "12345678"), "健保卡費200元"),
)
