"""Signs that look alike and mean the same: CJK radicals for characters, spaces, full width.

Source: Unicode Standard, Kangxi Radicals and CJK Radicals Supplement (compatibility mappings; the supplement's from
EquivalentUnifiedIdeograph.txt for the simplified and traditional forms that PDF exports produce).
"""

from __future__ import annotations

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


def unify(text: str, *, width: bool = True) -> str:
    """Return ``text`` with radicals as characters, odd spaces as one kind, and (``width``) NFKC.

    >>> unify("⻑照２．０　服務")
    '長照2.0 服務'
    """
    replaced = text.translate(SUPPLEMENT)
    if width:
        return unicodedata.normalize("NFKC", replaced)
    return "".join(unicodedata.normalize("NFKC", sign) if "⼀" <= sign <= "⿕" else sign for sign in replaced)


def is_private(sign: str) -> bool:
    """Tell whether ``sign`` is a private-use character (造字): readable only where its font is installed."""
    return unicodedata.category(sign) == "Co"
