"""市內電話 with its area code and extension. Toll-free and service numbers belong to organisations and are left out."""

from __future__ import annotations

import re

from labkit.privacy.recognizer import Pattern, Recognizer, always
from labkit.privacy.recognizers._marks import MASK, THINGS, UNFLOATED
from labkit.taiwan.phones import read_phone
from labkit.taiwan.roc_dates import NotADate, read_date

NAMES = re.compile(r"電話|市話|傳真|聯[絡繫]方式|分機|phone|^tel|[_ ]tel|fax", re.IGNORECASE)
EXTENDED = r"[ ,]?(?:#|轉接?|分機|ext\.?|EXT\.?|x)[: ]?[0-9]{1,6}"
EXTENSION = f"(?:{EXTENDED})?"
SHORT = "(?:826|836|37|49|82|89|[2-8])"
CODE = f"0{SHORT}"
END = r"(?![0-9])(?!-[0-9])"


def check(text: str) -> bool:
    """Tell whether the area code and the count of digits behind it fit each other; free numbers do not count."""
    plain = re.sub(r"\.0+$", "", text)
    shaped = read_phone(plain if not re.fullmatch(r"[2-8][0-9]{7,8}", plain) else f"0{plain}")
    return shaped is not None and not shaped.startswith(("080", "09"))


def is_day(text: str) -> bool:
    """Tell whether eight digits are a day of our times."""
    return bool(re.fullmatch("(?:19|20)[0-9]{6}", text)) and not isinstance(read_date(text), NotADate)


def local(text: str) -> bool:
    """Tell whether a number without its area code can be one: seven or eight digits that begin with 2 to 8."""
    return (
        bool(re.match(r"[2-8]", text))
        and not text.startswith("412")
        and not is_day(text)
        and len(re.sub(r"\D", "", re.split(r"#|轉|分|e|E|x", text)[0])) in {7, 8}
    )


TW_LANDLINE = Recognizer(
    entity="TW_LANDLINE",
    label="市內電話",
    patterns=(
        Pattern(
            rf"(?<![0-9A-Za-z+])\({CODE}\)[ -]?[2-9][0-9]{{0,3}}[ -]?[0-9]{{2,4}}(?:-[0-9]{{4}})?{EXTENSION}{END}", 0.8
        ),
        Pattern(
            rf"(?<![0-9A-Za-z+])(?<![0-9][-.]){CODE}[ -]{{1,2}}[2-9][0-9]{{0,3}}[ -]?[0-9]{{2,4}}{EXTENSION}{END}",
            0.7,
        ),
        Pattern(rf"(?<![0-9A-Za-z+])886{SHORT}[2-9][0-9]{{5,7}}{EXTENSION}{END}", 0.3),
        Pattern(rf"(?<![0-9A-Za-z+])(?<![0-9][-.]){CODE}[2-9][0-9]{{4,7}}{EXTENDED}{END}", 0.6),
        Pattern(
            rf"(?<![0-9A-Za-z])(?:(?:\+ ?|00)886[ -]?|886[ -])\(?0?\)?[ -]?{SHORT}\)?[ -]?[2-9][0-9]{{0,3}}[ -]?[0-9]{{2,4}}{EXTENSION}{END}",
            0.7,
        ),
        Pattern(rf"(?<![0-9A-Za-z+])(?<![0-9][-.]){CODE}[2-9][0-9]{{4,7}}{EXTENSION}{END}", 0.3),
        Pattern(
            rf"(?<![0-9A-Za-z])(?:\({CODE}\)[ -]?|{CODE}-)(?=[0-9]*-?{MASK}{{2}})[0-9*○〇Xx#-]{{5,9}}{EXTENSION}(?![0-9A-Za-z*])",
            0.55,
            check=lambda text: "*" in text or "X" in text.upper() or "○" in text,
        ),
        Pattern(rf"(?<![0-9A-Za-z+/-])(?<![0-9][.,])[2-8][0-9]{{2,3}}-?[0-9]{{4}}{EXTENSION}{END}", 0.2, check=local),
        Pattern(
            rf"^(?:[2-8][0-9]{{4,8}}{UNFLOATED}|[2-8][0-9]{{1,2}}-[0-9]{{5,7}}|[2-8][ -][0-9]{{3,4}}-?[0-9]{{4}}{EXTENSION})$",
            0.2,
            names=NAMES,
            check=always,
        ),
        Pattern(
            rf"^\(?0[0-9]{{1,3}}\)?[ -]?[0-9][0-9 -]{{4,11}}{EXTENSION}$",
            0.2,
            names=NAMES,
            check=lambda text: not re.match("080|0204|[0-]+$", text),
        ),
        Pattern(r"^[2-8](?:\.[0-9]+)?[Ee]\+0?[78]$", 0.2, names=NAMES, check=always),
    ),
    names=NAMES,
    check=check,
    against=THINGS,
    words=("電話", "市話", "聯絡", "連絡", "傳真", "TEL", "Tel", "來電", "致電", "撥打", "專線", "分機"),
    crowd=lambda text: text[:1] in {"0", "(", "+"} and read_phone(text) is not None,
    crowd_share=0.8,
    source="國家通訊傳播委員會 電信號碼計畫, as in phonenumbers 9.0.43: see taiwan/phones.py; 轉 分機 # ext for extensions",
    confidence="high",
    hits=(
        "(02)2345-6789",
        "02-23456789",
        "02 2345 6789",
        "02-2345-6789#123",
        "03-8565301轉2308",
        "+886 2 2311 3731",
        "886-2-2345-6789",
        "04-7123456",
        "037-321456",
        "049-2123456",
        "0836-22345",
        "(089)321456",
        "電話0223456789",
        "電話2345-6789分機12",
        ("電話", "0223456789"),
        ("電話", "223456789"),
        ("連絡電話", "2345-6789"),
        ("電話", "02-2345****"),
        ("電話", "2.23E+08"),
    ),
    misses=(
        "0800-024-111",
        "0223456789",
        "02-1345678",
        "113-02-23456789",
        "2345-6789",
        ("金額", "223456789"),
        "0912-345-678",
    ),
)
