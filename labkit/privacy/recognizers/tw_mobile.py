"""手機號碼. A number that a spreadsheet stripped of its first zero is found by the column's name (see scan.py)."""

from __future__ import annotations

import re

from labkit.privacy.recognizer import Recognizer

TW_MOBILE = Recognizer(
    entity="TW_MOBILE",
    label="手機號碼",
    patterns=(
        r"(?<![0-9A-Za-z])09[0-9]{2}[ -]?[0-9]{3}[ -]?[0-9]{3}(?![0-9])",
        r"(?<![0-9])(?:\+|00)?886[ -]?\(?0?\)?[ -]?9[0-9]{2}[ -]?[0-9]{3}[ -]?[0-9]{3}(?![0-9])",
    ),
    names=re.compile(r"手機|行動電話|電話|聯絡方式|phone|mobile|cell|傳真|tel", re.IGNORECASE),
    words=("手機", "電話", "行動", "聯絡"),
    source="numbering of mobile services: 09 and eight digits; +886 without the leading zero",
    confidence="high",
    hits=("0912345678", "手機0912-345-678", "0912 345 678", "+886 912 345 678", "886912345678", "電話：0912345678#12"),
    misses=("0800024111", "0212345678", "10912345678", "09123456789", "912345678"),
)
