"""What several recognizers share: signs between digits, signs that mask, words that speak of things rather than people."""

from __future__ import annotations

import re

GAP = "[ -]?"
MASK = "[*○〇◯●□Xx#＊_]"
THINGS = (
    "料號",
    "品號",
    "貨號",
    "產品",
    "商品",
    "條碼",
    "批號",
    "型號",
    "訂單",
    "零件",
    "序號",
    "財產編號",
    "案號",
    "文號",
    "發票",
)
COUNTS_OR_ITEMS = re.compile(
    r"[數額費量價金率值]$|讀表|指數|累計|點位|收據|序號|編號|代碼|[型料品貨機批]號?|案號|文號|號次|seq|model|type|spec|amount|count|price|total|(?:^|_)no$|(?:^|_)id$",
    re.IGNORECASE,
)
UNFLOATED = r"(?:\.0+)?"


def without_gaps(text: str) -> str:
    """Return a value in upper case without blanks, dots and dashes between its signs.

    >>> without_gaps("a-1234 56789")
    'A123456789'
    """
    return re.sub(r"[\s.\-]", "", text).upper()
