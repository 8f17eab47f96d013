"""電子郵件 address, with CJK text directly before or after it."""

from __future__ import annotations

import re

from labkit.privacy.recognizer import Recognizer

EMAIL_ADDRESS = Recognizer(
    entity="EMAIL_ADDRESS",
    label="電子郵件",
    patterns=(
        r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}",
    ),
    names=re.compile(r"e-?mail|電子郵件|電郵|信箱", re.IGNORECASE),
    words=("信箱", "郵件", "email", "E-mail"),
    source="RFC 5321 mailbox, the dot-atom form that agencies write",
    confidence="high",
    hits=("wang@mail.gov.tw", "信箱wang.ta-ming@mail.gov.tw。", "Ａ@x.tw".replace("Ａ", "A")),
    misses=("wang@", "@gov.tw", "wang@localhost", "10@20"),
    score=0.9,
)
