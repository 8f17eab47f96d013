r"""The regular expressions that every engine reads alike: RE2 without ``\b``, look-around, back-references and flags.

``\d \w \s`` mean ASCII digits, letters and blanks everywhere (engines differ on Unicode).
"""

from __future__ import annotations

import re

from labkit.core.errors import ExpressionSyntax

CLASSES = {"d": "0-9", "w": "0-9A-Za-z_", "s": r" \t\n\r\f\v"}
LETTERS = set("dDwWsSnrtfv")
GROUP = re.compile(r"\(\?(?!:)")
REPEAT = re.compile(r"\{([0-9]*),?([0-9]*)\}")
POSSESSIVE = re.compile(r"[*+?}][+]")
MOST_REPEATS = 100


def check_pattern(pattern: str, *, source: str = "", at: int = 1) -> None:
    """Raise ExpressionSyntax for a pattern that engines would read differently, or not at all."""
    letters = re.findall(r"\\(.)", pattern)
    if any(letter.isalnum() and letter not in LETTERS for letter in letters):
        raise ExpressionSyntax(what="樣式裡的反斜線只能接 d、w、s、n、r、t 或標點", at=at, source=source)
    bare = re.sub(r"\\.|\[\^?\]?[^\]]*\]", "x", pattern)
    if GROUP.search(bare) or POSSESSIVE.search(bare):
        raise ExpressionSyntax(what="樣式不可用 (?…) 或 *+、++", at=at, source=source)
    if any(int(number or 0) > MOST_REPEATS for pair in REPEAT.findall(bare) for number in pair):
        raise ExpressionSyntax(what=f"樣式的重複次數最多 {MOST_REPEATS}", at=at, source=source)
    try:
        re.compile(portable(pattern, end="$"))
    except re.error:
        raise ExpressionSyntax(what="樣式不是正確的正規表示式", at=at, source=source) from None


def portable(pattern: str, *, end: str) -> str:
    r"""Return ``pattern`` with classes spelled out and ``$`` as ``end`` (``\Z`` in Python, ``$`` in RE2).

    >>> portable(r"^\d+$", end=r"\Z")
    '^[0-9]+\\Z'
    """
    out, inside, at = [], False, 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\" and at + 1 < len(pattern):
            out.append(_escape(pattern[at + 1], inside=inside))
            at += 2
            continue
        inside = (inside or sign == "[") and not (inside and sign == "]")
        out.append(end if sign == "$" and not inside else sign)
        at += 1
    return "".join(out)


def _escape(letter: str, *, inside: bool) -> str:
    if letter.lower() in CLASSES:
        listed = CLASSES[letter.lower()]
        if letter.islower():
            return listed if inside else f"[{listed}]"
        return f"\\{letter}" if inside else f"[^{listed}]"
    return f"\\{letter}"
