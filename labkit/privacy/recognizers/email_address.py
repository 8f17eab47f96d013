"""電子郵件 address, with CJK text directly before or after it."""

from __future__ import annotations

import re

from labkit.privacy.recognizer import Pattern, Recognizer

LOCAL = r"[A-Za-z0-9_%+-][A-Za-z0-9_%+'-]*(?:\.[A-Za-z0-9_%+'-]+)*"
DOMAIN = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*\.[A-Za-z]{2,}"

EMAIL_ADDRESS = Recognizer(
    entity="EMAIL_ADDRESS",
    label="電子郵件",
    patterns=(
        Pattern(rf"(?<![A-Za-z0-9._%+-]){LOCAL} ?@ ?{DOMAIN}(?![A-Za-z0-9-])", 0.9),
        Pattern(r"(?<![A-Za-z0-9._%+*-])[A-Za-z0-9._-]*\*+[A-Za-z0-9._*-]*@[A-Za-z0-9*-]+(?:\.[A-Za-z0-9*-]+)+", 0.8),
    ),
    names=re.compile(r"e-?mail|電子郵件|電郵|信箱|mail", re.IGNORECASE),
    words=("信箱", "郵件", "email", "E-mail", "Email", "mail"),
    source="RFC 5321 mailbox, the dot-atom form that agencies write; masked as portals print it (wa***@mail.gov.tw)",
    confidence="high",
    hits=(
        "wang@mail.gov.tw",
        "信箱wang.ta-ming@mail.gov.tw。",
        "WANG_01@GMAIL.COM",
        "wang @ gmail.com",
        "wa***@mail.gov.tw",
        "a.b+c@x-y.org.tw",
    ),
    misses=("wang@", "@gov.tw", "wang@localhost", "10@20", "甲@乙.丙"),
)
