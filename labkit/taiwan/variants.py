"""Signs that look alike and mean the same: CJK radicals for characters, spaces, full width.

Source: Unicode Standard, Kangxi Radicals and CJK Radicals Supplement (compatibility mappings; the supplement's from
EquivalentUnifiedIdeograph.txt for the simplified and traditional forms that PDF exports produce).
"""

from __future__ import annotations

import re
import unicodedata

SUPPLEMENT = str.maketrans(
    {
        "⺁": "厂",
        "⺠": "民",
        "⻄": "西",
        "⻆": "角",
        "⻑": "長",
        "⻓": "长",
        "⻔": "门",
        "⻖": "阝",
        "⻘": "青",
        "⻝": "食",
    }
    | {"⻤": "鬼", "⻨": "麦", "⻩": "黄", "⻫": "斉", "⻭": "歯", "⻯": "竜", "⻱": "亀", "⻳": "龟"}
)
BLANKS = (
    " \t\r\n\f\v\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000\ufeff"
)
PROSE = frozenset("，；：！？（）")
BETWEEN = re.compile("([，；：！？（）])")


def unify(text: str, *, width: bool = True) -> str:
    """Return ``text`` with radicals as characters, odd spaces as one kind, and (``width``) NFKC.

    The punctuation of Chinese prose stays full width, as 教育部《重訂標點符號手冊》 writes it.

    >>> unify("⻑照２．０　服務，謝謝！")
    '長照2.0 服務，謝謝！'
    """
    replaced = text.translate(SUPPLEMENT)
    if width:
        return "".join(
            part if part in PROSE else unicodedata.normalize("NFKC", part) for part in BETWEEN.split(replaced)
        )
    return "".join(unicodedata.normalize("NFKC", sign) if "⼀" <= sign <= "⿕" else sign for sign in replaced)


def is_private(sign: str) -> bool:
    """Tell whether ``sign`` is a private-use character (造字): readable only where its font is installed."""
    return unicodedata.category(sign) == "Co"
