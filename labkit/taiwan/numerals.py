"""Numbers as agencies write them: thousands, units of ten thousand, percent, brackets, Chinese numerals.

Source: common usage of 國字數字 (〇一二…九, 大寫 零壹貳…玖, 廿 卅, 十百千萬億兆); △ and ▲ mark negatives in 主計 tables.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

DIGITS = {
    sign: value
    for value, signs in enumerate(("零〇○", "一壹", "二貳兩", "三參叁", "四肆", "五伍", "六陸", "七柒", "八捌", "九玖"))
    for sign in signs
}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
MYRIADS = {"萬": 10**4, "億": 10**8, "兆": 10**12}
SCALES = {
    "百": 10**2,
    "千": 10**3,
    "仟": 10**3,
    "萬": 10**4,
    "十萬": 10**5,
    "百萬": 10**6,
    "千萬": 10**7,
    "億": 10**8,
    "十億": 10**9,
    "百億": 10**10,
    "兆": 10**12,
}
MEASURES = frozenset(
    [
        "人",
        "人次",
        "件",
        "戶",
        "次",
        "個",
        "名",
        "位",
        "筆",
        "張",
        "份",
        "輛",
        "台",
        "臺",
        "棟",
        "間",
        "所",
        "家",
        "歲",
        "分",
        "分鐘",
        "秒",
        "小時",
        "天",
        "公斤",
        "公克",
        "公噸",
        "噸",
        "公里",
        "公尺",
        "公分",
        "平方公尺",
        "平方公里",
        "公頃",
        "坪",
        "公升",
        "度",
        "棵",
        "株",
        "頭",
        "隻",
        "票",
        "床",
        "案",
        "處",
        "座",
        "支",
        "條",
        "隊",
        "元",
    ]
)
NUMERAL = re.compile(f"[{''.join(DIGITS)}{''.join(TENS)}{''.join(MYRIADS)}廿卅]+")
PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+")
THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
SCALED = re.compile(r"([0-9.,]+)\s*(十萬|百萬|千萬|十億|百億|[百千仟萬億兆])")
MONEY = re.compile(r"^(?:NT\$|NTD|TWD|新[臺台]幣|\$)\s*|\s*[元圓]整?$", re.IGNORECASE)
LONGEST = 40
SIGNED = re.compile(r"^(?P<sign>[-−–—△▲]|負|\+)\s*")


@dataclass(frozen=True)
class NotANumber:
    """Why a text is no number: ``form`` (not written like one) or ``ambiguous`` (it can be read two ways)."""

    why: str


def chinese_number(text: str) -> int | None:
    """Return the value of a Chinese numeral, read by place (一百二十三) or digit by digit (一二三); None if it is none.

    What speech shortens (二百五 for 250, 一萬二 for 12,000) can be read two ways and is none.

    >>> chinese_number("一百零五"), chinese_number("二五〇"), chinese_number("廿三"), chinese_number("三萬五千")
    (105, 250, 23, 35000)
    """
    if not text or not NUMERAL.fullmatch(text):
        return None
    plain = text.replace("廿", "二十").replace("卅", "三十")
    if all(sign in DIGITS for sign in plain):
        return int("".join(str(DIGITS[sign]) for sign in plain))
    return _by_place(plain)


def _by_place(plain: str) -> int | None:
    total, section, digit, zero = 0, 0, None, False
    lowest, least = 10**16, 10**5  # the units so far: each must be smaller than the one before
    for sign in plain:
        if sign in DIGITS:
            if digit:
                return None
            zero, digit = zero or DIGITS[sign] == 0, DIGITS[sign]
            continue
        unit = TENS.get(sign) or MYRIADS[sign]
        if digit is None and section == 0 and unit != TENS["十"]:
            return None
        if sign in TENS and unit < least:
            section, least = section + (digit or 1) * unit, unit
        elif sign in MYRIADS and unit < lowest:
            total, section, lowest, least = total + (section + (digit or 0)) * unit, 0, unit, 10**5
        else:
            return None
        digit, zero = None, False
    shortened = digit and not zero and (TENS["十"] < least < 10**5 or (least == 10**5 and lowest < 10**16))
    return None if shortened else total + section + (digit or 0)


def chinese_digits(number: int) -> str:
    """Return a number below a thousand as road and section names spell it.

    >>> chinese_digits(14), chinese_digits(5), chinese_digits(20)
    ('十四', '五', '二十')
    """
    signs = "〇一二三四五六七八九"
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = f"{signs[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else signs[tens]) + "十"
    elif hundreds and ones:
        words += "〇"
    return words + (signs[ones] if ones or not words else "")


def read_number(text: str, units: tuple[str, ...] = ()) -> Decimal | NotANumber:
    """Read one number; ``units`` are words after it that are taken off (人, 件, oz).

    Accepts 1,234.5 ("," must stand at thousands), full width, -5 −5 △5 ▲5 (5), 45% (0.45) and 5‰, NT$ and 元,
    3.5萬, 12千元, 1億2,000萬, 一百二十三, 壹佰元整. 1,23 and 1.234.567 are ambiguous; 約30, 3-5 and 30以上 are no numbers.

    >>> read_number("(1,234.5)"), read_number("3.5萬元"), read_number("45%"), read_number("1,23").why
    (Decimal('-1234.5'), Decimal('35000.0'), Decimal('0.45'), 'ambiguous')
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if len(plain) > LONGEST:
        return NotANumber("form")
    bracketed = plain.startswith("(") and plain.endswith(")")
    plain = plain[1:-1].strip() if bracketed else plain
    if bracketed and chinese_number(plain) is not None:
        return NotANumber("form")  # (一) is an item's number
    sign = SIGNED.match(plain)
    if sign:
        plain = plain[sign.end() :]
    found = _magnitude(_without_units(plain, units))
    if isinstance(found, NotANumber):
        return found
    if bracketed and sign:
        return NotANumber("ambiguous")
    return -found if bracketed or (sign and sign["sign"] != "+") else found


