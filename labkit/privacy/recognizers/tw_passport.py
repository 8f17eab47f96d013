"""護照號碼: nine digits, and the shapes of other countries; always with context."""

from __future__ import annotations

import re

from labkit.privacy.recognizer import LEFT, RIGHT, Pattern, Recognizer
from labkit.privacy.recognizers._marks import MASK, THINGS, UNFLOATED

NAMES = re.compile(r"護照|passport", re.IGNORECASE)

TW_PASSPORT = Recognizer(
    entity="TW_PASSPORT",
    label="護照號碼",
    patterns=(
        Pattern(rf"{LEFT}[0-9]{{9}}{RIGHT}", 0.3),
        Pattern(rf"{LEFT}[0-9]{{3}}[ -][0-9]{{3}}[ -][0-9]{{3}}{RIGHT}", 0.25),
        Pattern(rf"{LEFT}[A-Za-z]{{1,2}}[0-9]{{6,8}}{RIGHT}", 0.25),
        Pattern(rf"{LEFT}[A-Z]?[0-9]{{2,6}}{MASK}{{2,6}}[0-9]{{0,4}}(?![0-9A-Za-z*])", 0.25),
        Pattern(
            rf"^(?:[0-9]{{7,9}}{UNFLOATED}|[A-Za-z0-9]*[0-9][A-Za-z0-9]{{4,9}}|[0-9](?:\.[0-9]+)?[Ee]\+0?8)$",
            0.25,
            names=NAMES,
        ),
    ),
    names=NAMES,
    against=THINGS,
    words=("護照", "passport", "Passport", "PASSPORT"),
    source="政府資料標準平臺 lists/167: nine digits (domain 000000000-999999999); foreigners' shapes differ by country",
    confidence="low",
    hits=(
        "護照號碼312345678",
        "護照：312345678",
        ("護照號碼", "312345678"),
        ("護照", "3.12E+08"),
        ("passport_no", "E12345678"),
    ),
    misses=("312345678", "編號312345678", ("金額", "312345678"), "護照規費1300元"),
)
