"""Phrases: how a text and a term of a codebook are compared. No segmentation: a phrase stands in a text or it does not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from labkit.taiwan.variants import SUPPLEMENT

# Signs that are written both ways for the same word; source: 教育部《異體字字典》 and the everyday pairs of agency texts.
SAME = str.maketrans(
    "台裏羣峯牀着啓綫汙佔週滙册証温銹脚却恒强毁秘衆爲僞説税産鷄麽戸内鎭敎曁値絶緑",
    "臺裡群峰床著啟線污占周匯冊證溫鏽腳卻恆強毀祕眾為偽說稅產雞麼戶內鎮教暨值絕綠",
)
INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
GAP = re.compile(r"(?:\.{3,}|⋯)+")
WITHIN = "[^。!?;]*?"  # a gap does not cross the end of a sentence


def plain(text: str) -> str:
    r"""Return ``text`` as it is compared: NFKC, one sign for signs that mean the same, no case, no blanks or line breaks.

    >>> plain("台北　ＡＢＣ櫃檯\n等太久")
    '臺北abc櫃檯等太久'
    """
    unified = unicodedata.normalize("NFKC", text.translate(SUPPLEMENT)).casefold()
    return INVISIBLE.sub("", unified).translate(SAME)


def finder(term: str) -> Callable[[str], bool]:
    """Return the test whether a plain text holds ``term``; 「…」 in a term stands for anything within the sentence.

    >>> finder("等…久")(plain("等了一個多小時，太久了")), finder("等…久")(plain("請等一下。很久"))
    (True, False)
    """
    parts = parts_of(term)
    if len(parts) == 1:
        return lambda text: parts[0] in text
    pattern = re.compile(WITHIN.join(re.escape(part) for part in parts))
    return lambda text: pattern.search(text) is not None


def parts_of(term: str) -> list[str]:
    """Return the plain parts of ``term`` around its gaps; none where nothing but blanks and gaps is left.

    >>> parts_of("等 … 久")
    ['等', '久']
    """
    return [part for part in GAP.split(plain(term)) if part]
