"""手機號碼, also as a spreadsheet damages it: the first zero lost, or 9.12E+08."""

from __future__ import annotations

import re

from labkit.privacy.recognizer import Pattern, Recognizer
from labkit.privacy.recognizers._marks import COUNTS_OR_ITEMS, MASK, THINGS, UNFLOATED

NAMES = re.compile(r"手機|行動電話|電話|聯[絡繫]方式|簡訊|phone|mobile|cell|傳真|^tel", re.IGNORECASE)
STRIPPED = re.compile(rf"9[0-9]{{8}}{UNFLOATED}")


def stripped(text: str) -> bool:
    """Tell whether a whole cell is a mobile number that lost its first zero."""
    return bool(STRIPPED.fullmatch(text))


TW_MOBILE = Recognizer(
    entity="TW_MOBILE",
    label="手機號碼",
    patterns=(
        Pattern(
            r"(?<![0-9A-Za-z+])(?<![0-9][-.])(?:09[0-9]{2}|\(09[0-9]{2}\))[ .-]?[0-9]{3}[ .-]?[0-9]{3}(?![0-9])(?!-[0-9])"
        ),
        Pattern(
            r"(?<![0-9A-Za-z])(?<![0-9][-.])(?:09[0-9][ -]?[0-9]{3}[ -]?[0-9]{4}|09[0-9]{2}(?:-[0-9]{2}){3}|09-[0-9]{8})(?![0-9])(?!-[0-9])",
            0.8,
        ),
        Pattern(r"(?<![0-9A-Za-z])(?:\+ ?|00)?886[ .-]?\(?0?\)?[ .-]?9[0-9]{2}[ .-]?[0-9]{3}[ .-]?[0-9]{3}(?![0-9])"),
        Pattern(
            rf"(?<![0-9A-Za-z])09[0-9]{{2}}[ -]?(?:[0-9]{{3}}[ -]?{MASK}{{3}}|{MASK}{{3}}[ -]?[0-9]{{3}}|{MASK}{{6}})(?![0-9])",
            0.8,
        ),
        Pattern(
            r"(?<![0-9A-Za-z])09[0-9*○〇-]{8,10}(?![0-9*])",
            0.6,
            check=lambda text: bool(re.search(r"[*○〇]{2}", text)),
        ),
        Pattern(r"(?<![0-9A-Za-z])(?<![0-9][-.])9[0-9]{2}[ -]?[0-9]{3}[ -]?[0-9]{3}(?![0-9A-Za-z]|[.,-][0-9])", 0.2),
        Pattern(rf"^(?:9[0-9]{{8}}{UNFLOATED}|9(?:\.[0-9]+)?[Ee]\+0?8)$", 0.3, names=NAMES),
    ),
    names=NAMES,
    words=("手機", "行動電話", "電話", "聯絡", "連絡", "來電", "致電", "撥打", "mobile", "Mobile", "phone"),
    against=THINGS,
    crowd=stripped,
    crowd_not=COUNTS_OR_ITEMS,
    source="國家通訊傳播委員會 電信號碼計畫: 09 and eight digits; +886 without the leading zero",
    confidence="high",
    hits=(
        "0912345678",
        "手機0912-345-678",
        "0912 345 678",
        "(0912)345678",
        "0912.345.678",
        "+886 912 345 678",
        "886912345678",
        "+886-0912-345-678",
        "電話：0912345678#12",
        "0912-***-678",
        "0912345***",
        "手機 912345678",
        ("手機", "912345678"),
        ("聯絡電話", "9.12E+08"),
        ("手機", "912345678.0"),
    ),
    misses=(
        "0800024111",
        "0212345678",
        "10912345678",
        "09123456789",
        "912345678",
        ("金額", "912345678"),
        "0912-345-6789",
    ),
)
