"""Values that nobody bears, and how they are told from real ones.

Sources: RFC 2606 (example.com), RFC 5737 and RFC 3849 (192.0.2.0/24, 2001:db8::/32) for documentation; check digits wrong on
purpose; numbers of zeros with up to three digits behind; names, roads and sections that say that they are a test.
"""

from __future__ import annotations

import re
import unicodedata

from labkit.taiwan.personal_names import ANY_SURNAME, MASK

GIVEN = ("測試", "範例", "虛構", "示例")
LATIN_NAMES = ("Test Person", "Sample Person", "Demo Person", "Test User", "Sample User", "Demo User")
ROAD, SECTION = "虛構路", "虛構段"
_GIVEN = "|".join(GIVEN)
_ZEROS = r"[A-Z/]{0,8}0*[0-9]{0,3}"
RESERVED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{ANY_SURNAME}(?:{_GIVEN}|[測試]|{MASK}{{1,3}}[測試]?|[測試]{MASK}{{1,2}})",
        rf"(?:{_GIVEN})[‧·・•．.˙∙](?:{_GIVEN})",
        "|".join(LATIN_NAMES),
        r"[A-Z0-9._-]+@example\.(?:com|org|net)",
        r"192\.0\.2\.[0-9]{1,3}|2001:db8:[0-9a-f:]*",
        rf"(?:測試市範例區|範例區)?{ROAD}[0-9一二三四五六七八九十段巷弄號樓之F-]*",
        rf"(?:測試市範例區)?{SECTION}(?:測試小段)? ?[0-9、-]+ ?(?:地號|建號|號)?",
        r"test[_-]?[a-z]*[0-9]{0,4}",
    )
)
MOBILE = re.compile(r"(?:\+?8860?|0|)9000000[0-9]{2}")
LANDLINE = re.compile(r"(?:\+?886|0)2000000[0-9]{2}")
BETWEEN = re.compile(r"[ \-.()/·・#轉]")


def is_reserved(text: str) -> bool:
    """Tell whether a value found in a text is one of those that nobody bears.

    >>> is_reserved("王測試"), is_reserved("0900-000-012"), is_reserved("wang@example.com"), is_reserved("王小明")
    (True, True, True, False)
    """
    value = unicodedata.normalize("NFKC", text).strip()
    if any(pattern.fullmatch(value) for pattern in RESERVED):
        return True
    bare = BETWEEN.sub("", value).upper()
    if MOBILE.fullmatch(bare) or LANDLINE.fullmatch(bare):
        return True
    return sum(map(str.isdigit, bare)) >= 4 and bool(re.fullmatch(_ZEROS, bare))  # noqa: PLR2004
