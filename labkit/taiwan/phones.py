"""Telephone numbers of Taiwan: area codes with the lengths after them, mobiles, free numbers.

Source: 國家通訊傳播委員會 電信號碼計畫, as in the phonenumbers package 9.0.43 and research of 2026-11: 02+8, 03+7, 037+6, 04+8
(臺中) or +7 (彰化), 049+7, 05+7, 06+7, 07+7, 08+7, 082+6, 0826+5, 0836+5, 089+6; mobiles 09 and eight digits; 0800, 0809.
"""

from __future__ import annotations

import re
import unicodedata

AREAS = {
    "0826": (5,), "0836": (5,), "037": (6,), "049": (7,), "082": (6,), "089": (6,),
    "02": (8,), "03": (7,), "04": (8, 7), "05": (7,), "06": (7,), "07": (7,), "08": (7,),
}  # fmt: skip
EXTENSION = re.compile(r"\s*(?:分機號?碼?|轉接?|ext\.?|[#*xX])\s*[:：]?\s*(?P<ext>[0-9]{1,6})\s*$", re.IGNORECASE)
COUNTRY = re.compile(r"^\s*(?:\+|00)?\s*886\s*[-\s]*\(?0?\)?\s*")
SIGNS = re.compile(r"[\s()\-－‐–—.·/]")


def read_phone(text: str) -> str | None:
    """Return one number in the form 02-23113731#123, 0912-345-678 or 0800-024-111; None where it is not one number.

    Understands +886, brackets, blanks, full width, 轉 分機 # and ext. A mobile that lost its leading zero in a spreadsheet
    (912345678) is given it back: no other number of nine digits begins with 9. Two numbers in one cell are none.

    >>> read_phone("(０２)2311-3731轉123"), read_phone("+886 912 345 678"), read_phone("912345678"), read_phone("2311-3731")
    ('02-23113731#123', '0912-345-678', '0912-345-678', None)
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    extension = EXTENSION.search(plain)
    plain = plain[: extension.start()] if extension else plain
    local = COUNTRY.sub("0", plain) if COUNTRY.match(plain) else plain
    digits = SIGNS.sub("", local)
    if not digits.isascii() or not digits.isdigit():
        return None
    shaped = _shaped(f"0{digits}" if re.fullmatch("9[0-9]{8}", digits) else digits)
    return f"{shaped}#{extension['ext']}" if shaped and extension else shaped


def _shaped(digits: str) -> str | None:
    if re.fullmatch("09[0-9]{8}", digits):
        return f"{digits[:4]}-{digits[4:7]}-{digits[7:]}"
    if re.fullmatch("080[0-79][0-9]{6}", digits):
        return f"{digits[:4]}-{digits[4:7]}-{digits[7:]}"
    for area, lengths in AREAS.items():
        if digits.startswith(area) and len(digits) - len(area) in lengths and digits[len(area)] not in "01":
            return f"{area}-{digits[len(area) :]}"
    return None