def _without_units(plain: str, units: tuple[str, ...]) -> str:
    for unit in sorted(units, key=len, reverse=True):
        if plain.endswith(unit) and len(plain) > len(unit):
            return plain[: -len(unit)].rstrip()
    return MONEY.sub("", MONEY.sub("", plain)).strip()


def _magnitude(plain: str) -> Decimal | NotANumber:
    for mark, hundredth in (("%", 100), ("‰", 1_000)):
        if plain.endswith(mark):
            found = _digits(plain[:-1].strip())
            return found if isinstance(found, NotANumber) else found / hundredth
    if SCALED.search(plain):
        return _scaled(plain)
    numeral = None if plain in {"○", "O"} else chinese_number(plain.replace("O", "〇"))
    return Decimal(numeral) if numeral is not None else _digits(plain)


def _scaled(plain: str) -> Decimal | NotANumber:
    total, at, least = Decimal(0), 0, 10**16
    for match in SCALED.finditer(plain):
        found = _digits(match[1])
        if plain[at : match.start()].strip() or isinstance(found, NotANumber) or SCALES[match[2]] >= least:
            return NotANumber("form")
        total, at, least = total + found * SCALES[match[2]], match.end(), SCALES[match[2]]
    rest = plain[at:].strip()
    if not rest:
        return total
    found = _digits(rest)
    if isinstance(found, NotANumber) or found >= least:
        return NotANumber("form")
    return total + found if len(rest.split(".")[0].replace(",", "")) == len(str(least)) - 1 else NotANumber("ambiguous")


def _digits(text: str) -> Decimal | NotANumber:
    if PLAIN.fullmatch(text):
        return Decimal(text)
    if THOUSANDS.fullmatch(text) and not text.startswith("0"):
        return Decimal(text.replace(",", ""))
    return NotANumber("ambiguous" if re.fullmatch(r"[0-9][0-9.,]*", text) else "form")
